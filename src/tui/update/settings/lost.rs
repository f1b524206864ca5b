//! Sections that officers belong to and that the settings have no more, in words.

use crate::domain::centre::Centre;
use crate::domain::lost::lost_sections;
use crate::tui::seen::Seen;

/// Which officers are left in sections that `after` has no more, and what to do; only of those among `of`, where that
/// is said. `None` where nobody is.
pub(super) fn told(after: &Centre, of: Option<&[String]>, seen: Seen<'_>) -> Option<String> {
    let lost = lost_sections(seen.state(), &after.work.sections);
    let named: Vec<String> = lost
        .iter()
        .filter(|lost| of.is_none_or(|of| of.iter().any(|section| section == lost.name)))
        .map(|lost| {
            let (officers, n) = (lost.numbers(), lost.dossiers.to_string());
            seen.fill("office.section_lost", &[("section", lost.name), ("officers", &officers), ("n", &n)])
        })
        .collect();
    (!named.is_empty()).then(|| seen.fill("office.sections_lost", &[("sections", &named.join("; "))]))
}

//! A long list under headings, of which only the lines in sight are made.

use super::list::List;

/// What stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Place {
    /// The heading of this section.
    Head(usize),
    /// This row, counted over all sections.
    Row(usize),
}

/// The lines in sight of sections with `sizes` rows each, `height` lines high, with row `at` among them; its heading
/// too when it is the first of its section. `view` remembers how far the list was scrolled.
pub(in crate::tui) fn in_sight(view: &mut List, sizes: &[usize], at: usize, height: usize) -> Vec<Place> {
    let total = sizes.iter().sum::<usize>() + sizes.len();
    let mut line = at;
    let mut first = 0;
    for (section, size) in sizes.iter().enumerate() {
        line = at + section + 1;
        if at < first + size {
            break;
        }
        first += size;
    }
    if at == first && height > 1 {
        view.at = line.saturating_sub(1);
        view.window(total, height);
    }
    view.at = line;
    view.window(total, height).map(|line| place(sizes, line)).collect()
}

fn place(sizes: &[usize], line: usize) -> Place {
    let mut rest = line;
    for (section, size) in sizes.iter().enumerate() {
        if rest == 0 {
            return Place::Head(section);
        }
        if rest <= *size {
            return Place::Row(line - section - 1);
        }
        rest -= size + 1;
    }
    Place::Row(line.saturating_sub(sizes.len()))
}

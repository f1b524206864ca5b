//! The forms: what is entered stands on the paper, letter by letter, on whole pages.

use super::samples::{self, Sample, at};
use motcua::print::forms::{Template, pdf};
use motcua::settings::form::template;

fn built_in(sample: &Sample) -> Template {
    template(sample.form, sample.form.built_in()).unwrap_or_else(|faults| panic!("{}: {faults:?}", sample.form.name()))
}

/// Writes all samples where another program looks at them.
#[test]
#[ignore = "for the look by another program; needs MOTCUA_FORMS_DIR"]
fn samples_are_written_for_another_program() {
    let dir = std::path::PathBuf::from(std::env::var("MOTCUA_FORMS_DIR").unwrap());
    for sample in samples::all() {
        let bytes = pdf(&built_in(&sample), &sample.values, at("2026-11-23T15:05")).unwrap();
        std::fs::write(dir.join(format!("{}_{}.pdf", sample.form.name(), sample.name)), bytes).unwrap();
    }
}

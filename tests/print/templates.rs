//! Templates: every fault is named with its line, all at once.

use motcua::print::forms::{Fonts, Form, Mark, Text, TextFault, laid_out};
use motcua::settings::form::template;
use motcua::text::words::{Language, Words};

/// The faults as lines for people.
fn faults(form: Form, text: &str) -> Vec<String> {
    let words = Words::of(Language::En);
    let found = template(form, text).expect_err("a fault");
    found.iter().map(|fault| fault.told("receipt.toml", &words)).collect()
}

#[test]
fn every_fault_is_named_with_its_line() {
    let text = r#"title = "Receipt {cod}"
paper = "square"
size = 400
colour = "red"

[[block]]
kind = "feild"

[[block]]
kind = "text"
align = "middle"
text = ["fine", "open **bold", "a } brace"]
when = "nobody"

[[block]]
kind = "table"
rows = "paper"

[[block]]
kind = "table"
rows = "papers"
[[block.column]]
title = "Name"
text = "{nam} {row} {code}"
width = 0

[[block]]
kind = "signatures"

[[block]]
text = "no kind"
"#;
    let expected = [
        "receipt.toml:1: This form has no gap “cod”. Is it “code”?",
        "receipt.toml:2: “square” is no paper",
        "receipt.toml:3: ",
        "receipt.toml:4: ",
        "receipt.toml:7: There is no block “feild”. Is it “field”?",
        "receipt.toml:11: “middle” is no way",
        "receipt.toml:12: “**” begins",
        "receipt.toml:12: A brace",
        "receipt.toml:13: This form has no gap “nobody”",
        "receipt.toml:17: This form has no table “paper”. Is it “papers”?",
        "receipt.toml:24: This form has no gap “nam”. Is it “name”?",
        "receipt.toml:25: ",
        "receipt.toml:27: ",
        "receipt.toml:30: ",
    ];
    let found = faults(Form::Receipt, text);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} is not {expected}");
    }
    assert_eq!(faults(Form::Receipt, "title = ").len(), 1);
    assert!(!faults(Form::Receipt, "").is_empty());
}

#[test]
fn a_changed_template_is_what_is_printed() {
    let text = r#"title = "Giấy"
copies = ["một", "hai", "ba"]
[[block]]
kind = "text"
text = ["{{{applicant}}} \\* **đậm** *nghiêng*", "{copy}"]
[[block]]
kind = "text"
when = "phone"
text = "Điện thoại {phone}"
[[block]]
kind = "text"
unless = "phone"
text = "Không có điện thoại"
"#;
    let template = template(Form::Receipt, text).unwrap();
    let mut values = Form::Receipt.blank();
    values.set("applicant", "Lê {code} *Ưng*");
    let sheets = laid_out(&template, &values, &Fonts::built_in().unwrap());
    assert_eq!(sheets.pages.len(), 3);
    let said: Vec<String> = sheets.pages[1]
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        said.concat(),
        "{Lê {code} *Ưng*} * đậm nghiênghaiKhông có điện thoại",
        "values are never read as marks"
    );
}

#[test]
fn marks_must_be_closed() {
    assert_eq!(Text::parse("{a"), Err(TextFault::Brace));
    assert_eq!(Text::parse("a}"), Err(TextFault::Brace));
    assert_eq!(Text::parse("*a"), Err(TextFault::Mark("*")));
    assert_eq!(Text::parse("**a*b*"), Err(TextFault::Mark("**")));
    assert_eq!(Text::parse("**{a}** *b*").unwrap().gaps().collect::<Vec<_>>(), ["a"]);
}

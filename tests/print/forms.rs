//! The forms: what is entered stands on the paper, letter by letter, on whole pages.

use super::samples::{self, Sample, at};
use motcua::print::forms::template::{Block, Kind};
use motcua::print::forms::{Face, Fonts, Form, Mark, Sheets, Template, Text, Values, laid_out, pdf};
use motcua::settings::form::template;
use motcua::text::words::{Language, Words};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;

fn built_in(form: Form) -> Template {
    template(form, form.built_in()).unwrap_or_else(|faults| panic!("{}: {faults:?}", form.name()))
}

fn laid(form: Form, values: &Values) -> (Template, Sheets) {
    let template = built_in(form);
    let sheets = laid_out(&template, values, &Fonts::built_in().unwrap());
    (template, sheets)
}

/// All that stands on a page, as it is drawn, without the spaces between words and lines.
fn letters(page: &[Mark]) -> String {
    let said = page.iter().filter_map(|mark| match mark {
        Mark::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    plain(&said.collect::<String>())
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The same of all pages, without what stands under their lower edge.
fn all_letters(template: &Template, sheets: &Sheets) -> String {
    let edge = sheets.size.1 - f32::from(template.margins_mm[2]) * MM;
    let is_body = |mark: &&Mark| !matches!(mark, Mark::Text { y, .. } if *y > edge + 0.1);
    sheets.pages.iter().map(|page| letters(&page.iter().filter(is_body).cloned().collect::<Vec<_>>())).collect()
}

/// The gaps of a template and of its table columns.
fn asked(template: &Template) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut gaps, mut cells) = (BTreeSet::new(), BTreeSet::new());
    for Block { kind, .. } in &template.blocks {
        let texts: Vec<_> = match kind {
            Kind::Heading(lines) | Kind::Text { lines, .. } => lines.iter().collect(),
            Kind::Field { label, text } => vec![label, text],
            Kind::Columns(columns) => columns.iter().flat_map(|column| &column.lines).collect(),
            Kind::Signatures(parties) => {
                parties.iter().flat_map(|party| party.lines.iter().chain([&party.title, &party.name])).collect()
            }
            Kind::Table { columns, .. } => {
                cells.extend(columns.iter().flat_map(|column| column.text.gaps()).map(str::to_owned));
                Vec::new()
            }
            Kind::Code { .. } | Kind::Rule | Kind::Page => Vec::new(),
        };
        gaps.extend(texts.into_iter().flat_map(Text::gaps).map(str::to_owned));
    }
    (gaps, cells)
}

/// Whether all words of a text stand in another, one after the other.
fn in_order(text: &str, said: &str) -> bool {
    let found =
        |rest: Option<usize>, word: &str| rest.and_then(|rest| Some(rest + said[rest..].find(word)? + word.len()));
    text.split(' ').fold(Some(0), found).is_some()
}

#[test]
fn what_is_entered_stands_on_the_paper() {
    for Sample { name, form, values } in samples::all() {
        let (template, sheets) = laid(form, &values);
        let said = all_letters(&template, &sheets);
        let (gaps, cells) = asked(&template);
        for gap in &gaps {
            assert!(said.contains(&plain(values.get(gap))), "{name}: {gap} is not as it was entered");
        }
        for table in values.tables() {
            let rows = values.table(table).unwrap();
            for row in 0..rows.len() {
                for cell in cells.iter().filter_map(|cell| rows.cell(row, cell)) {
                    // A row that is cut between pages is said line by line, all its columns beside each other.
                    let whole = said.contains(&plain(&cell)) || (cell.len() > 200 && in_order(&cell, &said));
                    assert!(whole, "{name}: row {row}: {cell}");
                }
            }
        }
        assert_eq!(said, said.nfc().collect::<String>(), "{name}: letters are composed");
    }
}

#[test]
fn nothing_stands_outside_its_edges_or_on_other_lines() {
    let fonts = Fonts::built_in().unwrap();
    for Sample { name, form, values } in samples::all() {
        let (template, sheets) = laid(form, &values);
        let [above, right, below, left] = template.margins_mm.map(|mm| f32::from(mm) * MM);
        let (wide, tall) = sheets.size;
        assert_eq!(wide > tall, form == Form::Register, "{name}");
        for (number, page) in sheets.pages.iter().enumerate() {
            let mut lines: Vec<(f32, f32, f32, f32)> = Vec::new();
            for mark in page {
                let Mark::Text { x, y, face, size, text, stretch } = mark else { continue };
                let width: f32 =
                    fonts.glyphs(*face, text.trim_end(), *stretch).iter().map(|glyph| glyph.x_advance * size).sum();
                assert!(*x >= left - 0.1 && x + width <= wide - right + 0.2, "{name}, page {number}: {text}");
                let is_footer = *y > tall - below;
                assert!(
                    is_footer || (y - size >= above - size && *y <= tall - below + 0.1),
                    "{name}, page {number}: {text}"
                );
                let clash = lines.iter().find(|(from, to, above, _)| {
                    (y - above).abs() > 0.1
                        && (y - above).abs() < size * 0.95
                        && *from < x + width - 0.1
                        && x + 0.1 < *to
                });
                assert!(clash.is_none(), "{name}, page {number}: {text} stands over another line");
                lines.push((*x, x + width, *y, *size));
            }
        }
    }
}

#[test]
fn a_long_register_repeats_its_head_and_counts_its_pages() {
    let long = samples::all().into_iter().find(|sample| sample.name == "register_extreme").unwrap();
    let (_, sheets) = laid(long.form, &long.values);
    let pages = sheets.pages.len();
    assert!((30..70).contains(&pages), "{pages}");
    for (index, page) in sheets.pages.iter().enumerate() {
        let said = letters(page);
        assert_eq!(said.matches("Tênthủtụchànhchính").count(), 1, "page {index}");
        assert!(said.ends_with(&format!("Trang{}/{pages}", index + 1)), "page {index}");
        if index + 1 < pages {
            // The lowest thing on a page is a stroke that closes the table.
            let lowest = |mark: &Mark| match mark {
                Mark::Stroke { to, .. } => to.1,
                _ => 0.0,
            };
            let edge = page.iter().map(lowest).fold(0.0, f32::max);
            let closes = |mark: &&Mark| matches!(mark, Mark::Stroke { from, to, .. } if (from.1 - to.1).abs() < 0.01 && (to.1 - edge).abs() < 0.01);
            assert!(page.iter().any(|mark| closes(&mark)), "page {index} is open below");
        }
    }
    assert!(letters(sheets.pages.last().unwrap()).contains("Cộng:500hồsơ."));
}

#[test]
fn signatures_stand_under_something_and_copies_are_whole() {
    for Sample { name, form, values } in samples::all() {
        let (template, sheets) = laid(form, &values);
        for page in &sheets.pages {
            let said = letters(page);
            if let Some(at) = said.find("(Ký") {
                assert!(said[..at].chars().count() > 40, "{name}: a signature stands alone: {said}");
            }
        }
        let said = all_letters(&template, &sheets);
        for copy in &template.copies {
            assert!(said.contains(&plain(copy)), "{name}");
        }
        if name == "receipt" {
            assert_eq!(sheets.pages.len(), 2, "a page for each copy");
            assert_eq!(said.matches("NGƯỜITIẾPNHẬNHỒSƠ").count(), 2);
        }
    }
}

#[test]
fn every_face_has_every_letter() {
    let fonts = Fonts::built_in().unwrap();
    let mut all: BTreeSet<char> = ('!'..='~').collect();
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
        for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
            let letter: String = format!("{vowel}{tone}").nfc().collect();
            assert_eq!(letter.chars().count(), 1);
            all.extend(letter.chars());
        }
    }
    all.extend("đĐ₫“”‘’–—…·•°²³½×".chars());
    all.extend(Form::ALL.iter().flat_map(|form| form.built_in().chars()).filter(|letter| !letter.is_control()));
    let words = Words::of(Language::Vi);
    all.extend(words.all().filter(|(key, _)| key.starts_with("papers.")).flat_map(|(_, said)| said.chars()));
    for face in [Face::Regular, Face::Bold, Face::Italic] {
        let missing: Vec<char> = all.iter().copied().filter(|letter| !fonts.has(face, *letter)).collect();
        assert!(missing.is_empty(), "{face:?}: {missing:?}");
    }
}

#[test]
fn days_hours_and_sums_are_written_as_on_paper() {
    let values = samples::receipt().values(&Words::of(Language::Vi));
    assert_eq!(values.get("received"), "15 giờ 05 phút, ngày 23 tháng 11 năm 2026");
    assert_eq!(values.get("place_date"), "Cẩm Trung, ngày 23 tháng 11 năm 2026");
    assert_eq!(values.get("fee"), "50.000 đồng");
    assert_eq!(values.get("agency"), "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ CẨM TRUNG");
    let february = samples::all().into_iter().find(|sample| sample.name == "supplement").unwrap();
    assert_eq!(february.values.get("date"), "ngày 03 tháng 02 năm 2026");
    let open = motcua::print::forms::Receipt { due: None, fee: Some(0), ..samples::receipt() };
    let open = open.values(&Words::of(Language::Vi));
    assert_eq!((open.get("due"), open.get("fee")), ("không có ngày hẹn trả", "không thu"));
}

#[test]
fn a_receipt_without_papers_says_so_in_its_table_and_a_blank_one_has_none() {
    let words = Words::of(Language::Vi);
    let none = motcua::print::forms::Receipt { papers: Vec::new(), ..samples::receipt() }.values(&words);
    let table = none.table("papers").unwrap();
    assert_eq!((table.len(), none.get("has_papers")), (1, "1"));
    assert_eq!(table.cell(0, "name").unwrap(), "Không ghi giấy tờ nào khi tiếp nhận");
    let blank = motcua::print::forms::Receipt::default().values(&words);
    assert!(blank.table("papers").unwrap().is_empty());
}

#[test]
fn letters_that_cannot_be_printed_are_named_once() {
    let words = Words::of(Language::Vi);
    assert_eq!(motcua::print::forms::unprintable(&samples::receipt().values(&words)), "");
    let mut receipt = samples::receipt();
    receipt.applicant.name = "Lê Nam 漢 😀 漢".into();
    assert_eq!(motcua::print::forms::unprintable(&receipt.values(&words)), "漢 😀");
}

#[test]
fn who_issues_a_paper_follows_from_the_name_of_the_centre() {
    let words = Words::of(Language::Vi);
    let agency = |centre: &str| {
        let agency = motcua::print::forms::Terms::default().agency(centre, &words);
        (agency.parent, agency.place)
    };
    let cam_trung = ("Ủy ban nhân dân xã Cẩm Trung".to_owned(), "Cẩm Trung".to_owned());
    assert_eq!(agency("Trung tâm Phục vụ hành chính công xã Cẩm Trung"), cam_trung);
    assert_eq!(agency("Xã Cẩm Trung"), cam_trung);
    assert_eq!(agency("PHƯỜNG Thành Sen").1, "Thành Sen");
    assert_eq!(agency("Xãm"), (String::new(), String::new()));
}

#[test]
fn the_same_form_is_the_same_file() {
    let values = samples::receipt().values(&Words::of(Language::Vi));
    let made = || pdf(&built_in(Form::Receipt), &values, at("2026-11-23T15:05")).unwrap();
    let bytes = made();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() < 60_000, "{}", bytes.len());
    assert_eq!(bytes, made());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>"), "it says that it keeps for decades");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever is typed is on the paper, between its edges.
    #[test]
    fn any_text_fits(name in "\\PC{0,200}", reason in "[a-zA-ZăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặ \u{300}\u{301}/.-]{0,900}") {
        let mut values = Form::Stop.blank();
        values.set("applicant", &name);
        values.set("reason", &reason);
        let (template, sheets) = laid(Form::Stop, &values);
        let said = all_letters(&template, &sheets);
        prop_assert!(said.contains(&plain(values.get("applicant"))));
        prop_assert!(said.contains(&plain(values.get("reason"))));
        prop_assert!(pdf(&built_in(Form::Stop), &values, at("2026-11-23T15:05")).is_ok());
    }
}

/// Writes all samples, and what is on them, where another program reads them: `read.py` beside this file.
#[test]
#[ignore = "for another program; needs MOTCUA_FORMS_DIR"]
fn samples_for_another_program() {
    let dir = std::path::PathBuf::from(std::env::var("MOTCUA_FORMS_DIR").unwrap());
    for Sample { name, form, values } in samples::all() {
        let (template, sheets) = laid(form, &values);
        let bytes = pdf(&template, &values, at("2026-11-23T15:05")).unwrap();
        let place = dir.join(format!("{}.{name}.pdf", form.name()));
        std::fs::write(&place, bytes).unwrap();
        let mut pages = String::new();
        for page in &sheets.pages {
            let codes = page.iter().filter(|mark| matches!(mark, Mark::Squares { .. })).count();
            writeln!(pages, "{}\t{}", if codes > 0 { values.get("code") } else { "" }, letters(page)).unwrap();
        }
        std::fs::write(place.with_extension("txt"), pages).unwrap();
    }
}

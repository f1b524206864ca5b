//! Pages of marks to a PDF that keeps for decades (PDF/A-2u): fonts inside, every letter found again by readers.

use super::fonts::Fonts;
use super::layout::{Mark, Sheets};
use crate::domain::time::Timestamp;
use chrono::{Datelike, Timelike};
use krilla::color::luma;
use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

/// Why no PDF came of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprintable(pub String);

/// A PDF of these pages.
///
/// # Errors
/// What the library says; nothing that a template or a form can hold leads there.
pub fn written(sheets: &Sheets, title: &str, at: Timestamp, fonts: &Fonts) -> Result<Vec<u8>, Unprintable> {
    // Letters that no archive takes are still printed.
    drawn(sheets, title, at, fonts, true).or_else(|_| drawn(sheets, title, at, fonts, false))
}

fn drawn(
    sheets: &Sheets,
    title: &str,
    at: Timestamp,
    fonts: &Fonts,
    for_archives: bool,
) -> Result<Vec<u8>, Unprintable> {
    let failed = |why: &dyn std::fmt::Debug| Unprintable(format!("{why:?}"));
    let configured = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U).finish();
    let configuration = if for_archives { configured.map_err(|why| failed(&why))? } else { Configuration::default() };
    let mut document =
        Document::new_with(SerializeSettings { configuration, enable_tagging: false, ..SerializeSettings::default() });
    let settings = PageSettings::from_wh(sheets.size.0, sheets.size.1).ok_or_else(|| failed(&sheets.size))?;
    for marks in &sheets.pages {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for mark in marks {
            draw(mark, &mut surface, fonts);
        }
        surface.finish();
        page.finish();
    }
    document.set_metadata(described(title, at));
    document.finish().map_err(|why| failed(&why))
}

fn described(title: &str, at: Timestamp) -> Metadata {
    let local = at.local();
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let date = DateTime::new(u16::try_from(local.year()).unwrap_or_default())
        .month(small(local.month()))
        .day(small(local.day()))
        .hour(small(local.hour()))
        .minute(small(local.minute()))
        .second(small(local.second()))
        .utc_offset_hour(7)
        .utc_offset_minute(0);
    Metadata::new().title(title.to_owned()).language("vi".to_owned()).creator("motcua".to_owned()).creation_date(date)
}

fn draw(mark: &Mark, surface: &mut Surface<'_>, fonts: &Fonts) {
    let black = luma::Color::black();
    match mark {
        Mark::Text { x, y, face, size, text, stretch } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: black.into(), ..Fill::default() }));
            let glyphs = fonts.glyphs(*face, text, *stretch);
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, fonts.font(*face), text, *size, false);
        }
        Mark::Stroke { from, to, thick, dotted } => {
            let dash = dotted.then(|| StrokeDash { array: vec![0.0, 2.6], offset: 0.0 });
            let line_cap = if *dotted { LineCap::Round } else { LineCap::Butt };
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: black.into(),
                width: *thick,
                dash,
                line_cap,
                ..Stroke::default()
            }));
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
        Mark::Squares { at, side } => {
            let mut path = PathBuilder::new();
            for (x, y) in at {
                if let Some(square) = Rect::from_xywh(*x, *y, *side, *side) {
                    path.push_rect(square);
                }
            }
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: black.into(), ..Fill::default() }));
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
    }
}

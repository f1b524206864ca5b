//! The letters of the forms: which glyph each one is, and how wide.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;

/// How letters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Upright.
    #[default]
    Regular,
    /// Thick.
    Bold,
    /// Slanted.
    Italic,
}

const FILES: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/MotcuaSerif-Regular.ttf"),
    include_bytes!("../../../assets/fonts/MotcuaSerif-Bold.ttf"),
    include_bytes!("../../../assets/fonts/MotcuaSerif-Italic.ttf"),
];

/// Stands for every letter that the font does not have; what was written is still found by readers.
const MISSING: char = '\u{25A1}';

/// All faces.
pub struct Fonts([Letters; 3]);

/// The letters of one face.
struct Letters {
    font: Font,
    /// Glyph and width, in parts of the size.
    glyphs: BTreeMap<char, (GlyphId, f32)>,
}

impl Fonts {
    /// The fonts that are built in; `None` only for a program that was built with broken ones.
    pub fn built_in() -> Option<Self> {
        let [regular, bold, italic] = FILES.map(Letters::read);
        Some(Self([regular?, bold?, italic?]))
    }

    fn face(&self, face: Face) -> &Letters {
        &self.0[face as usize]
    }

    /// The font of a face, for the document.
    pub fn font(&self, face: Face) -> Font {
        self.face(face).font.clone()
    }

    /// Whether the font has this letter.
    pub fn has(&self, face: Face, letter: char) -> bool {
        self.face(face).glyphs.contains_key(&letter)
    }

    fn glyph(&self, face: Face, letter: char) -> (GlyphId, f32) {
        let glyphs = &self.face(face).glyphs;
        let found = glyphs.get(&letter).or_else(|| glyphs.get(&MISSING));
        found.copied().unwrap_or((GlyphId::new(0), 0.5))
    }

    /// How wide `letter` is in letters of one point.
    pub fn width(&self, face: Face, letter: char) -> f32 {
        self.glyph(face, letter).1
    }

    /// The glyphs of `text`, with so much more behind every space, in parts of the size.
    pub fn glyphs(&self, face: Face, text: &str, stretch: f32) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let (id, wide) = self.glyph(face, letter);
            let wide = if letter == ' ' { wide + stretch } else { wide };
            KrillaGlyph::new(id, wide, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
        };
        text.char_indices().map(glyph).collect()
    }
}

impl Letters {
    fn read(file: &'static [u8]) -> Option<Self> {
        let parsed = FontRef::new(file).ok()?;
        let metrics = parsed.glyph_metrics(Size::new(1.0), LocationRef::default());
        let known = parsed.charmap().mappings().filter_map(|(letter, id)| {
            Some((char::from_u32(letter)?, (GlyphId::new(id.to_u32()), metrics.advance_width(id)?)))
        });
        Some(Self { glyphs: known.collect(), font: Font::new(file.into(), 0)? })
    }
}

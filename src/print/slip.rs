//! What stands on a ticket's slip.

use super::{Paper, Picture};
use crate::domain::calendar::show_moment;
use crate::domain::expected::Range;
use crate::domain::ids::TicketNo;
use crate::domain::time::Timestamp;
use crate::text::words::Words;
use qrcode::{Color, EcLevel, QrCode};

/// Text is this many times as large as its dots: 16 dots, two millimetres, to a letter.
const TEXT_SCALE: usize = 2;
/// Dots of a module of the code.
const MODULE: usize = 6;
/// Free modules that scanners need around a code.
const QUIET: usize = 4;

/// A slip to be printed.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The centre's name.
    pub centre: String,
    /// The number.
    pub ticket: TicketNo,
    /// What for, in the language of `words`.
    pub service: String,
    /// When it was taken.
    pub at: Timestamp,
    /// How many are ahead.
    pub ahead: usize,
    /// A counter that may call it is open.
    pub is_awaited: bool,
    /// What its holder was told to expect.
    pub expected: Option<Range>,
    /// How often she may be passed at most; `None` where there is no bound, or nobody passes.
    pub most_passed: Option<u32>,
    /// She may not be called today any more; the number counts on the next working day too.
    pub keeps: bool,
    /// The language it is in.
    pub words: Words,
}

impl Slip {
    /// The slip on paper of this width.
    pub fn draw(&self, paper: Paper) -> Picture {
        let mut picture = Picture::new(paper.dots());
        let number = self.ticket.to_string();
        let ahead = match self.ahead {
            n if !self.is_awaited => self.words.fill("slip.no_counter", &[("n", &n.to_string())]),
            0 => self.words.get("slip.next").to_owned(),
            n => self.words.fill("slip.ahead", &[("n", &n.to_string())]),
        };
        picture.write(&self.centre, TEXT_SCALE);
        picture.space(16);
        picture.write(self.words.get("slip.your_number"), TEXT_SCALE);
        picture.space(8);
        // Nine letters' room for four: as wide as the paper with an edge on both sides.
        picture.write(&number, paper.dots() / 36 / 2 * 2);
        picture.space(8);
        picture.write(&self.service, TEXT_SCALE);
        picture.write(&ahead, TEXT_SCALE);
        if let Some((from, to)) = self.expected.filter(|_| self.is_awaited).map(Range::minutes) {
            let gaps = [("from", from.to_string()), ("to", to.to_string())];
            let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
            picture.write(&self.words.fill("slip.expected", &gaps), TEXT_SCALE);
        }
        if let Some(most) = self.most_passed.filter(|_| self.ahead > 0) {
            picture.write(&self.words.fill("slip.passed", &[("n", &most.to_string())]), TEXT_SCALE);
        }
        picture.write(&show_moment(self.at, &self.words), TEXT_SCALE);
        code(&mut picture, &number);
        picture.write(self.words.get("slip.wait"), TEXT_SCALE);
        if self.keeps {
            picture.write(self.words.get("slip.keeps"), TEXT_SCALE);
        }
        picture
    }
}

/// The number once more for scanners: a search at a desk takes it as if it were typed.
pub(super) fn code(picture: &mut Picture, number: &str) {
    // Four letters always fit; without the code the slip still says everything.
    let Ok(code) = QrCode::with_error_correction_level(number.as_bytes(), EcLevel::M) else { return };
    picture.space(QUIET * MODULE);
    picture.modules(code.width(), MODULE, |x, y| code[(x, y)] == Color::Dark);
    picture.space(QUIET * MODULE);
}

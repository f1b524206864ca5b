//! What a page is made of: strips across it that are never cut, with the marks on each.

use super::super::fonts::Face;

/// Something black, at so many points from the left edge of the page and from the upper edge of its strip.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Letters on a line.
    Text {
        /// Where they begin.
        x: f32,
        /// The line they stand on.
        y: f32,
        /// How they look.
        face: Face,
        /// How large they are.
        size: f32,
        /// What they say.
        text: String,
        /// More width for every space, in parts of the size.
        stretch: f32,
    },
    /// A stroke from one point to another.
    Stroke {
        /// From here.
        from: (f32, f32),
        /// To here.
        to: (f32, f32),
        /// How thick it is.
        thick: f32,
        /// Whether it is only dots, to be written on.
        dotted: bool,
    },
    /// Black squares of a code.
    Squares {
        /// Their upper left corners.
        at: Vec<(f32, f32)>,
        /// How wide and high they are.
        side: f32,
    },
}

/// A strip of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// How high it is.
    pub height: f32,
    /// What is on it.
    pub marks: Vec<Mark>,
    /// Whether it stays with the next one.
    pub keep: bool,
    /// Whether it is only room between others, which no page begins with.
    pub is_room: bool,
    /// Whether a new page begins with it.
    pub on_new_page: bool,
    /// The table whose head is said again when a page begins with this strip.
    pub head: Option<usize>,
    /// From where to where a stroke closes the page when it ends with this strip.
    pub edge: Option<(f32, f32)>,
}

impl Mark {
    /// The same, so many points lower.
    #[must_use]
    pub fn lower(self, by: f32) -> Self {
        self.moved(0.0, by)
    }

    /// The same, so many points more to the right and lower.
    #[must_use]
    pub fn moved(self, right: f32, by: f32) -> Self {
        match self {
            Self::Text { x, y, face, size, text, stretch } => {
                Self::Text { x: x + right, y: y + by, face, size, text, stretch }
            }
            Self::Stroke { from, to, thick, dotted } => {
                let place = |(x, y): (f32, f32)| (x + right, y + by);
                Self::Stroke { from: place(from), to: place(to), thick, dotted }
            }
            Self::Squares { at, side } => {
                Self::Squares { at: at.into_iter().map(|(x, y)| (x + right, y + by)).collect(), side }
            }
        }
    }

    /// A thin stroke.
    pub fn thin(from: (f32, f32), to: (f32, f32)) -> Self {
        Self::Stroke { from, to, thick: 0.5, dotted: false }
    }
}

impl Strip {
    /// Free room.
    pub fn room(height: f32) -> Self {
        Self { height, is_room: true, keep: true, ..Self::default() }
    }
}

//! Strips to pages.

use super::strip::{Mark, Strip};

/// The marks of each page. `heads` are the heads of the tables; `room` is how high a page is between its edges.
pub fn pages(strips: Vec<Strip>, heads: &[Strip], top: f32, room: f32) -> Vec<Vec<Mark>> {
    let mut pages = Pages { heads, top, room, done: Vec::new(), marks: Vec::new(), filled: 0.0, edge: None };
    let mut group: Vec<Strip> = Vec::new();
    let last = strips.len().saturating_sub(1);
    for (index, strip) in strips.into_iter().enumerate() {
        let goes_on = strip.keep && index != last;
        group.push(strip);
        if !goes_on {
            pages.place(std::mem::take(&mut group));
        }
    }
    pages.turn();
    pages.done
}

struct Pages<'a> {
    heads: &'a [Strip],
    top: f32,
    room: f32,
    done: Vec<Vec<Mark>>,
    marks: Vec<Mark>,
    filled: f32,
    edge: Option<(f32, f32)>,
}

impl Pages<'_> {
    /// Strips that stay together, where that is possible.
    fn place(&mut self, group: Vec<Strip>) {
        let height: f32 = group.iter().map(|strip| strip.height).sum();
        let head = group.first().and_then(|strip| strip.head).and_then(|table| self.heads.get(table));
        let fits = self.filled + height <= self.room;
        if !fits && height + head.map_or(0.0, |head| head.height) <= self.room {
            self.turn();
        }
        for strip in group {
            self.put(strip);
        }
    }

    fn put(&mut self, strip: Strip) {
        if strip.on_new_page || self.filled + strip.height > self.room {
            self.turn();
        }
        if self.filled == 0.0 {
            if strip.is_room {
                return;
            }
            if let Some(head) = strip.head.and_then(|table| self.heads.get(table)) {
                self.draw(head.clone());
            }
        }
        self.draw(strip);
    }

    fn draw(&mut self, strip: Strip) {
        let below = self.top + self.filled;
        self.marks.extend(strip.marks.into_iter().map(|mark| mark.lower(below)));
        self.filled += strip.height;
        self.edge = strip.edge;
    }

    /// Ends the page, if anything is on it.
    fn turn(&mut self) {
        if self.filled == 0.0 {
            return;
        }
        if let Some((from, to)) = self.edge.take() {
            let below = self.top + self.filled;
            self.marks.push(Mark::thin((from, below), (to, below)));
        }
        self.filled = 0.0;
        self.done.push(std::mem::take(&mut self.marks));
    }
}

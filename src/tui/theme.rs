//! Roles to styles. The terminal's own 16 colours and no background of ours; without colours the meaning stays, since
//! every role that says something also has a word or a glyph beside it.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of a screen is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that may be passed over: units, explanations, what cannot be done now.
    Dim,
    /// The heading of a pane.
    Title,
    /// A number that carries across the desk.
    Number,
    /// What has the focus, and the one accent of the chrome.
    Accent,
    /// The selected row.
    Selected,
    /// Done, open, in time.
    Good,
    /// Soon too late, absent, waiting long.
    Warn,
    /// Too late, refused, wrong.
    Bad,
    /// Nothing is saved, or the clock is wrong: must be seen from across the room.
    Trouble,
    /// A key one may press.
    Key,
    /// Hairlines and frames.
    Rule,
    /// What was typed.
    Field,
}

impl Role {
    /// Every role, each with the letter it has in test pictures.
    pub const ALL: [(Self, char); 13] = [
        (Self::Text, 't'),
        (Self::Dim, 'd'),
        (Self::Title, 'H'),
        (Self::Number, 'N'),
        (Self::Accent, 'a'),
        (Self::Selected, 'S'),
        (Self::Good, 'g'),
        (Self::Warn, 'w'),
        (Self::Bad, 'b'),
        (Self::Trouble, '!'),
        (Self::Key, 'k'),
        (Self::Rule, '-'),
        (Self::Field, 'f'),
    ];
}

/// A style for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// The terminal's own 16 colours.
    pub fn ansi() -> Self {
        Self::with(|role| match role {
            Role::Text => Style::new(),
            Role::Dim | Role::Rule => Style::new().fg(Color::DarkGray),
            Role::Title => Style::new().add_modifier(Modifier::BOLD),
            Role::Number | Role::Key => Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Accent => Style::new().fg(Color::Cyan),
            // One even bar, whatever colours the row has of its own.
            Role::Selected => Style::new()
                .fg(Color::Reset)
                .bg(Color::Reset)
                .remove_modifier(Modifier::DIM | Modifier::BOLD)
                .add_modifier(Modifier::REVERSED),
            Role::Good => Style::new().fg(Color::Green),
            Role::Warn => Style::new().fg(Color::Yellow),
            Role::Bad => Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            Role::Trouble => Style::new().fg(Color::Red).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Role::Field => Style::new().add_modifier(Modifier::UNDERLINED),
        })
    }

    /// No colours at all (`NO_COLOR`): bold, dim, underlined and reversed only.
    pub fn plain() -> Self {
        Self::with(|role| match role {
            Role::Text | Role::Good | Role::Rule => Style::new(),
            Role::Dim => Style::new().add_modifier(Modifier::DIM),
            Role::Title | Role::Number | Role::Accent | Role::Warn | Role::Bad | Role::Key => {
                Style::new().add_modifier(Modifier::BOLD)
            }
            Role::Selected => {
                Style::new().remove_modifier(Modifier::DIM | Modifier::BOLD).add_modifier(Modifier::REVERSED)
            }
            Role::Trouble => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Role::Field => Style::new().add_modifier(Modifier::UNDERLINED),
        })
    }

    /// The theme in which each role has the style that `style` gives it.
    pub fn with(style: impl Fn(Role) -> Style) -> Self {
        Self { styles: Role::ALL.map(|(role, _)| style(role)) }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

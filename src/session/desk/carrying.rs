//! Carries out what a desk asks of the world.

use super::Desk;
use crate::domain::command::Verb;
use crate::engine::fresh_id;
use crate::text::words::Words;
use crate::tui::effect::Effect;

impl Desk {
    /// Each effect goes where it is answered.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Submit { tag, verb: Verb::Configure(centre), .. } => {
                    self.answers.configure(&self.seen, tag, centre);
                }
                Effect::Submit { tag, verb, person } => {
                    let wish = fresh_id();
                    self.model.sent(tag, wish);
                    self.answers.submit(wish, tag, verb, person);
                }
                Effect::Reload { tag } => self.answers.reload(tag),
                Effect::SetPin { tag, officer, pin } => self.answers.set_pin(&self.seen, tag, officer, pin),
                // The wall is for whoever came in to it.
                Effect::SignIn { .. } if self.looks() => self.exit = true,
                Effect::SignIn { officer, pin, counter } => self.answers.sign_in(&self.seen, officer, pin, counter),
                Effect::ChoosePin { officer, pin, counter } => self.choose_pin(officer, pin, counter),
                Effect::SitDown { officer, counter, agreed } if self.proven == Some(officer) => {
                    self.sit_down(officer, Some(counter), agreed);
                }
                Effect::SitDown { .. } => self.sit_nobody("form.sign_in_again"),
                Effect::SignOut => self.signed_out(),
                Effect::Search { generation, query } => self.answers.search(generation, query),
                Effect::Weigh { generation, changes } => self.answers.weigh(generation, changes),
                Effect::Print { dossier, paper } => self.answers.print(&self.seen, dossier, paper, &self.words),
                Effect::Fetch(code) => self.answers.fetch(code),
                Effect::WhoIs(id_number) => self.answers.who_is(id_number),
                Effect::Receipt { tag, number } => self.answers.receipt(tag, number),
                Effect::Archived(person) => self.answers.archived(person),
                Effect::Quit => {
                    self.drop_drafts();
                    self.exit = true;
                }
                Effect::Replay { day, time } => self.read_past((day, time)),
                Effect::Copy(text) => self.copy = Some(text),
                Effect::Redraw => self.repaint = true,
            }
        }
        if self.model.language() != self.words.language() {
            self.words = Words::of(self.model.language());
            self.tongue.speaks(self.model.language());
        }
    }
}

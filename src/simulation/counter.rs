//! What officers do at their counters: they open, call again, serve, send on or home, take a break, go.

use super::happening::{Away, Front, Happening, Visit};
use super::house::officer_of;
use super::play::{CALL_AGAIN_S, Play, concerns, id};
use super::workload::Onward;
use crate::domain::command::{CounterVerb, Destination, Verb};
use crate::domain::state::State;
use crate::domain::ticket::Outcome;
use crate::domain::time::Timestamp;

/// How long a place at a counter is kept for who fetches a paper, in minutes.
const HOLD_MINUTES: u16 = 15;

impl Play<'_> {
    pub(super) fn goes(&mut self, counter: usize, away: Away, now: Timestamp, verbs: &mut Vec<Verb>) {
        let desk = &mut self.desks[counter];
        if !desk.there || desk.by_hand || (desk.goes.is_some() && away != Away::Closes) {
            return;
        }
        desk.goes = Some(away);
        verbs.push(Verb::At(id(counter), CounterVerb::SetAuto(false)));
        if desk.front.is_none() {
            self.is_gone(counter, now, verbs);
        }
    }

    /// The counter has nobody in front any more: its officer goes if she wanted to.
    fn is_gone(&mut self, counter: usize, now: Timestamp, verbs: &mut Vec<Verb>) {
        let desk = &mut self.desks[counter];
        let Some(away) = desk.goes.take() else { return };
        desk.there = false;
        verbs.push(Verb::At(id(counter), CounterVerb::Pause { reason: self.reasons.rest.clone() }));
        if let Away::Rests(back_s) = away {
            self.at(now.plus(back_s), Happening::Opens(counter));
        }
    }

    pub(super) fn opens(&mut self, counter: usize, now: Timestamp, verbs: &mut Vec<Verb>) {
        let time_s = now.since(self.midnight);
        let mut outages = self.scenario.outages.iter().filter(|outage| concerns(outage, counter));
        let fails = outages.any(|outage| (outage.from_s..outage.to_s).contains(&time_s));
        let desk = &mut self.desks[counter];
        if desk.by_hand || fails || !self.scenario.is_worked(counter, time_s) {
            return;
        }
        if desk.there {
            // Her hours begin again before she was done with the last one.
            if desk.goes.take().is_some() {
                verbs.push(Verb::At(id(counter), CounterVerb::SetAuto(true)));
            }
            return;
        }
        desk.there = true;
        let officer = Some(officer_of(id(counter)));
        verbs.push(Verb::At(id(counter), CounterVerb::Open { officer }));
        verbs.push(Verb::At(id(counter), CounterVerb::SetAuto(true)));
    }

    pub(super) fn answers(
        &mut self,
        counter: usize,
        front: Front,
        now: Timestamp,
        state: &State,
        verbs: &mut Vec<Verb>,
    ) {
        let Some((visitor, visit)) = self.visitor(front.ticket) else { return };
        let waited_s = state.tickets.get(&front.ticket).map_or(0, |ticket| ticket.waited_s);
        let here = self.is_here(visitor, visit, waited_s);
        if here && (visit.again || front.calls > 1 || !visitor.slow) {
            let pace = self.paces[counter];
            let long_s = if visit.again { visitor.rest_s(pace) } else { visitor.first_s(pace) };
            verbs.push(Verb::At(id(counter), CounterVerb::Start));
            self.at(now.plus(long_s), Happening::Ends(counter, front));
            return;
        }
        if front.calls == 1 {
            let again = Front { calls: 2, ..front };
            self.desks[counter].front = Some(again);
            verbs.push(Verb::At(id(counter), CounterVerb::Recall));
            let in_s = if here { visitor.walk_s } else { CALL_AGAIN_S };
            self.at(now.plus(in_s), Happening::Answers(counter, again));
            return;
        }
        verbs.push(Verb::At(id(counter), CounterVerb::NoShow));
        if let Some(back_s) = visitor.back_s {
            self.back.insert(visit.visitor);
            self.at(now.plus(back_s), Happening::Returns(front.ticket));
        }
        self.is_gone(counter, now, verbs);
    }

    pub(super) fn ends(&mut self, counter: usize, front: Front, now: Timestamp, state: &State, verbs: &mut Vec<Verb>) {
        let Some((visitor, visit)) = self.visitor(front.ticket) else { return };
        let onward = if visit.again { Onward::Ends } else { visitor.onward };
        let rest_s = visitor.rest_s(self.paces[counter]);
        let holds = state.counters.get(&id(counter)).is_some_and(|known| known.held.is_some());
        let stays = self.desks[counter].goes.is_none() && !holds;
        self.visits.insert(front.ticket, Visit { again: true, ..visit });
        let verb = match onward {
            Onward::Fetches(away_s) if stays => {
                self.at(now.plus(away_s), Happening::Returns(front.ticket));
                CounterVerb::Park { reason: self.reasons.paper.clone(), minutes: HOLD_MINUTES }
            }
            Onward::Fetches(_) => {
                self.at(now.plus(rest_s), Happening::Ends(counter, front));
                return;
            }
            Onward::Moves { to, second, .. } => CounterVerb::Transfer { to: Destination::Service(to), second },
            Onward::Home(back) => {
                let back_s = back.and_then(|back| self.scenario.is_back_s(now.since(self.midnight), back));
                if let Some(back_s) = back_s {
                    self.sent_home.insert(visit.visitor);
                    self.at(self.midnight.plus(back_s), Happening::Comes(visit.visitor));
                }
                CounterVerb::Finish(Outcome::SentToFixPapers)
            }
            // No dossier and no result is made up with her.
            Onward::Ends => CounterVerb::Finish(Outcome::Other),
        };
        verbs.push(Verb::At(id(counter), verb));
        self.is_gone(counter, now, verbs);
    }
}

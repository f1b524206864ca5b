//! Who waits in the hall, in lines: those whom the rule tells apart by nothing but their age stand in one, the oldest first.
//!
//! Of a line the rule calls nobody but the oldest, and asks beside her only for the oldest who was passed as often as may
//! be. So these two stand for the line before [`crate::domain::queue::pull`], however long it is; credit that falls with
//! waiting, which no house gives, would need the youngest too.

use super::hall::{Desk, serves};
use super::scene::Standing;
use crate::domain::ids::ServiceId;
use crate::domain::queue::{InLine, Rule, Stand};
use crate::domain::time::Timestamp;
use std::collections::VecDeque;

/// Those alike before the rule but for their age.
#[derive(Debug)]
struct Line {
    service: ServiceId,
    class: u8,
    bound: Option<usize>,
    ready_s: f64,
    ones: VecDeque<Standing>,
    /// Nobody in it was passed more often.
    most: u32,
}

impl Line {
    fn takes(&self, one: &Standing) -> bool {
        (self.service, self.class, self.bound) == (one.service, one.class, one.bound)
            && self.ready_s.total_cmp(&one.ready_s).is_eq()
    }

    fn join(&mut self, one: Standing) {
        self.most = self.most.max(one.passed);
        let age = one.age_key();
        // Hardly anybody comes who is older than the last.
        let at = match self.ones.back() {
            Some(last) if last.age_key() > age => self.ones.partition_point(|other| other.age_key() <= age),
            _ => self.ones.len(),
        };
        self.ones.insert(at, one);
    }

    /// The oldest behind the first who was passed as often as may be.
    fn spent(&self, rule: &Rule) -> Option<&Standing> {
        let most = rule.max_passed.filter(|most| *most > 0 && *most <= self.most)?;
        // Where the first was, she stands for all of them.
        let spent = self.ones.iter().position(|one| one.passed >= most)?;
        (spent > 0).then(|| &self.ones[spent])
    }
}

/// All lines, and those of them before one counter.
#[derive(Debug, Default)]
pub struct Lines {
    all: Vec<Line>,
    /// Of the lines before the counter: which, in the order of `eligible`.
    before: Vec<usize>,
    eligible: Vec<Stand>,
}

impl Lines {
    /// `one` joins the others.
    pub fn join(&mut self, one: Standing) {
        if let Some(line) = self.all.iter_mut().find(|line| line.takes(&one)) {
            line.join(one);
            return;
        }
        let Standing { service, class, bound, ready_s, passed, .. } = one;
        self.all.push(Line { service, class, bound, ready_s, ones: VecDeque::from([one]), most: passed });
    }

    /// Those who stand for everyone that `desk`, number `place`, may call; those before their time only when there is nobody
    /// else.
    pub fn gather(&mut self, place: usize, desk: &Desk, rule: &Rule, now_s: f64) -> &[Stand] {
        for ready_s in [now_s, f64::INFINITY] {
            self.eligible.clear();
            self.before.clear();
            for (at, line) in self.all.iter().enumerate().filter(|(_, line)| line.ready_s <= ready_s) {
                let first = line.ones.front().filter(|one| serves(desk, place, one));
                for one in first.into_iter().chain(first.and_then(|_| line.spent(rule))) {
                    self.eligible.push(one.stand());
                    self.before.push(at);
                }
            }
            if !self.eligible.is_empty() {
                break;
            }
        }
        &self.eligible
    }

    /// The same with `one` as the last of them, who has joined no line yet.
    pub fn gather_with(&mut self, one: &Standing, place: usize, desk: &Desk, rule: &Rule, now_s: f64) -> &[Stand] {
        self.gather(place, desk, rule, now_s);
        self.eligible.push(one.stand());
        &self.eligible
    }

    /// The one that stands at `called` in what was gathered leaves; everyone gathered who is older was passed by that.
    pub fn call(&mut self, called: usize) -> Option<Standing> {
        let key: (Timestamp, u64) = self.eligible.get(called)?.age_key();
        let mut done = None;
        for at in self.before.iter().copied() {
            // Two may stand for one line.
            if done.replace(at) == Some(at) {
                continue;
            }
            let line = &mut self.all[at];
            for one in line.ones.iter_mut().take_while(|one| one.age_key() < key) {
                one.passed += 1;
                line.most = line.most.max(one.passed);
            }
        }
        self.all[*self.before.get(called)?].ones.pop_front()
    }

    /// Everyone who still waits, and leaves with that.
    pub fn take_all(&mut self) -> impl Iterator<Item = Standing> {
        std::mem::take(&mut self.all).into_iter().flat_map(|line| line.ones)
    }
}

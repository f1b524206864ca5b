//! One morning, written once: who comes, who is served where, what goes wrong, and when the plug is pulled.
//!
//! The seed decides who comes for what and how the counters and the reception take turns; what must happen on such a
//! morning is fixed. Minutes are chosen so that two runs of different speed cannot order anybody differently: whoever
//! is away stays away for good only over the long pauses, and a second matter is arrived minutes from everybody else.

use super::step::{BackTo, Errand, Ground, Kind, Outcome, Step, To, Undone};
use std::collections::{BTreeMap, VecDeque};

/// When the plug is pulled, seen from the last step of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Right after its effect was seen.
    Seen,
    /// Right after its last key was sent.
    KeySent,
    /// When the program has taken its last key from the terminal.
    KeyRead,
    /// When the journal has been touched.
    Saving,
    /// While a command asks for it.
    Asking,
}

/// What happens between two starts of the hub.
#[derive(Debug)]
pub struct Stretch {
    /// Minutes after the opening hour.
    pub minute: u16,
    /// The counter at which the desk sits.
    pub seat: u16,
    /// What is done.
    pub steps: Vec<Step>,
    /// What ends it, where something does.
    pub kill: Option<(Moment, Step)>,
}

/// Numbers given and dossiers received.
pub const TICKETS: usize = 60;
pub const DOSSIERS: usize = 25;

/// The whole morning.
pub fn morning(seed: u64) -> Vec<Stretch> {
    let mut writer = Writer::new(seed);
    let mut stretches = vec![writer.opening(), writer.wrong_queue(), writer.priorities()];
    stretches.extend([writer.errands(), writer.second_thoughts(), writer.absences()]);
    stretches.extend([writer.break_at_three(), writer.after_the_long_pause(), writer.results()]);
    stretches.extend([writer.second_matter(), writer.last_hour()]);
    assert_eq!((writer.issued(), writer.cases), (TICKETS, DOSSIERS), "the script is what it is to be");
    stretches
}

/// What one person does, in order.
type Lane = VecDeque<Step>;

struct Writer {
    chance: u64,
    numbers: BTreeMap<char, u16>,
    cases: usize,
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self { chance: seed | 1, numbers: BTreeMap::new(), cases: 0 }
    }

    fn issued(&self) -> usize {
        self.numbers.values().map(|number| usize::from(*number)).sum()
    }

    /// A number below `most` (xorshift).
    fn chance(&mut self, most: usize) -> usize {
        for shift in [13_i32, -7, 17] {
            self.chance ^= if shift > 0 { self.chance << shift } else { self.chance >> -shift };
        }
        usize::try_from(self.chance % most as u64).unwrap()
    }

    fn opening(&mut self) -> Stretch {
        let mut steps: Vec<Step> = (1..=3).map(|at| Step::Open { at, officer: at }).collect();
        let early = self.issues(6);
        steps.extend(early);
        let (first, second, third) = (self.visit(1, 1), self.visit(2, 1), self.visit(3, 0));
        let more = self.visit(1, 0);
        let come = self.issues(3);
        steps.extend(self.weave(vec![come, [first, more].concat(), second, third]));
        steps.extend([Step::Call { at: 1 }, Step::Start { at: 1 }]);
        let last = Step::Finish { at: 1, outcome: Outcome::Fix };
        Stretch { minute: 0, seat: 1, steps, kill: Some((Moment::Seen, last)) }
    }

    fn wrong_queue(&mut self) -> Stretch {
        let come = self.issues(5);
        let wrong = |at, to| vec![Step::Call { at }, Step::Start { at }, Step::Transfer { at, to, second: false }];
        let two = [wrong(2, To::Service(['D', 'C'])), self.visit(2, 1)].concat();
        let one = [wrong(1, To::Counter(3)), self.visit(1, 1)].concat();
        let three = self.visit(3, 1);
        let steps = self.weave(vec![come, two, one, three]);
        Stretch { minute: 20, seat: 2, steps, kill: Some((Moment::KeySent, Step::Call { at: 2 })) }
    }

    fn priorities(&mut self) -> Stretch {
        let mut come = vec![
            self.issue('B', Some(Ground::Elderly), Kind::Citizen),
            self.issue('D', Some(Ground::Disability), Kind::Citizen),
        ];
        come.extend(self.issues(2));
        let late = self.issue('F', None, Kind::Citizen);
        come.extend([late, Step::Prioritise { ticket: self.last('F'), ground: Ground::SmallChild }]);
        let two = [vec![Step::Start { at: 2 }], self.receive(2, 1), vec![finish(2, Outcome::Dossier)]].concat();
        let (one, three) = (self.visit(1, 2), self.visit(3, 1));
        let mut steps = self.weave(vec![come, two, one, three]);
        steps.extend([Step::Call { at: 3 }, Step::Start { at: 3 }]);
        let last = self.receive(3, 1).remove(0);
        Stretch { minute: 25, seat: 3, steps, kill: Some((Moment::Seen, last)) }
    }

    fn errands(&mut self) -> Stretch {
        let come = self.issues(5);
        // the counter is free when the first one comes back, and busy when the second does
        let mut one = vec![Step::Call { at: 1 }, Step::Start { at: 1 }, Step::Park { at: 1, errand: Errand::Copy }];
        one.push(Step::Back { at: 1, to: BackTo::Counter });
        one.extend(self.receive(1, 1));
        one.push(finish(1, Outcome::Dossier));
        let mut two = vec![Step::Call { at: 2 }, Step::Start { at: 2 }, Step::Park { at: 2, errand: Errand::Fee }];
        two.extend([Step::Call { at: 2 }, Step::Start { at: 2 }, Step::Back { at: 2, to: BackTo::Next }]);
        two.extend([finish(2, Outcome::Advice), Step::TakeOn { at: 2 }]);
        two.extend(self.receive(2, 1));
        two.push(finish(2, Outcome::Dossier));
        let three = [vec![finish(3, Outcome::Dossier)], self.visit(3, 0)].concat();
        let steps = self.weave(vec![come, one, two, three]);
        let last = self.issue('A', None, Kind::Organisation);
        Stretch { minute: 45, seat: 1, steps, kill: Some((Moment::Saving, last)) }
    }

    fn second_thoughts(&mut self) -> Stretch {
        let mut come = self.issues(3);
        let mistake = self.issue('E', None, Kind::Citizen);
        come.extend([mistake, Step::Cancel { ticket: self.last('E') }]);
        come.extend(self.issues(1));
        let mut two = vec![Step::Call { at: 2 }, Step::Undo { at: 2, what: Undone::Call }, Step::Call { at: 2 }];
        two.extend([Step::Start { at: 2 }, finish(2, Outcome::Other), Step::Undo { at: 2, what: Undone::Finish }]);
        two.extend(self.receive(2, 1));
        two.push(finish(2, Outcome::Dossier));
        let (one, three) = (self.visit(1, 1), self.visit(3, 1));
        let mut steps = self.weave(vec![come, two, one, three]);
        steps.extend([Step::Call { at: 2 }, Step::Start { at: 2 }]);
        let last = Step::Transfer { at: 2, to: To::Counter(1), second: false };
        Stretch { minute: 50, seat: 2, steps, kill: Some((Moment::Seen, last)) }
    }

    fn absences(&mut self) -> Stretch {
        let come = self.issues(5);
        let mut two = vec![Step::Call { at: 2 }, Step::Recall { at: 2 }, Step::NoShow { at: 2 }];
        two.extend(self.visit(2, 0));
        two.push(Step::Back { at: 2, to: BackTo::Queue });
        let mut three = vec![Step::Call { at: 3 }, Step::NoShow { at: 3 }];
        three.extend(self.visit(3, 1));
        three.push(Step::Back { at: 3, to: BackTo::Queue });
        let one = [self.visit(1, 1), self.visit(1, 0)].concat();
        let mut steps = self.weave(vec![come, one, two, three]);
        steps.push(Step::Call { at: 3 });
        Stretch { minute: 70, seat: 3, steps, kill: Some((Moment::KeyRead, Step::Start { at: 3 })) }
    }

    fn break_at_three(&mut self) -> Stretch {
        let come = self.issues(5);
        let three =
            vec![finish(3, Outcome::Advice), Step::Pause { at: 3 }, Step::Reopen { at: 3 }, Step::Close { at: 3 }];
        let one = [vec![Step::Pause { at: 1 }, Step::Reopen { at: 1 }], self.visit(1, 1), self.visit(1, 0)].concat();
        let two = [self.visit(2, 1), self.visit(2, 0)].concat();
        let mut steps = self.weave(vec![come, one, two, three]);
        steps.extend([Step::Call { at: 1 }, Step::Recall { at: 1 }]);
        Stretch { minute: 75, seat: 1, steps, kill: Some((Moment::Seen, Step::NoShow { at: 1 })) }
    }

    fn after_the_long_pause(&mut self) -> Stretch {
        let come = self.issues(5);
        let one = [self.visit(1, 0), self.visit(1, 0)].concat();
        let two = [self.visit(2, 2), self.visit(2, 0)].concat();
        let three = [vec![Step::Open { at: 3, officer: 3 }], self.visit(3, 1), self.visit(3, 0)].concat();
        let steps = self.weave(vec![come, one, two, three]);
        let last = self.issue('G', Some(Ground::Merit), Kind::Citizen);
        Stretch { minute: 105, seat: 2, steps, kill: Some((Moment::Asking, last)) }
    }

    fn results(&mut self) -> Stretch {
        let come = self.issues(5);
        let back_office = vec![Step::Done { case: 0 }, Step::HandOver { case: 0 }, Step::Done { case: 2 }];
        let one = [self.visit(1, 1), self.visit(1, 0)].concat();
        let (two, three) = (self.visit(2, 0), [self.visit(3, 0), self.visit(3, 0)].concat());
        let mut steps = self.weave(vec![come, back_office, one, two, three]);
        // served over the end of this stretch, for two matters
        steps.extend([Step::Call { at: 2 }, Step::Start { at: 2 }, Step::Call { at: 3 }, Step::Start { at: 3 }]);
        let last = finish(3, Outcome::Result);
        Stretch { minute: 110, seat: 3, steps, kill: Some((Moment::Saving, last)) }
    }

    fn second_matter(&mut self) -> Stretch {
        let mut steps = vec![Step::Transfer { at: 2, to: To::Service(['C', 'D']), second: true }];
        let come = self.issues(5);
        let one = [self.visit(1, 1), self.visit(1, 0)].concat();
        let (two, three) = ([self.visit(2, 1), self.visit(2, 0)].concat(), self.visit(3, 0));
        steps.extend(self.weave(vec![come, one, two, three]));
        steps.push(Step::Call { at: 1 });
        let last = Step::Undo { at: 1, what: Undone::Call };
        Stretch { minute: 117, seat: 1, steps, kill: Some((Moment::Seen, last)) }
    }

    fn last_hour(&mut self) -> Stretch {
        let come = self.issues(TICKETS - self.issued());
        let left = DOSSIERS - self.cases;
        let mut two = self.visit(2, left);
        for _ in 0..3 {
            two.extend(self.visit(2, 0));
        }
        let one = [self.visit(1, 0), self.visit(1, 0), vec![Step::Close { at: 1 }]].concat();
        let three = [self.visit(3, 0), self.visit(3, 0), vec![Step::Close { at: 3 }]].concat();
        let mut steps = self.weave(vec![come, one, two, three]);
        steps.push(Step::Close { at: 2 });
        Stretch { minute: 150, seat: 2, steps, kill: None }
    }

    /// Somebody is called and served, with so many dossiers.
    fn visit(&mut self, at: u16, dossiers: usize) -> Vec<Step> {
        let mut steps = vec![Step::Call { at }, Step::Start { at }];
        steps.extend(self.receive(at, dossiers));
        let others = [Outcome::Advice, Outcome::Fix, Outcome::Result, Outcome::Other];
        let outcome = if dossiers > 0 { Outcome::Dossier } else { others[self.chance(others.len())] };
        steps.push(finish(at, outcome));
        steps
    }

    fn receive(&mut self, at: u16, dossiers: usize) -> Vec<Step> {
        let from = self.cases;
        self.cases += dossiers;
        (from..self.cases).map(|case| Step::Receive { at, case }).collect()
    }

    fn issues(&mut self, count: usize) -> Vec<Step> {
        (0..count)
            .map(|_| {
                let service = char::from(b"AABBBCDDEFG"[self.chance(11)]);
                let ground = if self.chance(7) == 0 { Some(Ground::Pregnant) } else { None };
                let kind = [Kind::Citizen, Kind::Citizen, Kind::Citizen, Kind::Organisation, Kind::Enterprise];
                let kind = kind[self.chance(kind.len())];
                self.issue(service, ground, kind)
            })
            .collect()
    }

    fn issue(&mut self, service: char, ground: Option<Ground>, kind: Kind) -> Step {
        *self.numbers.entry(service).or_default() += 1;
        Step::Issue { service, ground, kind }
    }

    /// The last number of a service that was given.
    fn last(&self, service: char) -> String {
        format!("{service}{:03}", self.numbers[&service])
    }

    /// The lanes as they take turns: the reception twice as often, so that somebody always waits.
    fn weave(&mut self, lanes: Vec<Vec<Step>>) -> Vec<Step> {
        let mut lanes: Vec<Lane> = lanes.into_iter().map(Lane::from).collect();
        let mut woven = Vec::new();
        while lanes.iter().any(|lane| !lane.is_empty()) {
            let drawn = self.chance(lanes.len() + 1).saturating_sub(1);
            woven.extend(lanes[drawn].pop_front());
        }
        woven
    }
}

fn finish(at: u16, outcome: Outcome) -> Step {
    Step::Finish { at, outcome }
}

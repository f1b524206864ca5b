//! The writer's loop: takes all waiting wishes, decides them one after another, saves them with one sync, answers.

use super::clock::{Clock, Standing, Watch};
use super::next::advance;
use super::people::{brought_back, from_archive, onto_known, person_of, seal};
use super::{Answer, Failure, Message, Request, promise};
use crate::domain::command::{Actor, Command, Verb};
use crate::domain::decide::{Decided, decide_onto};
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{CommandId, PersonId};
use crate::domain::naming;
use crate::domain::person::Person;
use crate::domain::published::{Published, Trouble};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::store::people::Sealed;
use crate::store::{Health, Reader, Store, StoreError};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// The most wishes saved with one sync.
const BATCH_MAX: usize = 512;
/// Refusals kept for repeats.
const REFUSALS_MAX: usize = 1024;
/// The longest sleep: a PC that was suspended, or whose clock was set, is looked at again after this.
const NAP_MAX: Duration = Duration::from_mins(5);
/// How soon to look again whether there is still trouble.
const TROUBLE_NAP: Duration = Duration::from_secs(5);
/// How soon to look again whether everything was found whole.
const CHECKING_NAP: Duration = Duration::from_secs(1);
/// Looks into the inbox before falling asleep.
const LINGER_TURNS: u32 = 2000;

type Reply = oneshot::Sender<Result<Answer, Failure>>;

/// Owns the store; nobody else writes.
pub(super) struct Writer {
    store: Store,
    reader: Reader,
    publish: watch::Sender<Arc<Published>>,
    clock: Clock,
    watch: Watch,
    /// What is wrong with the printer of the slips, as whoever prints last heard.
    printer: Option<Trouble>,
    /// And with the voice that calls.
    voice: Option<Trouble>,
    /// And with the kiosks.
    kiosk: Option<Trouble>,
    /// Those who are handed every batch that is saved.
    followers: Vec<mpsc::Sender<Vec<Recorded>>>,
    refusals: BTreeMap<CommandId, Refusal>,
    refused: VecDeque<CommandId>,
}

/// A batch in the making: what has been decided and is not yet on disk.
struct Batch {
    state: State,
    published: Arc<Published>,
    records: Vec<Recorded>,
    sealed: Vec<(PersonId, Sealed)>,
    people: Vec<(PersonId, Arc<Person>)>,
    done: Vec<(Reply, Vec<Recorded>)>,
}

impl Writer {
    pub(super) fn new(store: Store, publish: watch::Sender<Arc<Published>>, clock: Clock, watch: Watch) -> Self {
        let reader = store.reader();
        Self {
            store,
            reader,
            publish,
            clock,
            watch,
            printer: None,
            voice: None,
            kiosk: None,
            followers: Vec::new(),
            refusals: BTreeMap::new(),
            refused: VecDeque::new(),
        }
    }

    pub(super) fn run(mut self, messages: &mpsc::Receiver<Message>) {
        loop {
            let first = match linger(messages).map_or_else(|| messages.recv_timeout(self.nap()), Ok) {
                Ok(message) => Some(message),
                Err(mpsc::RecvTimeoutError::Timeout) => None,
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            };
            if !self.serve(first, messages) {
                break;
            }
        }
        // Everything acknowledged is in the journal already; a close that fails only makes the next start slower.
        let _ = self.store.close();
    }

    /// How long nothing happens by itself.
    fn nap(&self) -> Duration {
        let published = self.publish.borrow();
        if ailing(&self.reader.health()).any(|trouble| !published.troubles.contains(&trouble)) {
            return Duration::ZERO;
        }
        if self.store.is_checking() {
            return CHECKING_NAP;
        }
        if !published.troubles.is_empty() {
            return TROUBLE_NAP;
        }
        let now = self.clock.now();
        let wait = published.state.deadline(now).map(|at| at.0 - now.0);
        wait.map_or(NAP_MAX, |seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or(0)).min(NAP_MAX))
    }

    /// One round; `false` when it was the last.
    fn serve(&mut self, first: Option<Message>, messages: &mpsc::Receiver<Message>) -> bool {
        let mut batch = Batch::new(&self.publish);
        if !matches!(self.standing(&batch.state), Standing::Ahead(_)) {
            let now = self.now(&batch.state);
            Self::let_time_pass(&mut batch, now);
        }
        let waiting = first.into_iter().chain(std::iter::from_fn(|| messages.try_recv().ok()));
        for message in waiting.take(BATCH_MAX) {
            match message {
                Message::Wish(request, reply) => {
                    let now = self.now(&batch.state);
                    self.take(&mut batch, *request, reply, now);
                }
                Message::Visit(visit) => {
                    self.save(batch);
                    batch = Batch::new(&self.publish);
                    visit(&mut self.store, &batch.state);
                }
                Message::Book(book) => {
                    let book = Arc::new(book.for_state(&batch.state));
                    batch.published = Arc::new(Published { book, ..(*batch.published).clone() });
                    self.publish.send_replace(Arc::clone(&batch.published));
                }
                Message::Follow(follower, answer) => {
                    self.save(batch);
                    batch = Batch::new(&self.publish);
                    self.followers.push(follower);
                    let _ = answer.send(batch.state.seq);
                }
                Message::Expected(expected) => {
                    batch.published = Arc::new(Published { expected, ..(*batch.published).clone() });
                    self.promise_later(&mut batch);
                    // What is still in the making is published when it is saved, and this with it.
                    if batch.records.is_empty() {
                        self.publish.send_replace(Arc::clone(&batch.published));
                    }
                }
                Message::Staffing(staffing) => {
                    batch.published = Arc::new(Published { staffing, ..(*batch.published).clone() });
                    if batch.records.is_empty() {
                        self.publish.send_replace(Arc::clone(&batch.published));
                    }
                }
                Message::Printer(trouble) => self.printer = trouble,
                Message::Voice(trouble) => self.voice = trouble,
                Message::Kiosk(trouble) => self.kiosk = trouble,
                Message::Stop => {
                    self.save(batch);
                    return false;
                }
            }
        }
        self.save(batch);
        true
    }

    fn now(&self, state: &State) -> Timestamp {
        self.clock.now().max(state.at)
    }

    fn standing(&mut self, state: &State) -> Standing {
        self.watch.look(&self.clock, last_event(state))
    }

    fn let_time_pass(batch: &mut Batch, now: Timestamp) {
        if !batch.state.has_elapsed(now) {
            return;
        }
        let tick = Command { id: tick_id(batch.state.seq), by: Actor::Clock, verb: Verb::Tick };
        if let Ok(decided) = decide_onto(&batch.state, &batch.published.book, &tick, now) {
            batch.take(decided);
        }
    }

    fn take(&mut self, batch: &mut Batch, request: Request, reply: Reply, now: Timestamp) {
        let id = request.command.id;
        if let Some(before) = batch.state.answer(id) {
            let events = before.iter().cloned().collect();
            batch.done.push((reply, events));
            return;
        }
        if let Some(refusal) = self.refusals.get(&id) {
            let _ = reply.send(Err(Failure::Refused(refusal.clone())));
            return;
        }
        // Not remembered: asked again when the clock is right, the wish is as good as new.
        let confirms = matches!(request.command.verb, Verb::ConfirmClock);
        if !confirms && matches!(self.standing(&batch.state), Standing::Ahead(_)) {
            let _ = reply.send(Err(Failure::Refused(Refusal::ClockAhead { now, last: batch.state.at })));
            return;
        }
        let request = from_archive(onto_known(request, |id| batch.person(id, &self.reader)), &self.reader);
        let (verb, right) = (&request.command.verb, request.person.as_ref());
        let known = |id| batch.person(id, &self.reader);
        let named = naming::check(verb, &batch.state, &batch.published.book, known, right);
        let (command, brought) = match seal(request) {
            Ok(sealed) => sealed,
            Err(error) => {
                let _ = reply.send(Err(Failure::NotSaved(Arc::new(error))));
                return;
            }
        };
        let decided = decide_onto(&batch.state, &batch.published.book, &command, now);
        let decided = match (decided, named) {
            // Whose own name it is says more than that it is a name.
            (Err(Refusal::ReasonNames), Err(own)) => Err(own),
            (decided, named) => decided.and_then(|decided| named.map(|()| decided)),
        };
        match decided {
            Ok(decided) => {
                let mut records = batch.take(decided);
                if let Some(verb) = promise::of(&records, &batch.state, &batch.published.expected) {
                    records.extend(batch.promise(verb, now));
                }
                if confirms {
                    self.watch.confirm(&self.clock);
                }
                if let Some((sealed, person)) = brought
                    && let Some(id) = records.iter().find_map(|record| person_of(&record.event, &batch.state))
                {
                    batch.sealed.extend(sealed.map(|sealed| (id, sealed)));
                    // Whoever has no dossier here is on no screen.
                    if !matches!(command.verb, Verb::SetApplicant { .. }) || batch.published.people.contains_key(&id) {
                        batch.people.push((id, Arc::new(person)));
                    }
                }
                batch.people.extend(brought_back(&records, &self.reader));
                batch.done.push((reply, records));
            }
            Err(refusal) => {
                self.remember_refusal(id, &refusal);
                let _ = reply.send(Err(Failure::Refused(refusal)));
            }
        }
    }

    /// Tells those whom the last forecast did not know what this one says of them.
    fn promise_later(&mut self, batch: &mut Batch) {
        if matches!(self.standing(&batch.state), Standing::Ahead(_)) {
            return;
        }
        let now = self.now(&batch.state);
        for verb in promise::later(&batch.state, &batch.published.expected) {
            batch.promise(verb, now);
        }
    }

    fn remember_refusal(&mut self, id: CommandId, refusal: &Refusal) {
        self.refusals.insert(id, refusal.clone());
        self.refused.push_back(id);
        if self.refused.len() > REFUSALS_MAX
            && let Some(oldest) = self.refused.pop_front()
        {
            self.refusals.remove(&oldest);
        }
    }

    /// Puts the batch on disk, publishes what it made, answers everyone in it.
    fn save(&mut self, batch: Batch) {
        let Batch { state, published, records, sealed, people, done } = batch;
        let saved = if records.is_empty() { self.store.check_room() } else { self.store.append(&records, &sealed) };
        let clock = self.standing(&state);
        let mut troubles = troubles(saved.as_ref().err(), &self.reader.health(), clock);
        troubles.extend(self.printer.into_iter().chain(self.voice).chain(self.kiosk));
        match saved {
            Err(error) if !records.is_empty() => {
                self.publish.send_replace(Arc::new(Published { troubles, ..(*published).clone() }));
                let error = Arc::new(error);
                for (reply, _) in done {
                    let _ = reply.send(Err(Failure::NotSaved(Arc::clone(&error))));
                }
            }
            _ => {
                let next = advance(&published, state, &records, people, troubles);
                let changed = !records.is_empty() || next.troubles != published.troubles;
                let next = if changed { Arc::new(next) } else { Arc::clone(&published) };
                // What was published before goes only after everyone is answered: freeing it takes a while.
                let _before = changed.then(|| self.publish.send_replace(Arc::clone(&next)));
                for (reply, events) in done {
                    let _ = reply.send(Ok(Answer { events, published: Arc::clone(&next) }));
                }
                if !records.is_empty() {
                    self.followers.retain(|follower| follower.send(records.clone()).is_ok());
                }
            }
        }
    }
}

impl Batch {
    fn new(publish: &watch::Sender<Arc<Published>>) -> Self {
        let published = Arc::clone(&publish.borrow());
        let state = published.state.clone();
        Self { state, published, records: Vec::new(), sealed: Vec::new(), people: Vec::new(), done: Vec::new() }
    }

    /// What is known of somebody with all that is in the making.
    fn person(&self, id: PersonId, reader: &Reader) -> Option<Arc<Person>> {
        let fresh = self.people.iter().rev().find(|(whose, _)| *whose == id).map(|(_, person)| person);
        let known = fresh.or_else(|| self.published.people.get(&id)).cloned();
        known.or_else(|| reader.person(id).ok().flatten().map(Arc::new))
    }

    /// Keeps what somebody is told; whoever was called at once is told nothing.
    fn promise(&mut self, verb: Verb, now: Timestamp) -> Vec<Recorded> {
        let told = Command { id: tick_id(self.state.seq), by: Actor::Clock, verb };
        let kept = decide_onto(&self.state, &self.published.book, &told, now);
        kept.map_or_else(|_| Vec::new(), |kept| self.take(kept))
    }

    fn take(&mut self, decided: Decided) -> Vec<Recorded> {
        let Decided { records, state } = decided;
        self.state = state;
        let in_book = |record: &Recorded| matches!(record.event, Event::CentreConfigured(_) | Event::DaySet { .. });
        if records.iter().any(in_book) {
            let book = Arc::new(self.published.book.for_state(&self.state));
            self.published = Arc::new(Published { book, ..(*self.published).clone() });
        }
        self.records.extend(records.iter().cloned());
        records
    }
}

/// Waits awake for some tens of microseconds: whoever was just answered often asks again at once, and falling asleep
/// and waking costs more than that.
fn linger(messages: &mpsc::Receiver<Message>) -> Option<Message> {
    (0..LINGER_TURNS).find_map(|_| {
        std::hint::spin_loop();
        messages.try_recv().ok()
    })
}

/// When the last event was; `None` before the first.
pub(super) fn last_event(state: &State) -> Option<Timestamp> {
    (state.seq > 0).then_some(state.at)
}

/// What is wrong with the PC, in steps coarse enough that not every look is news.
pub(super) fn troubles(error: Option<&StoreError>, health: &Health, clock: Standing) -> Vec<Trouble> {
    let saving = error.map(|error| match error {
        StoreError::DiskFull { .. } => Trouble::DiskFull,
        _ => Trouble::NotSaved,
    });
    let clock = match clock {
        Standing::Right => None,
        Standing::Behind(seconds) => Some(Trouble::ClockBehind(seconds / 60 * 60)),
        Standing::Jumped(seconds) => Some(Trouble::ClockJumped(seconds / 60 * 60)),
        Standing::Ahead(seconds) => Some(Trouble::ClockAhead(seconds / 3600 * 3600)),
    };
    saving.into_iter().chain(clock).chain(ailing(health)).collect()
}

/// What is wrong though saving works.
fn ailing(health: &Health) -> impl Iterator<Item = Trouble> {
    let damaged = health.damage.is_some().then_some(Trouble::Damaged);
    let copied = health.second_place.is_some().then_some(Trouble::NotCopied);
    damaged.into_iter().chain(copied)
}

/// The clock's own wishes are never repeated: their id is where they stand.
fn tick_id(seq: u64) -> CommandId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(seq + 1).to_be_bytes());
    CommandId(bytes)
}

//! `motcua simulate`: virtual days through the real engine and store, and what came of them. Keeps them only when asked to.

use super::answer::{Item, Objection, Shown};
use super::home::{self, Home};
use super::{hub, making, parse};
use crate::domain::ids::ServiceId;
use crate::engine::clock::Clock;
use crate::simulation::figures::{Days, Figures, Group, Interval};
use crate::simulation::house::settings;
use crate::simulation::scenario::Scenario;
use crate::simulation::{Broken, place, run};
use crate::text::width::{pad_left, pad_right};
use crate::text::words::Words;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// The scenario of those who name none.
const USUAL: &str = "commune";
/// Name of the objection that somebody stopped it.
const STOPPED: &str = "simulation_stopped";
/// Columns of the name of a group, and of each figure.
const NAME_COLUMNS: usize = 24;
const COLUMNS: usize = 10;

/// Which days.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// One that is built in, or a file.
    scenario: Option<String>,
    /// Which are built in.
    #[arg(long)]
    list: bool,
    /// The file of one that is built in, explained.
    #[arg(long, conflicts_with = "list")]
    print: bool,
    /// How many days.
    #[arg(long, value_name = "N", value_parser = parse::days, default_value = "20")]
    days: u32,
    /// What chance begins with.
    #[arg(long, value_name = "S", value_parser = parse::seed, default_value = "1")]
    seed: u64,
    /// Other counters: the letters each one serves.
    #[arg(long, value_name = "AB,C,ABC")]
    counters: Option<String>,
    /// Another bound on how often one may be passed.
    #[arg(long, value_name = "M", value_parser = parse::passed)]
    passed: Option<u32>,
    /// Another number of people a day.
    #[arg(long, value_name = "N", value_parser = parse::visitors)]
    visitors: Option<u32>,
    /// The data directory of a new centre that keeps these days.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Whoever comes is told what to expect, and it is kept.
    #[arg(long, requires = "keep")]
    promise: bool,
}

pub(super) fn run(asked: &Asked, clock: &Clock, words: &Words) -> Result<Shown, Objection> {
    if asked.list {
        return list(words);
    }
    if asked.print {
        return print(asked.scenario.as_deref().unwrap_or(USUAL), words);
    }
    let scenario = scenario(asked, words)?;
    let stop = hub::stop_signal()?;
    place::clear();
    let mut progress = Progress::new(asked.days, words);
    let mut played = 0;
    let mut told = |done| {
        played = done;
        progress.tell(done);
        !stop.load(Ordering::Relaxed)
    };
    let days = match &asked.keep {
        Some(dir) => keep(dir, &scenario, asked, clock, words, &mut told),
        None => run::days(&scenario, asked.seed, asked.days, words, &mut told).map_err(broken),
    };
    progress.end();
    let days = days.map_err(|objection| match objection.name() {
        STOPPED => stopped(asked, played),
        _ => objection,
    })?;
    let mut lines = lines(&scenario, &days, asked.seed, words);
    let mut object = object(&scenario, &days, asked.seed, words);
    if let Some(dir) = &asked.keep {
        let dir = dir.display().to_string();
        lines.push(words.fill("simulation.kept", &[("path", &dir)]));
        object["kept"] = dir.into();
    }
    Ok(Shown::new(lines.join("\n"), object))
}

/// Plays the days in a new centre in `dir`: all of them, or there is none.
fn keep(
    dir: &Path,
    scenario: &Scenario,
    asked: &Asked,
    clock: &Clock,
    words: &Words,
    told: &mut dyn FnMut(u32) -> bool,
) -> Result<Days, Objection> {
    let dir = std::path::absolute(dir).map_err(|error| Objection::file("unreadable", dir, &error))?;
    making::make(&Home::at(dir), clock.now(), |home| {
        let (chance, today) = ((asked.seed, asked.days), (clock.now().day(), asked.promise));
        let days = run::days_kept(home.dir(), scenario, chance, today, words, told).map_err(broken)?;
        home.write_settings(&settings(scenario, words.language()))?;
        Ok(days)
    })
}

/// Why there are no figures.
pub(super) fn broken(broken: Broken) -> Objection {
    match broken {
        Broken::Store(error) => Objection::Store(error),
        Broken::Engine(failure) => failure.into(),
        Broken::Stopped => Objection::own(STOPPED, &[]),
    }
}

/// Somebody did not want to wait for all days: what is left of those that were played.
fn stopped(asked: &Asked, played: u32) -> Objection {
    let (done, days): (&dyn Display, &dyn Display) = (&played, &asked.days);
    match &asked.keep {
        None => Objection::own(STOPPED, &[("done", done), ("days", days)]),
        Some(dir) => {
            Objection::own("simulation_stopped_at", &[("done", done), ("days", days), ("path", &dir.display())])
        }
    }
}

/// The file of the scenario that is called so, with every setting explained.
fn print(name: &str, words: &Words) -> Result<Shown, Objection> {
    let text = Scenario::explained(name, words).ok_or_else(|| unknown(name))?;
    let object = json!({ "name": name, "text": text });
    Ok(Shown::new(text.trim_end().to_owned(), object))
}

fn unknown(name: &str) -> Objection {
    let known = Scenario::names().collect::<Vec<_>>().join(", ");
    Objection::own("no_scenario", &[("name", &name), ("known", &known)]).misused()
}

fn list(words: &Words) -> Result<Shown, Objection> {
    let (mut lines, mut listed) = (Vec::new(), Vec::new());
    for name in Scenario::names() {
        let scenario = built_in(name, words)?;
        let title = scenario.name_in(words.language());
        let (visitors, counters) = (scenario.usual_visitors().round(), scenario.counters.len());
        let gaps = [("visitors", visitors.to_string()), ("counters", counters.to_string())];
        let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
        let what = words.fill("simulation.listed", &gaps);
        let about = Scenario::about(name, words).unwrap_or_default();
        lines.push(format!("{}{}{what}", pad_right(name, 12), pad_right(title, 28)));
        lines.push(format!("{}{about}", pad_right("", 12)));
        listed.push(json!({
            "name": name, "title": title, "about": about, "visitors": visitors, "counters": counters,
        }));
    }
    Ok(Shown::new(lines.join("\n"), json!({ "scenarios": listed })))
}

/// The scenario of this name, as it is built in.
///
/// # Errors
/// There is none of this name.
pub(super) fn built_in(name: &str, words: &Words) -> Result<Scenario, Objection> {
    read(Scenario::built_in(name).unwrap_or_default(), name, words)
}

fn read(text: &str, name: &str, words: &Words) -> Result<Scenario, Objection> {
    Scenario::read(text).map_err(|faults| {
        let told = faults.iter().map(|fault| Item::Line(fault.told(name, words)));
        Objection::own("scenario_wrong", &[("name", &name)]).listing(told.collect::<Vec<_>>()).misused()
    })
}

fn scenario(asked: &Asked, words: &Words) -> Result<Scenario, Objection> {
    let name = asked.scenario.as_deref().unwrap_or(USUAL);
    let mut scenario = match Scenario::built_in(name) {
        Some(text) => read(text, name, words)?,
        None if Path::new(name).exists() => {
            let text = home::read(Path::new(name))?;
            read(&text.unwrap_or_default(), name, words)?
        }
        None => return Err(unknown(name)),
    };
    if let Some(counters) = &asked.counters {
        other_counters(&mut scenario, counters)?;
    }
    if let Some(passed) = asked.passed {
        scenario.rule.max_passed = Some(passed);
    }
    if let Some(visitors) = asked.visitors {
        scenario.visitors = f64::from(visitors);
    }
    Ok(scenario)
}

/// Counters of usual officers that serve what `counters` says, in place of those of the scenario.
fn other_counters(scenario: &mut Scenario, counters: &str) -> Result<(), Objection> {
    let offered: BTreeSet<ServiceId> = scenario.services.iter().map(|service| service.id).collect();
    let wrong = |part: &str| Objection::own("counters_wrong", &[("part", &part.trim())]).misused();
    let mut desks = Vec::new();
    for part in counters.split(',') {
        let letters = part.trim().chars().map(ServiceId::new).collect::<Option<BTreeSet<ServiceId>>>();
        let skills = letters.filter(|skills| !skills.is_empty() && skills.is_subset(&offered));
        let mut desk = scenario.counters.first().cloned().ok_or_else(|| wrong(part))?;
        (desk.name, desk.pace, desk.from_s, desk.to_s) = (String::new(), 1.0, None, None);
        desk.skills = skills.ok_or_else(|| wrong(part))?;
        desks.push(desk);
    }
    let served = |id: &ServiceId| desks.iter().any(|desk| desk.skills.contains(id));
    let wanted = |id: &&ServiceId| scenario.services.iter().any(|service| service.id == **id && service.share > 0.0);
    if let Some(id) = offered.iter().filter(wanted).find(|id| !served(id)) {
        return Err(Objection::own("counters_without", &[("service", id)]).misused());
    }
    if desks.len() > usize::from(crate::settings::COUNTERS_MAX) {
        return Err(wrong(counters));
    }
    scenario.counters = desks;
    Ok(())
}

/// How far it is, on a terminal.
struct Progress<'a> {
    days: u32,
    words: &'a Words,
    shows: bool,
}

impl<'a> Progress<'a> {
    fn new(days: u32, words: &'a Words) -> Self {
        Self { days, words, shows: std::io::stderr().is_terminal() && days > 1 }
    }

    fn tell(&self, done: u32) {
        if self.shows {
            let gaps = [("done", &*done.to_string()), ("days", &self.days.to_string())];
            let _ = write!(std::io::stderr(), "\r{}", self.words.fill("simulation.progress", &gaps));
        }
    }

    fn end(&mut self) {
        if self.shows {
            let _ = write!(std::io::stderr(), "\r{:70}\r", "");
        }
    }
}

fn lines(scenario: &Scenario, days: &Days, seed: u64, words: &Words) -> Vec<String> {
    let name = scenario.name_in(words.language());
    let (count, seed) = (days.days().to_string(), seed.to_string());
    let target = (scenario.target_s / 60).to_string();
    let gaps = [("name", name), ("days", &*count), ("seed", &seed), ("target", &target)];
    let mut lines = vec![words.fill("simulation.title", &gaps), heading(words)];
    for (group, figures) in &days.figures() {
        lines.push(row(&group_name(scenario, *group, words), figures));
    }
    lines.push(words.fill("simulation.legend", &[("target", &target)]));
    if scenario.pace_spread > 0.0 {
        lines.push(words.fill("simulation.officers", &[("seed", &seed)]));
    }
    lines
}

fn heading(words: &Words) -> String {
    let names = ["visitors", "mean", "interval", "within", "p90", "longest", "passed", "absent", "not_served"];
    let cell = |name: &&str| {
        let wide = if **name == *"interval" { COLUMNS + 4 } else { COLUMNS };
        pad_left(words.get(&format!("simulation.column_{name}")), wide)
    };
    format!("{}{}", pad_right("", NAME_COLUMNS), names.iter().map(cell).collect::<String>())
}

fn group_name(scenario: &Scenario, group: Group, words: &Words) -> String {
    let class = match group.class {
        None => words.get("simulation.everyone"),
        Some(0) => words.get("simulation.ordinary"),
        Some(_) => words.get("simulation.priority"),
    };
    let service = group.service.and_then(|id| scenario.services.iter().find(|service| service.id == id));
    match service {
        None => class.to_owned(),
        Some(service) => {
            let english = words.language() == crate::text::words::Language::En && !service.name_en.is_empty();
            let name = if english { &service.name_en } else { &service.name };
            let named = format!("{} {name}", service.id);
            if group.class.is_some() { format!("  {}, {class}", service.id) } else { named }
        }
    }
}

fn row(name: &str, figures: &Figures) -> String {
    let minutes = |interval: Option<Interval>| interval.map_or_else(|| "-".to_owned(), |one| tenths(one.mean / 60.0));
    let interval =
        figures.mean_wait_s.and_then(|one| Some(format!("{}-{}", tenths(one.lo? / 60.0), tenths(one.hi? / 60.0))));
    let within = figures.share_within_target.map_or_else(|| "-".to_owned(), |one| format!("{:.1} %", one.mean * 100.0));
    let passed = figures.passed_mean.map_or(0.0, |one| one.mean);
    let minutes_of = |seconds: i64| tenths(u32::try_from(seconds).map_or(0.0, f64::from) / 60.0);
    let longest = figures.longest_wait_s.map_or_else(|| "-".to_owned(), minutes_of);
    let cells = [
        (tenths(figures.visitors.mean), COLUMNS),
        (minutes(figures.mean_wait_s), COLUMNS),
        (interval.unwrap_or_else(|| "-".to_owned()), COLUMNS + 4),
        (within, COLUMNS),
        (minutes(figures.p90_wait_s), COLUMNS),
        (longest, COLUMNS),
        (format!("{passed:.2}/{}", figures.passed_max), COLUMNS),
        (tenths(figures.absent.mean + figures.gave_up.mean), COLUMNS),
        (tenths(figures.not_served.mean), COLUMNS),
    ];
    let cells = cells.iter().map(|(cell, wide)| pad_left(cell, *wide));
    format!("{}{}", pad_right(name, NAME_COLUMNS), cells.collect::<String>())
}

fn tenths(value: f64) -> String {
    format!("{value:.1}")
}

fn object(scenario: &Scenario, days: &Days, seed: u64, words: &Words) -> Value {
    let all = days.figures();
    let of = |service, class| all.get(&Group { service, class }).map_or(Value::Null, |figures| json!(figures));
    let classes = |service| {
        let mut classes = Map::new();
        for class in 0..=1_u8 {
            let found = of(service, Some(class));
            if !found.is_null() {
                classes.insert(class.to_string(), found);
            }
        }
        Value::Object(classes)
    };
    let mut services = Map::new();
    for service in &scenario.services {
        let mut found = of(Some(service.id), None);
        if found.is_object() {
            found["classes"] = classes(Some(service.id));
            services.insert(service.id.to_string(), found);
        }
    }
    json!({
        "scenario": scenario.name_in(words.language()),
        "days": days.days(),
        "seed": seed,
        "target_s": scenario.target_s,
        "officers_of_seed": scenario.pace_spread > 0.0,
        "all": of(None, None),
        "classes": classes(None),
        "services": services,
    })
}

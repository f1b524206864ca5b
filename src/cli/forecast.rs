//! `motcua forecast evaluate`: our ranges and the known estimators on a visit log, without looking ahead.

use super::answer::{Item, Objection, Shown};
use super::parse;
use crate::domain::queue::Rule;
use crate::domain::time::Timestamp;
use crate::domain::visit::Visit;
use crate::forecast::classic::NAMES;
use crate::forecast::evaluate::{Evaluation, score, tell};
use crate::forecast::law::Law;
use crate::forecast::model::Model;
use crate::forecast::score::Score;
use crate::forecast::walk::Walk;
use crate::report::visits::Log;
use crate::text::words::Words;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Rows left out that are told one by one.
const TOLD: usize = 10;
/// A service that nothing is known of yet: ten minutes, and it varies as much.
const UNKNOWN: (f64, f64) = (600.0, 1.0);
/// In a foreign log shorter services are slips of a key, in seconds.
const SHORTEST_S: i64 = 5;

/// What is asked of forecasts.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
pub enum Act {
    /// Score them on a visit log.
    Evaluate {
        /// What may be learnt before.
        #[arg(long, value_name = "FILE")]
        fit: Option<PathBuf>,
        /// What is scored.
        #[arg(long, alias = "log", value_name = "FILE")]
        score: PathBuf,
        /// How often each moment is run forward.
        #[arg(long, value_name = "N", default_value = "200", value_parser = parse::paths)]
        paths: usize,
        /// How often one may be passed there; 0 is first come first served.
        #[arg(long, value_name = "M", default_value_t = 0)]
        passed: u32,
    },
}

/// A file that was read, and what of the log comes from it.
struct Read<'a> {
    path: &'a Path,
    left_out: Range<usize>,
    again: Range<usize>,
}

pub(super) fn run(act: &Act, words: &Words) -> Result<Shown, Objection> {
    let Act::Evaluate { fit, score: scored, paths, passed } = act;
    let mut log = Log::default();
    let mut files = Vec::new();
    if let Some(fit) = fit {
        files.push(read(&mut log, fit, words)?);
    }
    let fitted = log.visits.len();
    files.push(read(&mut log, scored, words)?);
    let from = log.visits[fitted..].iter().map(|visit| visit.arrival).min().unwrap_or_default();
    older(&log.visits[..fitted], &log.visits[fitted..], from)?;
    let model = Model::new(BTreeMap::new(), Law::of_mean(UNKNOWN.0, UNKNOWN.1)).with_shortest(SHORTEST_S);
    let walk = Walk::new(&log.visits, model, Rule { max_passed: Some(*passed), ..Rule::default() }, BTreeMap::new());
    let told = tell(walk, &log.visits, Timestamp(i64::MIN), *paths);
    let evaluation = score(&told, &log.visits, from);
    let mut text = lines(&evaluation, &log.visits, fitted, words);
    text.extend(files.iter().flat_map(|file| file.oddities(&log, words)));
    Ok(Shown::new(text.join("\n"), object(&evaluation, &log)))
}

/// What is learnt from lies before what is scored, which begins at `from`.
fn older(fit: &[Visit], score: &[Visit], from: Timestamp) -> Result<(), Objection> {
    let late = fit.iter().filter(|visit| visit.arrival >= from).count();
    let first = fit.iter().map(|visit| visit.arrival).min().unwrap_or_default();
    let until = score.iter().map(|visit| visit.arrival).max().unwrap_or_default();
    let moment = Timestamp::to_the_second;
    match late {
        0 => Ok(()),
        _ if fit == score => Err(Objection::own("fit_is_score", &[])),
        _ if first > until => {
            Err(Objection::own("fit_is_later", &[("fit", &moment(first)), ("until", &moment(until))]))
        }
        _ => Err(Objection::own("fit_after_score", &[("n", &late), ("from", &moment(from))])),
    }
}

fn read<'a>(log: &mut Log, path: &'a Path, words: &Words) -> Result<Read<'a>, Objection> {
    let (left_out, again) = (log.left_out.len(), log.again.len());
    let file = File::open(path).map_err(|error| Objection::file("unreadable", path, &error))?;
    let outcome = log.read(std::io::BufReader::new(file));
    let read = Read { path, left_out: left_out..log.left_out.len(), again: again..log.again.len() };
    match outcome {
        Ok(()) => Ok(read),
        Err(fault) => {
            let lines = std::iter::once(words.say(&fault)).chain(read.oddities(log, words));
            Err(Objection::own("not_a_log", &[("path", &path.display())]).listing(lines.map(Item::Line)))
        }
    }
}

impl Read<'_> {
    /// The rows of this file that were left out or look odd, the first few one by one.
    fn oddities(&self, log: &Log, words: &Words) -> Vec<String> {
        let path = self.path.display();
        let left_out = log.left_out[self.left_out.clone()].iter().map(|(line, fault)| {
            words.fill("visits.left_out_row", &[("line", &line.to_string()), ("why", &words.say(fault))])
        });
        let again = log.again[self.again.clone()].iter().map(|one| {
            let (line, first, day) = (one.line.to_string(), one.first.to_string(), one.day.to_string());
            let gaps = [("line", line.as_str()), ("first", &first), ("ticket", &one.ticket), ("day", &day)];
            words.fill("visits.again_row", &gaps)
        });
        let title = |key: &str, count: &str, rows: usize| {
            words.fill(key, &[("path", &path.to_string()), (count, &rows.to_string())])
        };
        let mut lines = few(title("visits.left_out", "rows", left_out.len()), left_out, words);
        lines.extend(few(title("visits.again", "n", again.len()), again, words));
        lines
    }
}

/// The first of `rows` under `title`; nothing without any.
fn few(title: String, rows: impl ExactSizeIterator<Item = String>, words: &Words) -> Vec<String> {
    let more = rows.len().saturating_sub(TOLD);
    if rows.len() == 0 {
        return Vec::new();
    }
    let mut lines = vec![title];
    lines.extend(rows.take(TOLD));
    if more > 0 {
        lines.push(words.fill("visits.more_rows", &[("n", &more.to_string())]));
    }
    lines
}

fn lines(evaluation: &Evaluation, visits: &[Visit], fitted: usize, words: &Words) -> Vec<String> {
    let scored = evaluation.ours.scored.to_string();
    let gaps = [("scored", scored.as_str()), ("gave_up", &evaluation.gave_up.to_string())];
    let mut lines = vec![words.fill("visits.scored", &gaps)];
    let (fit, score) = visits.split_at(fitted);
    let services = |visits: &[Visit]| visits.iter().map(|visit| visit.service).collect::<BTreeSet<_>>();
    if fitted == 0 {
        lines.push(words.get("visits.nothing_before").to_owned());
    } else if services(fit).is_disjoint(&services(score)) {
        lines.push(words.get("visits.nothing_common").to_owned());
    }
    if evaluation.guessed > 0 {
        lines.push(words.fill("visits.guessed", &[("n", &evaluation.guessed.to_string())]));
    }
    // A row of zeros would look like a perfect score.
    if evaluation.ours.scored > 0 {
        lines.extend(table(evaluation, words));
        let key = if evaluation.errors > 0 { "visits.spread" } else { "visits.no_spread" };
        lines.push(words.fill(key, &[("n", &evaluation.errors.to_string())]));
    }
    lines
}

fn table(evaluation: &Evaluation, words: &Words) -> Vec<String> {
    let mut lines = vec![words.get("visits.heading").to_owned()];
    lines.push(line(words.get("visits.motcua"), &evaluation.ours));
    for (name, score) in NAMES.iter().zip(&evaluation.classic) {
        lines.push(line(words.get(&format!("visits.{name}")), score));
    }
    for (class, score) in &evaluation.by_class {
        lines.push(line(&words.fill("visits.class", &[("class", &class.to_string())]), score));
    }
    for (hour, score) in &evaluation.by_hour {
        lines.push(line(&words.fill("visits.hour", &[("hour", &format!("{hour:02}"))]), score));
    }
    lines
}

fn line(name: &str, score: &Score) -> String {
    format!(
        "{name:<34} {:>7} {:>8.1} {:>8.1} {:>+8.1} {:>7.3} {:>7.3} {:>8.1} {:>8.1} {:>8.1}",
        score.scored,
        score.mae_s,
        score.rmse_s,
        score.bias_s,
        score.cover_p50,
        score.cover_p90,
        score.pinball_50_s,
        score.pinball_90_s,
        score.crps_s
    )
}

fn object(evaluation: &Evaluation, log: &Log) -> Value {
    let mut estimators = Map::new();
    estimators.insert("motcua".to_owned(), json!(evaluation.ours));
    for (name, score) in NAMES.iter().zip(&evaluation.classic) {
        estimators.insert((*name).to_owned(), json!(score));
    }
    json!({
        "scored": evaluation.ours.scored,
        "gave_up": evaluation.gave_up,
        "guessed": evaluation.guessed,
        "errors": evaluation.errors,
        "left_out": log.left_out.len(),
        "again": log.again.len(),
        "estimators": estimators,
        "classes": evaluation.by_class,
        "hours": evaluation.by_hour,
    })
}

//! `motcua forecast evaluate`: our ranges and the known estimators on a visit log, without looking ahead.

use super::answer::{Item, Objection, Shown};
use super::parse;
use crate::domain::queue::Rule;
use crate::domain::time::Timestamp;
use crate::forecast::classic::NAMES;
use crate::forecast::evaluate::{Evaluation, score, tell};
use crate::forecast::law::Law;
use crate::forecast::model::Model;
use crate::forecast::score::Score;
use crate::forecast::walk::Walk;
use crate::report::visits::{Fault, Log};
use crate::text::words::Words;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs::File;
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

pub(super) fn run(act: &Act, words: &Words) -> Result<Shown, Objection> {
    let Act::Evaluate { fit, score: scored, paths, passed } = act;
    let mut log = Log::default();
    if let Some(fit) = fit {
        read(&mut log, fit, words)?;
    }
    let fitted = log.visits.len();
    read(&mut log, scored, words)?;
    let from = log.visits[fitted..].iter().map(|visit| visit.arrival).min().unwrap_or_default();
    if log.visits[..fitted].iter().any(|visit| visit.arrival >= from) {
        return Err(Objection::own("fit_after_score", &[]));
    }
    let model = Model::new(BTreeMap::new(), Law::of_mean(UNKNOWN.0, UNKNOWN.1)).with_shortest(SHORTEST_S);
    let walk = Walk::new(&log.visits, model, Rule { max_passed: Some(*passed), ..Rule::default() }, BTreeMap::new());
    let told = tell(walk, &log.visits, Timestamp(i64::MIN), *paths);
    let evaluation = score(&told, &log.visits, from);
    Ok(Shown::new(lines(&evaluation, &log, fitted, words).join("\n"), object(&evaluation, &log)))
}

fn read(log: &mut Log, path: &Path, words: &Words) -> Result<(), Objection> {
    let file = File::open(path).map_err(|error| Objection::file("unreadable", path, &error))?;
    let wrong = |fault: Fault| {
        let lines = [Item::Line(words.say(&fault))];
        Objection::own("not_a_log", &[("path", &path.display())]).listing(lines)
    };
    log.read(std::io::BufReader::new(file)).map_err(wrong)
}

fn lines(evaluation: &Evaluation, log: &Log, fitted: usize, words: &Words) -> Vec<String> {
    let scored = evaluation.ours.scored.to_string();
    let gaps = [("scored", scored.as_str()), ("gave_up", &evaluation.gave_up.to_string())];
    let mut lines = vec![words.fill("visits.scored", &gaps)];
    if fitted == 0 {
        lines.push(words.get("visits.nothing_before").to_owned());
    }
    // A row of zeros would look like a perfect score.
    if evaluation.ours.scored > 0 {
        lines.extend(table(evaluation, words));
    }
    if !log.left_out.is_empty() {
        lines.push(words.fill("visits.left_out", &[("rows", &log.left_out.len().to_string())]));
        let told = log.left_out.iter().take(TOLD);
        lines.extend(told.map(|(row, fault)| {
            words.fill("visits.left_out_row", &[("line", &row.to_string()), ("why", &words.say(fault))])
        }));
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
        "{name:<34} {:>7} {:>8.1} {:>8.1} {:>+8.1} {:>7.3} {:>7.3} {:>8.1} {:>8.1}",
        score.scored,
        score.mae_s,
        score.rmse_s,
        score.bias_s,
        score.cover_p50,
        score.cover_p90,
        score.pinball_50_s,
        score.pinball_90_s
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
        "left_out": log.left_out.len(),
        "estimators": estimators,
        "classes": evaluation.by_class,
        "hours": evaluation.by_hour,
    })
}

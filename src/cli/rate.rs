//! `motcua rate`: a rating by the code on a slip; `motcua ratings`: what was said of late, and by how many of those asked.

use super::answer::{Objection, Shown};
use super::args::What;
use super::office::Office;
use super::{parse, wording};
use crate::domain::command::Verb;
use crate::domain::ids::{CounterId, OfficerId, ServiceId};
use crate::domain::rating::{Cause, LEAST, Level, Rate, Slip, Tally};
use crate::text::words::Words;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a citizen says by her code; or the counter whose display is to be shown.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Said {
    /// The code on the slip.
    code: String,
    /// How satisfied.
    #[arg(value_parser = parse::level)]
    level: Option<Level>,
    /// Why not.
    #[arg(long, value_parser = parse::cause)]
    cause: Option<Cause>,
}

/// The counter whose display is to be shown here: its number alone is no code.
pub(super) fn display(what: &What) -> Option<CounterId> {
    match what {
        What::Rate(said) if said.level.is_none() => parse::counter(&said.code).ok(),
        _ => None,
    }
}

pub(super) fn run(office: &Office<'_>, said: &Said) -> Result<Shown, Objection> {
    let level = said.level.ok_or_else(|| Objection::own("no_level", &[]).misused())?;
    let rate = Rate { slip: Slip::Code(said.code.clone()), level, cause: said.cause };
    office.submit(Verb::Rate(rate))?;
    Ok(Shown::new(office.words.get("rating.thanks"), json!({ "level": level, "cause": said.cause })))
}

/// What was said in the last month, of all, by service and by officer.
pub(super) fn ratings(office: &Office<'_>) -> Shown {
    let published = office.published();
    let (handed, words) = (&published.state.handed, &office.words);
    let services: BTreeSet<ServiceId> = handed.iter().filter_map(|one| one.service).collect();
    let officers: BTreeSet<OfficerId> = handed.iter().filter_map(|one| one.officer).collect();
    let all = Tally::of(handed);
    let mut lines = vec![line(words.get("rating.all"), &all, 1, words)];
    let mut objects: [Vec<Value>; 2] = [Vec::new(), Vec::new()];
    for service in services {
        let tally = Tally::of(handed.iter().filter(|one| one.service == Some(service)));
        let name = published.state.centre.service(service).map_or("", |known| known.name_in(words.language()));
        lines.push(line(&format!("{service} {name}"), &tally, 1, words));
        objects[0].push(object(&json!({ "service": service }), &tally, 1));
    }
    for officer in officers {
        let tally = Tally::of(handed.iter().filter(|one| one.officer == Some(officer)));
        let name = wording::officer(officer, &published, words);
        lines.push(line(&name, &tally, LEAST, words));
        objects[1].push(object(&json!({ "officer": officer }), &tally, LEAST));
    }
    let [services, officers] = objects;
    let json = json!({ "all": object(&json!({}), &all, 1), "services": services, "officers": officers });
    Shown::new(lines.join("\n"), json)
}

/// The score never stands without how many answered, and not at all where too few did.
fn line(name: &str, tally: &Tally, least: u32, words: &Words) -> String {
    let score = tally.score().filter(|_| tally.rated() >= least);
    let score = match score {
        Some(score) => words.fill("rating.score", &[("score", &score.to_string())]),
        None if tally.rated() == 0 => words.get("rating.nobody").to_owned(),
        None => words.fill("rating.too_few", &[("least", &least.to_string())]),
    };
    let response = tally.response().map_or_else(|| "-".to_owned(), |share| share.to_string());
    let [very, satisfied, not] = tally.levels.map(|count| count.to_string());
    let (rated, handed) = (tally.rated().to_string(), tally.handed.to_string());
    let gaps = [
        ("name", name),
        ("score", &score),
        ("rated", &rated),
        ("handed", &handed),
        ("response", &response),
        ("very", &very),
        ("satisfied", &satisfied),
        ("not", &not),
    ];
    let more = [("rating.by_staff", tally.by_staff, tally.rated()), ("rating.reprints", tally.reprints, tally.handed)];
    let more = more.into_iter().filter(|(_, n, _)| *n > 0);
    let more = more.map(|(key, n, of)| words.fill(key, &[("n", &n.to_string()), ("of", &of.to_string())]));
    std::iter::once(words.fill("rating.line", &gaps)).chain(more).collect::<Vec<_>>().join("; ")
}

fn object(of: &Value, tally: &Tally, least: u32) -> Value {
    let mut object = of.clone();
    object["returned"] = json!(tally.handed);
    object["rated"] = json!(tally.rated());
    object["response_percent"] = json!(tally.response());
    object["satisfied_percent"] = json!(tally.score().filter(|_| tally.rated() >= least));
    object["levels"] = json!(tally.levels);
    object["entered_by_staff"] = json!(tally.by_staff);
    object["slips_reprinted"] = json!(tally.reprints);
    object
}

//! How long services are thought to last before anything was measured: by the fields they cover, from a small table.

use super::law::Law;
use crate::domain::centre::{Centre, Service};
use crate::domain::ids::ServiceId;
use std::collections::BTreeMap;

/// The table; its figures are assumptions and say so.
const TABLE: &str = include_str!("../../assets/service_times.tsv");
/// How much a service varies of which nothing is known, beside its mean.
const UNKNOWN_CV: f64 = 1.0;

/// A line of the table: words of a field's name, mean in minutes, coefficient of variation.
fn lines() -> impl Iterator<Item = (&'static str, f64, f64)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

/// The mean in minutes and the variation of what bears `name`.
fn of_name(name: &str) -> Option<(f64, f64)> {
    let name = name.to_lowercase();
    lines().find(|(words, ..)| name.contains(words)).map(|(_, minutes, cv)| (minutes, cv))
}

fn of_service(service: &Service) -> Option<Law> {
    let fields: Vec<(f64, f64)> = service.fields.iter().filter_map(|field| of_name(field)).collect();
    let known = if fields.is_empty() { of_name(&service.name).into_iter().collect() } else { fields };
    let count = known.iter().map(|_| 1.0).sum::<f64>();
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| known.iter().map(of).sum::<f64>() / count;
    (count > 0.0).then(|| Law::of_mean(mean(&|one| one.0) * 60.0, mean(&|one| one.1)))
}

/// The laws of the services of `centre` whose fields the table knows.
pub fn of_centre(centre: &Centre) -> BTreeMap<ServiceId, Law> {
    centre.services.iter().filter_map(|service| Some((service.id, of_service(service)?))).collect()
}

/// The law of the others, of which only the mean is guessed, in seconds.
pub fn of_others(mean_s: i64) -> Law {
    Law::of_mean(super::walk::seconds(mean_s.max(60)), UNKNOWN_CV)
}

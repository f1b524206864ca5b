//! How far the waits that people were told were true: over all, by service, by hour of the day, and by both.

use super::{Cell, Column, Table};
use crate::domain::centre::Centre;
use crate::domain::ids::ServiceId;
use crate::domain::track::{Cells, Tally};
use crate::text::words::Words;
use std::io;

/// The columns. Where service or hour is empty the row is about all of them.
pub const COLUMNS: &[Column] = &[
    Column { key: "service", wide: 7 },
    Column { key: "service_name", wide: 32 },
    Column { key: "hour", wide: 6 },
    Column { key: "promised", wide: 9 },
    Column { key: "called", wide: 9 },
    Column { key: "held", wide: 9 },
    Column { key: "held_percent", wide: 9 },
    Column { key: "sooner", wide: 9 },
    Column { key: "later", wide: 9 },
    Column { key: "never", wide: 11 },
    Column { key: "error_min", wide: 11 },
    Column { key: "bias_min", wide: 11 },
    Column { key: "p50_percent", wide: 9 },
    Column { key: "p90_percent", wide: 9 },
];

/// Writes all rows; answers how many there were. A share of a few people is left empty.
///
/// # Errors
/// The system's.
pub fn write(cells: &Cells, centre: &Centre, words: &Words, table: &mut dyn Table) -> io::Result<u64> {
    let mut rows = vec![(None, None, cells.all())];
    rows.extend(cells.services().into_iter().map(|(service, tally)| (Some(service), None, tally)));
    rows.extend(cells.hours().into_iter().map(|(hour, tally)| (None, Some(hour), tally)));
    rows.extend(cells.cells().map(|(service, hour, tally)| (Some(service), Some(hour), tally)));
    let mut written = 0;
    for (service, hour, tally) in rows {
        table.row(&row(service, hour, tally, centre, words))?;
        written += 1;
    }
    Ok(written)
}

fn row(service: Option<ServiceId>, hour: Option<u8>, tally: Tally, centre: &Centre, words: &Words) -> Vec<Cell> {
    let name = service.and_then(|id| centre.service(id)).map(|service| service.name_in(words.language()));
    let named = if service.is_none() { words.get("report.all_services") } else { name.unwrap_or_default() };
    let number = |number: u32| Cell::Number(number.into());
    let share = |of: u32| Cell::number(tally.share(of).map(u64::from));
    let (error, bias) =
        tally.tenths().map_or((Cell::Empty, Cell::Empty), |(error, bias)| (Cell::Tenths(error), Cell::Tenths(bias)));
    vec![
        Cell::text(service.map(|id| id.to_string()).unwrap_or_default()),
        Cell::text(named),
        Cell::number(hour.map(u64::from)),
        number(tally.called + tally.never),
        number(tally.called),
        number(tally.held),
        share(tally.held),
        number(tally.sooner),
        number(tally.later()),
        number(tally.never),
        error,
        bias,
        share(tally.by_middle),
        share(tally.by_upper),
    ]
}

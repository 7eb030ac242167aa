//! Python's `dateparser`.

use std::time::Duration;

use serde_json::json;

use super::{none, part_of};
use crate::input::Sample;
use crate::layers::PUBLISHED;
use crate::measure::{Group, Row, speed};
use crate::python::{self, number};

const SCRIPT: &str = include_str!("dateparser.py");
const PACKAGE: &str = "dateparser==1.5.0";

/// Measures `search_dates` with the language given, line by line. Where Python or the package
/// cannot be had, the row says so.
pub(super) fn row(sample: &Sample, budget: Duration) -> Row {
    let name = "`dateparser` 1.5 (Python): search_dates, language given, line by line";
    match measure(sample, budget) {
        Ok((bytes, seconds, found)) => {
            let (name, speed) = (part_of(name, bytes, sample), Ok(speed(bytes, seconds)));
            Row { name, group: Group::Dates, own: false, speed, found }
        }
        Err(error) => none(name, &error.to_string()),
    }
}

/// Bytes read, seconds, expressions found.
fn measure(sample: &Sample, budget: Duration) -> anyhow::Result<(usize, f64, usize)> {
    let lines: Vec<&str> = sample.texts().flat_map(|t| t.split('\n')).collect();
    let work = json!({
        "lines": lines, "lang": sample.lang.code(), "published": PUBLISHED,
        "seconds": budget.as_secs_f64() * 5.0,
    });
    let answer = python::run(&[PACKAGE], SCRIPT, &work)?;
    let whole = |key: &str| Ok::<_, anyhow::Error>(number(&answer, key)? as usize);
    Ok((whole("bytes")?, number(&answer, "seconds")?, whole("found")?))
}

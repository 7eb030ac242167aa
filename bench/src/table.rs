//! The tables of a run.

use std::fmt::Write;

use crate::input::Sample;
use crate::measure::{Group, Row};

/// What stands above the tables of a layer that a command measures.
pub(crate) fn head(command: &str, layer: &str) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "# Throughput of {layer}\n\n\
         Written by `cargo xtask bench {command}`; all figures are of one run on one \
         core of a machine with {cores}.\n\
         MB are millions of bytes of UTF-8 (an Arabic letter has two bytes); the median pass counts.\n\
         A ratio is the speed of isnad at the same work over that of the peer.\n"
    )
}

/// The table of a sample.
pub(crate) fn table(sample: &Sample, rows: &[Row]) -> String {
    let mut out = format!(
        "\n## {}: {}, {} bytes\n\n| work | MB/s | isnad is faster by | found |\n|---|---:|---:|---:|\n",
        sample.lang.code(),
        sample.name,
        sample.len()
    );
    for row in rows {
        let speed = row.speed.as_ref().map_or_else(Clone::clone, |s| digits(*s));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {} | {speed} | {} | {} |", row.name, ratio(row, rows), row.found);
    }
    out
}

/// How much faster isnad does the work of a peer.
fn ratio(row: &Row, rows: &[Row]) -> String {
    let own = rows.iter().find(|r| r.own && r.group == row.group);
    match (own.map(|r| &r.speed), &row.speed) {
        (Some(Ok(own)), Ok(peer)) if !row.own && row.group != Group::Other => {
            format!("{} ×", digits(own / peer))
        }
        _ => String::new(),
    }
}

/// Three significant digits or so.
fn digits(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 1.0 => format!("{v:.1}"),
        v => format!("{v:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_text::Lang;

    #[test]
    fn peers_are_compared_with_the_same_work() {
        let row = |name: &str, own, speed| Row {
            name: name.to_owned(),
            group: Group::Words,
            own,
            speed,
            found: 3,
        };
        let rows = [
            row("mine", true, Ok(120.0)),
            row("theirs", false, Ok(40.0)),
            row("absent", false, Err("not installed".to_owned())),
        ];
        let sample = Sample { name: "x".into(), lang: Lang::EN, articles: Vec::new() };
        let table = table(&sample, &rows);
        assert!(table.contains("| mine | 120 |  | 3 |"), "{table}");
        assert!(table.contains("| theirs | 40.0 | 3.0 × | 3 |"), "{table}");
        assert!(table.contains("| absent | not installed |  | 3 |"), "{table}");
    }
}

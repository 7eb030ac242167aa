//! The table of a run over pages.

use std::fmt::Write;

use isnad_bench_pages::Sample;

use super::{Row, score};

/// What was measured, with the ratios of isnad to the others.
pub(crate) fn table(
    name: &str,
    samples: &[Sample],
    rows: &[Row],
    memory: anyhow::Result<String>,
) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let bytes: usize = samples.iter().map(|s| s.bytes.len()).sum();
    let mut out = format!(
        "# Throughput of page reading\n\n\
         Written by `cargo xtask bench pages`; all figures are of one run on one core of a machine with \
         {cores}.\n\
         A second is one of the processor's; the fastest pass over all pages counts.\n\
         isnad begins with the bytes of the file, the others with its text; all find the body and what \
         the page says about itself.\n\
         Body F1: words of the body found against those expected, as bags, mean over the pages.\n\n\
         ## {name}: {} pages, {:.1} MB\n\n\
         | program | pages per second | MB/s | isnad is faster by | body F1 |\n|---|---:|---:|---:|---:|\n",
        samples.len(),
        bytes as f64 / 1e6
    );
    let own = rows.first().and_then(|r| r.result.as_ref().ok()).map(|p| p.seconds);
    for (n, row) in rows.iter().enumerate() {
        out.push_str(&line(row, samples, bytes, own.filter(|_| n > 0)));
    }
    // Writing to a string cannot fail.
    let _ = match memory {
        Ok(memory) => writeln!(out, "\n{}", memory.trim_end()),
        Err(error) => writeln!(out, "\nMemory was not measured: {error}"),
    };
    out
}

fn line(row: &Row, samples: &[Sample], bytes: usize, own: Option<f64>) -> String {
    let pass = match &row.result {
        Ok(pass) => pass,
        Err(error) => return format!("| {} | not measured: {error} | | | |\n", row.name),
    };
    let pairs = samples.iter().zip(&pass.texts);
    let f1 = score::mean_f1(pairs.map(|(s, text)| (text.as_str(), s.body.as_deref())));
    format!(
        "| {} | {:.0} | {:.1} | {} | {} |\n",
        row.name,
        samples.len() as f64 / pass.seconds,
        bytes as f64 / 1e6 / pass.seconds,
        own.map_or(String::new(), |own| format!("{:.1} ×", pass.seconds / own)),
        f1.map_or(String::new(), |f1| format!("{f1:.3}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Pass;

    #[test]
    fn others_are_compared_with_the_first() {
        let sample = Sample {
            name: "a".into(),
            bytes: vec![b' '; 2_000_000],
            html: String::new(),
            body: Some("one two".into()),
        };
        let row = |name: &str, seconds, text: &str| Row {
            name: name.into(),
            result: Ok(Pass { seconds, texts: vec![text.into()] }),
        };
        let absent = Row { name: "absent".into(), result: Err(anyhow::anyhow!("no Python")) };
        let rows = [row("mine", 0.5, "one two"), row("theirs", 2.0, "one"), absent];
        let table = table("x/y", &[sample], &rows, Ok("Memory: little\n".into()));
        assert!(table.contains("| mine | 2 | 4.0 |  | 1.000 |"), "{table}");
        assert!(table.contains("| theirs | 0 | 1.0 | 4.0 × | 0.667 |"), "{table}");
        assert!(table.contains("| absent | not measured: no Python |"), "{table}");
        assert!(table.ends_with("\n\nMemory: little\n"), "{table}");
    }
}

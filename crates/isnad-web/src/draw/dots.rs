//! Dots: how many of the reports of a story are origins of their own, and when which value was
//! reported.

use super::{
    Svg,
    Value::{N, S},
    ticks,
};
use crate::html::{Html, cut};
use crate::ui::{Ui, days};

/// Dots that are drawn, at most; more reports are cut off.
const MOST: usize = 24;

/// A dot for each report, filled for the origins: the list beside it says the same in words.
pub(crate) fn weight(reports: usize, origins: usize) -> Html {
    let shown = reports.clamp(1, MOST);
    let filled = if reports > MOST { (origins * MOST).div_ceil(reports) } else { origins };
    let mut svg = Svg::default();
    let width = shown as f64 * 10.0 + 2.0;
    svg.open(
        "svg",
        &[
            ("class", S("weight")),
            ("viewBox", S(&format!("0 0 {width} 12"))),
            ("width", N(width)),
            ("height", N(12.0)),
            ("aria-hidden", S("true")),
            ("focusable", S("false")),
        ],
    );
    for i in 0..shown {
        let class = if i < filled { "origin" } else { "copy" };
        let at = 6.0 + i as f64 * 10.0;
        svg.leaf("circle", &[("cx", N(at)), ("cy", N(6.0)), ("r", N(3.6)), ("class", S(class))]);
    }
    svg.close("svg");
    svg.done()
}

/// A value of a conflict, with the reports that give it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Series {
    pub(crate) value: String,
    /// Whether the outlet took it back.
    pub(crate) is_old: bool,
    pub(crate) reports: Vec<Report>,
}

/// A report that gives a value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    /// ISO 8601 moment of publication.
    pub(crate) published: Option<String>,
    /// What the dot is called.
    pub(crate) label: String,
    pub(crate) href: String,
    /// Whether it is an origin of its own.
    pub(crate) is_origin: bool,
}

const ROW: f64 = 34.0;
const WIDTH: f64 = 760.0;
const LABELS: f64 = 250.0;

/// Values one below the other, their reports along time: filled dots are origins of their own.
pub(crate) fn ranges(ui: &Ui<'_>, series: &[Series], label: &str) -> Html {
    let times =
        series.iter().flat_map(|s| &s.reports).filter_map(|r| days(r.published.as_deref()?));
    let (mut from, mut to) = times.fold((f64::MAX, f64::MIN), |(a, b), t| (a.min(t), b.max(t)));
    if from > to {
        return Html::default();
    }
    // All at one moment: the dots stand in the middle.
    if to - from < 0.25 {
        (from, to) = (from - 0.5, to + 0.5);
    }
    let x = |t: f64| {
        let along = LABELS + 20.0 + (t - from) / (to - from) * (WIDTH - LABELS - 40.0);
        if ui.is_rtl() { WIDTH - along } else { along }
    };
    let height = series.len() as f64 * ROW + 30.0;
    let mut svg = Svg::figure("ranges", label, (WIDTH, height));
    for (i, one) in series.iter().enumerate() {
        row(&mut svg, ui, one, 18.0 + i as f64 * ROW, &x);
    }
    ticks(&mut svg, ui, (from, to), height - 8.0, &x);
    svg.end()
}

fn row(svg: &mut Svg, ui: &Ui<'_>, series: &Series, y: f64, x: &impl Fn(f64) -> f64) {
    let class = if series.is_old { "value old" } else { "value" };
    let at = if ui.is_rtl() { WIDTH - 4.0 } else { 4.0 };
    svg.text(
        "text",
        &[
            ("x", N(at)),
            ("y", N(y + 4.0)),
            ("class", S(class)),
            ("direction", S(ui.dir())),
            ("unicode-bidi", S("plaintext")),
        ],
        &cut(&series.value, 30),
    );
    let timed: Vec<(f64, &Report)> = series
        .reports
        .iter()
        .filter_map(|r| Some((x(days(r.published.as_deref()?)?), r)))
        .collect();
    let ends = timed.iter().fold((f64::MAX, f64::MIN), |(a, b), (t, _)| (a.min(*t), b.max(*t)));
    svg.leaf(
        "line",
        &[
            ("x1", N(0.0)),
            ("x2", N(WIDTH)),
            ("y1", N(y + 17.0)),
            ("y2", N(y + 17.0)),
            ("class", S("rule")),
        ],
    );
    if timed.len() > 1 {
        svg.leaf(
            "line",
            &[
                ("x1", N(ends.0)),
                ("x2", N(ends.1)),
                ("y1", N(y)),
                ("y2", N(y)),
                ("class", S("range")),
            ],
        );
    }
    let mut last = f64::MIN;
    for (at, report) in timed {
        // Dots of one moment stand beside one another.
        let at = if (at - last).abs() < 13.0 { last + 13.0 } else { at };
        last = at;
        let class = if report.is_origin { "origin" } else { "copy" };
        svg.open("a", &[("href", S(&report.href)), ("aria-label", S(&report.label))]);
        svg.open("circle", &[("cx", N(at)), ("cy", N(y)), ("r", N(6.0)), ("class", S(class))]);
        svg.text("title", &[], &report.label);
        svg.close("circle");
        svg.close("a");
    }
}

//! The timeline in two lanes: when things happened, and when they were reported. What is reported
//! long after it happened shows as a line that leans.

use std::fmt::Write;

use super::{
    Svg,
    Value::{N, S},
    ticks,
};
use crate::html::Html;
use crate::ui::{Ui, days};

/// Something that happened, and the reports that tell it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moment {
    pub(crate) date: String,
    pub(crate) label: String,
    pub(crate) href: String,
    /// Reports, by their number.
    pub(crate) reports: Vec<usize>,
}

/// A report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    pub(crate) published: Option<String>,
    pub(crate) label: String,
    pub(crate) href: String,
}

const WIDTH: f64 = 900.0;
const EDGE: f64 = 28.0;
const EVENTS: f64 = 46.0;
const REPORTS: f64 = 128.0;
const HEIGHT: f64 = 176.0;
/// Days before the first report within which the lane shows what happened.
const BEFORE: f64 = 21.0;
/// Days after the last.
const AFTER: f64 = 7.0;

/// Draws both lanes around the days of the reports; empty if none has a date. What lies before or
/// behind is told in the table.
pub(crate) fn draw(ui: &Ui<'_>, moments: &[Moment], reports: &[Report], labels: [&str; 3]) -> Html {
    let times: Vec<Option<f64>> =
        reports.iter().map(|r| r.published.as_deref().and_then(days)).collect();
    let known = times.iter().flatten();
    let ends = known.fold((f64::MAX, f64::MIN), |(a, b), t| (a.min(*t), b.max(*t)));
    if ends.0 > ends.1 {
        return Html::default();
    }
    let near: Vec<(f64, &Moment)> = moments
        .iter()
        .filter_map(|m| Some((days(m.date.split('/').next()?)?, m)))
        .filter(|(t, _)| *t >= ends.0 - BEFORE && *t <= ends.1 + AFTER)
        .collect();
    let all = near.iter().map(|(t, _)| *t).chain(times.iter().flatten().copied());
    let (from, to) = all.fold((f64::MAX, f64::MIN), |(a, b), t| (a.min(t), b.max(t)));
    let (from, to) = (from - 0.7, to + 0.7);
    let x = |t: f64| {
        let along = EDGE + (t - from) / (to - from) * (WIDTH - 2.0 * EDGE);
        if ui.is_rtl() { WIDTH - along } else { along }
    };
    let mut svg = Svg::figure("lanes", labels[0], (WIDTH, HEIGHT));
    lane(&mut svg, ui, EVENTS, labels[1]);
    lane(&mut svg, ui, REPORTS, labels[2]);
    let places = spread(times.iter().map(|t| t.map(x)).collect());
    let events = spread(near.iter().map(|(t, _)| Some(x(*t))).collect());
    for ((_, moment), at) in near.iter().zip(&events) {
        let mut ties = String::new();
        for report in moment.reports.iter().filter_map(|r| places.get(*r).copied().flatten()) {
            // Writing to a string cannot fail.
            let _ = write!(ties, "M{:.0} {EVENTS}L{report:.0} {REPORTS}", at.unwrap_or_default());
        }
        if !ties.is_empty() {
            svg.leaf("path", &[("d", S(&ties)), ("class", S("tie"))]);
        }
    }
    for ((_, moment), at) in near.iter().zip(&events) {
        mark(&mut svg, (at.unwrap_or_default(), EVENTS), "event", &moment.label, &moment.href);
    }
    for (report, at) in reports.iter().zip(&places) {
        if let Some(at) = at {
            mark(&mut svg, (*at, REPORTS), "report", &report.label, &report.href);
        }
    }
    ticks(&mut svg, ui, (from + 0.7, to - 0.7), HEIGHT - 8.0, &x);
    svg.end()
}

/// Places of one lane, moved apart where they would cover one another.
fn spread(places: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| {
        let at = |i: &usize| places.get(*i).copied().flatten().unwrap_or(f64::MAX);
        at(a).total_cmp(&at(b))
    });
    let mut out = places;
    let mut last = f64::MIN;
    for i in order {
        if let Some(Some(at)) = out.get_mut(i) {
            *at = at.max(last + 15.0).min(WIDTH - 10.0);
            last = *at;
        }
    }
    out
}

fn lane(svg: &mut Svg, ui: &Ui<'_>, y: f64, label: &str) {
    svg.leaf(
        "line",
        &[("x1", N(0.0)), ("x2", N(WIDTH)), ("y1", N(y)), ("y2", N(y)), ("class", S("lane"))],
    );
    let at = if ui.is_rtl() { WIDTH - 2.0 } else { 2.0 };
    svg.text(
        "text",
        &[("x", N(at)), ("y", N(y - 18.0)), ("direction", S(ui.dir())), ("class", S("name"))],
        label,
    );
}

fn mark(svg: &mut Svg, (x, y): (f64, f64), class: &str, label: &str, href: &str) {
    svg.open("a", &[("href", S(href)), ("aria-label", S(label))]);
    if class == "event" {
        let d = format!("M{x:.1} {:.1}l7 7-7 7-7-7z", y - 7.0);
        svg.open("path", &[("d", S(&d)), ("class", S(class))]);
        svg.text("title", &[], label);
        svg.close("path");
    } else {
        svg.open("circle", &[("cx", N(x)), ("cy", N(y)), ("r", N(6.5)), ("class", S(class))]);
        svg.text("title", &[], label);
        svg.close("circle");
    }
    svg.close("a");
}

//! The isnad tree: reports from their origins to the last copies, in columns by generation.

use std::collections::BTreeMap;

use super::{
    Svg,
    Value::{N, S},
};
use crate::html::{Html, cut};
use crate::ui::Ui;

/// A report, or a source of which no page is on the desk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    /// Who published it.
    pub(crate) name: String,
    /// When, and in which language.
    pub(crate) line: String,
    /// Where it leads; nowhere for sources without a page.
    pub(crate) href: Option<String>,
    /// Whether the story begins here.
    pub(crate) is_origin: bool,
}

/// From an earlier report to a later one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// How it was taken over.
    pub(crate) label: String,
    /// Where the passages stand side by side.
    pub(crate) href: Option<String>,
    /// Whether words were taken over, or only the source is the same.
    pub(crate) is_copy: bool,
}

const WIDTH: f64 = 208.0;
const HEIGHT: f64 = 52.0;
const GAP: f64 = 148.0;
const ROW: f64 = 70.0;
const EDGE: f64 = 14.0;
/// Generations that are drawn apart.
const DEEPEST: usize = 9;

/// Draws the tree; empty if there is nothing to be seen in it.
pub(crate) fn draw(ui: &Ui<'_>, nodes: &[Node], edges: &[Edge], label: &str) -> Html {
    if nodes.is_empty() {
        return Html::default();
    }
    let layout = Layout::new(ui.is_rtl(), nodes.len(), edges);
    let mut svg = Svg::default();
    svg.open(
        "svg",
        &[
            ("class", S("tree")),
            ("viewBox", S(&format!("0 0 {} {}", layout.width, layout.height))),
            ("width", N(layout.width)),
            ("height", N(layout.height)),
            ("role", S("group")),
            ("aria-label", S(label)),
        ],
    );
    tips(&mut svg);
    for edge in edges {
        line(&mut svg, &layout, edge);
    }
    // Labels come after all lines, so that none is crossed out.
    for (i, edge) in edges.iter().enumerate() {
        let before = edges.iter().take(i).filter(|e| e.to == edge.to && !e.label.is_empty());
        label_of(&mut svg, ui, &layout, edge, before.count());
    }
    for (node, at) in nodes.iter().zip(&layout.places) {
        card(&mut svg, ui, node, *at);
    }
    svg.close("svg");
    svg.done()
}

/// Where everything stands.
struct Layout {
    is_rtl: bool,
    /// Upper left corners.
    places: Vec<(f64, f64)>,
    width: f64,
    height: f64,
}

impl Layout {
    fn new(is_rtl: bool, nodes: usize, edges: &[Edge]) -> Layout {
        let ranks = ranks(nodes, edges);
        let columns = ranks.iter().max().map_or(1, |r| r + 1);
        let rows = rows(&ranks, edges);
        let tallest = rows.iter().copied().max().unwrap_or(0) + 1;
        let width = columns as f64 * (WIDTH + GAP) - GAP + 2.0 * EDGE;
        let place = |(rank, row): (&usize, &usize)| {
            let x = EDGE + *rank as f64 * (WIDTH + GAP);
            let x = if is_rtl { width - x - WIDTH } else { x };
            (x, EDGE + *row as f64 * ROW)
        };
        let places = ranks.iter().zip(&rows).map(place).collect();
        let height = tallest as f64 * ROW - (ROW - HEIGHT) + 2.0 * EDGE;
        Layout { is_rtl, places, width, height }
    }
}

/// The generation of each node: one more than that of its latest source.
fn ranks(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let mut ranks = vec![0usize; nodes];
    // Sources that name one another would go round for ever.
    for _ in 0..DEEPEST {
        for edge in edges.iter().filter(|e| e.from != e.to) {
            let next = ranks.get(edge.from).map_or(0, |r| r + 1).min(DEEPEST);
            if let Some(rank) = ranks.get_mut(edge.to) {
                *rank = next.max(*rank);
            }
        }
    }
    // Columns that nobody stands in are left out.
    let mut used: Vec<usize> = ranks.clone();
    used.sort_unstable();
    used.dedup();
    ranks.iter().map(|r| used.iter().position(|u| u == r).unwrap_or(0)).collect()
}

/// The row of each node in its column: beside its sources as far as there is room.
fn rows(ranks: &[usize], edges: &[Edge]) -> Vec<usize> {
    let mut rows = vec![0usize; ranks.len()];
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, rank) in ranks.iter().enumerate() {
        columns.entry(*rank).or_default().push(node);
    }
    for column in columns.values() {
        let wish = |node: usize| {
            let above: Vec<usize> = edges
                .iter()
                .filter(|e| e.to == node && e.from != node)
                .filter_map(|e| rows.get(e.from).copied())
                .collect();
            if above.is_empty() {
                None
            } else {
                Some(above.iter().sum::<usize>() * 4 / above.len())
            }
        };
        let mut order: Vec<(usize, usize)> =
            column.iter().map(|node| (wish(*node).unwrap_or(usize::MAX), *node)).collect();
        order.sort_unstable();
        for (row, (_, node)) in order.into_iter().enumerate() {
            if let Some(slot) = rows.get_mut(node) {
                *slot = row;
            }
        }
    }
    rows
}

fn tips(svg: &mut Svg) {
    svg.open("defs", &[]);
    svg.open(
        "marker",
        &[
            ("id", S("tip")),
            ("viewBox", S("0 0 8 8")),
            ("refX", N(7.0)),
            ("refY", N(4.0)),
            ("markerWidth", N(8.0)),
            ("markerHeight", N(8.0)),
            ("orient", S("auto")),
        ],
    );
    svg.leaf("path", &[("d", S("M0 0.5 7.5 4 0 7.5z")), ("class", S("tip"))]);
    svg.close("marker");
    svg.close("defs");
}

/// Where an arrow begins and ends.
fn ends(layout: &Layout, edge: &Edge) -> Option<[(f64, f64); 2]> {
    let (from, to) = (layout.places.get(edge.from)?, layout.places.get(edge.to)?);
    let (start, end) = if layout.is_rtl { (0.0, WIDTH + 3.0) } else { (WIDTH, -3.0) };
    Some([(from.0 + start, from.1 + HEIGHT / 2.0), (to.0 + end, to.1 + HEIGHT / 2.0)])
}

fn line(svg: &mut Svg, layout: &Layout, edge: &Edge) {
    let Some([(x1, y1), (x2, y2)]) = ends(layout, edge) else { return };
    let bend = (x2 - x1) / 2.0;
    let mut d = String::new();
    for (letter, numbers) in
        [("M", vec![x1, y1]), ("C", vec![x1 + bend, y1, x2 - bend, y2, x2, y2])]
    {
        d.push_str(letter);
        for n in numbers {
            crate::html::number(&mut d, n);
            d.push(' ');
        }
    }
    let class = if edge.is_copy { "edge" } else { "edge loose" };
    svg.leaf(
        "path",
        &[("d", S(d.trim_end())), ("class", S(class)), ("marker-end", S("url(#tip)"))],
    );
}

/// Writes how a report was taken over before the arrow's tip, where lines are apart; the labels of
/// further arrows to the same report stand below.
fn label_of(svg: &mut Svg, ui: &Ui<'_>, layout: &Layout, edge: &Edge, before: usize) {
    let Some([(x1, _), (x2, y2)]) = ends(layout, edge) else { return };
    if edge.label.is_empty() {
        return;
    }
    let at = x2 - (GAP / 2.0 - 6.0) * (x2 - x1).signum();
    let y = if before == 0 { y2 - 7.0 } else { y2 + 3.0 + 14.0 * before as f64 };
    if let Some(href) = &edge.href {
        svg.open("a", &[("href", S(href))]);
    }
    svg.text(
        "text",
        &[
            ("x", N(at)),
            ("y", N(y)),
            ("text-anchor", S("middle")),
            ("direction", S(ui.dir())),
            ("class", S("kind")),
        ],
        &edge.label,
    );
    if edge.href.is_some() {
        svg.close("a");
    }
}

fn card(svg: &mut Svg, ui: &Ui<'_>, node: &Node, (x, y): (f64, f64)) {
    let class = match (node.is_origin, node.href.is_some()) {
        (true, true) => "node origin",
        (_, false) => "node absent",
        _ => "node",
    };
    if let Some(href) = &node.href {
        svg.open("a", &[("href", S(href)), ("class", S(class))]);
    } else {
        svg.open("g", &[("class", S(class))]);
    }
    svg.leaf(
        "rect",
        &[("x", N(x)), ("y", N(y)), ("width", N(WIDTH)), ("height", N(HEIGHT)), ("rx", N(5.0))],
    );
    let at = if ui.is_rtl() { x + WIDTH - 12.0 } else { x + 12.0 };
    for (text, dy, class) in [(&node.name, 22.0, "name"), (&node.line, 40.0, "line")] {
        svg.text(
            "text",
            &[("x", N(at)), ("y", N(y + dy)), ("direction", S(ui.dir())), ("class", S(class))],
            &cut(text, 28),
        );
    }
    svg.close(if node.href.is_some() { "a" } else { "g" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, ..Edge::default() }
    }

    #[test]
    fn copies_stand_behind_what_they_were_taken_from() {
        assert_eq!(ranks(4, &[edge(0, 1), edge(1, 2), edge(0, 2)]), [0, 1, 2, 0]);
    }

    #[test]
    fn sources_that_name_one_another_end() {
        let ranks = ranks(2, &[edge(0, 1), edge(1, 0)]);
        assert!(ranks.iter().all(|r| *r <= DEEPEST), "{ranks:?}");
    }

    #[test]
    fn no_two_nodes_share_a_place() {
        let edges = [edge(0, 2), edge(1, 3), edge(1, 2), edge(0, 4)];
        let layout = Layout::new(true, 6, &edges);
        let mut places: Vec<String> = layout.places.iter().map(|p| format!("{p:?}")).collect();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), 6);
    }
}

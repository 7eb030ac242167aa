//! A map of places on coastlines and borders that are built into the program: no server of tiles is
//! asked. Longitude and latitude are drawn as they are, narrowed for the latitude in the middle.

use std::fmt::Write;

use isnad_pack::{Source, tsv::Table};

use super::{
    Svg,
    Value::{N, S},
};
use crate::html::{Html, cut};
use crate::ui::Ui;

/// Coastlines and borders, in degrees.
#[derive(Debug, Default)]
pub struct Outline {
    land: Vec<Vec<Point>>,
    borders: Vec<Vec<Point>>,
}

/// Longitude and latitude.
type Point = (f64, f64);

impl Outline {
    /// Reads `web/outline.tsv`.
    pub fn read(source: &Source) -> Outline {
        let mut outline = Outline::default();
        for row in Table::read(source, "web/outline.tsv").rows() {
            let points = row.get("points").split(',').filter_map(point).collect();
            match row.get("kind") {
                "land" => outline.land.push(points),
                _ => outline.borders.push(points),
            }
        }
        outline
    }
}

/// A point in tenths of degrees.
fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(' ')?;
    Some((x.parse::<f64>().ok()? / 10.0, y.parse::<f64>().ok()? / 10.0))
}

/// A place on the map.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) at: Point,
    /// How many reports name it.
    pub(crate) reports: usize,
}

const WIDTH: f64 = 900.0;
const TALLEST: f64 = 480.0;
/// Degrees around the places, and the least that a map shows.
const MARGIN: f64 = 4.0;
const LEAST: f64 = 14.0;
/// Coasts are drawn in steps of at least so many units.
const STEP: i64 = 3;
/// Names that are written; the list beside the map has all.
const NAMED: usize = 14;

/// Draws a map of places, those of most reports first; empty without places.
pub(crate) fn draw(ui: &Ui<'_>, outline: &Outline, places: &[Place], label: &str) -> Html {
    let Some(view) = Frame::around(places) else { return Html::default() };
    let mut svg = Svg::figure("map", label, (WIDTH, view.height));
    let mut land = String::new();
    for ring in &outline.land {
        path(&mut land, &view, &view.clip(ring), true);
    }
    svg.leaf("path", &[("d", S(&land)), ("class", S("land"))]);
    let mut borders = String::new();
    for line in &outline.borders {
        for part in view.within(line) {
            path(&mut borders, &view, part, false);
        }
    }
    svg.leaf("path", &[("d", S(&borders)), ("class", S("border"))]);
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (i, place) in places.iter().enumerate() {
        dot(&mut svg, ui, &view, place, i < NAMED, &mut taken);
    }
    svg.end()
}

/// The part of the world that is shown.
struct Frame {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
    /// Drawn width of a degree of longitude, and of latitude.
    scale: (f64, f64),
    height: f64,
}

impl Frame {
    fn around(places: &[Place]) -> Option<Frame> {
        let first = places.first()?.at;
        let ends = places.iter().fold((first, first), |(a, b), p| {
            ((a.0.min(p.at.0), a.1.min(p.at.1)), (b.0.max(p.at.0), b.1.max(p.at.1)))
        });
        let middle = (f64::midpoint(ends.0.0, ends.1.0), f64::midpoint(ends.0.1, ends.1.1));
        let narrow = middle.1.to_radians().cos().max(0.3);
        let tall = (ends.1.1 - ends.0.1 + 2.0 * MARGIN).clamp(LEAST * 0.5, 150.0);
        // As wide as the drawing is, however tall; the ends of the world bound it.
        let wide =
            (ends.1.0 - ends.0.0 + 2.0 * MARGIN).max(LEAST).max(tall * WIDTH / TALLEST / narrow);
        let wide = wide.min(360.0);
        let x = WIDTH / wide;
        let y = x / narrow;
        let height = (tall * y).clamp(260.0, TALLEST);
        let tall = height / y;
        Some(Frame {
            west: middle.0 - wide / 2.0,
            east: middle.0 + wide / 2.0,
            south: middle.1 - tall / 2.0,
            north: middle.1 + tall / 2.0,
            scale: (x, y),
            height,
        })
    }

    fn place(&self, (x, y): Point) -> Point {
        ((x - self.west) * self.scale.0, (self.north - y) * self.scale.1)
    }

    fn holds(&self, (x, y): Point) -> bool {
        (self.west..=self.east).contains(&x) && (self.south..=self.north).contains(&y)
    }

    /// The part of a ring within the frame (Sutherland and Hodgman, 1974).
    fn clip(&self, ring: &[Point]) -> Vec<Point> {
        let mut out = ring.to_vec();
        for side in 0..4 {
            let beyond = |p: Point| match side {
                0 => self.west - p.0,
                1 => p.0 - self.east,
                2 => self.south - p.1,
                _ => p.1 - self.north,
            };
            let ring = std::mem::take(&mut out);
            let Some(mut last) = ring.last().copied() else { return out };
            for point in ring {
                let (a, b) = (beyond(last), beyond(point));
                if (a > 0.0) != (b > 0.0) {
                    let t = a / (a - b);
                    out.push((last.0 + (point.0 - last.0) * t, last.1 + (point.1 - last.1) * t));
                }
                if b <= 0.0 {
                    out.push(point);
                }
                last = point;
            }
        }
        out
    }

    /// The stretches of a line that touch the frame.
    fn within<'l>(&self, line: &'l [Point]) -> Vec<&'l [Point]> {
        let seen = |i: usize| line.get(i).is_some_and(|p| self.holds(*p));
        let near = |i: usize| seen(i) || (i > 0 && seen(i - 1)) || seen(i + 1);
        let mut out = Vec::new();
        let mut from = None;
        for i in 0..=line.len() {
            match (from, i < line.len() && near(i)) {
                (None, true) => from = Some(i),
                (Some(start), false) => {
                    out.extend(line.get(start..i).filter(|part| part.len() > 1));
                    from = None;
                }
                _ => {}
            }
        }
        out
    }
}

fn path(d: &mut String, view: &Frame, points: &[Point], closed: bool) {
    let before = d.len();
    let mut last: Option<(i64, i64)> = None;
    let mut steps = 0;
    for point in points {
        let (x, y) = view.place(*point);
        let (x, y) = (x.round() as i64, y.round() as i64);
        let (letter, (dx, dy)) = match last {
            None => ('M', (x, y)),
            // Steps from point to point are shorter than places, and many are too small to be seen.
            Some((at_x, at_y)) if (x - at_x).abs() < STEP && (y - at_y).abs() < STEP => continue,
            Some((at_x, at_y)) => ('l', (x - at_x, y - at_y)),
        };
        // Writing to a string cannot fail.
        let _ = write!(d, "{letter}{dx} {dy}");
        last = Some((x, y));
        steps += 1;
    }
    if steps < 2 {
        // An island of one point is not seen.
        d.truncate(before);
    } else if closed {
        d.push('Z');
    }
}

fn dot(
    svg: &mut Svg,
    ui: &Ui<'_>,
    view: &Frame,
    place: &Place,
    is_named: bool,
    taken: &mut Vec<(f64, f64, f64)>,
) {
    let (x, y) = view.place(place.at);
    let radius = 5.0 + (place.reports as f64).sqrt() * 1.5;
    svg.open("a", &[("href", S(&place.href))]);
    svg.open("circle", &[("cx", N(x)), ("cy", N(y)), ("r", N(radius)), ("class", S("place"))]);
    svg.text("title", &[], &place.name);
    svg.close("circle");
    let name = cut(&place.name, 24);
    let width = name.chars().count() as f64 * 7.5;
    let free = taken.iter().all(|(tx, ty, tw)| {
        (ty - y).abs() > 15.0 || (tx - x).abs() > f64::midpoint(width, *tw) + 14.0
    });
    if is_named && free {
        // Near an edge the name stands on the other side of its dot.
        let before = x + radius + width > WIDTH;
        let (at, end) = if before { (x - radius - 4.0, true) } else { (x + radius + 4.0, false) };
        let anchor = if end == ui.is_rtl() { "start" } else { "end" };
        svg.text(
            "text",
            &[
                ("x", N(at)),
                ("y", N(y + 4.0)),
                ("text-anchor", S(anchor)),
                ("direction", S(ui.dir())),
            ],
            &name,
        );
        taken.push((x, y, width));
    }
    svg.close("a");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Place {
        Place { at: (x, y), ..Place::default() }
    }

    #[test]
    fn rings_are_cut_at_the_frame() {
        let view = Frame::around(&[at(30.0, 30.0)]).unwrap();
        let world = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)];
        let cut = view.clip(&world);
        assert!(cut.len() >= 4);
        let close = |p: &Point| view.west - 0.01 <= p.0 && p.0 <= view.east + 0.01;
        assert!(cut.iter().all(close), "{cut:?}");
        assert!(view.clip(&[(100.0, 60.0), (101.0, 60.0), (100.0, 61.0)]).is_empty());
    }

    #[test]
    fn the_outline_holds_the_coasts() {
        let outline = Outline::read(&Source::builtin());
        assert!(outline.land.len() > 100 && outline.borders.len() > 200);
        let all = outline.land.iter().chain(&outline.borders).flatten();
        assert!(all.clone().all(|(x, y)| x.abs() <= 180.1 && y.abs() <= 90.1));
    }
}

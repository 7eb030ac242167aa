//! The rows of a dictionary: comments taken out, names and codes told apart.

use std::collections::BTreeMap;

use super::{Actor, Agent, AgentCode, Coding, Dictionary, day, warning};
use crate::{Diagnostic, inflect::Number};

/// What a row cannot be read for: a stable name, and in words.
type Fault = (&'static str, &'static str);

const NO_ACTOR: Fault = ("no-actor", "no actor stands before this row");
const NO_CODE: Fault = ("no-code", "the actor has no code");
const BAD_CODE: Fault = ("bad-code", "no code in brackets that can be read");
const BAD_DATE: Fault = ("bad-date", "no day or span of days that can be read");
const NO_MARKER: Fault = ("no-marker", "the marker stands for nothing");

/// Codes that stand for nobody.
const NULL: [&str; 3] = ["---", "###", "+++"];

/// Reads all rows.
pub(super) fn read(path: &str, text: &str) -> (Dictionary, Vec<Diagnostic>) {
    let mut reader = Reader::default();
    let mut commented = false;
    for (index, raw) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let row = without_comments(raw, &mut commented);
        if !row.trim().is_empty() {
            reader.row(index + 1, raw, &row);
        }
    }
    reader.close();
    let hint = "the row is left out; correct it, or put # before it";
    let told = reader.faults.iter();
    let faults =
        told.map(|(line, raw, (code, message))| warning(path, (*line, raw), code, message, hint));
    let mut faults: Vec<Diagnostic> = faults.collect();
    faults.sort_by_key(|f| f.line);
    (reader.read, faults)
}

#[derive(Default)]
struct Reader<'t> {
    read: Dictionary,
    faults: Vec<(usize, &'t str, Fault)>,
    /// Endings that a marker stands for.
    markers: BTreeMap<String, Vec<String>>,
    /// The record that is being read, and where it began.
    open: Option<(usize, &'t str, Actor)>,
    /// Whether the row that began the last record could not be read: what follows belongs to it.
    broken: bool,
}

impl<'t> Reader<'t> {
    fn row(&mut self, line: usize, raw: &'t str, row: &str) {
        let result = if row.trim_start().starts_with('!') && row.contains('=') {
            self.marker(row)
        } else if row.contains('~') {
            self.close();
            self.agent(row)
        } else if let Some(rest) = row.trim_start().strip_prefix('+') {
            self.more(rest)
        } else if row.starts_with(char::is_whitespace) {
            self.more(row)
        } else {
            self.close();
            self.open = Some((line, raw, Actor::default()));
            self.broken = false;
            self.more(row)
        };
        let Err(fault) = result else { return };
        self.faults.push((line, raw, fault));
        // A record whose first row is wrong has no place for what follows.
        if self.open.as_ref().is_some_and(|(first, ..)| *first == line) {
            self.open = None;
            self.broken = true;
        }
    }

    /// Ends a record.
    fn close(&mut self) {
        let Some((line, raw, mut actor)) = self.open.take() else { return };
        if actor.codings.is_empty() {
            return self.faults.push((line, raw, NO_CODE));
        }
        // What holds always is tried last.
        actor.codings.sort_by_key(|c| !c.is_dated());
        self.read.actors.push(actor);
    }

    /// A name or codes of the record that is open.
    fn more(&mut self, row: &str) -> Result<(), Fault> {
        let Some((_, _, actor)) = &mut self.open else {
            return if self.broken { Ok(()) } else { Err(NO_ACTOR) };
        };
        let (name, codes) = row.split_once('[').map_or((row, ""), |(n, _)| (n, &row[n.len()..]));
        let name = clean(name);
        if !name.is_empty() {
            actor.names.push(name);
        }
        for cell in codings(codes) {
            actor.codings.push(coding(cell?)?);
        }
        Ok(())
    }

    fn marker(&mut self, row: &str) -> Result<(), Fault> {
        let (name, list) = row.split_once('=').ok_or(NO_MARKER)?;
        let endings = list.split(',').map(|e| e.trim().to_owned()).filter(|e| !e.is_empty());
        self.markers.insert(name.trim().to_owned(), endings.collect());
        Ok(())
    }

    fn agent(&mut self, row: &str) -> Result<(), Fault> {
        let (name, _) = row.split_once('[').ok_or(BAD_CODE)?;
        let code = codings(&row[name.len()..]).next().ok_or(BAD_CODE)??;
        let code = agent_code(code.trim()).ok_or(BAD_CODE)?;
        let names = self.agent_names(name)?;
        self.read.agents.push(Agent { names, code });
        Ok(())
    }

    fn agent_names(&self, cell: &str) -> Result<Vec<(String, Number)>, Fault> {
        if let Some(start) = cell.find('!') {
            let end = cell[start + 1..].find('!').ok_or(NO_MARKER)? + start + 2;
            let endings = self.markers.get(&cell[start..end]).ok_or(NO_MARKER)?;
            let whole = |ending: &String| format!("{}{ending}{}", &cell[..start], &cell[end..]);
            return Ok(endings.iter().map(|e| (clean(&whole(e)), Number::Singular)).collect());
        }
        let (name, plural) = match cell.split_once('{') {
            Some((name, rest)) => {
                let given = rest.split_once('}').ok_or(BAD_CODE)?.0;
                (clean(name), clean(given))
            }
            None => (clean(cell), regular_plural(&clean(cell))),
        };
        let forms = [(name, Number::Singular), (plural, Number::Plural)];
        Ok(forms.into_iter().filter(|(n, _)| !n.is_empty()).collect())
    }
}

/// The plural that the format forms where none is given.
fn regular_plural(name: &str) -> String {
    match name.chars().last() {
        Some('Y') => format!("{}IES", &name[..name.len() - 1]),
        Some('S') => format!("{name}ES"),
        Some(c) if c.is_ascii_uppercase() => format!("{name}S"),
        // Other scripts form theirs otherwise.
        _ => String::new(),
    }
}

/// A name with spaces for underscores.
fn clean(name: &str) -> String {
    name.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in each pair of brackets.
fn codings(cells: &str) -> impl Iterator<Item = Result<&str, Fault>> {
    cells.split('[').skip(1).map(|cell| cell.split_once(']').map(|(c, _)| c).ok_or(BAD_CODE))
}

/// `CODE`, `CODE <date`, `CODE >date`, `CODE date-date`.
fn coding(cell: &str) -> Result<Coding, Fault> {
    let cell = cell.trim();
    let end = cell.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    let (code, time) = cell.split_at(end.unwrap_or(cell.len()));
    let codes = if NULL.contains(&code) { Vec::new() } else { codes(code).ok_or(BAD_CODE)? };
    let date = |text: &str| day(text).ok_or(BAD_DATE);
    let (from, to) = match time.trim() {
        "" => Default::default(),
        time => match (time.strip_prefix('<'), time.strip_prefix('>')) {
            (Some(to), _) => (String::new(), date(to)?),
            (_, Some(from)) => (date(from)?, String::new()),
            _ => {
                let (from, to) = time.split_once('-').ok_or(BAD_DATE)?;
                (date(from)?, date(to)?)
            }
        },
    };
    if !to.is_empty() && from > to {
        return Err(BAD_DATE);
    }
    Ok(Coding { codes, from, to })
}

fn codes(cell: &str) -> Option<Vec<String>> {
    cell.split('/').map(code).collect()
}

fn code(cell: &str) -> Option<String> {
    let fits = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_alphanumeric());
    fits.then(|| cell.to_ascii_uppercase())
}

fn agent_code(cell: &str) -> Option<AgentCode> {
    match (cell.strip_prefix('~'), cell.strip_suffix('~')) {
        (Some(rest), _) => code(rest.trim()).map(AgentCode::After),
        (_, Some(rest)) => code(rest.trim()).map(AgentCode::Before),
        _ => None,
    }
}

/// A row without its comments: `<!-- -->` over any number of lines, and `#` or `;` to the end. In
/// brackets they are part of a code.
fn without_comments(row: &str, commented: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = row;
    if *commented {
        let Some((_, after)) = rest.split_once("-->") else { return out };
        (*commented, rest) = (false, after);
    }
    while let Some((before, after)) = rest.split_once("<!") {
        out.push_str(before);
        let Some((_, after)) = after.split_once("-->") else {
            *commented = true;
            return cut_at_mark(&out);
        };
        rest = after;
    }
    out.push_str(rest);
    cut_at_mark(&out)
}

fn cut_at_mark(row: &str) -> String {
    let mut inside = false;
    let end = row.find(|c: char| {
        inside = c == '[' || inside && c != ']';
        !inside && matches!(c, '#' | ';')
    });
    row.get(..end.unwrap_or(row.len())).unwrap_or(row).to_owned()
}

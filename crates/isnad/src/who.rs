//! `isnad who NAME`: whom a name or a title means, and what is known of them.

use clap::Args;
use isnad_export::{CandidateJson, NearJson, WhoJson};
use isnad_extract::who::{nearest, who};
use isnad_pack::Pack;
use isnad_text::Date;

use crate::problem::Problem;
use crate::term::Screen;
use crate::{DONE, NOTHING, USAGE, pack::PackArgs};

/// So many names of nearly the same spelling are shown.
const NEAREST: usize = 5;

/// Tell whom a name or a title means: offices with their dates, spellings, codes
///
/// NAME is a name in any spelling, a part of one, an id, or the title of an office: "US president",
/// "وزير الخارجية المصري". Several who may be meant are listed, the likeliest first, each with why.
#[derive(Debug, Args)]
pub(crate) struct WhoArgs {
    /// A name, a title or an id
    #[arg(required = true, value_name = "NAME")]
    words: Vec<String>,
    /// The day in question: 2012-05-01, 2012-05 or 2012; without it, who holds office now
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Show at most so many
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// Print isnad.who/1
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    pack: PackArgs,
}

pub(crate) fn run(args: &WhoArgs) -> anyhow::Result<u8> {
    let query = args.words.join(" ");
    let on = args.on.as_deref().map(day);
    if on == Some(None) {
        let what = format!("{}: not a date", args.on.as_deref().unwrap_or_default());
        Problem::new(what, "write 2012-05-01, 2012-05 or 2012").print();
        return Ok(USAGE);
    }
    let pack = args.pack.load()?;
    let answer = answer(&pack, &query, on.flatten(), args.limit);
    let mut screen = Screen::new();
    if args.json {
        screen.line(&serde_json::to_string(&answer)?)?;
    } else {
        for candidate in &answer.candidates {
            print(&mut screen, candidate, &pack)?;
        }
    }
    screen.flush()?;
    if answer.candidates.is_empty() {
        if !args.json {
            nobody(&answer).print();
        }
        return Ok(NOTHING);
    }
    Ok(DONE)
}

/// A day within what is given: of a month or year its middle, so that who held an office for most of
/// it is found.
fn day(text: &str) -> Option<String> {
    let whole = match text.len() {
        4 => format!("{text}-07-01"),
        7 => format!("{text}-15"),
        _ => text.to_owned(),
    };
    Date::parse(&whole).map(|_| whole)
}

fn answer(pack: &Pack, query: &str, on: Option<String>, limit: usize) -> WhoJson {
    let found = who(pack, query, on.as_deref());
    let candidates: Vec<CandidateJson> =
        found.iter().take(limit).map(|c| CandidateJson::new(c, pack, on.as_deref())).collect();
    let near = if found.is_empty() { nearest(pack, query, NEAREST) } else { Vec::new() };
    let near = near.into_iter().map(|(name, e)| NearJson { name: name.into(), id: e.id.clone() });
    WhoJson {
        schema: "isnad.who/1",
        query: query.to_owned(),
        on,
        pack: pack.hash.clone(),
        candidates,
        nearest: near.collect(),
    }
}

/// That nobody is known, with names that are written almost so.
fn nobody(answer: &WhoJson) -> Problem {
    let near: Vec<String> =
        answer.nearest.iter().map(|n| format!("{} ({})", n.name, n.id)).collect();
    let hint = if near.is_empty() {
        "give a longer form of the name, or its other script".to_owned()
    } else {
        format!("by spelling alone, nearest are: {}", near.join(", "))
    };
    Problem::new(format!("{}: nobody known by this name", answer.query), hint)
}

fn print(screen: &mut Screen, candidate: &CandidateJson, pack: &Pack) -> std::io::Result<()> {
    let names = [candidate.name_en.as_str(), candidate.name_ar.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
    let head = screen.strong(&screen.words(&names.join(" · ")));
    screen.line(&format!("{head}  {}", what(candidate, pack)))?;
    let why = screen.faint(&format!("    {}  found by {}", candidate.id, candidate.why));
    screen.line(&why)?;
    // The last office is what readers ask for first.
    for office in candidate.offices.iter().rev() {
        let mark = if office.held { "*" } else { " " };
        let time = match (&office.from, &office.to) {
            (None, None) => "dates unknown".to_owned(),
            (from, to) => {
                format!("{} to {}", from.as_deref().unwrap_or("…"), to.as_deref().unwrap_or("now"))
            }
        };
        let of = named(pack, &office.of);
        screen.line(&format!("  {mark} {} of {of}, {time}", office.office.replace('-', " ")))?;
    }
    for lang in pack.langs().iter().map(|l| l.lang.code()) {
        let own = candidate.spellings.iter().filter(|s| s.lang == lang);
        let own: Vec<&str> = own.map(|s| s.text.as_str()).collect();
        if !own.is_empty() {
            screen.block(&format!("    {lang}  "), &own.join(", "))?;
        }
    }
    let codes: Vec<String> = candidate.codes.iter().map(|(k, v)| format!("{k} {v}")).collect();
    if !codes.is_empty() {
        screen.block("    codes  ", &codes.join(", "))?;
    }
    screen.line("")
}

/// What somebody is: kind, state, place, years.
fn what(candidate: &CandidateJson, pack: &Pack) -> String {
    let mut parts = vec![candidate.sort.clone().unwrap_or_else(|| candidate.kind.clone())];
    parts.extend(candidate.state.as_ref().map(|state| named(pack, state)));
    match candidate.years {
        (None, None) => {}
        (from, to) => {
            let year = |y: Option<i32>| y.map_or_else(|| "…".to_owned(), |y| y.to_string());
            parts.push(format!("{} to {}", year(from), year(to)));
        }
    }
    parts.extend(candidate.coordinates.map(|(lat, lon)| format!("{lat:.2}, {lon:.2}")));
    parts.join(" · ")
}

/// The English name of an id.
fn named(pack: &Pack, id: &str) -> String {
    pack.world.get(id).map_or_else(|| id.to_owned(), |e| e.name_en.clone())
}

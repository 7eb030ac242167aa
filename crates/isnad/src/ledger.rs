//! `isnad ledger`: what stands between states, over all pages of the desk.

use anyhow::bail;
use clap::Args;
use isnad_export::views::{DutyJson, all_said, ledger_json};
use isnad_pack::{Pack, world::Kind};
use isnad_store::Desk;
use isnad_story::{
    Doc, Evidence, Relation,
    ledger::{ASSIST, CONSULT},
};

use crate::pipeline::Pipeline;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING};

/// Words of pages shown for a relation.
const SHOWN: usize = 3;

/// Show what binds or divides states: treaties, duties, sanctions, transfers, offices
///
/// Parties are alpha-3 codes (RUS), ids (european-union) or English names. One party shows its relations,
/// two those between them, with their history.
#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    /// Parties of the relations
    #[arg(value_name = "PARTY", num_args = 0..=2)]
    parties: Vec<String>,
    /// Only what stands on this day
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Who must come to the aid of this state if it is attacked, and who only consults
    #[arg(long, value_name = "STATE", conflicts_with_all = ["parties", "sanctions_on"])]
    if_attacked: Option<String>,
    /// Sanctions on this state
    #[arg(long, value_name = "STATE", conflicts_with = "parties")]
    sanctions_on: Option<String>,
    #[command(flatten)]
    desk: DeskArgs,
    /// Print isnad.ledger/1
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &LedgerArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let on = args.on.as_deref().map(day).transpose()?;
    let pages = desk.pages()?;
    let docs: Vec<Doc<'_>> = pages
        .iter()
        .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
        .collect();
    let all = pipeline.relations(&docs);
    let wanted = Wanted::new(args, &pipeline.pack)?;
    let mut found: Vec<&Relation> = all
        .iter()
        .filter(|r| wanted.fits(r) && on.as_deref().is_none_or(|day| r.stands_on(day)))
        .collect();
    found.sort_by_key(|r| r.alleged);
    let duties = wanted.attacked.as_deref().map(|state| duties(&found, state));
    let mut screen = Screen::new();
    let nothing = duties.as_ref().map_or(found.is_empty(), Vec::is_empty);
    if args.json {
        screen.line(&ledger_json(on.as_deref(), &found, duties))?;
    } else if let Some(state) = &wanted.attacked {
        print_duties(&mut screen, &found, state)?;
    } else {
        found.iter().try_for_each(|r| print(&mut screen, r))?;
        if nothing {
            screen.line("no such relation on this desk")?;
        }
    }
    screen.flush()?;
    Ok(if nothing { NOTHING } else { DONE })
}

/// Which relations are asked for.
struct Wanted {
    parties: Vec<String>,
    attacked: Option<String>,
    sanctioned: Option<String>,
}

impl Wanted {
    fn new(args: &LedgerArgs, pack: &Pack) -> anyhow::Result<Wanted> {
        let id = |name: &String| party(pack, name);
        Ok(Wanted {
            parties: args.parties.iter().map(id).collect::<anyhow::Result<_>>()?,
            attacked: args.if_attacked.as_ref().map(id).transpose()?,
            sanctioned: args.sanctions_on.as_ref().map(id).transpose()?,
        })
    }

    fn fits(&self, relation: &Relation) -> bool {
        if let Some(state) = &self.attacked {
            return relation.is_treaty() && relation.binds(state);
        }
        if let Some(state) = &self.sanctioned {
            return relation.is_sanction_on(state);
        }
        self.parties.iter().all(|p| relation.binds(p))
    }
}

/// The id of a party that is given by code, id or English name.
fn party(pack: &Pack, name: &str) -> anyhow::Result<String> {
    let world = &pack.world;
    let upper = name.to_uppercase();
    let by_id = [name, upper.as_str()].into_iter().find(|id| world.get(id).is_some());
    let by_name = || {
        let named = world
            .entities()
            .iter()
            .filter(|e| matches!(e.kind, Kind::State | Kind::Org | Kind::Group));
        named.into_iter().find(|e| e.name_en.eq_ignore_ascii_case(name)).map(|e| e.id.as_str())
    };
    match by_id.or_else(by_name) {
        Some(id) => Ok(id.to_owned()),
        None => bail!("{name}: no state or body is called so; give a code such as FRA"),
    }
}

/// A day of the form 2024-07-01.
fn day(text: &str) -> anyhow::Result<String> {
    if isnad_text::Moment::parse(text).is_none() || text.len() != 10 {
        bail!("{text}: no day; write it as 2024-07-01");
    }
    Ok(text.to_owned())
}

/// What each party owes to a state that is attacked, those who must assist first.
fn duties(relations: &[&Relation], state: &str) -> Vec<DutyJson> {
    let owed = |duty: &'static str| {
        relations.iter().flat_map(move |r| {
            let words = r.obligations.get(duty).map(|w| all_said(w));
            r.others(state).filter_map(move |who| {
                Some(DutyJson {
                    who: who.to_owned(),
                    duty: duty.to_owned(),
                    instrument: r.name.clone(),
                    from: r.from.clone(),
                    words: words.clone()?,
                })
            })
        })
    };
    owed(ASSIST).chain(owed(CONSULT)).collect()
}

fn print_duties(screen: &mut Screen, relations: &[&Relation], state: &str) -> std::io::Result<()> {
    for (duty, phrase) in [(ASSIST, "must assist"), (CONSULT, "only consults with")] {
        for relation in relations {
            let Some(words) = relation.obligations.get(duty) else { continue };
            for who in relation.others(state) {
                screen.heading(&format!("{who} {phrase} {state}"))?;
                screen.line(&format!("  {}", headline(relation)))?;
                print_words(screen, words)?;
            }
        }
    }
    for relation in relations {
        if let Some(words) = relation.lacks.get(ASSIST) {
            screen.heading(&format!("leaves it out: {}", headline(relation)))?;
            print_words(screen, words)?;
        }
    }
    if !relations.iter().any(|r| r.obligations.contains_key(ASSIST)) {
        screen.line(&format!("nobody must assist {state}, as far as the pages tell"))?;
    }
    Ok(())
}

fn print(screen: &mut Screen, relation: &Relation) -> std::io::Result<()> {
    let alleged = if relation.alleged { "alleged " } else { "" };
    screen.heading(&format!("{alleged}{} {}", relation.kind, relation.parties.join(" ")))?;
    screen.line(&format!("  {}", headline(relation)))?;
    let list = |what: &str, items: Vec<&str>| {
        (!items.is_empty()).then(|| format!("  {what}: {}", items.join(", ")))
    };
    let duties = relation.obligations.keys().map(String::as_str).collect();
    let lacks = relation.lacks.keys().map(String::as_str).collect();
    let goods = relation.goods.iter().map(String::as_str).collect();
    let by = relation.claimed_by.iter().map(String::as_str).collect();
    let lines =
        [list("duties", duties), list("leaves out", lacks), list("what", goods), list("says", by)];
    lines.into_iter().flatten().try_for_each(|l| screen.line(&l))?;
    print_words(screen, &relation.evidence)
}

/// What it is called, or who leads; and from when until when.
fn headline(relation: &Relation) -> String {
    let leads = relation
        .person
        .as_ref()
        .map(|person| format!("{person}, {}", relation.office.as_deref().unwrap_or_default()));
    let name = relation.name.clone().or(leads).unwrap_or_else(|| "without a name".to_owned());
    let word = if relation.from_page { "told on" } else { "since" };
    let from = relation.from.as_ref().map(|from| format!("{word} {from}"));
    let until = relation.until.as_ref().map(|until| format!("until {until}"));
    let by = relation.replaced_by.as_ref().map(|by| format!("replaced by {by}"));
    [Some(name), from, until, by].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn print_words(screen: &mut Screen, words: &[Evidence]) -> std::io::Result<()> {
    for said in words.iter().take(SHOWN) {
        screen.block("    ", &said.text)?;
        let source = screen.faint(&screen.words(&said.article));
        screen.line(&format!("      {source}"))?;
    }
    Ok(())
}

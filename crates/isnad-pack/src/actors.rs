//! Actor and agent dictionaries of PETRARCH and TABARI, as their users have them.
//!
//! The form is that of "PETRARCH Dictionary Formats" (Open Event Data Alliance, 2014): a record
//! is a name, synonyms after `+`, and codes in brackets, each with the days between which it holds;
//! agents have a code with `~` where that of their actor goes. Both may stand in one file. A row that
//! cannot be read is reported and left out, as PETRARCH does: dictionaries of thousands of rows by
//! many hands are never without.

use isnad_text::Date;

use crate::{Diagnostic, Severity, inflect::Number};

mod rows;

/// What a dictionary holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// Actors in the order of the file.
    pub actors: Vec<Actor>,
    /// Agents in the order of the file.
    pub agents: Vec<Agent>,
}

/// Names of one actor and its codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// Its names, without underscores, in the case of the file.
    pub names: Vec<String>,
    /// Its codes in the order in which they are tried; those without days come last.
    pub codings: Vec<Coding>,
}

/// The codes of an actor for a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coding {
    /// Its codes; several where the dictionary joins them with `/`, none for nobody.
    pub codes: Vec<String>,
    /// First day; empty for no limit.
    pub from: String,
    /// Last day; empty for no limit.
    pub to: String,
}

/// Words for people and bodies that act for an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Their forms.
    pub names: Vec<(String, Number)>,
    /// What they add to the code of their actor.
    pub code: AgentCode,
}

/// What an agent adds to the code of its actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgentCode {
    /// Before it (`NGO~`).
    Before(String),
    /// After it (`~GOV`).
    After(String),
}

impl Coding {
    /// Whether it holds on an ISO date; without a date only those that hold always.
    pub fn holds(&self, date: Option<&str>) -> bool {
        match date {
            Some(day) => {
                (self.from.is_empty() || self.from.as_str() <= day)
                    && (self.to.is_empty() || day <= self.to.as_str())
            }
            None => self.from.is_empty() && self.to.is_empty(),
        }
    }

    fn is_dated(&self) -> bool {
        !(self.from.is_empty() && self.to.is_empty())
    }
}

impl Actor {
    /// Whether any of its codes holds for a time only.
    pub fn is_dated(&self) -> bool {
        self.codings.iter().any(Coding::is_dated)
    }

    /// The code of a country, where it is that and no more.
    pub fn country(&self) -> Option<&str> {
        let [Coding { codes, .. }] = self.codings.as_slice() else { return None };
        let [code] = codes.as_slice() else { return None };
        let plain = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        (plain && !self.is_dated() && !NO_COUNTRY.contains(&code.as_str())).then_some(code)
    }
}

/// Codes of CAMEO that stand where a country stands and are none.
const NO_COUNTRY: [&str; 8] = ["IGO", "IMG", "IMF", "INT", "MNC", "NGM", "NGO", "UNO"];

impl AgentCode {
    /// The code of an actor with this agent; parts that it has are not added again.
    pub fn joined(&self, actor: &str) -> String {
        let fresh = |code: &str| -> String {
            let parts = code.as_bytes().chunks(3).filter_map(|p| std::str::from_utf8(p).ok());
            let has = |part: &&str| actor.as_bytes().chunks(3).any(|own| own == part.as_bytes());
            parts.filter(|p| !has(p)).collect()
        };
        match self {
            AgentCode::Before(code) => format!("{}{actor}", fresh(code)),
            AgentCode::After(code) => format!("{actor}{}", fresh(code)),
        }
    }
}

/// Reads a dictionary; rows that cannot be read are left out and told.
pub fn read(path: &str, text: &str) -> (Dictionary, Vec<Diagnostic>) {
    rows::read(path, text)
}

/// A warning about a row.
fn warning(
    path: &str,
    (line, row): (usize, &str),
    code: &'static str,
    message: &str,
    hint: &str,
) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code,
        path: path.to_owned(),
        line,
        column: 1,
        width: row.trim_end().chars().count().max(1),
        excerpt: row.to_owned(),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

/// A day as ISO 8601, from `YYYYMMDD` or `YYMMDD`; two digits up to 30 are years after 2000, as in
/// PETRARCH.
fn day(text: &str) -> Option<String> {
    let digits = text.trim();
    let whole = match digits.len() {
        8 => digits.to_owned(),
        6 => {
            let century = if digits.get(..2)?.parse::<u8>().ok()? <= 30 { "20" } else { "19" };
            format!("{century}{digits}")
        }
        _ => return None,
    };
    let iso = format!("{}-{}-{}", whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?);
    Date::parse(&iso).map(|_| iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
<!-- A dictionary
over two lines -->
VELUNA_ [VEL] # a country
+VELUNIAN
+PORT_ROAN ; its capital
TEVAN_ORL [VELELI]
\t[VELOPP <19990601]
\t[VELGOV 990601 - 070630] # in office
LOW_COAST_UNION [IGOLCU/VEL]
NOBODY [---]
!MAN! = MAN, MEN
COAST_GUARD [~MIL]
ARMED_FORCES {} [~MIL]
CIVIL_SOCIETY {} [NGO~]
POLICE!MAN! [~COP]
";

    fn codes(actor: &Actor, date: &str) -> Vec<String> {
        let coding = actor.codings.iter().find(|c| c.holds(Some(date)));
        coding.map(|c| c.codes.clone()).unwrap_or_default()
    }

    #[test]
    fn reads_names_codes_and_days() {
        let (read, faults) = read("x.actors", SAMPLE);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(read.actors[0].names, ["VELUNA", "VELUNIAN", "PORT ROAN"]);
        assert_eq!(read.actors[0].country(), Some("VEL"));
        let orl = &read.actors[1];
        assert_eq!(orl.country(), None);
        assert_eq!(codes(orl, "1999-05-31"), ["VELOPP"]);
        assert_eq!(codes(orl, "2007-06-30"), ["VELGOV"]);
        assert_eq!(codes(orl, "2007-07-01"), ["VELELI"]);
        assert_eq!(codes(&read.actors[2], "2007-07-01"), ["IGOLCU", "VEL"]);
        assert!(codes(&read.actors[3], "2007-07-01").is_empty());
    }

    #[test]
    fn reads_agents_with_their_plurals() {
        let (read, _) = read("x.agents", SAMPLE);
        let names = |i: usize| -> Vec<&str> {
            read.agents[i].names.iter().map(|(n, _)| n.as_str()).collect()
        };
        assert_eq!(names(0), ["COAST GUARD", "COAST GUARDS"]);
        assert_eq!(names(1), ["ARMED FORCES"]);
        assert_eq!(names(3), ["POLICEMAN", "POLICEMEN"]);
        assert_eq!(read.agents[2].code.joined("VEL"), "NGOVEL");
        assert_eq!(read.agents[0].code.joined("VELMIL"), "VELMIL");
    }

    #[test]
    fn tells_rows_that_cannot_be_read() {
        let text = "+ALONE\nNO_CODE\nHALF [VEL\nDATED [VEL]\n\t[VELGOV 2004017-20061201]\n\t[VELMIL >990101]\nP!X! [~MIL]\nODD [V/L!]\nLAST [VEL]\n";
        let (read, faults) = read("x.actors", text);
        let told: Vec<(usize, &str)> = faults.iter().map(|f| (f.line, f.code)).collect();
        let want = [
            (1, "no-actor"),
            (2, "no-code"),
            (3, "bad-code"),
            (5, "bad-date"),
            (7, "no-marker"),
            (8, "bad-code"),
        ];
        assert_eq!(told, want);
        let names: Vec<&str> = read.actors.iter().map(|a| a.names[0].as_str()).collect();
        assert_eq!(names, ["DATED", "LAST"]);
        assert_eq!(codes(&read.actors[0], "2001-01-01"), ["VELMIL"]);
    }
}

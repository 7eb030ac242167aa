//! Visits abroad of those who lead states (`world/visits.tsv`): known facts by which a page can be
//! dated that tells of one and states no date.

use isnad_text::Date;

use crate::{Diagnostic, Source, tsv::Table};

/// A stay abroad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Id of the person.
    pub guest: String,
    /// Alpha-3 code of the state.
    pub host: String,
    /// First day there.
    pub from: Date,
    /// Last day there.
    pub until: Date,
}

/// Reads the table; rows whose days are none, or end before they begin, are told and left out.
pub(crate) fn read(source: &Source, out: &mut Vec<Diagnostic>) -> Vec<Visit> {
    let mut visits = Vec::new();
    for row in Table::read(source, "world/visits.tsv").rows() {
        let days = Date::parse(row.get("from")).zip(Date::parse(row.get("until")));
        let Some((from, until)) = days.filter(|(from, until)| from <= until) else {
            let message = "a visit needs its first and last day, in this order".to_owned();
            out.push(row.fault(row.get("until"), "bad-value", message, "YYYY-MM-DD"));
            continue;
        };
        let [guest, host] = ["guest", "host"].map(|column| row.get(column).to_owned());
        visits.push(Visit { guest, host, from, until });
    }
    visits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_that_end_before_they_begin_are_told() {
        let table = "guest\thost\tfrom\tuntil\na\tRUS\t2019-04-24\t2019-04-26\na\tRUS\t2023-09-17\t2023-09-12\n";
        let mut source = Source::default();
        source.insert("world/visits.tsv", table.to_owned());
        let mut out = Vec::new();
        let visits = read(&source, &mut out);
        assert_eq!(visits.len(), 1);
        assert_eq!((out.len(), out[0].line), (1, 3));
    }
}

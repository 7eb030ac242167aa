//! Packs are written by people: whatever stands in their files, the check says so and does not
//! panic, and a pack that passes compiles.

use isnad_pack::{Pack, Source, check, source::Layer, tables};
use proptest::prelude::*;

/// Text that looks like a table more often than chance would have it.
fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        "[a-z]{0,6}".prop_map(String::from),
        "[\u{600}-\u{6FF}]{0,5}".prop_map(String::from),
        "\\PC{0,8}".prop_map(String::from),
        Just("1|2||3".to_owned()),
        Just("v:x|n:y".to_owned()),
    ];
    let row = proptest::collection::vec(cell, 0..5).prop_map(|c| c.join("\t"));
    proptest::collection::vec(row, 0..6).prop_map(|r| r.join("\n"))
}

fn paths() -> Vec<String> {
    let tables = tables::all().iter().map(|t| t.path.replace('*', "ar"));
    let others = ["pack.toml", "lang/en/rules/event/x.toml", "lang/zz/other.tsv", "README.md"];
    tables.chain(others.map(str::to_owned)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_file_is_told_and_never_panics(
        path in proptest::sample::select(paths()),
        body in table(),
        with_header in any::<bool>(),
    ) {
        let header = tables::of(&path).filter(|_| with_header).map_or(String::new(), |t| {
            t.columns.keys().cloned().collect::<Vec<_>>().join("\t") + "\n"
        });
        let mut layer = Layer::new("mine");
        layer.insert(&path, format!("{header}{body}"));
        let mut source = Source::default();
        source.lay(layer);
        let faults = check(&source);
        // Neither layer has a manifest, so that something is always told.
        prop_assert!(faults.iter().any(|f| f.code == "no-manifest") || path == "pack.toml");
        for fault in &faults {
            prop_assert!(fault.line > 0 && fault.column > 0 && !fault.code.is_empty());
        }
        let _ = Pack::compile(&source);
    }

    #[test]
    fn any_rule_file_is_read_or_told(text in "\\PC{0,200}", pattern in "[a-z:|()\". ?]{0,30}") {
        let mut layer = Layer::new("mine");
        layer.insert("lang/en/rules/event/x.toml", text);
        layer.insert(
            "lang/en/rules/event/y.toml",
            format!("id = \"y\"\nfinds = \"event\"\nwhy = \"w\"\npattern = '{pattern}'\n[event]\ntype = \"AID\"\n"),
        );
        let mut source = Source::default();
        source.lay(layer);
        prop_assert!(!check(&source).is_empty());
        let _ = Pack::compile(&source);
    }
}

//! Any bytes as a file of a pack: the check must tell what is wrong at a place that is there, and
//! compiling must end without panic.
#![no_main]

use isnad_pack::{Pack, Source, check, source::Layer, tables};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let tables = tables::all();
    let path = tables.get(usize::from(*first)).map_or_else(
        || "lang/ar/rules/event/x.toml".to_owned(),
        |table| table.path.replace('*', "ar"),
    );
    let lines = text.lines().count().max(1);
    let mut layer = Layer::new("mine");
    layer.insert(&path, text.to_owned());
    let mut source = Source::default();
    source.lay(layer);
    for fault in check(&source).iter().filter(|f| f.path.ends_with(&path)) {
        assert!((1..=lines + 1).contains(&fault.line) && fault.column > 0);
    }
    let _ = Pack::compile(&source);
});

//! Every frame and rule of the built-in pack finds what its examples say, and no gap has closed.

use isnad_extract::examples;
use isnad_pack::{Pack, Source};

#[test]
fn examples_of_the_built_in_pack_come_out() {
    let source = Source::builtin();
    let (pack, _) = Pack::compile(&source);
    let faults = examples::check(&pack, &source, &source.layers()[0]);
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} examples\n{}", told.len(), told.join("\n"));
}

//! Rules for the pages of single outlets: each file of `data/outlets/` has a page in
//! `corpus/outlets/` that the general rules misread, and what must be read from it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::path::{Path, PathBuf};

use common::{Place, Run};
use isnad_pack::Source;
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Title, day, byline and paragraphs, a line each.
fn lines(run: &Run) -> Vec<String> {
    assert_eq!(run.status, 0, "{run:?}");
    let view: Value = serde_json::from_str(&run.out).unwrap();
    let field = |name: &str| view["fields"][name]["value"].as_str().unwrap_or_default().to_owned();
    let mut lines = vec![field("title"), field("published"), field("byline")];
    lines.extend(view["text"].as_str().unwrap().split('\n').map(str::to_owned));
    lines
}

#[test]
fn every_rule_reads_a_page_that_the_general_rules_misread() {
    let source = Source::builtin();
    let names: Vec<&str> = source
        .in_folder("outlets")
        .filter_map(|(_, path, _)| path.strip_prefix("outlets/")?.strip_suffix(".toml"))
        .collect();
    assert!(!names.is_empty());
    for name in names {
        let page = root().join(format!("corpus/outlets/{name}.html"));
        let expected = read(&root().join(format!("corpus/outlets/{name}.txt")));
        let expected: Vec<&str> = expected.lines().collect();
        let (page, place) = (page.to_str().unwrap(), Place::new());
        assert_eq!(lines(&place.isnad(&["page", "--json", page])), expected, "{name}");
        let other = ["page", "--json", page, "--url", "https://other.example/1"];
        assert_ne!(lines(&place.isnad(&other)), expected, "{name} is not needed");
    }
}

#[test]
fn a_pack_may_bring_its_own() {
    let place = Place::new();
    place.file("mine/pack.toml", "name = \"mine\"\nlicence = \"CC0-1.0\"\nsource = \"me\"\n");
    place.file(
        "mine/outlets/quay.toml",
        "domains = [\"quay.example\"]\nwhy = \"two texts\"\nbody = \"#b\"\ntitle = \"i\"\n",
    );
    let words = "The boats lay in the harbour all winter, and nobody knew when the ice would go, people said.";
    place.file(
        "a.html",
        format!("<body><i>Ice</i><div id=a><p>{words} One.</p><p>{words} Two.</p></div><div id=b><p>{words} Three.</p></div>"),
    );
    let read = |url: &str| {
        let args = ["page", "--json", "--pack", "mine", "--url", url, "a.html"];
        let run = place.isnad(&args);
        serde_json::from_str::<Value>(&run.out).unwrap_or_else(|_| panic!("{run:?}"))
    };
    let own = read("https://www.quay.example/1");
    assert_eq!(own["text"], format!("{words} Three."));
    assert_eq!(own["fields"]["title"]["from"], "outlet:quay:title");
    assert!(
        own["cut"].as_array().unwrap().iter().any(|c| c["text"] == format!("{words} One.")),
        "{own}"
    );
    assert_ne!(read("https://quay.test/1")["text"], own["text"]);
}

#[test]
fn wrong_rules_are_told_with_their_place() {
    let place = Place::new();
    place.file("mine/pack.toml", "name = \"mine\"\nlicence = \"CC0-1.0\"\nsource = \"me\"\n");
    place.file(
        "mine/outlets/quay.toml",
        "outlet = \"no-such\"\nwhy = \"w\"\nbody = \"div..x\"\ndomains = [\"quay\"]\n",
    );
    let run = place.isnad(&["pack", "check", "mine"]);
    assert_eq!(run.status, 1, "{run:?}");
    for want in [
        "bad-selector",
        "mine/outlets/quay.toml:3:8",
        "dangling-id",
        "mine/outlets/quay.toml:1:10",
        "bad-value",
        "mine/outlets/quay.toml:4:12",
    ] {
        assert!(run.out.contains(want), "{want}: {}", run.out);
    }
    place.file("a.txt", "The ship left the harbour.");
    let run = place.isnad(&["page", "--pack", "mine", "a.txt"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("is not used"), "{run:?}");
}

#[expect(clippy::disallowed_methods, reason = "a test reads what is committed")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

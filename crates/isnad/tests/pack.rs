//! Packs of users: checked whole, refused whole, laid over the built-in one.

#![allow(clippy::disallowed_methods, reason = "the tests write and read packs")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

fn isnad(args: &[&str], within: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(args)
        .current_dir(within)
        .output()
        .expect("the program runs")
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Changes a file; where the new text stands, as line and column.
fn change(path: &Path, old: &str, new: &str, part: &str) -> (u64, u64) {
    let text = fs::read_to_string(path).expect("a file");
    assert!(text.contains(old), "{} has no {old:?}", path.display());
    let text = text.replacen(old, new, 1);
    let at = text.find(new).expect("the change") + new.find(part).expect("the part");
    fs::write(path, &text).expect("written");
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() as u64 + 1, before[start..].chars().count() as u64 + 1)
}

fn findings(output: &Output) -> Vec<(String, String, u64, u64)> {
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |f: &Value, key: &str| f[key].as_str().unwrap_or_default().to_owned();
    let number = |f: &Value, key: &str| f[key].as_u64().unwrap_or_default();
    json["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| (text(f, "code"), text(f, "path"), number(f, "line"), number(f, "column")))
        .collect()
}

#[test]
fn every_error_in_a_copied_pack_is_told_at_its_place() {
    let room = tempfile::tempdir().expect("a folder");
    let pack = room.path().join("pack");
    copy(&data(), &pack);
    let mut wanted = Vec::new();
    for (file, old, new, part, code) in [
        ("world/states.tsv", "\tkabul\t", "\tkabool\t", "kabool", "dangling-id"),
        ("world/places.tsv", "|كابل", "|كا\u{200F}بل", "\u{200F}", "hidden-mark"),
        ("lang/ar/nouns.tsv", "\nغارة\t", "\n\u{FED9}ارة\t", "\u{FED9}", "presentation-form"),
        ("lang/ar/abbreviations.tsv", "\nد\n", "\nد\nا\u{0653}ل\n", "ا\u{0653}ل", "not-nfc"),
        ("lang/en/frames.tsv", "\tCOERCE\t", "\tCOERSE\t", "COERSE", "unknown-type"),
        ("lang/en/stop.tsv", "\na\n", "\na\na\n", "a\n", "duplicate"),
        ("lang/en/numbers.tsv", "class\tvalue", "class\tworth", "worth", "unknown-field"),
        ("world/groups.tsv", "\nus-allies\t", "\na-us-allies\t", "a-us-allies", "unsorted"),
    ] {
        let (line, column) = change(&pack.join(file), old, new, part);
        let line = if code == "duplicate" { line + 1 } else { line };
        wanted.push((code.to_owned(), format!("{}/{file}", pack.display()), line, column));
    }
    let output = isnad(&["pack", "check", "--json", &pack.to_string_lossy()], room.path());
    assert_eq!(output.status.code(), Some(1));
    let found = findings(&output);
    for fault in wanted {
        assert!(found.contains(&fault), "{fault:?} not among {found:?}");
    }
}

#[test]
fn names_and_offices_that_would_mislead_are_refused_with_their_line() {
    let room = tempfile::tempdir().expect("a folder");
    let mine = room.path().join("mine/world");
    fs::create_dir_all(&mine).expect("a folder");
    let manifest = "name = \"mine\"\nlicence = \"CC0-1.0\"\nsource = \"own work\"\n";
    fs::write(room.path().join("mine/pack.toml"), manifest).expect("written");
    let persons = "id\tname_en\tname_ar\toffices\n\
                   ann-a\tAnn A\tآن ألف\tFRA:president:2012-05-15/2007-05-16\n\
                   bob-b\tBob B\tبوب باء\tQQQ:president:2001/2002\n";
    fs::write(mine.join("persons.tsv"), persons).expect("written");
    let states = "id\tname_en\tname_ar\tnames_ar\tcapital\tambiguous\n\
                  ZMA\tZemblana\tزمبلانا\tمن\t\t\nZMB2\tZembla\tزمبلا\tمن\t\t1\n\
                  ZMC\tZemblo\tزمبلو\t\tno-such-city\t\n";
    fs::write(mine.join("states.tsv"), states).expect("written");
    let output = isnad(&["pack", "check", "--json", "mine"], room.path());
    assert_eq!(output.status.code(), Some(1));
    let mut found = findings(&output);
    found.sort();
    let wanted = [
        ("bad-value", "mine/world/persons.tsv", 2),
        ("dangling-id", "mine/world/persons.tsv", 3),
        ("dangling-id", "mine/world/states.tsv", 4),
        ("unguarded-name", "mine/world/states.tsv", 2),
    ];
    let told: Vec<(&str, &str, u64)> =
        found.iter().map(|(code, path, line, _)| (code.as_str(), path.as_str(), *line)).collect();
    assert_eq!(told, wanted);
}

#[test]
fn a_pack_adds_words_and_a_broken_one_is_refused_whole() {
    let room = tempfile::tempdir().expect("a folder");
    let page = r#"{"id":"p","lang":"en","published":"2024-06-19","text":"Zembla recalled its ambassador from France on Monday."}"#;
    fs::write(room.path().join("in.jsonl"), page).expect("written");
    let mine = room.path().join("mine/world");
    fs::create_dir_all(&mine).expect("a folder");
    let manifest = "name = \"mine\"\nlicence = \"CC0-1.0\"\nsource = \"own work\"\n";
    fs::write(room.path().join("mine/pack.toml"), manifest).expect("written");
    fs::write(mine.join("states.tsv"), "id\tname_en\tname_ar\nZMB2\tZembla\tزمبلا\n")
        .expect("written");
    let read = ["read", "--json", "--no-desk", "--pack", "mine", "in.jsonl"];
    let output = isnad(&read, room.path());
    let record = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(record.contains("\"ZMB2\""), "{record} {}", String::from_utf8_lossy(&output.stderr));
    let plain = isnad(&["read", "--json", "--no-desk", "in.jsonl"], room.path());
    assert!(!String::from_utf8_lossy(&plain.stdout).contains("ZMB2"));

    fs::write(mine.join("states.tsv"), "id\tname_en\tname_ar\tflag\nZMB2\t\tزمبلا\tx\n")
        .expect("written");
    let output = isnad(&read, room.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for code in ["unknown-field", "empty-cell"] {
        assert!(told.contains(code), "{told}");
    }
}

#[test]
fn a_rule_may_stand_over_one_of_the_pack_below() {
    let room = tempfile::tempdir().expect("a folder");
    let new = ["pack", "new-rule", "my-membership", "--lang", "en", "--finds", "ledger"];
    assert_eq!(isnad(&new, room.path()).status.code(), Some(0));
    let rule = room.path().join("my-pack/lang/en/rules/ledger/my-membership.toml");
    let wide = r#"id = "my-membership"
finds = "ledger"
why = "Whoever joins."
priority = 5
pattern = '(first) ..3 v:join|v:enter (second:org)'
[ledger]
kind = "membership"
[[example]]
text = "Croatia joined NATO."
expect = "membership HRV|nato"
[[example]]
text = "It is known that Norway joined NATO."
expect = "membership NOR|nato"
[[counter]]
text = "Croatia joined the choir."
"#;
    fs::write(&rule, wide).expect("written");
    let check = isnad(&["pack", "check", "my-pack"], room.path());
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert_eq!(check.status.code(), Some(0), "{told}");
    assert!(told.contains("warning[shadowed-rule]"), "{told}");
    fs::write(room.path().join("in.jsonl"), "{\"id\":\"p\",\"text\":\"Croatia joined NATO.\"}")
        .expect("written");
    let read =
        isnad(&["read", "--json", "--no-desk", "--pack", "my-pack", "in.jsonl"], room.path());
    assert_eq!(read.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&read.stdout).contains("rule:my-membership"));
}

#[test]
fn a_language_is_a_folder() {
    let room = tempfile::tempdir().expect("a folder");
    let folder = room.path().join("fr/lang/fr");
    fs::create_dir_all(&folder).expect("a folder");
    for (file, text) in [
        ("../../pack.toml", "name = \"french\"\nlicence = \"CC0-1.0\"\nsource = \"own work\"\n"),
        ("settings.tsv", "key\tvalue\nscript\tlatn\nsubject\tbefore\nadjective\tafter\n"),
        ("stop.tsv", "word\nle\nla\nde\nà\nen\nest\n"),
        ("time.tsv", "class\tvalue\tforms\nmonth\t6\tjuin\nmonth\t7\tjuillet\n"),
        ("../../world/states.tsv", "id\tname_en\tname_ar\tnames_fr\nZMB2\tZembla\tزمبلا\tZemblie\n"),
    ] {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    let check = isnad(&["pack", "check", "fr"], room.path());
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));
    let page = r#"{"id":"p","published":"2024-06-21","text":"Le ministre est à Paris le 19 juin 2024 et parle de la Zemblie."}"#;
    fs::write(room.path().join("in.jsonl"), page).expect("written");
    let output = isnad(&["read", "--json", "--no-desk", "--pack", "fr", "in.jsonl"], room.path());
    let record: Value = serde_json::from_slice(&output.stdout).expect("a record");
    assert_eq!(record["article"]["lang"], "fr");
    assert_eq!(record["dates"][0]["value"], "2024-06-19", "{record}");
    assert_eq!(record["mentions"][0]["entity"], "ZMB2", "{record}");
}

#[test]
fn a_new_rule_passes_the_check_and_is_never_overwritten() {
    let room = tempfile::tempdir().expect("a folder");
    for (lang, finds) in [("ar", "event"), ("en", "event"), ("ar", "ledger"), ("en", "ledger")] {
        let id = format!("my-{finds}");
        let args = ["pack", "new-rule", &id, "--lang", lang, "--finds", finds];
        assert_eq!(isnad(&args, room.path()).status.code(), Some(0));
        assert_eq!(isnad(&args, room.path()).status.code(), Some(2));
    }
    let output = isnad(&["pack", "check", "my-pack"], room.path());
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
}

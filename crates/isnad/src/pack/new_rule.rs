//! `isnad pack new-rule`: a rule file that works, to be changed into the rule that is wanted.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use isnad_pack::{Source, check::MANIFEST};

use crate::{DONE, term::Screen};

/// Begin a rule: a file with pattern, examples and counter-example, ready to be changed
#[derive(Debug, Args)]
pub(crate) struct NewRuleArgs {
    /// Name of the rule, in lower case with hyphens
    id: String,
    /// Language of the texts that it reads
    #[arg(long, value_enum)]
    lang: Tongue,
    /// What it finds
    #[arg(long, value_enum, default_value = "event")]
    finds: Finds,
    /// Folder of the pack; made if it is not there
    #[arg(long, value_name = "DIR", default_value = "my-pack")]
    dir: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Tongue {
    /// Arabic
    Ar,
    /// English
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Finds {
    /// Who did what to whom
    Event,
    /// What binds states beyond the day
    Ledger,
}

pub(crate) fn run(args: &NewRuleArgs) -> anyhow::Result<u8> {
    let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if args.id.is_empty() || !args.id.chars().all(named) {
        bail!("`{}` is no name for a rule; use a-z, 0-9 and hyphens", args.id);
    }
    let (lang, finds) = (name(&args.lang), name(&args.finds));
    let path = args.dir.join(format!("lang/{lang}/rules/{finds}/{}.toml", args.id));
    if path.exists() {
        bail!("{} is there already", path.display());
    }
    let source = Source::builtin();
    let template = source.text(&format!("lang/{lang}/rule-{finds}.template.toml"));
    write(&path, &template.replace("id = \"ID\"", &format!("id = \"{}\"", args.id)))?;
    let manifest = args.dir.join(MANIFEST);
    if !manifest.exists() {
        write(&manifest, source.text("pack.template.toml"))?;
    }
    let mut screen = Screen::new();
    screen.line(&format!("{}", path.display()))?;
    let dir = args.dir.display();
    screen.line(&format!(
        "change it, then: isnad pack check {dir}; use it: isnad read --pack {dir} …"
    ))?;
    screen.flush()?;
    Ok(DONE)
}

fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a new rule is a new file")]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

//! Input: paths to pages, one by one. Whatever is wrong with one of them, the others follow.

mod files;
mod jsonl;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::pipeline::{self, Arrived};
use crate::problem::Problem;
pub(crate) use files::{FileKind, Plan, Step};
use jsonl::Lines;

/// Standard input as a path.
pub(crate) const STDIN: &str = "-";

/// What comes out of the input.
#[derive(Debug)]
pub(crate) enum Item {
    /// A page, and how many bytes of input it took.
    Page(Box<Arrived>, u64),
    /// A failure, and how many bytes of input it took.
    Problem(Problem, u64),
}

/// The pages of a plan, read one at a time.
pub(crate) struct Pages {
    steps: std::vec::IntoIter<Step>,
    lines: Option<Lines<Box<dyn BufRead>>>,
}

impl Pages {
    pub(crate) fn of(plan: Plan) -> Pages {
        Pages { steps: plan.steps.into_iter(), lines: None }
    }

    /// Opens a JSONL file: its pages come next.
    fn open_lines(&mut self, path: &Path) -> Option<Item> {
        let name = path.display().to_string();
        if name == STDIN {
            self.lines = Some(Lines::new("stdin", Box::new(BufReader::new(std::io::stdin()))));
            return None;
        }
        match open(path) {
            Ok(file) => {
                self.lines = Some(Lines::new(&name, Box::new(BufReader::new(file))));
                None
            }
            Err(error) => Some(Item::Problem(Problem::io(&name, &error), 0)),
        }
    }
}

impl Iterator for Pages {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.lines.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.lines = None;
            let item = match self.steps.next()? {
                Step::Problem(problem) => Some(Item::Problem(problem, 0)),
                Step::File(path, FileKind::Lines) => self.open_lines(&path),
                Step::File(path, FileKind::Page) => Some(read_file(&path)),
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

fn read_file(path: &Path) -> Item {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    if let Err(error) = open(path).and_then(|mut file| file.read_to_end(&mut bytes)) {
        return Item::Problem(Problem::io(&name, &error), 0);
    }
    let size = bytes.len() as u64;
    match pipeline::decode(&name, &bytes) {
        Ok(page) => Item::Page(Box::new(page), size),
        Err((cause, hint)) => Item::Problem(Problem::new(format!("{name}: {cause}"), hint), size),
    }
}

#[expect(clippy::disallowed_methods, reason = "the binary reads the files for the core")]
fn open(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::File::open(path)
}

/// What is to be read, from the paths of a command line.
pub(crate) fn plan(paths: &[PathBuf]) -> Plan {
    files::plan(paths)
}

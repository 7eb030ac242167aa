//! Something that went wrong, told in one line: what, where, why, and what to do.

use std::io::Write;

use crate::term;

/// A failure of one input, or of the whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Thing and cause.
    what: String,
    /// What to do; empty if there is nothing to be said.
    hint: String,
}

impl Problem {
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Problem {
        Problem { what: what.into(), hint: hint.into() }
    }

    /// A failure of the operating system at a path.
    pub(crate) fn io(path: &str, error: &std::io::Error) -> Problem {
        use std::io::ErrorKind as Kind;
        let (cause, hint) = match error.kind() {
            Kind::NotFound => ("no such file or folder", "check the path"),
            Kind::PermissionDenied => {
                ("no permission to read it", "change its permissions, or run as its owner")
            }
            _ => return Problem::new(format!("{path}: {error}"), "check the path and the disk"),
        };
        Problem::new(format!("{path}: {cause}"), hint)
    }

    /// Tells a row of a file that was left out, on standard error.
    pub(crate) fn warning(path: &str, line: usize, what: &str, hint: &str) {
        let path = term::one_line(path);
        let _ = writeln!(std::io::stderr(), "warning: {path}:{line}: {what} (hint: {hint})");
    }

    /// The line that tells it.
    pub(crate) fn line(&self) -> String {
        let what = term::one_line(&self.what);
        if self.hint.is_empty() {
            format!("error: {what}")
        } else {
            format!("error: {what} (hint: {})", self.hint)
        }
    }

    /// Prints it on standard error.
    pub(crate) fn print(&self) {
        // Nobody is left to be told if standard error is closed.
        let _ = writeln!(std::io::stderr(), "{}", self.line());
    }
}

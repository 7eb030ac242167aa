//! What is wrong with a pack, where, and what to do about it.

use std::fmt;

use serde::Serialize;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack works, but not as its author meant.
    Warning,
}

/// One finding about a pack file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable name in kebab-case.
    pub code: &'static str,
    /// Path of the file, with the folder of its pack before it.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How many characters it is about.
    pub width: usize,
    /// The line as it stands in the file.
    #[serde(skip)]
    pub excerpt: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(
            f,
            "{severity}[{}]: {}\n  --> {}:{}:{}",
            self.code, self.message, self.path, self.line, self.column
        )?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, "\n  = hint: {}", self.hint) }
    }
}

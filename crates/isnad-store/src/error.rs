//! What can go wrong with a desk file: the path, the cause, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a desk could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no desk file here", .0.display())]
    Missing(PathBuf),
    /// The path is a folder.
    #[error("{}: this is a folder, not a desk file", .0.display())]
    Directory(PathBuf),
    /// The folder of the path does not exist.
    #[error("{}: the folder of the desk file does not exist", .0.display())]
    NoFolder(PathBuf),
    /// The file is no SQLite database.
    #[error("{}: not a desk file (not a SQLite database)", .0.display())]
    NotSqlite(PathBuf),
    /// The file belongs to another program.
    #[error("{}: a SQLite database, but not a desk of isnad", .0.display())]
    Foreign(PathBuf),
    /// The file was made by a newer isnad.
    #[error("{}: made by a newer isnad (desk version {found}, this program knows {known})", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Another program is writing.
    #[error("{}: another program is writing to this desk", .0.display())]
    Locked(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{}: the desk file or its folder cannot be written", .0.display())]
    ReadOnly(PathBuf),
    /// The file cannot be opened.
    #[error("{}: the desk file cannot be opened", .0.display())]
    CannotOpen(PathBuf),
    /// The disk is full.
    #[error("{}: the disk is full", .0.display())]
    Full(PathBuf),
    /// What the file holds is damaged.
    #[error("{}: the desk is damaged: {what}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Anything else that SQLite reports.
    #[error("{}: {source}", .path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: rusqlite::Error,
    },
}

impl Error {
    /// What to do about it, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Missing(_) => "read some pages first, or name the file with --desk FILE",
            Error::Directory(_) => "name a file, as in --desk FOLDER/isnad.db",
            Error::NoFolder(_) => "make the folder, or name another file with --desk FILE",
            Error::NotSqlite(_) | Error::Foreign(_) => {
                "the file was left as it is; name another one with --desk FILE"
            }
            Error::Newer { .. } => "use a newer isnad, or another file with --desk FILE",
            Error::Locked(_) => "wait until the other program is done, then run this again",
            Error::ReadOnly(_) => {
                "change the permissions, or copy the file to a folder that you may write to"
            }
            Error::CannotOpen(_) => "check the permissions of the file and its folder",
            Error::Full(_) => "free some space, then run this again: it goes on where it stopped",
            Error::Damaged { .. } => {
                "restore a copy, or read the pages again with another --desk FILE"
            }
            Error::Sqlite { .. } => "run this again; if it stays, try another --desk FILE",
        }
    }

    /// The error behind a failure of SQLite.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Error {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::NotSqlite(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked(path),
            Some(ErrorCode::ReadOnly) => Error::ReadOnly(path),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Error::CannotOpen(path),
            Some(ErrorCode::DiskFull) => Error::Full(path),
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, what: source.to_string() },
            _ => Error::Sqlite { path, source },
        }
    }
}

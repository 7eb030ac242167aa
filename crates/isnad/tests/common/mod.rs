//! A folder of one's own, and the program run in it.
#![allow(dead_code, reason = "each test program uses a part of this")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder that is taken away at the end of the test.
pub(crate) struct Place(TempDir);

/// What a run printed, and its exit status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: i32,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file; folders on its way are made.
    #[expect(clippy::disallowed_methods, reason = "a test makes its files")]
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        command(self.0.path(), args)
    }

    /// Runs the program in this folder.
    pub(crate) fn isnad<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        run(&mut self.command(args), "")
    }

    /// The same, with something on standard input.
    pub(crate) fn isnad_with<S: AsRef<OsStr>>(&self, args: &[S], input: impl AsRef<[u8]>) -> Run {
        run(&mut self.command(args), input)
    }
}

/// The program, to be run in a folder.
pub(crate) fn command<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isnad"));
    command.current_dir(folder).args(args);
    command
}

/// Runs a command with something on standard input.
pub(crate) fn run(command: &mut Command, input: impl AsRef<[u8]>) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that fails early closes its input; what it says about that is what is tested.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let Output { stdout, stderr, status } = child.wait_with_output().unwrap();
    Run {
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
        status: status.code().unwrap_or(-1),
    }
}

/// Packs bytes as one member of gzip.
pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes.as_ref()).unwrap();
    out.finish().unwrap()
}

/// A record of a web archive: what a server answered, with more lines in its head.
pub(crate) fn record(uri: &str, head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n");
    let size = head.len() + body.as_ref().len();
    let fields = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\n\
         WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {size}\r\n\r\n"
    );
    [fields.as_bytes(), head.as_bytes(), body.as_ref(), b"\r\n\r\n"].concat()
}

//! Readers: each opens a connection, asks for a page and reads it to its end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

/// A server that is silent for so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What it took to read a page.
struct Answer {
    first: Duration,
    whole: Duration,
    bytes: usize,
}

/// What it took to read pages.
pub(super) struct Asked(Vec<Answer>);

impl Asked {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Milliseconds within which so many of a hundred pages were there.
    pub(super) fn whole(&self, percent: usize) -> f64 {
        self.within(percent, |a| a.whole)
    }

    /// The same until the first byte.
    pub(super) fn first(&self, percent: usize) -> f64 {
        self.within(percent, |a| a.first)
    }

    fn within(&self, percent: usize, time: impl Fn(&Answer) -> Duration) -> f64 {
        let mut times: Vec<Duration> = self.0.iter().map(time).collect();
        times.sort_unstable();
        let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times.get(at).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
    }

    /// Bytes of the largest page.
    pub(super) fn largest(&self) -> usize {
        self.0.iter().map(|a| a.bytes).max().unwrap_or(0)
    }
}

/// Asks for all pages, so many readers at once; fails if one of them is not there.
pub(super) fn ask_all(host: &str, paths: &[String], readers: usize) -> anyhow::Result<Asked> {
    let next = AtomicUsize::new(0);
    let reader = || -> anyhow::Result<Vec<Answer>> {
        let mut out = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            out.push(ask(host, path).with_context(|| path.clone())?);
        }
        Ok(out)
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..readers).map(|_| scope.spawn(reader)).collect();
        let mut all = Vec::with_capacity(paths.len());
        for one in readers {
            all.extend(one.join().map_err(|_| anyhow::anyhow!("a reader failed"))??);
        }
        Ok(Asked(all))
    })
}

fn ask(host: &str, path: &str) -> anyhow::Result<Answer> {
    let started = Instant::now();
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut body = vec![0; 16 << 10];
    let read = stream.read(&mut body)?;
    let first = started.elapsed();
    body.truncate(read);
    stream.read_to_end(&mut body)?;
    let whole = started.elapsed();
    let status = body.get(9..12).map(String::from_utf8_lossy).unwrap_or_default();
    ensure!(status == "200", "the server answers {status}");
    let head = body.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(0) + 4;
    Ok(Answer { first, whole, bytes: body.len().saturating_sub(head) })
}

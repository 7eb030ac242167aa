//! A window into a stream: lines and blocks of bounded size, a look ahead, and a way back.

use std::io::{self, ErrorKind, Read};

use memchr::{memchr, memmem};

/// Bytes asked of the stream at a time.
const CHUNK: usize = 64 << 10;

/// Bytes of a stream, of which those not yet taken can be looked at.
pub(crate) struct Buffer<R> {
    input: R,
    held: Vec<u8>,
    at: usize,
    is_over: bool,
    /// An error met when looking ahead, told when the bytes before it are taken.
    ahead: Option<io::Error>,
}

impl<R: Read> Buffer<R> {
    pub(crate) fn new(input: R) -> Buffer<R> {
        Buffer { input, held: Vec::new(), at: 0, is_over: false, ahead: None }
    }

    /// The stream; what is held of it was read before.
    pub(crate) fn input(&mut self) -> &mut R {
        &mut self.input
    }

    /// What is held and not yet taken.
    pub(crate) fn rest(&self) -> &[u8] {
        self.held.get(self.at..).unwrap_or_default()
    }

    /// Takes so many of the bytes held.
    pub(crate) fn take(&mut self, n: usize) {
        self.at = (self.at + n).min(self.held.len());
    }

    /// Forgets what is held; the stream may go on after an end.
    pub(crate) fn clear(&mut self) {
        self.held.clear();
        self.at = 0;
        self.is_over = false;
        self.ahead = None;
    }

    /// Gives bytes back, to be taken again next.
    pub(crate) fn give_back(&mut self, bytes: &[u8]) {
        self.held.splice(..self.at, bytes.iter().copied());
        self.at = 0;
    }

    /// Reads more; `false` at the end.
    pub(crate) fn fill(&mut self) -> io::Result<bool> {
        if let Some(error) = self.ahead.take() {
            return Err(error);
        }
        if self.is_over {
            return Ok(false);
        }
        if self.at > 0 {
            self.held.drain(..self.at);
            self.at = 0;
        }
        let before = self.held.len();
        self.held.resize(before + CHUNK, 0);
        let room = self.held.get_mut(before..).unwrap_or_default();
        let n = read(&mut self.input, room);
        self.held.truncate(before + *n.as_ref().unwrap_or(&0));
        self.is_over = matches!(n, Ok(0));
        Ok(n? > 0)
    }

    /// Holds so many bytes, if there are so many.
    pub(crate) fn hold(&mut self, n: usize) -> io::Result<()> {
        while self.rest().len() < n && self.fill()? {}
        Ok(())
    }

    /// The same, to look at bytes that may not belong to what is being read: an error there can wait.
    pub(crate) fn look(&mut self, n: usize) {
        if self.ahead.is_none() {
            self.ahead = self.hold(n).err();
        }
    }

    /// Whether an error was met when looking ahead.
    pub(crate) fn has_error_ahead(&self) -> bool {
        self.ahead.is_some()
    }

    /// The next line with its end, or as much of it as `max` bytes hold; empty at the end.
    pub(crate) fn line(&mut self, max: usize) -> io::Result<Vec<u8>> {
        let mut seen = 0;
        loop {
            let rest = self.rest();
            let found = rest.get(seen..).and_then(|new| memchr(b'\n', new));
            seen = found.map_or(rest.len(), |i| seen + i + 1);
            if found.is_some() || seen >= max || !self.fill()? {
                let line = self.rest().get(..seen.min(max)).unwrap_or_default().to_vec();
                self.take(line.len());
                return Ok(line);
            }
        }
    }

    /// The next bytes, as many as asked; those beyond `max` are passed over and counted.
    ///
    /// What was read comes also with an error, or with fewer bytes than asked.
    pub(crate) fn block(&mut self, size: u64, max: usize, out: &mut Vec<u8>) -> io::Result<u64> {
        let mut left = size;
        loop {
            let n = usize::try_from(left).unwrap_or(usize::MAX).min(self.rest().len());
            let keep = n.min(max.saturating_sub(out.len()));
            out.extend_from_slice(self.rest().get(..keep).unwrap_or_default());
            self.take(n);
            left -= n as u64;
            if left == 0 || !self.fill()? {
                return Ok(size - left);
            }
        }
    }

    /// Goes on to the next place where `sign` stands at the beginning of a line, and says how many
    /// bytes were passed over.
    pub(crate) fn seek(&mut self, sign: &[u8]) -> io::Result<u64> {
        let mut passed = 0;
        let mut at_line = true;
        loop {
            let found = line_with(self.rest(), sign, at_line);
            let n = found.unwrap_or_else(|| self.rest().len().saturating_sub(sign.len()));
            at_line &= n == 0;
            self.take(n);
            passed += n as u64;
            if found.is_some() {
                return Ok(passed);
            }
            if !self.fill()? {
                passed += self.rest().len() as u64;
                self.take(self.rest().len());
                return Ok(passed);
            }
        }
    }
}

/// Where a sign stands at the beginning of a line.
pub(crate) fn line_with(bytes: &[u8], sign: &[u8], at_line: bool) -> Option<usize> {
    memmem::find_iter(bytes, sign).find(|i| match i.checked_sub(1) {
        None => at_line,
        Some(before) => bytes.get(before) == Some(&b'\n'),
    })
}

/// Reads, and reads again if a signal came between.
pub(crate) fn read(input: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(room) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

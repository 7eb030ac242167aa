//! Gzip, one member after another, with a way past broken ones.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;

use crate::buffer::{Buffer, read};

/// First bytes of every member: gzip, and deflate as its only method.
pub const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];

/// So many packed bytes of a member are kept, so that a search behind it, should it be broken, misses
/// none that began within.
const KEPT: usize = 1 << 20;

/// Bytes of a member that must unpack before it is believed to be one.
const PROBED: usize = 4096;

/// The unpacked bytes of all members.
///
/// An error of kind `InvalidData` or `UnexpectedEof` means a broken member. Nothing comes after it
/// until [`Gzip::recover`] finds the next one.
pub struct Gzip<R: Read> {
    /// `None` only while one member's decoder gives way to the next one's.
    decoder: Option<GzDecoder<Packed<R>>>,
    /// Whether bytes of the member at hand were given out.
    is_begun: bool,
    is_over: bool,
}

impl<R: Read> Gzip<R> {
    /// Unpacks a stream that begins with a member.
    pub fn new(input: R) -> Gzip<R> {
        let packed = Packed { buffer: Buffer::new(input), at: 0 };
        Gzip { decoder: Some(GzDecoder::new(packed)), is_begun: false, is_over: false }
    }

    /// After an error: whether bytes of the broken member were given out.
    pub fn broke_within(&self) -> bool {
        self.is_begun
    }

    /// Goes on to the next member whose content begins with `sign`, searching from behind the
    /// beginning of the one that broke; `false` if there is none.
    pub fn recover(&mut self, sign: &[u8]) -> io::Result<bool> {
        let Some(mut packed) = self.decoder.take().map(GzDecoder::into_inner) else {
            return Ok(false);
        };
        let found = packed.seek(sign);
        self.is_begun = false;
        self.is_over = !matches!(found, Ok(true));
        self.decoder = Some(GzDecoder::new(packed));
        found
    }

    /// Begins the next member; `false` at the end.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(mut packed) = self.decoder.take().map(GzDecoder::into_inner) else {
            return Ok(false);
        };
        let follows = packed.has_next();
        self.is_begun = false;
        self.decoder = Some(GzDecoder::new(packed));
        follows
    }

    fn unpack(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(decoder) = &mut self.decoder else { return Ok(0) };
            match read(decoder, out)? {
                0 if self.next_member()? => {}
                n => {
                    self.is_begun |= n > 0;
                    return Ok(n);
                }
            }
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.is_over || out.is_empty() {
            return Ok(0);
        }
        let n = self.unpack(out);
        self.is_over = !matches!(n, Ok(1..));
        // flate2 calls a broken header or checksum invalid input.
        n.map_err(|e| match e.kind() {
            ErrorKind::InvalidInput => io::Error::new(ErrorKind::InvalidData, e),
            _ => e,
        })
    }
}

/// Packed bytes, kept from the beginning of a member on.
struct Packed<R> {
    buffer: Buffer<R>,
    /// How much of what the buffer holds was unpacked.
    at: usize,
}

impl<R: Read> Packed<R> {
    /// Whether a member follows the one that ended. Zeros, as tapes pad with, are passed over.
    fn has_next(&mut self) -> io::Result<bool> {
        self.buffer.take(self.at);
        self.at = 0;
        self.buffer.hold(MAGIC.len())?;
        while self.buffer.rest().first() == Some(&0) {
            self.buffer.take(1);
            self.buffer.hold(MAGIC.len())?;
        }
        let rest = self.buffer.rest();
        if rest.is_empty() || rest.starts_with(&MAGIC) {
            return Ok(!rest.is_empty());
        }
        Err(io::Error::new(ErrorKind::InvalidData, "no gzip follows its last member"))
    }

    /// Goes to the next member that begins with a sign, behind the byte at hand.
    fn seek(&mut self, sign: &[u8]) -> io::Result<bool> {
        self.at = 0;
        self.buffer.take(1);
        loop {
            self.buffer.hold(PROBED)?;
            let rest = self.buffer.rest();
            let n = match memmem::find(rest, &MAGIC) {
                Some(0) if begins_with(rest, sign) => return Ok(true),
                Some(0) => 1,
                Some(n) => n,
                None if rest.len() < PROBED => return Ok(false),
                None => rest.len() + 1 - MAGIC.len(),
            };
            self.buffer.take(n);
        }
    }
}

/// Whether packed bytes are a member whose content begins so.
pub(crate) fn begins_with(packed: &[u8], sign: &[u8]) -> bool {
    let mut found = vec![0; sign.len()];
    GzDecoder::new(packed).read_exact(&mut found).is_ok() && found == sign
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.buffer.rest().len() <= self.at {
            if self.at > KEPT {
                self.buffer.take(self.at);
                self.at = 0;
            }
            self.buffer.fill()?;
        }
        Ok(self.buffer.rest().get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, n: usize) {
        self.at += n;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn pack(text: &str) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    /// What can be unpacked, with `!` for every broken member that was recovered from.
    fn unpack(bytes: &[u8]) -> String {
        let (mut gzip, mut out) = (Gzip::new(bytes), String::new());
        loop {
            let mut part = Vec::new();
            let end = gzip.read_to_end(&mut part);
            out.push_str(std::str::from_utf8(&part).unwrap_or("?"));
            if end.is_ok() {
                return out;
            }
            out.push('!');
            if !gzip.recover(b"page ").unwrap() {
                return out;
            }
        }
    }

    #[test]
    fn members_follow_one_another() {
        let mut all = [pack("page one"), pack(""), pack("page two")].concat();
        assert_eq!(unpack(&all), "page onepage two");
        all.extend([0; 512]);
        assert_eq!(unpack(&all), "page onepage two", "padded with zeros");
    }

    #[test]
    fn what_follows_a_broken_member_is_found() {
        let numbers: Vec<String> =
            (0..20_000u64).map(|n| (n * n * 2_654_435_761).to_string()).collect();
        let noise = numbers.join(" ");
        let [one, two, three] =
            ["page one".to_owned(), format!("page {noise}"), "page three".into()].map(|t| pack(&t));
        let cut = &two[..two.len() / 2];
        let got = unpack(&[one.as_slice(), cut, &three].concat());
        assert!(got.starts_with("page onepage ") && got.ends_with("!page three"), "{}", got.len());
        let mut odd = two.clone();
        odd[two.len() / 2] ^= 0xFF;
        let got = unpack(&[one.as_slice(), &odd, &three].concat());
        assert!(got.ends_with("!page three"), "{}", got.len());
        let mut sum = one.clone();
        sum[one.len() - 6] ^= 1;
        assert_eq!(unpack(&[sum, three.clone()].concat()), "page one!page three");
        assert_eq!(unpack(&[one.as_slice(), b"junk", &three].concat()), "page one!page three");
    }

    #[test]
    fn an_end_too_early_is_an_error() {
        let one = pack("page one");
        assert_eq!(unpack(&one[..one.len() - 3]), "page one!");
        assert_eq!(unpack(&one[..5]), "!");
    }
}

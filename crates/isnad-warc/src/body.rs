//! What a server sent, without the chunks and the compression in which it travelled.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use crate::{gzip::MAGIC, records::Record};

/// Bytes at a time for Brotli.
const BROTLI_BUFFER: usize = 16 << 10;

/// A page as its server meant it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Payload {
    /// The bytes, at most as many as asked for.
    pub bytes: Vec<u8>,
    /// Media type, and character set if the server names one.
    pub media_type: Option<String>,
    /// Why the bytes are not all of the page.
    pub cut: Option<String>,
}

impl Record {
    /// Takes chunks and compression off, at most `max` bytes of it: a small record may unpack to
    /// more than any memory holds.
    pub fn payload(self, max: usize) -> Result<Payload, String> {
        let field = |name: &str| self.fields.get(name).unwrap_or_default().to_ascii_lowercase();
        let media_type = self.fields.get("content-type").map(str::to_owned);
        let (is_chunked, coding) =
            (field("transfer-encoding").contains("chunked"), field("content-encoding"));
        let cut = self.is_cut.then(|| "the archive holds its beginning only".to_owned());
        let mut payload = Payload { bytes: self.block, media_type, cut };
        if is_chunked && let Some(whole) = joined(&payload.bytes) {
            payload.bytes = whole;
        }
        // Names stand in the order in which the codings were laid on.
        for name in coding.split(',').map(str::trim).rev() {
            payload.uncode(name, max)?;
        }
        Ok(payload)
    }
}

impl Payload {
    /// Takes one coding off.
    fn uncode(&mut self, name: &str, max: usize) -> Result<(), String> {
        let bytes = self.bytes.as_slice();
        let (out, end) = match name {
            "" | "identity" | "none" => return Ok(()),
            // Archives often store bodies unpacked and leave the field.
            _ if is_markup(bytes) => return Ok(()),
            "gzip" | "x-gzip" if !bytes.starts_with(&MAGIC) => return Ok(()),
            "gzip" | "x-gzip" => unpack(GzDecoder::new(bytes), max),
            "deflate" if is_zlib(bytes) => unpack(ZlibDecoder::new(bytes), max),
            "deflate" => unpack(DeflateDecoder::new(bytes), max),
            "br" => unpack(Decompressor::new(bytes, BROTLI_BUFFER), max),
            other => return Err(format!("packed as `{other}`, which is not known here")),
        };
        if !out.is_empty() || end.is_none() {
            self.bytes = out;
            self.cut = self.cut.take().or(end);
        }
        Ok(())
    }
}

/// Unpacks as much as there is, up to a bound; and why it is not all.
fn unpack(mut input: impl Read, max: usize) -> (Vec<u8>, Option<String>) {
    let mut out = Vec::new();
    let end = input.by_ref().take(max as u64).read_to_end(&mut out);
    let is_more = out.len() == max && matches!(input.read(&mut [0]), Ok(1));
    let cut = match end {
        Err(error) => Some(format!("the packed page breaks off: {error}")),
        Ok(_) if is_more => Some(format!("it unpacks to more than {max} bytes")),
        Ok(_) => None,
    };
    (out, cut)
}

/// Whether bytes begin like mark-up, which no packed ones do.
fn is_markup(bytes: &[u8]) -> bool {
    let (first, second) = (bytes.trim_ascii_start().first(), bytes.trim_ascii_start().get(1));
    first == Some(&b'<') && second.is_some_and(|b| b.is_ascii_alphabetic() || b"!?".contains(b))
}

/// Whether bytes begin like a stream of zlib (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    let [first, second, ..] = bytes else { return false };
    first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31)
}

/// The chunks of a body put together; `None` if it has none, whatever the field says.
fn joined(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::new(), bytes);
    let mut is_first = true;
    while let Some((size, after)) = chunk_size(rest) {
        is_first = false;
        let n = size.min(after.len());
        out.extend_from_slice(after.get(..n)?);
        rest = after.get(n..)?;
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        if size == 0 {
            break;
        }
    }
    (!is_first).then_some(out)
}

/// The size of the chunk that begins here, and what follows the line that says it.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', bytes.get(..bytes.len().min(256))?)?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let digits = line.split(';').next()?.trim();
    let is_hex = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    Some((usize::from_str_radix(digits, 16).ok().filter(|_| is_hex)?, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write};

    use super::*;
    use crate::Fields;

    const PAGE: &str = "<html><p>The ship left.</p></html>";

    fn payload(head: &str, body: &[u8]) -> Result<Payload, String> {
        let fields = Fields::parse(head.as_bytes());
        Record { fields, block: body.to_vec(), ..Record::default() }.payload(1000)
    }

    #[track_caller]
    fn check(head: &str, body: &[u8]) {
        let got = payload(head, body).unwrap();
        assert_eq!((String::from_utf8_lossy(&got.bytes).as_ref(), got.cut), (PAGE, None), "{head}");
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = write::GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn takes_codings_off() {
        let mut zlib = write::ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE.as_bytes()).unwrap();
        let mut raw = write::DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(PAGE.as_bytes()).unwrap();
        // PAGE in one block that Brotli stores as it is.
        let brotli = [b"\x8b\x10\x80".as_slice(), PAGE.as_bytes(), b"\x03"].concat();
        check("", PAGE.as_bytes());
        check("Content-Encoding: gzip", &gzip(PAGE.as_bytes()));
        check("Content-Encoding: X-GZIP, identity", &gzip(PAGE.as_bytes()));
        check("Content-Encoding: gzip, gzip", &gzip(&gzip(PAGE.as_bytes())));
        check("Content-Encoding: br", &brotli);
        check("Content-Encoding: deflate", &zlib.finish().unwrap());
        check("Content-Encoding: deflate", &raw.finish().unwrap());
        for unpacked in ["gzip", "deflate", "br", "zstd"] {
            check(&format!("Content-Encoding: {unpacked}"), PAGE.as_bytes());
        }
        let error = payload("Content-Encoding: zstd", b"\x28\xB5\x2F\xFD").unwrap_err();
        assert!(error.contains("zstd"), "{error}");
    }

    #[test]
    fn puts_chunks_together() {
        let (a, b) = PAGE.split_at(10);
        let chunks = format!("A\r\n{a}\r\n0018;x=1\n{b}\r\n0\r\nTrailer: x\r\n\r\n");
        check("Transfer-Encoding: chunked", chunks.as_bytes());
        check("Transfer-Encoding: chunked", PAGE.as_bytes());
        let early = format!("A\r\n{a}\r\nFF\r\n{b}");
        check("Transfer-Encoding: Chunked", early.as_bytes());
        let both = gzip(PAGE.as_bytes());
        let both = [format!("{:x}\r\n", both.len()).as_bytes(), &both, b"\r\n0\r\n\r\n"].concat();
        check("Transfer-Encoding: chunked\nContent-Encoding: gzip", &both);
    }

    #[test]
    fn what_is_cut_says_so() {
        let bomb = payload("Content-Encoding: gzip", &gzip(&vec![b'a'; 100_000])).unwrap();
        assert_eq!(bomb.bytes.len(), 1000);
        assert!(bomb.cut.unwrap().contains("more than 1000"));
        let whole = gzip(PAGE.as_bytes());
        let half = payload("Content-Encoding: gzip", &whole[..whole.len() - 12]).unwrap();
        assert!(half.cut.unwrap().contains("breaks off"));
    }
}

//! Web archives and gzip, read so that one broken record costs no other.
//!
//! [`Records`] gives the pages of a WARC, record after record, never more of it in memory than one
//! of them; [`Record::payload`] takes chunks and compression off what the server sent. [`Gzip`]
//! unpacks members one after another and finds the next one behind a broken one. All of it works on
//! any [`Read`](std::io::Read); files, the network and what to do with a page are the caller's.
//!
//! After ISO 28500 (WARC 1.0 and 1.1), RFC 1952 (gzip) and RFC 9112 (HTTP/1.1), but as crawlers
//! write them: line feeds alone, wrong lengths, bodies that were unpacked under headers that say
//! they were not.

mod body;
mod buffer;
mod fields;
mod gzip;
mod records;

pub use body::Payload;
pub use fields::Fields;
pub use gzip::{Gzip, MAGIC as GZIP_MAGIC};
pub use records::{Fault, Record, Records, is_archive};

//! Named fields, one a line, as they stand over records of archives and over what servers send.

/// Fields in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines up to an empty one or the end. Lines that are no fields are left out; a line that
    /// begins with a blank goes on with the one before.
    pub fn parse(bytes: &[u8]) -> Fields {
        let mut all: Vec<(String, String)> = Vec::new();
        for line in bytes.split(|b| *b == b'\n') {
            let line = String::from_utf8_lossy(line);
            if line.trim().is_empty() {
                break;
            }
            let goes_on = line.starts_with([' ', '\t']);
            match (all.last_mut(), line.split_once(':')) {
                (Some((_, value)), _) if goes_on => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (_, Some((name, value))) => {
                    all.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Fields(all)
    }

    /// The first value of a name, given in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Where the empty line after some fields ends: the beginning of what they stand over.
pub(crate) fn end_of(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for i in memchr::memchr_iter(b'\n', bytes) {
        if matches!(bytes.get(start..i), Some(b"" | b"\r")) {
            return Some(i + 1);
        }
        start = i + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_crawlers_write() {
        let fields = Fields::parse(
            b"Content-Type:text/html\nX: one\r\n two\r\nnonsense\r\nx: 3\r\n\r\nY: 1",
        );
        assert_eq!(fields.get("content-type"), Some("text/html"));
        assert_eq!(fields.get("x"), Some("one two"));
        assert_eq!(fields.get("y"), None, "behind the empty line");
    }

    #[test]
    fn finds_the_end_with_any_line_ends() {
        assert_eq!(end_of(b"a: b\r\n\r\nbody"), Some(8));
        assert_eq!(end_of(b"a: b\n\nbody"), Some(6));
        assert_eq!(end_of(b"a: b\r\n\nbody"), Some(7));
        assert_eq!(end_of(b"a: b\r\nbody"), None);
    }
}

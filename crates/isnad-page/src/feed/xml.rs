//! RSS and Atom. Items are cut apart before any is read, so that a broken one costs no other.

use std::ops::Range;

use quick_xml::{Reader, events::Event};

use super::{Channel, Entry};
use crate::entity;

/// Which elements hold items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// RSS of any version: `item`.
    Rss,
    /// Atom: `entry`.
    Atom,
}

/// How raw characters begin.
const RAW: &str = "<![CDATA[";

/// Bytes of the longest name of a tag, and elements of the deepest item.
const LONGEST: usize = 64;
const DEEPEST: usize = 512;

/// Prefixes of which the names count as if they had none, by the end of their address.
const CORE: [&str; 4] = ["2005/Atom", "rss/1.0/", "rss/0.9/", "netscape.com/rdf/simple/0.9/"];
/// Prefixes by which elements are known here, with the end of their address.
const KNOWN: [(&str, &str); 3] = [
    ("content", "rss/1.0/modules/content/"),
    ("dc", "purl.org/dc/elements/1.1/"),
    ("dcterms", "purl.org/dc/terms/"),
];

/// The kind of feed that a text is.
pub(super) fn root(text: &str) -> Option<Root> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        if !rest.starts_with("<?") && !rest.starts_with("<!") {
            break;
        }
        rest = rest.split_once(end)?.1.trim_start();
    }
    let (name, after) = tag_name(rest)?;
    match local(name) {
        "rss" => Some(Root::Rss),
        "RDF" if after.contains("<channel") || after.contains(":channel") => Some(Root::Rss),
        "feed" => Some(Root::Atom),
        _ => None,
    }
}

/// What a feed says of itself, and its items.
pub(super) fn entries(text: &str) -> (Channel, Vec<Entry>) {
    let name = if root(text) == Some(Root::Atom) { "entry" } else { "item" };
    let parts = parts(text, name);
    let first = parts.first().map_or(text.len(), |part| part.start);
    let head = text.get(..first).unwrap_or_default();
    let prefixes = Prefixes::of(head);
    let entries = parts.iter().map(|part| {
        let (fields, fault) = fields(text.get(part.clone()).unwrap_or_default(), &prefixes);
        Entry { fault, ..entry(fields, &prefixes) }
    });
    (channel(head, &prefixes), entries.collect())
}

/// The name of the tag that `text` begins with, its slash included if it ends an element, and what
/// follows it.
fn tag_name(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('<')?;
    let is_end = |(i, b): (usize, u8)| b.is_ascii_whitespace() || b == b'>' || (b == b'/' && i > 0);
    let end = rest.bytes().take(LONGEST).enumerate().position(is_end)?;
    rest.split_at_checked(end)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Where the items stand: from a start tag to its end tag or, where that is missing, to the next item
/// or the end.
fn parts(text: &str, name: &str) -> Vec<Range<usize>> {
    let (mut out, mut start, mut at) = (Vec::new(), None, 0);
    let mut marks = Marks::new(text);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        if let Some(end) = marks.passed_over(at) {
            at = end;
            continue;
        }
        let tag = text.get(at..).and_then(tag_name).map_or("", |(tag, _)| tag);
        if local(tag.trim_start_matches('/')) == name {
            let before = start.take();
            if tag.starts_with('/') {
                let end = (marks.tag_end.from(at) + 1).min(text.len());
                out.extend(before.map(|from| from..end));
            } else {
                out.extend(before.map(|from| from..at));
                start = Some(at);
            }
        }
        at += 1;
    }
    out.extend(start.map(|from| from..text.len()));
    out
}

/// Where marks stand in a text that is read from left to right.
struct Marks<'t> {
    text: &'t str,
    comment_end: Ahead<'t>,
    raw_start: Ahead<'t>,
    raw_end: Ahead<'t>,
    close: Ahead<'t>,
    tag_end: Ahead<'t>,
}

impl<'t> Marks<'t> {
    fn new(text: &'t str) -> Marks<'t> {
        let ahead = |sign| Ahead { text, sign, next: None };
        Marks {
            text,
            comment_end: ahead("-->"),
            raw_start: ahead(RAW),
            raw_end: ahead("]]>"),
            close: ahead("</"),
            tag_end: ahead(">"),
        }
    }

    /// Where a comment or a stretch of raw characters that begins here ends. If raw characters do not
    /// end before the next ones begin, behind the end of an element, they lack their end.
    fn passed_over(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if rest.starts_with("<!--") {
            let end = self.comment_end.from(at);
            return Some(if end < self.text.len() { end + 3 } else { at + 4 });
        }
        let inner = at + rest.starts_with(RAW).then_some(RAW.len())?;
        let end = self.raw_end.from(inner);
        let is_open = end == self.text.len() || self.raw_start.from(inner) < end;
        let closes = self.close.from(inner) < end;
        Some(if is_open && closes { inner } else { (end + 3).min(self.text.len()) })
    }
}

/// The next place of a sign, sought once however often it is asked for.
struct Ahead<'t> {
    text: &'t str,
    sign: &'static str,
    next: Option<usize>,
}

impl Ahead<'_> {
    /// The first place from `at` on; the end of the text if there is none.
    fn from(&mut self, at: usize) -> usize {
        if let Some(next) = self.next.filter(|next| *next >= at) {
            return next;
        }
        let found = self.text.get(at..).and_then(|rest| rest.find(self.sign));
        let next = found.map_or(self.text.len(), |i| at + i);
        self.next = Some(next);
        next
    }
}

/// What prefixes mean in one feed.
#[derive(Debug, Default)]
struct Prefixes(Vec<(String, &'static str)>);

impl Prefixes {
    /// The declarations anywhere before the first item.
    fn of(head: &str) -> Prefixes {
        let mut out = Vec::new();
        for declared in head.split("xmlns:").skip(1) {
            let Some((prefix, rest)) = declared.split_once('=') else { continue };
            let address = rest.trim_start().get(1..).and_then(|r| r.split(['"', '\'']).next());
            let Some(address) = address else { continue };
            let known = KNOWN.iter().find(|(_, end)| address.ends_with(end)).map(|(name, _)| *name);
            let core = CORE.iter().any(|end| address.ends_with(end)).then_some("");
            out.extend(core.or(known).map(|name| (prefix.trim().to_owned(), name)));
        }
        Prefixes(out)
    }

    /// The name by which an element is known here, whatever its prefix in this feed.
    fn name(&self, name: &str) -> String {
        let Some((prefix, local)) = name.split_once(':') else { return name.to_owned() };
        match self.0.iter().find(|(p, _)| p == prefix) {
            Some((_, "")) => local.to_owned(),
            Some((_, known)) => format!("{known}:{local}"),
            None => name.to_owned(),
        }
    }
}

/// A child of an item.
#[derive(Debug, Default)]
struct Field {
    name: String,
    attributes: Vec<(String, String)>,
    /// Its text, or its mark-up if elements stand in it.
    value: String,
}

impl Field {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The children of the element that `text` holds, and what is broken in it.
fn fields(text: &str, prefixes: &Prefixes) -> (Vec<Field>, Option<String>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    (config.allow_dangling_amp, config.expand_empty_elements) = (true, true);
    let mut open = Open { text, prefixes, names: Vec::new(), field: None, out: Vec::new() };
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                open.start(name, attributes(&tag), after);
                if open.names.len() > DEEPEST {
                    open.close(before);
                    return (open.out, Some("elements nested too deep in an item".to_owned()));
                }
            }
            Ok(Event::End(tag)) => {
                open.end(tag.name().as_ref(), before);
                if open.names.is_empty() {
                    return (open.out, None);
                }
            }
            Ok(Event::Text(text)) => open.push(&text),
            Ok(Event::CData(raw)) => open.push(&raw),
            Ok(Event::GeneralRef(name)) => {
                let name: &str = &name;
                open.push(&entity::resolve(name).unwrap_or_else(|| format!("&{name};")));
            }
            Ok(Event::Eof) => {
                open.close(text.len());
                return (open.out, Some("the item is not closed".to_owned()));
            }
            Ok(_) => {}
            Err(error) => {
                open.close(before);
                return (open.out, Some(format!("broken XML in an item: {error}")));
            }
        }
    }
}

fn attributes(tag: &quick_xml::events::BytesStart<'_>) -> Vec<(String, String)> {
    let text = |value: &str| entity::unescape(value).into_owned();
    let mut all = tag.attributes();
    all.with_checks(false).flatten().map(|a| (text(a.key.as_ref()), text(&a.value))).collect()
}

/// The elements that are open while an item is read.
struct Open<'t> {
    text: &'t str,
    prefixes: &'t Prefixes,
    names: Vec<String>,
    /// The child at hand, where its content begins, and whether elements stand in it.
    field: Option<(Field, usize, bool)>,
    out: Vec<Field>,
}

impl Open<'_> {
    fn start(&mut self, name: String, attributes: Vec<(String, String)>, at: usize) {
        match &mut self.field {
            Some((_, _, has_elements)) => *has_elements = true,
            None if self.names.len() == 1 => {
                let field =
                    Field { name: self.prefixes.name(&name), attributes, value: String::new() };
                self.field = Some((field, at, false));
            }
            None => {}
        }
        self.names.push(name);
    }

    /// Closes an element and those in it that were left open; what was never opened is passed over.
    fn end(&mut self, name: &str, at: usize) {
        let Some(open) = self.names.iter().rposition(|n| n == name) else { return };
        self.names.truncate(open);
        if open <= 1 {
            self.close(at);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some((field, _, _)) = &mut self.field {
            field.value.push_str(text);
        }
    }

    /// Ends the child at hand.
    fn close(&mut self, at: usize) {
        let Some((mut field, from, has_elements)) = self.field.take() else { return };
        if has_elements {
            self.text.get(from..at).unwrap_or_default().clone_into(&mut field.value);
        }
        self.out.push(field);
    }
}

/// What a feed says of itself, from what stands before its first item.
fn channel(head: &str, prefixes: &Prefixes) -> Channel {
    let start = head.rfind("<channel").or_else(|| head.find("<feed")).unwrap_or(0);
    let (fields, _) = fields(head.get(start..).unwrap_or_default(), prefixes);
    let entry = entry(fields, prefixes);
    let root = head.get(start..).and_then(|h| h.split_once('>')).map_or("", |(root, _)| root);
    let lang =
        root.split_once("xml:lang=").and_then(|(_, l)| l.get(1..)?.split(['"', '\'']).next());
    Channel { title: entry.title, link: entry.link, lang: entry.lang.or(lang.map(str::to_owned)) }
}

/// What the children of an item say. Of those that say the same thing, the first counts.
fn entry(fields: Vec<Field>, prefixes: &Prefixes) -> Entry {
    let mut entry = Entry::default();
    for field in fields {
        if field.name == "link" {
            link(&mut entry, &field);
            continue;
        }
        if field.name == "author" || field.name == "dc:creator" {
            entry.authors.extend(author(&field, prefixes));
            continue;
        }
        let slot = match field.name.as_str() {
            "title" => &mut entry.title,
            "guid" | "id" => &mut entry.id,
            "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" => {
                &mut entry.published
            }
            "updated" | "modified" | "dcterms:modified" => &mut entry.updated,
            "language" | "dc:language" => &mut entry.lang,
            "category" | "dc:subject" => &mut entry.section,
            "source" => &mut entry.source,
            "content:encoded" | "content" => &mut entry.content,
            "description" | "summary" => &mut entry.summary,
            _ => continue,
        };
        let value = match field.name.as_str() {
            "source" => nested(&field, "title", prefixes),
            "category" => field.attribute("term").unwrap_or(&field.value).to_owned(),
            "title" => plain(&field.value),
            _ => field.value,
        };
        let value = value.trim();
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value.to_owned());
        }
    }
    entry
}

/// RSS has the address as text, Atom as an attribute, and there of several kinds.
fn link(entry: &mut Entry, field: &Field) {
    let is_article = matches!(field.attribute("rel"), None | Some("alternate"));
    let address = field.attribute("href").filter(|_| is_article).unwrap_or(field.value.trim());
    if entry.link.is_none() && !address.is_empty() {
        entry.link = Some(address.to_owned());
    }
}

/// A name: `Jane Roe`, `jane@port.example (Jane Roe)`, or an element in which one stands.
fn author(field: &Field, prefixes: &Prefixes) -> Option<String> {
    let text = nested(field, "name", prefixes);
    let text = match text.split_once('(') {
        Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')').to_owned(),
        _ => plain(&text),
    };
    let text = text.trim();
    (!text.is_empty() && !text.contains('@')).then(|| text.to_owned())
}

/// The text of a child of a field, or of the field itself if no element stands in it.
fn nested(field: &Field, name: &str, prefixes: &Prefixes) -> String {
    if !field.value.contains('<') {
        return field.value.clone();
    }
    let (inner, _) = fields(&format!("<x>{}</x>", field.value), prefixes);
    inner.into_iter().find(|f| f.name == name).map(|f| f.value).unwrap_or_default()
}

/// A headline or name without the mark-up and the references that feeds leave in them.
fn plain(value: &str) -> String {
    let value = entity::unescape(value);
    let mut parts = value.split('<');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_tag = part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match part.split_once('>') {
            Some((_, text)) if is_tag => out.push_str(text),
            _ => out.extend(["<", part]),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xml version='1.0'?><!-- feed --><rss version='2.0' \
        xmlns:c='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' \
        xmlns:a='http://www.w3.org/2005/Atom'><channel><title>Port News</title>\
        <link>https://port.example/</link><language>en-gb</language>";

    fn items(text: &str) -> Vec<Entry> {
        entries(text).1
    }

    #[test]
    fn knows_feeds_by_their_root() {
        assert_eq!(root(HEAD), Some(Root::Rss));
        assert_eq!(root("\u{feff} <!DOCTYPE rss><rdf:RDF xmlns='x'><channel>"), Some(Root::Rss));
        assert_eq!(root("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>"), Some(Root::Atom));
        assert_eq!(root("<html><body>rss</body></html>"), None);
        assert_eq!(root("plain"), None);
    }

    #[test]
    fn reads_rss() {
        let item = "<item><title>Ships &amp;amp; &lt;b&gt;boats&lt;/b&gt; AT&T</title><link>https://port.example/1</link>\
            <a:link href='https://x.example/'/><dc:creator><![CDATA[Jane Roe]]></dc:creator>\
            <author>a@port.example (John Doe)</author><category>Sea</category><category>Air</category>\
            <pubDate>الثلاثاء, 05 مارس 2024</pubDate><source url='https://w.example/'>The Wire</source>\
            <description>In short&nbsp;&ndash;</description><media:title>no</media:title>\
            <c:encoded><![CDATA[<p>Ships <b>left</b>.</p>]]></c:encoded></item>";
        let (channel, found) = entries(&format!("{HEAD}{item}</channel></rss>"));
        assert_eq!(
            (channel.title.as_deref(), channel.lang.as_deref()),
            (Some("Port News"), Some("en-gb"))
        );
        assert_eq!(channel.link.as_deref(), Some("https://port.example/"));
        let text = |s: &str| Some(s.to_owned());
        assert_eq!(
            found,
            [Entry {
                link: text("https://port.example/1"),
                title: text("Ships & boats AT&T"),
                authors: vec!["Jane Roe".into(), "John Doe".into()],
                section: text("Sea"),
                published: text("الثلاثاء, 05 مارس 2024"),
                source: text("The Wire"),
                content: text("<p>Ships <b>left</b>.</p>"),
                summary: text("In short\u{a0}–"),
                ..Entry::default()
            }]
        );
    }

    #[test]
    fn reads_atom_and_rdf() {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='ar'><title>T</title><entry><id>urn:1</id>\
            <link rel='self' href='https://a.example/feed'/><link href='https://a.example/1'/>\
            <title type='html'>One</title><author><name>Jane</name><email>j@a.example</email></author>\
            <updated>2024-03-05T10:00:00Z</updated><source><title>Wire</title></source>\
            <content type='xhtml'><div>Ships <i>left</i></div></content></entry></feed>";
        let (channel, found) = entries(atom);
        assert_eq!(channel.lang.as_deref(), Some("ar"));
        let one = &found[0];
        assert_eq!(one.content.as_deref(), Some("<div>Ships <i>left</i></div>"));
        assert_eq!(
            (one.link.as_deref(), one.authors.join("")),
            (Some("https://a.example/1"), "Jane".into())
        );
        assert_eq!((one.source.as_deref(), one.fault.as_deref()), (Some("Wire"), None));
        let rdf = "<rdf:RDF><channel><title>T</title></channel><item rdf:about='x'><title>One</title>\
            <dc:date>2024-03-05</dc:date></item><item/></rdf:RDF>";
        assert_eq!(items(rdf)[0].published.as_deref(), Some("2024-03-05"));
    }

    #[test]
    fn hostile_feeds_end() {
        for part in
            ["<!--", "<![CDATA[</", "<", "</item", "<item ", "<item><![CDATA[</item>", "&", "</"]
        {
            let _ = items(&format!("{HEAD}{}", part.repeat(200_000)));
            let _ =
                items(&format!("{HEAD}<item><title>{}]]></title></item>", part.repeat(200_000)));
        }
    }

    #[test]
    fn a_broken_item_costs_no_other() {
        for broken in [
            "<item><title>Two</title><description>x<p>y</description></item>",
            "<item><title>Two</title><description>x</item>",
            "<item><title>Two</title><description><![CDATA[x</description></item>",
            "<item><title>Two</title><description a='>x</description></item>",
            "<item><title>Two</title><description>x & y &bogus; < z</description></item>",
            "<item><title>Two</title>",
        ] {
            let good = |n: u8| {
                format!("<item><title>{n}</title><description><![CDATA[t]]></description></item>")
            };
            let found = items(&format!("{HEAD}{}{broken}{}</channel></rss>", good(1), good(3)));
            let titles: Vec<&str> = found.iter().filter_map(|e| e.title.as_deref()).collect();
            assert_eq!(titles, ["1", "Two", "3"], "{broken}");
            assert!(found[2].fault.is_none() && found[2].summary.is_some(), "{broken}");
        }
        let deep = format!("<item><title>1</title>{}", "<b>".repeat(100_000));
        assert!(items(&format!("{HEAD}{deep}"))[0].fault.is_some());
        let cut = items(&format!(
            "{HEAD}<item><title>1</title><description>t</description></item><item><tit"
        ));
        assert!(cut[0].fault.is_none());
        assert!(cut.len() == 1 || cut[1].fault.is_some());
    }
}

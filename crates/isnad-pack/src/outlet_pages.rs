//! Where the parts of an article stand on the pages of one outlet, for outlets that the general rules
//! misread: `outlets/NAME.toml`, one file each. Selectors are texts here; `isnad-page` reads them.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    Diagnostic, Source,
    check::{diagnostic_at, toml_diagnostic},
    outlets::Outlets,
    source::Layer,
};

/// Folder of the files.
const FOLDER: &str = "outlets";

/// CSS selectors of the parts of a page; a part without one is found by the general rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletPage {
    /// Name of the file without its ending.
    pub name: String,
    /// The headline.
    pub title: Option<String>,
    /// Elements whose text is the article.
    pub body: Option<String>,
    /// The date of publication.
    pub date: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Elements inside the article that are none of it.
    pub cut: Option<String>,
}

/// The rules of all outlets that have some.
#[derive(Debug, Default)]
pub struct OutletPages {
    list: Vec<OutletPage>,
    by_domain: FxHashMap<String, usize>,
}

/// A selector with a finding about its place, to be completed if the selector is wrong.
#[derive(Debug, Clone)]
pub struct PlacedSelector {
    /// The selector.
    pub css: String,
    /// Where it stands.
    pub place: Diagnostic,
}

/// A file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutletFile {
    /// Id of an outlet of `world/outlets.tsv`, whose domains are meant.
    outlet: Option<Spanned<String>>,
    /// Domains that are meant, with all below them.
    #[serde(default)]
    domains: Vec<Spanned<String>>,
    /// What the general rules miss.
    why: Spanned<String>,
    title: Option<Spanned<String>>,
    body: Option<Spanned<String>>,
    date: Option<Spanned<String>>,
    byline: Option<Spanned<String>>,
    cut: Option<Spanned<String>>,
}

impl OutletFile {
    fn selectors(&self) -> impl Iterator<Item = &Spanned<String>> {
        [&self.title, &self.body, &self.date, &self.byline, &self.cut].into_iter().flatten()
    }

    /// The domains for which the file stands.
    fn domains<'f>(&'f self, outlets: &'f Outlets) -> Vec<&'f str> {
        if self.domains.is_empty() {
            let id = self.outlet.as_ref().map(Spanned::get_ref);
            return id.map(|id| outlets.domains_of(id)).unwrap_or_default();
        }
        self.domains.iter().map(|d| d.get_ref().as_str()).collect()
    }
}

impl OutletPages {
    /// Reads the files that hold together; faults are found by [`crate::check`].
    pub(crate) fn read(source: &Source, outlets: &Outlets) -> OutletPages {
        let mut pages = OutletPages::default();
        for (_, path, text) in source.in_folder(FOLDER) {
            let (Some(name), Ok(file)) = (name_of(path), toml::from_str::<OutletFile>(text)) else {
                continue;
            };
            let index = pages.list.len();
            // A file of an upper layer takes the place of those of its domains below.
            for domain in file.domains(outlets) {
                pages.by_domain.insert(domain.to_ascii_lowercase(), index);
            }
            let css = |field: Option<Spanned<String>>| field.map(Spanned::into_inner);
            pages.list.push(OutletPage {
                name: name.to_owned(),
                title: css(file.title),
                body: css(file.body),
                date: css(file.date),
                byline: css(file.byline),
                cut: css(file.cut),
            });
        }
        pages
    }

    /// The rules for the pages of a host, by the longest domain that has some.
    pub fn by_host(&self, host: &str) -> Option<&OutletPage> {
        let host = host.to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(index) = self.by_domain.get(rest) {
                return self.list.get(*index);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

/// The name of a file of rules, if a path is that of one.
pub(crate) fn name_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".toml")?;
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

/// All selectors of a source, each with its place.
pub fn selectors(source: &Source) -> Vec<PlacedSelector> {
    let mut out = Vec::new();
    for (layer, path, text) in source.in_folder(FOLDER) {
        let Ok(file) = toml::from_str::<OutletFile>(text) else { continue };
        out.extend(file.selectors().map(|css| PlacedSelector {
            css: css.get_ref().clone(),
            place: diagnostic_at(
                (layer, path),
                text,
                css.span(),
                "bad-selector",
                String::new(),
                "",
            ),
        }));
    }
    out
}

/// Checks the files of a source as far as they themselves and the list of outlets tell.
pub(crate) fn check(source: &Source, out: &mut Vec<Diagnostic>) {
    let outlets = Outlets::read(source);
    let mut taken: Vec<(&Layer, &str, String)> = Vec::new();
    for (layer, path, text) in source.in_folder(FOLDER).filter(|(_, p, _)| name_of(p).is_some()) {
        let file = match toml::from_str::<OutletFile>(text) {
            Ok(file) => file,
            Err(error) => {
                out.push(toml_diagnostic((layer, path), text, &error));
                continue;
            }
        };
        let mut fault = |span, code, what: String, hint: &str| {
            out.push(diagnostic_at((layer, path), text, span, code, what, hint));
        };
        check_form(&file, &mut fault);
        check_outlet(&file, &outlets, &mut fault);
        for domain in file.domains(&outlets) {
            let domain = domain.to_ascii_lowercase();
            let other = taken.iter().find(|(l, _, d)| std::ptr::eq(*l, layer) && *d == domain);
            if let Some((_, other, _)) = other {
                let what = format!("{domain} has rules in {other} too");
                fault(file.why.span(), "duplicate", what, "put them into one file");
            }
            taken.push((layer, path, domain));
        }
    }
}

type Fault<'f> = dyn FnMut(std::ops::Range<usize>, &'static str, String, &str) + 'f;

fn check_form(file: &OutletFile, fault: &mut Fault<'_>) {
    if file.why.get_ref().trim().is_empty() {
        let what = "`why` is empty".to_owned();
        fault(file.why.span(), "empty-cell", what, "say what the general rules miss");
    }
    if file.selectors().next().is_none() {
        let hint = "give title, body, date, byline or cut";
        fault(file.why.span(), "missing-column", "no selector".to_owned(), hint);
    }
    if file.outlet.is_none() && file.domains.is_empty() {
        let hint = "give `outlet`, an id of world/outlets.tsv, or `domains`";
        fault(file.why.span(), "missing-column", "no outlet and no domain".to_owned(), hint);
    }
    for domain in file.domains.iter().filter(|d| !is_domain(d.get_ref())) {
        let what = format!("`{}` is no domain", domain.get_ref());
        fault(
            domain.span(),
            "bad-value",
            what,
            "write it as news.example, without https:// and path",
        );
    }
}

/// The outlet must be listed, and the domains must not be those of another.
fn check_outlet(file: &OutletFile, outlets: &Outlets, fault: &mut Fault<'_>) {
    let Some(id) = &file.outlet else { return };
    let Some(outlet) = outlets.by_id(id.get_ref()) else {
        let what = format!("no outlet `{}`", id.get_ref());
        return fault(id.span(), "dangling-id", what, "list it in world/outlets.tsv");
    };
    if file.domains(outlets).is_empty() {
        let what = format!("`{}` has no domain", outlet.id);
        fault(id.span(), "dangling-id", what, "give `domains`, or list them in world/outlets.tsv");
    }
    for domain in &file.domains {
        if let Some(other) = outlets.by_host(domain.get_ref()).filter(|o| o.id != outlet.id) {
            let what = format!("`{}` is a domain of {}", domain.get_ref(), other.id);
            fault(
                domain.span(),
                "bad-value",
                what,
                "name that outlet, or correct world/outlets.tsv",
            );
        }
    }
}

fn is_domain(text: &str) -> bool {
    let part = |p: &str| {
        !p.is_empty() && p.chars().all(|c| c.is_alphanumeric() || c == '-') && !p.starts_with('-')
    };
    text.contains('.') && text.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(files: &[(&str, &str)]) -> Source {
        let mut source = Source::builtin();
        let mut layer = Layer::new("mine");
        layer.insert(
            "pack.toml",
            "name = \"mine\"\nlicence = \"CC0\"\nsource = \"me\"\n".to_owned(),
        );
        for (path, text) in files {
            layer.insert(path, (*text).to_owned());
        }
        source.lay(layer);
        source
    }

    fn faults(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        check(&source(&[("outlets/a.toml", text)]), &mut out);
        out.iter()
            .map(|d| format!("{}:{}:{}: {} {}", d.path, d.line, d.column, d.code, d.message))
            .collect()
    }

    #[test]
    fn rules_stand_for_a_domain_and_all_below_it() {
        let text = "domains = [\"News.example\"]\nwhy = \"w\"\nbody = \"div.x\"\n";
        let source = source(&[("outlets/a.toml", text)]);
        let pages = OutletPages::read(&source, &Outlets::read(&source));
        let of = |host: &str| pages.by_host(host).and_then(|p| p.body.clone());
        assert_eq!(of("www.NEWS.example").as_deref(), Some("div.x"));
        assert_eq!(of("news.example").as_deref(), Some("div.x"));
        assert_eq!(of("othernews.example"), None);
        assert_eq!(
            selectors(&source).iter().filter(|s| s.place.path == "mine/outlets/a.toml").count(),
            1
        );
    }

    #[test]
    fn faults_are_told_where_they_stand() {
        assert!(faults("domains = [\"news.example\"]\nwhy = \"w\"\nbody = \"p\"\n").is_empty());
        let one = |text: &str, want: &str| {
            let got = faults(text);
            assert!(got.iter().any(|f| f.starts_with(want)), "{want}: {got:#?}");
        };
        one(
            "outlet = \"no-such-outlet\"\nwhy = \"w\"\nbody = \"p\"\n",
            "mine/outlets/a.toml:1:10: dangling-id",
        );
        one(
            "domains = [\"https://a.example/\"]\nwhy = \"w\"\nbody = \"p\"\n",
            "mine/outlets/a.toml:1:12: bad-value",
        );
        one(
            "domains = [\"a.example\"]\nwhy = \"\"\nbody = \"p\"\n",
            "mine/outlets/a.toml:2:7: empty-cell",
        );
        one("domains = [\"a.example\"]\nwhy = \"w\"\n", "mine/outlets/a.toml:2:7: missing-column");
        one("why = \"w\"\nbody = \"p\"\n", "mine/outlets/a.toml:1:7: missing-column");
        one(
            "domains = [\"a.example\"]\nwhy = \"w\"\nbodies = \"p\"\n",
            "mine/outlets/a.toml:3:1: unknown-field",
        );
        let mut out = Vec::new();
        let text = "domains = [\"a.example\"]\nwhy = \"w\"\nbody = \"p\"\n";
        check(&source(&[("outlets/a.toml", text), ("outlets/b.toml", text)]), &mut out);
        assert_eq!(out.iter().filter(|d| d.code == "duplicate").count(), 1);
    }
}

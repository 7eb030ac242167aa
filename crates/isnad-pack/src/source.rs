//! The text files that a pack is compiled from, in layers: the files built into the program, and
//! the packs that a user lays over them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use include_dir::{Dir, include_dir};
use isnad_text::Lang;
use sha2::{Digest, Sha256};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../data");

/// Endings of the files that make a pack; the README says where its facts come from.
pub const ENDINGS: [&str; 3] = [".tsv", ".toml", "README.md"];

/// The files of a pack by path (`lang/ar/verbs.tsv`, `world/states.tsv`), layer over layer.
#[derive(Debug, Clone)]
pub struct Source {
    layers: Vec<Layer>,
    dictionaries: Vec<(String, String)>,
}

/// The files of one folder.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// What stands before the paths of its files in messages; empty for the built-in pack.
    pub root: String,
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Default for Source {
    fn default() -> Source {
        Source::of(Layer::default())
    }
}

/// Whether a path is that of a table.
pub fn is_table(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "tsv")
}

impl Layer {
    /// A layer without files.
    pub fn new(root: &str) -> Layer {
        Layer { root: root.to_owned(), files: BTreeMap::new() }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), Cow::Owned(text));
    }

    /// The text of a file, if there is one.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// Paths and texts in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(p, t)| (p.as_str(), t.as_ref()))
    }

    /// How messages name a file of this layer.
    pub fn shown(&self, path: &str) -> String {
        if self.root.is_empty() {
            return path.to_owned();
        }
        format!("{}/{path}", self.root.trim_end_matches('/'))
    }
}

impl Source {
    /// The files built into the program.
    pub fn builtin() -> Source {
        let mut layer = Layer::default();
        collect(&BUILTIN, &mut layer);
        Source::of(layer)
    }

    /// A source of one layer.
    pub fn of(layer: Layer) -> Source {
        Source { layers: vec![layer], dictionaries: Vec::new() }
    }

    /// Lays a pack over those that are there.
    pub fn lay(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// Adds a dictionary of actors and agents; see [`crate::actors`].
    pub fn add_dictionary(&mut self, path: &str, text: String) {
        self.dictionaries.push((path.to_owned(), text));
    }

    /// Paths and texts of the dictionaries, in the order in which they were added.
    pub fn dictionaries(&self) -> &[(String, String)] {
        &self.dictionaries
    }

    /// The layers from the ground up.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Adds or replaces a file of the topmost layer.
    pub fn insert(&mut self, path: &str, text: String) {
        if let Some(layer) = self.layers.last_mut() {
            layer.insert(path, text);
        }
    }

    /// The text of a file in the topmost layer that has it; empty if none has.
    pub fn text(&self, path: &str) -> &str {
        self.layers.iter().rev().find_map(|l| l.text(path)).unwrap_or_default()
    }

    /// The languages that have a folder, and the two that the engines are made for.
    pub fn languages(&self) -> BTreeSet<Lang> {
        let paths = self.layers.iter().flat_map(Layer::files).map(|(path, _)| path);
        let folder = |path: &str| Lang::from_code(path.strip_prefix("lang/")?.split_once('/')?.0);
        paths.filter_map(folder).chain([Lang::AR, Lang::EN]).collect()
    }

    /// The files in a folder and below, each with its layer, in the order of layers and paths.
    pub fn in_folder<'s>(
        &'s self,
        folder: &str,
    ) -> impl Iterator<Item = (&'s Layer, &'s str, &'s str)> {
        let prefix = format!("{folder}/");
        self.layers.iter().flat_map(move |layer| {
            let prefix = prefix.clone();
            layer
                .files()
                .filter(move |(p, _)| p.starts_with(&prefix))
                .map(move |(p, t)| (layer, p, t))
        })
    }

    /// First 12 hexadecimal digits of the SHA-256 of paths and texts of tables and rules, and of the
    /// texts of dictionaries. Words of the local pages (`web/`) change nothing that is read.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut add = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update([0]);
        };
        let files = self.layers.iter().flat_map(Layer::files);
        for (path, text) in
            files.filter(|(p, _)| !p.ends_with("README.md") && !p.starts_with("web/"))
        {
            add(path);
            add(text);
        }
        self.dictionaries.iter().for_each(|(_, text)| add(text));
        let mut out = String::new();
        for byte in hasher.finalize().iter().take(6) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{byte:02x}");
        }
        out
    }
}

fn collect(dir: &Dir<'static>, layer: &mut Layer) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let is_data = ENDINGS.iter().any(|end| path.ends_with(end));
        if let (true, Some(text)) = (is_data, file.contents_utf8()) {
            layer.files.insert(path, Cow::Borrowed(text));
        }
    }
    dir.dirs().for_each(|d| collect(d, layer));
}

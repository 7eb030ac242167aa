//! English nouns of descriptions in singular and plural.

use isnad_pack::inflect::Number;

use crate::document::Document;

/// An English noun in the number of the word that it translates; `listed_plural` for lists that give
/// people in the plural.
pub(crate) fn numbered(
    doc: &Document<'_>,
    gloss: &str,
    number: Number,
    listed_plural: bool,
) -> String {
    let plurals = &doc.lang.cues.english.plurals;
    let plural = gloss.ends_with('s') && !gloss.ends_with("ss")
        || plurals.iter().any(|(_, p)| gloss.ends_with(p.as_str()));
    match number {
        Number::Plural | Number::Dual if !plural && !gloss.is_empty() => pluralised(gloss, plurals),
        Number::Singular if plural && listed_plural => singular(gloss, plurals),
        _ => gloss.to_owned(),
    }
}

fn pluralised(gloss: &str, irregular: &[(String, String)]) -> String {
    // The head of "head of state" is its first word.
    let (head, tail) =
        gloss.split_once(" of ").map_or((gloss, String::new()), |(h, t)| (h, format!(" of {t}")));
    let own =
        irregular.iter().find_map(|(s, p)| Some(format!("{}{p}", head.strip_suffix(s.as_str())?)));
    let head = own.unwrap_or_else(|| match head.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if head.ends_with(['s', 'x']) || head.ends_with("ch") || head.ends_with("sh") => {
            format!("{head}es")
        }
        _ => format!("{head}s"),
    });
    head + &tail
}

/// One of those whom a description in the plural means: "officials close to the talks" are an
/// "official close to the talks".
pub(crate) fn one(description: &str, irregular: &[(String, String)]) -> String {
    let words: Vec<&str> = description.split(' ').collect();
    let plural = |w: &&str| singular(w, irregular) != **w && !w.ends_with("ss");
    let Some(at) = words.iter().position(plural) else { return description.to_owned() };
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    words[at] = singular(&words[at], irregular);
    words.join(" ")
}

/// An English noun in the singular; `irregular` are endings in singular and plural.
pub(crate) fn singular(gloss: &str, irregular: &[(String, String)]) -> String {
    let own =
        irregular.iter().find_map(|(s, p)| Some(format!("{}{s}", gloss.strip_suffix(p.as_str())?)));
    let hissing = |s: &&str| ["ss", "x", "ch", "sh"].iter().any(|e| s.ends_with(e));
    own.unwrap_or_else(|| match (gloss.strip_suffix("ies"), gloss.strip_suffix("es")) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if hissing(&stem) => stem.to_owned(),
        _ => gloss.trim_end_matches('s').to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects_english_glosses() {
        let irregular = [("man".to_owned(), "men".to_owned())];
        for (one, many) in [
            ("spokesman", "spokesmen"),
            ("deputy", "deputies"),
            ("head of state", "heads of state"),
        ] {
            assert_eq!(pluralised(one, &irregular), many);
        }
        assert_eq!(singular("policemen", &irregular), "policeman");
        assert_eq!(singular("witnesses", &irregular), "witness");
        assert_eq!(singular("nurses", &irregular), "nurse");
    }
}

//! Ids for names that no list holds: lower case, hyphens, Latin letters.

use isnad_pack::LangPack;
use isnad_text::{fold, fold::is_ignorable};

/// A slug of a name: folded, other scripts in Latin letters by the pack's table, hyphens between
/// words. Between two consonants at the beginning of a word a vowel is put, as readers do.
pub fn slug(name: &str, lang: &LangPack) -> String {
    let letters: String = name.chars().filter(|c| !is_ignorable(*c)).collect();
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| word_slug(w, lang)).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-")
}

fn word_slug(word: &str, lang: &LangPack) -> String {
    let article = lang.clitics.article();
    let usual = |w: &str| lang.latin_names.get(&fold(w)).cloned();
    if let Some(latin) = usual(word) {
        return latin;
    }
    // Letters that folding joins to others are looked up before it.
    if let Some(rest) =
        word.strip_prefix(article).filter(|r| !article.is_empty() && r.chars().count() > 2)
    {
        return format!("al-{}", usual(rest).unwrap_or_else(|| letters(rest, lang)));
    }
    letters(word, lang)
}

fn letters(word: &str, lang: &LangPack) -> String {
    let mut out = String::new();
    let (mut consonants, mut any_vowel) = (0, false);
    for raw in word.chars() {
        let c = if lang.translit.contains_key(&raw) { raw } else { folded(raw) };
        let (latin, vowel) = match lang.translit.get(&c) {
            Some((latin, vowel)) => (latin.as_str(), *vowel),
            None if c.is_ascii_alphanumeric() => {
                out.push(c);
                continue;
            }
            None => continue,
        };
        if vowel {
            (consonants, any_vowel) = (0, true);
        } else {
            consonants += 1;
            if consonants == 2 && !any_vowel {
                out.push('a');
                (consonants, any_vowel) = (1, true);
            }
        }
        out.push_str(latin);
    }
    out
}

/// The folded form of a letter; of one that folds to several, the first.
fn folded(c: char) -> char {
    fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_pack::Pack;
    use isnad_text::Lang;

    #[test]
    fn makes_readable_ids() {
        let pack = Pack::builtin();
        assert_eq!(slug("سلمى الحداد", pack.lang(Lang::AR)), "salma-al-haddad");
        assert_eq!(slug("Nadia O'Farrow", pack.lang(Lang::EN)), "nadia-o-farrow");
    }
}

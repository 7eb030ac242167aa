//! How a reader wants the pages: language, digits, names of months, light or dark. Words come from
//! the tables under `data/web`; no word of the interface stands in code.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use isnad_pack::{Source, tsv::Table};
use isnad_text::Moment;

use crate::html::{Html, escape, is_disguised, lang_of, plain};
use crate::phrases::{Part, Phrases};

/// Languages of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tongue {
    #[default]
    En,
    Ar,
}

impl Tongue {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Tongue::En => "en",
            Tongue::Ar => "ar",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Tongue> {
        match code {
            "en" => Some(Tongue::En),
            "ar" => Some(Tongue::Ar),
            _ => None,
        }
    }
}

/// Every word of the interface, in both languages.
#[derive(Debug, Default)]
pub struct Strings {
    words: BTreeMap<String, [String; 2]>,
    /// By key and CLDR category.
    counts: BTreeMap<(String, String), [String; 2]>,
    /// Names of months by set.
    months: BTreeMap<String, Vec<String>>,
    phrases: Phrases,
    parties: Phrases,
}

impl Strings {
    /// Reads `web/strings.tsv`, `web/counts.tsv`, `web/months.tsv`, `web/phrases.tsv` and
    /// `web/parties.tsv`.
    pub fn read(source: &Source) -> Strings {
        let mut strings = Strings {
            phrases: Phrases::read(source, "web/phrases.tsv"),
            parties: Phrases::read(source, "web/parties.tsv"),
            ..Strings::default()
        };
        for row in Table::read(source, "web/strings.tsv").rows() {
            let words = [row.get("en").to_owned(), row.get("ar").to_owned()];
            strings.words.insert(row.get("key").to_owned(), words);
        }
        for row in Table::read(source, "web/counts.tsv").rows() {
            let words = [row.get("en").to_owned(), row.get("ar").to_owned()];
            let key = (row.get("key").to_owned(), row.get("category").to_owned());
            strings.counts.insert(key, words);
        }
        for row in Table::read(source, "web/months.tsv").rows() {
            let names = row.list("names").map(str::to_owned).collect();
            strings.months.insert(row.get("set").to_owned(), names);
        }
        strings
    }
}

/// What a reader has set, as the cookie keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) tongue: Tongue,
    /// Whether digits are Arabic-Indic in the Arabic interface.
    pub(crate) arabic_digits: bool,
    /// Which names of months the Arabic interface has.
    pub(crate) months: Months,
    pub(crate) theme: Theme,
}

/// Names of months in Arabic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Months {
    #[default]
    Egypt,
    Levant,
    Maghreb,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system of the reader.
    #[default]
    System,
    Light,
    Dark,
}

impl Months {
    pub(crate) const ALL: [Months; 3] = [Months::Egypt, Months::Levant, Months::Maghreb];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Months::Egypt => "egypt",
            Months::Levant => "levant",
            Months::Maghreb => "maghreb",
        }
    }
}

impl Theme {
    pub(crate) const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Settings {
    /// The name of the cookie.
    pub(crate) const COOKIE: &'static str = "isnad";

    /// Reads what [`Settings::cookie`] wrote; whatever is unknown stays as it is by default.
    pub(crate) fn parse(text: &str) -> Settings {
        let mut settings = Settings::default();
        for (name, value) in text.split('.').filter_map(|part| part.split_once('-')) {
            settings.set(name, value);
        }
        settings
    }

    /// Changes one setting; leaves all as they are if the name or value is unknown.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match name {
            "lang" => self.tongue = Tongue::of(value).unwrap_or(self.tongue),
            "digits" => self.arabic_digits = value == "arab",
            "months" => {
                let months = Months::ALL.into_iter().find(|m| m.code() == value);
                self.months = months.unwrap_or(self.months);
            }
            "theme" => {
                let theme = Theme::ALL.into_iter().find(|t| t.code() == value);
                self.theme = theme.unwrap_or(self.theme);
            }
            _ => {}
        }
    }

    /// The value of the cookie.
    pub(crate) fn cookie(self) -> String {
        let digits = if self.arabic_digits { "arab" } else { "latn" };
        format!(
            "lang-{}.digits-{digits}.months-{}.theme-{}",
            self.tongue.code(),
            self.months.code(),
            self.theme.code()
        )
    }
}

/// The interface in one reader's settings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ui<'a> {
    pub(crate) settings: Settings,
    strings: &'a Strings,
}

impl<'a> Ui<'a> {
    pub(crate) fn new(settings: Settings, strings: &'a Strings) -> Ui<'a> {
        Ui { settings, strings }
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.settings.tongue.code()
    }

    pub(crate) fn dir(&self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    pub(crate) fn is_rtl(&self) -> bool {
        self.settings.tongue == Tongue::Ar
    }

    fn pick<'s>(&self, words: &'s [String; 2]) -> &'s str {
        match self.settings.tongue {
            Tongue::En => &words[0],
            Tongue::Ar => &words[1],
        }
    }

    /// The words of a key; the key itself if the tables lack it.
    pub(crate) fn s<'k>(&self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.strings.words.get(key).map_or(key, |words| self.pick(words))
    }

    /// What a code of a format is called (`status`, `happened`); the code without its hyphens if it
    /// has no name.
    pub(crate) fn label(&self, group: &str, code: &str) -> String {
        let named = self.named(group, code).map(str::to_owned);
        named.unwrap_or_else(|| plain(&code.replace(['-', '_'], " ")))
    }

    /// What a code of a format is called, if it has a name.
    pub(crate) fn named(&self, group: &str, code: &str) -> Option<&'a str> {
        self.strings.words.get(&format!("{group}.{code}")).map(|words| self.pick(words))
    }

    /// The phrase of stories that a text is, in the language of the reader.
    pub(crate) fn phrase<'t>(&self, text: &'t str) -> Option<Vec<Part<'t>>>
    where
        'a: 't,
    {
        self.strings.phrases.find(text, self.is_rtl())
    }

    /// The description of somebody in the language of the reader, if the tables have it.
    pub(crate) fn party<'t>(&self, text: &'t str) -> Option<Vec<Part<'t>>>
    where
        'a: 't,
    {
        self.strings.parties.find(text, self.is_rtl())
    }

    /// Words with parts filled in; the parts are HTML, the words are not.
    pub(crate) fn fill(&self, key: &str, parts: &[(&str, Html)]) -> Html {
        fill(self.s(key), parts)
    }

    /// Words with a number filled in.
    pub(crate) fn fill_number(&self, key: &str, n: impl Borrow<usize>) -> Html {
        self.fill(key, &[("n", Html::of(&self.number(n)))])
    }

    /// A number of things, in the form that the language has for it.
    pub(crate) fn count(&self, key: &str, n: impl Borrow<usize>) -> Html {
        let n = *n.borrow();
        let category = category(self.settings.tongue, n);
        let find = |c: &str| self.strings.counts.get(&(key.to_owned(), c.to_owned()));
        let words = [category, "other"]
            .into_iter()
            .find_map(|c| find(c).map(|words| self.pick(words)).filter(|words| !words.is_empty()));
        let number = Html::trusted(format!("<b>{}</b>", self.number(n)));
        fill(words.unwrap_or(key), &[("n", number)])
    }

    /// A number in the digits of the reader, in groups of three.
    pub(crate) fn number(&self, n: impl Borrow<usize>) -> String {
        let digits = n.borrow().to_string();
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                out.push(if self.uses_arabic_digits() { '٬' } else { ',' });
            }
            out.push(c);
        }
        self.digits(&out)
    }

    /// A share from 0 to 1 in per cent.
    pub(crate) fn percent(&self, share: impl Borrow<f64>) -> String {
        self.digits(&format!("{:.0}%", share.borrow() * 100.0))
    }

    fn uses_arabic_digits(&self) -> bool {
        self.is_rtl() && self.settings.arabic_digits
    }

    /// A text of the interface in the digits of the reader.
    pub(crate) fn digits(&self, text: &str) -> String {
        if !self.uses_arabic_digits() {
            return text.to_owned();
        }
        let turn = |c: char| match c.to_digit(10) {
            Some(d) => char::from_u32('٠' as u32 + d).unwrap_or(c),
            None => c,
        };
        text.chars().map(turn).collect()
    }

    /// Words of a page or a person, isolated, in their own language; with a warning if they hold
    /// marks that would show them otherwise than they are stored.
    pub(crate) fn text(&self, text: &str) -> Html {
        let mut out = String::with_capacity(text.len() + 32);
        out.push_str("<bdi");
        if let Some(lang) = lang_of(text).filter(|lang| *lang != self.lang()) {
            out.push_str(" lang=\"");
            out.push_str(lang);
            out.push('"');
        }
        out.push('>');
        escape(&mut out, text);
        out.push_str("</bdi>");
        if is_disguised(text) {
            out.push_str(" <span class=\"warn\">");
            escape(&mut out, self.s("warn.hidden"));
            out.push_str("</span>");
        }
        Html::trusted(out)
    }

    /// An ISO 8601 day, month, year or period as people write it.
    pub(crate) fn date(&self, iso: &str) -> Html {
        let text = match iso.split_once('/') {
            Some((from, to)) if day(from) == day(to) => self.one_date(from),
            Some((from, to)) => format!("{} – {}", self.one_date(from), self.one_date(to)),
            None => self.one_date(iso),
        };
        let machine = day(iso.split('/').next().unwrap_or_default());
        let mut out = String::from("<time datetime=\"");
        escape(&mut out, &machine);
        out.push_str("\">");
        escape(&mut out, &text);
        out.push_str("</time>");
        Html::trusted(out)
    }

    /// A moment with its time of day, if it has one.
    pub(crate) fn moment(&self, iso: &str) -> Html {
        let clock = iso.get(11..16).filter(|c| c.as_bytes().get(2) == Some(&b':'));
        let mut out = String::from("<time datetime=\"");
        escape(&mut out, iso);
        out.push_str("\">");
        escape(&mut out, &self.one_date(iso));
        if let Some(clock) = clock {
            out.push_str(" <span class=\"clock\">");
            escape(&mut out, &self.digits(clock));
            out.push_str("</span>");
        }
        out.push_str("</time>");
        Html::trusted(out)
    }

    /// A date in one line without mark-up: for drawings.
    pub(crate) fn one_date(&self, iso: &str) -> String {
        let iso = day(iso);
        let mut parts = iso.splitn(3, '-');
        let year = parts.next().unwrap_or_default();
        let month = parts.next().and_then(|m| m.parse::<usize>().ok()).and_then(|m| self.month(m));
        let day = parts.next().map(|d| d.trim_start_matches('0'));
        match (month, day) {
            (Some(month), Some(day)) => {
                format!("{} {month} {}", self.digits(day), self.digits(year))
            }
            (Some(month), None) => format!("{month} {}", self.digits(year)),
            _ => self.digits(&iso),
        }
    }

    fn month(&self, number: usize) -> Option<&'a str> {
        let set = match self.settings.tongue {
            Tongue::En => "en",
            Tongue::Ar => self.settings.months.code(),
        };
        self.strings.months.get(set)?.get(number.checked_sub(1)?).map(String::as_str)
    }
}

/// The day of a moment; what is coarser stays as it is.
pub(crate) fn day(iso: &str) -> String {
    iso.chars().take(10).collect()
}

/// Days since 1970 of an ISO 8601 date, with the part of the day behind the point; a month or year
/// counts from its first day.
pub(crate) fn days(iso: &str) -> Option<f64> {
    let whole = match iso.len() {
        4 => format!("{iso}-01-01"),
        7 => format!("{iso}-01"),
        _ => iso.to_owned(),
    };
    let moment = Moment::parse(&whole)?;
    Some(moment.date.days() as f64 + f64::from(moment.second.unwrap_or(0)) / 86_400.0)
}

fn fill(words: &str, parts: &[(&str, Html)]) -> Html {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once('{') {
        escape(&mut out, before);
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        let part = parts.iter().find(|(n, _)| *n == name).map(|(_, part)| part.as_str());
        out.push_str(part.unwrap_or_default());
        rest = after;
    }
    escape(&mut out, rest);
    Html::trusted(out)
}

/// The category of a whole number in the plural rules of CLDR.
fn category(tongue: Tongue, n: usize) -> &'static str {
    match (tongue, n, n % 100) {
        (_, 0, _) => "zero",
        (_, 1, _) => "one",
        (Tongue::Ar, 2, _) => "two",
        (Tongue::Ar, _, 3..=10) => "few",
        (Tongue::Ar, _, 11..=99) => "many",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ui(strings: &Strings, tongue: Tongue) -> Ui<'_> {
        let settings = Settings { tongue, arabic_digits: true, ..Settings::default() };
        Ui::new(settings, strings)
    }

    #[test]
    fn numbers_take_the_form_of_the_language() {
        let strings = Strings::read(&Source::builtin());
        let ar = ui(&strings, Tongue::Ar);
        let forms: Vec<String> =
            [1, 2, 3, 11, 100].iter().map(|n| ar.count("reports", *n).to_string()).collect();
        let mut distinct = forms.clone();
        distinct.dedup_by(|a, b| {
            let words = |s: &str| s.chars().filter(|c| !c.is_numeric()).collect::<String>();
            words(a) == words(b)
        });
        assert_eq!(distinct.len(), 5, "{forms:?}");
        assert!(ui(&strings, Tongue::En).count("reports", 1200).to_string().contains("1,200"));
        assert_eq!(ar.number(1200), "١٬٢٠٠");
    }

    #[test]
    fn settings_come_back_from_their_cookie() {
        let mut settings = Settings::default();
        for (name, value) in
            [("lang", "ar"), ("digits", "arab"), ("months", "levant"), ("theme", "dark")]
        {
            settings.set(name, value);
        }
        assert_eq!(Settings::parse(&settings.cookie()), settings);
        assert_eq!(Settings::parse("lang-xx.theme-<script>.x"), Settings::default());
    }

    #[test]
    fn dates_are_told_in_the_months_of_the_reader() {
        let strings = Strings::read(&Source::builtin());
        let mut ui = ui(&strings, Tongue::Ar);
        ui.settings.months = Months::Levant;
        assert_eq!(ui.one_date("2024-06-19T08:00"), "١٩ حزيران ٢٠٢٤");
        assert_eq!(ui.one_date("2024-06"), "حزيران ٢٠٢٤");
        assert_eq!(ui.one_date("2024"), "٢٠٢٤");
        assert_eq!(ui.one_date("<b>"), "<b>");
        assert_eq!(ui.date("2024-06-01/2024-06-02<x").to_string().matches('<').count(), 2);
    }
}

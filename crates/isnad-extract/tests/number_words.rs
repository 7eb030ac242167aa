//! Whole numbers written out in words and in figures read back to their value.

use isnad_pack::Pack;
use isnad_text::{
    Lang,
    number::{self, NumberKind},
};
use proptest::prelude::*;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

/// The only number of a text, if it covers all of it.
fn read(lang: Lang, text: &str) -> Option<(f64, NumberKind)> {
    let tokens = PACK.lang(lang).tokens(text);
    let found = number::find(&tokens, text, &PACK.lang(lang).numbers);
    match found.as_slice() {
        [one] if one.span.of(text) == text => Some((one.value, one.kind)),
        _ => None,
    }
}

// ---------------------------------------------------------------- English

const EN_SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const EN_TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const EN_SCALES: [&str; 5] = ["", "thousand", "million", "billion", "trillion"];

fn en_group(n: u64, and: bool, hyphen: bool) -> String {
    let (hundreds, rest) = (n / 100, n % 100);
    let mut words = Vec::new();
    if hundreds > 0 {
        words.push(format!("{} hundred", EN_SMALL[hundreds as usize]));
        if and && rest > 0 {
            words.push("and".to_owned());
        }
    }
    let (tens, units) = (EN_TENS[(rest / 10) as usize], EN_SMALL[(rest % 10) as usize]);
    match rest {
        0 => {}
        1..20 => words.push(EN_SMALL[rest as usize].to_owned()),
        _ if rest % 10 == 0 => words.push(tens.to_owned()),
        _ => words.push(format!("{tens}{}{units}", if hyphen { "-" } else { " " })),
    }
    words.join(" ")
}

fn english(n: u64, and: bool, hyphen: bool) -> String {
    if n == 0 {
        return EN_SMALL[0].to_owned();
    }
    let groups = (0..5).rev().map(|i| (i, n / 1000u64.pow(i as u32) % 1000));
    let words = groups
        .filter(|(_, g)| *g > 0)
        .map(|(i, g)| format!("{} {}", en_group(g, and, hyphen), EN_SCALES[i]).trim().to_owned());
    words.collect::<Vec<_>>().join(" ")
}

// ---------------------------------------------------------------- Arabic

const AR_SMALL: [&str; 11] =
    ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
const AR_FEMALE: [&str; 11] =
    ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];
const AR_TENS: [&str; 10] = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
const AR_SCALES: [[&str; 4]; 5] = [
    ["", "", "", ""],
    ["ألف", "ألف", "آلاف", "ألفا"],
    ["مليون", "مليون", "ملايين", "مليونا"],
    ["مليار", "مليار", "مليارات", "مليارا"],
    ["تريليون", "تريليون", "تريليونات", "تريليونا"],
];

/// How an Arabic number is written.
#[derive(Debug, Clone, Copy)]
struct Style {
    female: bool,
    /// Whether nominative.
    nominative: bool,
    /// Whether "hundred" has a silent letter.
    silent: bool,
    /// Whether three to nine hundreds are one word.
    together: bool,
    /// Whether the conjunction stands by itself.
    apart: bool,
}

impl Style {
    fn and(self) -> &'static str {
        if self.apart { " و " } else { " و" }
    }

    fn ending(self) -> (&'static str, &'static str) {
        if self.nominative { ("ان", "ون") } else { ("ين", "ين") }
    }

    fn hundreds(self, n: u64) -> String {
        let (hundred, stem) =
            if self.silent { ("مائة", "مائت") } else { ("مئة", "مئت") };
        match n {
            1 => hundred.to_owned(),
            2 => format!("{stem}{}", self.ending().0),
            _ if self.together => format!("{}{hundred}", AR_TENS[n as usize]),
            _ => format!("{} {hundred}", AR_FEMALE[n as usize]),
        }
    }

    fn below_hundred(self, n: u64) -> String {
        let small = if self.female { AR_FEMALE } else { AR_SMALL };
        let (tens, units) = (n / 10, n % 10);
        match n {
            0..=10 => small[n as usize].to_owned(),
            11 => if self.female { "إحدى عشرة" } else { "أحد عشر" }.to_owned(),
            12 => if self.female { "اثنتا عشرة" } else { "اثنا عشر" }.to_owned(),
            13..20 => {
                let ten = if self.female { "عشرة" } else { "عشر" };
                format!("{} {ten}", small[units as usize])
            }
            _ => {
                let tens = format!("{}{}", AR_TENS[tens as usize], self.ending().1);
                if units == 0 {
                    return tens;
                }
                format!("{}{}{tens}", small[units as usize], self.and())
            }
        }
    }

    fn group(self, n: u64) -> String {
        let (hundreds, rest) = (n / 100, n % 100);
        let parts = [
            (hundreds > 0).then(|| self.hundreds(hundreds)),
            (rest > 0).then(|| self.below_hundred(rest)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(self.and())
    }

    fn write(self, n: u64) -> String {
        if n == 0 {
            return AR_SMALL[0].to_owned();
        }
        let groups = (0..5).rev().map(|i| (i, n / 1000u64.pow(i as u32) % 1000));
        let words = groups.filter(|(_, g)| *g > 0).map(|(i, g)| {
            let [one, many, few, accusative] = AR_SCALES[i];
            let male = Style { female: false, ..self };
            match g {
                _ if i == 0 => self.group(g),
                1 => one.to_owned(),
                2 => format!("{one}{}", self.ending().0),
                _ if (3..=10).contains(&(g % 100)) => format!("{} {few}", male.group(g)),
                _ if g % 100 > 10 => format!("{} {accusative}", male.group(g)),
                _ => format!("{} {many}", male.group(g)),
            }
        });
        words.collect::<Vec<_>>().join(self.and())
    }
}

fn style() -> impl Strategy<Value = Style> {
    any::<[bool; 5]>().prop_map(|[female, nominative, silent, together, apart]| Style {
        female,
        nominative,
        silent,
        together,
        apart,
    })
}

/// Numbers of all sizes, small ones as often as great ones.
fn size() -> impl Strategy<Value = u64> {
    (1u32..=15, any::<u64>()).prop_map(|(digits, n)| n % 10u64.pow(digits))
}

fn with_groups(n: u64, mark: &str) -> String {
    let digits = n.to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let (head, rest) = digits.split_at(first);
    let groups = rest.as_bytes().chunks(3).filter_map(|c| str::from_utf8(c).ok());
    std::iter::once(head).chain(groups).collect::<Vec<_>>().join(mark)
}

fn eastern(figures: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d));
    figures.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

fn persian(figures: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x6F0 + d));
    figures.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn english_words_read_back(n in size(), and: bool, hyphen: bool) {
        let words = english(n, and, hyphen);
        prop_assert_eq!(read(Lang::EN, &words), Some((n as f64, NumberKind::Cardinal)), "{}", words);
    }

    #[test]
    fn arabic_words_read_back(n in size(), style in style()) {
        let words = style.write(n);
        prop_assert_eq!(read(Lang::AR, &words), Some((n as f64, NumberKind::Cardinal)), "{}", words);
    }

    #[test]
    fn figures_with_separators_read_back(n in size(), cents in 0u32..100) {
        let want = n as f64;
        for lang in [Lang::AR, Lang::EN] {
            for mark in [",", " ", "\u{202F}", "٬", ""] {
                let plain = with_groups(n, mark);
                for figures in [eastern(&plain), persian(&plain), plain] {
                    prop_assert_eq!(read(lang, &figures).map(|r| r.0), Some(want), "{}", figures);
                }
            }
        }
        let stops = with_groups(n, ".");
        prop_assert_eq!(read(Lang::AR, &stops).map(|r| r.0), Some(want), "{}", stops);
        let decimals = format!("{}.{cents:02}", with_groups(n, ","));
        let exact: f64 = format!("{n}.{cents:02}").parse().unwrap();
        let got = read(Lang::EN, &decimals).map_or(f64::NAN, |r| r.0);
        prop_assert!((got - exact).abs() <= exact * 1e-13, "{} is {}", decimals, got);
    }

    #[test]
    fn any_marks_and_figures_are_read_without_panic(text in "[-+0-9.,٫٬٠-٩/^e%$ر½ \u{200F}و]{0,24}") {
        for lang in [Lang::AR, Lang::EN] {
            let tokens = PACK.lang(lang).tokens(&text);
            for found in number::find(&tokens, &text, &PACK.lang(lang).numbers) {
                prop_assert!(found.value.is_finite());
                prop_assert!(!found.span.of(&text).is_empty());
            }
        }
    }
}

/// The values of all numbers of a text.
fn values(lang: Lang, text: &str) -> Vec<f64> {
    let tokens = PACK.lang(lang).tokens(text);
    number::find(&tokens, text, &PACK.lang(lang).numbers).iter().map(|n| n.value).collect()
}

#[test]
fn a_long_row_of_groups_is_a_list() {
    for (text, want) in [
        ("1 234 567", vec![1_234_567.0]),
        ("12 000 000 000 000 000", vec![12e15]),
        ("2024 250 300", vec![2024.0, 250_300.0]),
        ("101 102 103 104 105 106 107", vec![101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0]),
    ] {
        assert_eq!(values(Lang::EN, text), want, "{text}");
    }
    let row = values(Lang::EN, &"123 ".repeat(50_000));
    assert_eq!(row.len(), 50_000);
    assert!(row.iter().all(|v| (v - 123.0).abs() < 0.5));
    assert_eq!(values(Lang::AR, &format!("1{}", "،234".repeat(30_000))).len(), 30_001);
}

#[test]
fn what_is_greater_than_any_number_of_a_text_is_none() {
    assert_eq!(values(Lang::EN, "10^20"), [1e20]);
    assert_eq!(values(Lang::EN, "10^99"), [99.0]);
    assert!(values(Lang::EN, "5e80 million").iter().all(|v| *v < 1e24));
}

#[test]
fn a_row_of_fractions_overflows_no_stack() {
    assert!(values(Lang::EN, &"½".repeat(100_000)).is_empty());
}

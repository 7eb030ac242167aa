//! The arithmetic of number words.

use super::{NumberKind, NumberWord, WordClass, tidy};

/// No number of a text is greater; what would be is no number.
const MOST: f64 = 1e24;

/// A number while it is read, part by part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    juxtaposed: bool,
    /// Groups that are closed by a scale.
    total: f64,
    /// The group being read.
    group: f64,
    /// The last scale; groups that follow must stay below.
    scale: f64,
    /// A fraction of the last scale, said after it ("a million and a half").
    part: f64,
    last: Last,
    /// Power of ten of the next decimal, once a decimal point was said.
    decimal: Option<f64>,
    kind: Option<NumberKind>,
    /// Whether the group has figures.
    figures: bool,
    closed: bool,
}

/// The part that was taken last.
#[derive(Debug, Clone, Copy)]
struct Last {
    value: f64,
    tens: bool,
    joined: bool,
}

/// A part that is offered to a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub(super) word: NumberWord,
    /// Whether a conjunction stands before it.
    pub(super) joined: bool,
    /// Number of digits, if it is figures.
    pub(super) digits: Option<usize>,
}

impl Sum {
    pub(super) fn new(juxtaposed: bool) -> Sum {
        Sum {
            juxtaposed,
            total: 0.0,
            group: 0.0,
            scale: f64::INFINITY,
            part: 0.0,
            last: Last { value: 0.0, tens: false, joined: false },
            decimal: None,
            kind: None,
            figures: false,
            closed: false,
        }
    }

    pub(super) fn kind(&self) -> Option<NumberKind> {
        self.kind
    }

    pub(super) fn value(&self) -> f64 {
        tidy(self.sum())
    }

    fn sum(&self) -> f64 {
        let part = if self.part > 0.0 { self.part * self.scale } else { 0.0 };
        self.total + self.group + part
    }

    /// Units under ten that a conjunction joined last: what parts a number may part them alone.
    pub(super) fn last_units(&self) -> f64 {
        let last = self.last;
        if last.joined && last.value < 10.0 && self.group >= 10.0 { last.value } else { 0.0 }
    }

    /// Whether "of" may follow: "tens of thousands".
    pub(super) fn is_vague(&self) -> bool {
        self.kind == Some(NumberKind::Vague)
    }

    /// Whether an article may follow: "half a million".
    pub(super) fn is_fraction(&self) -> bool {
        self.kind == Some(NumberKind::Fraction)
    }

    /// Adds a part if it can carry on the number.
    pub(super) fn take(&mut self, offer: Offer) -> bool {
        if self.closed {
            return false;
        }
        let Offer { word, joined, digits } = offer;
        let mut next = *self;
        let taken = match digits {
            Some(count) => next.figures(word.value, joined, count),
            None => next.word(word, joined),
        };
        let fits = taken && next.sum().abs() < MOST;
        if fits {
            next.figures |= digits.is_some();
            next.last = Last { value: word.value, tens: word.class == WordClass::Tens, joined };
            *self = next;
        }
        fits
    }

    /// A decimal point, if one can follow.
    pub(super) fn point(&mut self) -> bool {
        let fits = self.decimal.is_none() && self.kind == Some(NumberKind::Cardinal);
        if fits {
            self.decimal = Some(0.1);
        }
        fits
    }

    fn is_empty(&self) -> bool {
        self.kind.is_none()
    }

    fn set(&mut self, kind: NumberKind) {
        self.kind = Some(self.kind.unwrap_or(kind));
    }

    fn has_group(&self) -> bool {
        self.group > 0.0
    }

    fn start(&mut self, v: f64, kind: NumberKind) -> bool {
        self.group = v;
        self.set(kind);
        true
    }

    fn figures(&mut self, value: f64, joined: bool, digits: usize) -> bool {
        if let Some(place) = self.decimal.take() {
            let fits = same(place, 0.1) && value.fract() == 0.0 && digits < 16;
            self.group += value / 10f64.powi(digits as i32);
            return fits;
        }
        let after_scale = self.group == 0.0 && value < self.scale && self.scale.is_finite();
        let after_hundreds =
            self.group >= 100.0 && self.group % 100.0 == 0.0 && !self.figures && value < 100.0;
        let carries_on = joined && self.part == 0.0 && (after_scale || after_hundreds);
        if !self.is_empty() && !carries_on {
            return false;
        }
        self.group += value;
        self.set(NumberKind::Cardinal);
        true
    }

    fn word(&mut self, word: NumberWord, joined: bool) -> bool {
        let v = word.value;
        let cardinal = NumberKind::Cardinal;
        match word.class {
            WordClass::Small | WordClass::Tens if self.decimal.is_some() => self.decimals(v),
            WordClass::Small | WordClass::Tens => self.add(v, joined, cardinal),
            WordClass::Hundred => self.hundred(v, joined, cardinal),
            WordClass::Scale => self.scale(v, joined, cardinal),
            WordClass::ScaleAfter => {
                !self.is_empty() && !joined && self.value() > 0.0 && self.scale(v, joined, cardinal)
            }
            WordClass::ScaleSuffix => {
                self.figures && self.has_group() && self.scale(v, joined, cardinal)
            }
            WordClass::Dual => self.dual(v, joined),
            WordClass::Ordinal => self.ordinal(v, joined),
            WordClass::OrdinalSuffix => self.suffix(),
            WordClass::Fraction => self.fraction(v, joined),
            WordClass::FractionAfter => !joined && self.divide(v),
            WordClass::Vague => self.is_empty() && self.start(v, NumberKind::Vague),
            _ => false,
        }
    }

    /// Adds a number below a hundred.
    fn add(&mut self, v: f64, joined: bool, kind: NumberKind) -> bool {
        if self.is_empty() {
            return self.start(v, kind);
        }
        let fixed = matches!(self.kind, Some(NumberKind::Vague | NumberKind::Fraction));
        if self.figures && self.group != 0.0 || fixed || self.part > 0.0 {
            return false;
        }
        if self.juxtaposed && !joined && self.is_century(v) {
            self.group = self.group * 100.0 + v;
            return true;
        }
        let fits = self.is_teen(v, joined) || self.is_after_units(v, joined) || {
            let linked = joined || self.juxtaposed;
            linked && self.is_free(v, joined) && self.kind != Some(NumberKind::Ordinal)
        };
        if fits {
            self.group += v;
        }
        fits
    }

    /// Whether a group and the tens after it are the two halves of a year ("nineteen seventy").
    fn is_century(&self, v: f64) -> bool {
        let alone = self.total == 0.0 && self.kind == Some(NumberKind::Cardinal);
        alone && (13.0..=20.0).contains(&self.group) && v >= 10.0
    }

    /// Whether ten makes a number between 13 and 19 of the units before it ("ثلاثة عشر").
    fn is_teen(&self, v: f64, joined: bool) -> bool {
        same(v, 10.0) && !joined && !self.juxtaposed && self.has_units_alone()
    }

    /// Whether tens follow the units ("ثلاثة وعشرون").
    fn is_after_units(&self, v: f64, joined: bool) -> bool {
        v >= 20.0 && joined && !self.juxtaposed && self.has_units_alone()
    }

    fn has_units_alone(&self) -> bool {
        let (units, below) = (self.group % 10.0, self.group % 100.0);
        same(units, below) && units > 0.0
    }

    /// Whether the place of a number below a hundred is empty.
    fn is_free(&self, v: f64, joined: bool) -> bool {
        let (units, below) = (self.group % 10.0, self.group % 100.0);
        let free = if v >= 10.0 { below == 0.0 } else { units == 0.0 && !same(below, 10.0) };
        free && (below == 0.0 || self.juxtaposed != joined)
    }

    fn hundred(&mut self, v: f64, joined: bool, kind: NumberKind) -> bool {
        if self.is_fraction() || self.part > 0.0 {
            return false;
        }
        if !joined && same(v, 100.0) && self.has_group() && self.group < 100.0 {
            self.group *= v;
            self.figures = false;
            return true;
        }
        let linked = self.is_empty() || joined || (self.juxtaposed && self.total > 0.0);
        let fits = self.group == 0.0 && linked;
        fits && self.start(v, kind)
    }

    fn scale(&mut self, v: f64, joined: bool, kind: NumberKind) -> bool {
        if joined && self.has_group() && !(self.juxtaposed && self.scale.is_finite()) {
            return false;
        }
        if v < 100.0 && self.last_units() > 0.0 {
            return self.dozens(v);
        }
        if !self.has_group() && !joined && self.total > 0.0 {
            return self.scale_again(v);
        }
        if v >= self.scale || self.part > 0.0 {
            return false;
        }
        let times = if self.has_group() { self.group } else { 1.0 };
        self.total += times * v;
        (self.group, self.decimal, self.scale) = (0.0, None, v);
        self.set(kind);
        if self.is_fraction() {
            self.kind = Some(NumberKind::Cardinal);
        }
        true
    }

    /// A small scale after joined units counts them alone: "three hundred and two dozen".
    fn dozens(&mut self, v: f64) -> bool {
        self.group += self.last.value * (v - 1.0);
        self.closed = true;
        true
    }

    /// A scale right after a scale: "a thousand million"; the scale of a fraction that was joined
    /// ("a billion and a half million"), and what only says it again ("مليون ونصف المليون").
    fn scale_again(&mut self, v: f64) -> bool {
        if self.part > 0.0 {
            let part = self.part * v;
            (self.total, self.part) = (self.total + part, 0.0);
            self.closed = same(v, self.scale);
            return v <= self.scale;
        }
        let greater = v > self.scale;
        if greater {
            self.total *= v;
            self.scale = v;
        }
        greater
    }

    fn dual(&mut self, v: f64, joined: bool) -> bool {
        let fits = self.group == 0.0 && v < self.scale && (self.is_empty() || joined);
        if fits {
            self.total += v;
            self.scale = v / 2.0;
            self.set(NumberKind::Cardinal);
        }
        fits
    }

    fn ordinal(&mut self, v: f64, joined: bool) -> bool {
        if self.is_empty() {
            return self.start(v, NumberKind::Ordinal);
        }
        if self.figures || self.is_fraction() || self.is_vague() {
            return false;
        }
        if !self.juxtaposed {
            let after = joined && v < 100.0 && self.group % 100.0 == 0.0;
            if after {
                self.group += v;
                self.kind = Some(NumberKind::Ordinal);
            }
            return after;
        }
        let taken = if v >= 1000.0 {
            self.scale(v, joined, NumberKind::Ordinal)
        } else if v >= 100.0 {
            self.hundred(v, joined, NumberKind::Ordinal)
        } else {
            self.add(v, joined, NumberKind::Ordinal)
        };
        if taken {
            self.kind = Some(NumberKind::Ordinal);
            self.closed = true;
        }
        taken
    }

    fn suffix(&mut self) -> bool {
        let fits = self.figures && self.kind == Some(NumberKind::Cardinal);
        if fits {
            self.kind = Some(NumberKind::Ordinal);
            self.closed = true;
        }
        fits
    }

    fn fraction(&mut self, v: f64, joined: bool) -> bool {
        if self.is_empty() {
            return self.start(v, NumberKind::Fraction);
        }
        // An hour is an ordinal: "الثانية والنصف".
        let whole = matches!(self.kind, Some(NumberKind::Cardinal | NumberKind::Ordinal));
        if !whole || self.part > 0.0 {
            return false;
        }
        if joined && self.group == 0.0 && self.scale.is_finite() {
            self.part = v;
        } else if joined && self.has_group() && self.group.fract() == 0.0 {
            self.group += v;
        } else if !joined
            && self.total == 0.0
            && same(self.group, 1.0)
            // "First half" is no half.
            && self.kind == Some(NumberKind::Cardinal)
        {
            (self.group, self.kind) = (v, Some(NumberKind::Fraction));
        } else {
            return false;
        }
        true
    }

    /// Parts of what was said so far ("thirteen tenths"); tens before them belong to their name
    /// ("a hundred thirty-fifths").
    fn divide(&mut self, part: f64) -> bool {
        let all = self.value();
        if self.kind != Some(NumberKind::Cardinal) || all == 0.0 || self.decimal.is_some() {
            return false;
        }
        let rest = all - self.last.value;
        let named_by_tens = self.last.tens && !self.last.joined && rest > 0.0 && part > 0.1;
        let value = if named_by_tens { rest / (self.last.value + 1.0 / part) } else { all * part };
        (self.total, self.group, self.part) = (0.0, value, 0.0);
        self.kind = Some(NumberKind::Fraction);
        self.closed = true;
        true
    }

    /// A digit after the decimal point, or tens with the digit before them ("point seventy-one").
    fn decimals(&mut self, v: f64) -> bool {
        let Some(place) = self.decimal else { return false };
        let (digits, places) = match v {
            _ if v < 10.0 => (v, 0.1),
            _ if v >= 20.0 => (v / 10.0, 0.1),
            _ => (v / 10.0, 0.01),
        };
        self.group += digits * place;
        self.decimal = Some(place * places);
        true
    }
}

/// Whether two numbers are the same but for what rounding leaves.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

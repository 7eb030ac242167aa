//! The arithmetic of number words.

use super::{NumberKind, NumberWord, WordClass};

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
    /// Units that were joined last; a fraction after them is of them alone.
    last: f64,
    /// Power of ten of the next decimal, once a decimal point was said.
    decimal: Option<f64>,
    kind: Option<NumberKind>,
    /// Whether the group has figures.
    figures: bool,
    closed: bool,
}

impl Sum {
    pub(super) fn new(juxtaposed: bool) -> Sum {
        Sum {
            juxtaposed,
            total: 0.0,
            group: 0.0,
            scale: f64::INFINITY,
            last: 0.0,
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
        // Tidies what adding decimals leaves behind (2.3000000000000003).
        let sum = self.total + self.group;
        if sum.abs() < 1e9 { (sum * 1e9).round() / 1e9 } else { sum }
    }

    /// Whether "of" may follow: "tens of thousands".
    pub(super) fn wants_of(&self) -> bool {
        self.kind == Some(NumberKind::Vague)
    }

    /// Whether an article may follow: "half a million".
    pub(super) fn wants_article(&self) -> bool {
        self.kind == Some(NumberKind::Fraction)
    }

    /// Adds a part if it can carry on the number; `joined`: a conjunction stands before it.
    pub(super) fn take(&mut self, word: NumberWord, joined: bool, digits: bool) -> bool {
        if self.closed {
            return false;
        }
        let mut next = *self;
        let taken = if digits { next.figures(word.value, joined) } else { next.word(word, joined) };
        if taken {
            next.figures |= digits;
            *self = next;
        }
        taken
    }

    fn is_empty(&self) -> bool {
        self.kind.is_none()
    }

    fn set(&mut self, kind: NumberKind) {
        self.kind = Some(self.kind.unwrap_or(kind));
    }

    fn figures(&mut self, value: f64, joined: bool) -> bool {
        let after_scale = self.group == 0.0 && value < self.scale && self.scale.is_finite();
        let after_hundreds =
            self.group >= 100.0 && self.group % 100.0 == 0.0 && !self.figures && value < 100.0;
        let carries_on = joined && (after_scale || after_hundreds);
        if !self.is_empty() && !carries_on {
            return false;
        }
        self.group += value;
        self.set(NumberKind::Cardinal);
        true
    }

    fn word(&mut self, word: NumberWord, joined: bool) -> bool {
        let v = word.value;
        match word.class {
            WordClass::Small if self.decimal.is_some() => self.decimal_digit(v),
            WordClass::Small | WordClass::Tens => self.add(v, joined, NumberKind::Cardinal),
            WordClass::Hundred => self.hundred(v, joined, NumberKind::Cardinal),
            WordClass::Scale => self.scale(v, joined, NumberKind::Cardinal),
            WordClass::ScaleAfter => {
                !self.is_empty()
                    && !joined
                    && self.has_group()
                    && self.scale(v, joined, NumberKind::Cardinal)
            }
            WordClass::ScaleSuffix => {
                self.figures && self.has_group() && self.scale(v, joined, NumberKind::Cardinal)
            }
            WordClass::Dual => self.dual(v, joined),
            WordClass::Ordinal => self.ordinal(v, joined),
            WordClass::OrdinalSuffix => self.suffix(),
            WordClass::Fraction => self.fraction(v, joined),
            WordClass::FractionAfter if !joined && self.last > 0.0 && self.last < 10.0 => {
                self.group += self.last * v - self.last;
                self.closed = true;
                true
            }
            WordClass::FractionAfter => !joined && !self.is_empty() && self.fraction(v, joined),
            WordClass::Vague => self.is_empty() && self.start(v, NumberKind::Vague),
            WordClass::One => self.is_empty() && self.start(1.0, NumberKind::Cardinal),
            WordClass::Point => self.point(),
            WordClass::And | WordClass::Of | WordClass::Minus | WordClass::Percent => false,
        }
    }

    fn has_group(&self) -> bool {
        self.group > 0.0
    }

    fn start(&mut self, v: f64, kind: NumberKind) -> bool {
        self.group = v;
        self.set(kind);
        true
    }

    /// Adds a number below a hundred.
    fn add(&mut self, v: f64, joined: bool, kind: NumberKind) -> bool {
        if self.is_empty() {
            return self.start(v, kind);
        }
        if self.figures && self.group != 0.0 || self.kind == Some(NumberKind::Vague) {
            return false;
        }
        let (units, below) = (self.group % 10.0, self.group % 100.0);
        let teen =
            same(v, 10.0) && !joined && !self.juxtaposed && same(units, below) && units > 0.0;
        let tens_after_units =
            v >= 20.0 && joined && !self.juxtaposed && same(units, below) && units > 0.0;
        let free = if v >= 10.0 { below == 0.0 } else { units == 0.0 && !same(below, 10.0) };
        let linked = joined || self.juxtaposed;
        let after_tens = below == 0.0 || self.juxtaposed != joined;
        if self.juxtaposed && !joined && self.is_century(v) {
            self.group = self.group * 100.0 + v;
        } else if teen
            || tens_after_units
            || (free && linked && after_tens && self.kind != Some(NumberKind::Ordinal))
        {
            self.group += v;
            self.last = if joined { v } else { 0.0 };
        } else {
            return false;
        }
        true
    }

    /// Whether a group and the tens after it are the two halves of a year ("nineteen seventy").
    fn is_century(&self, v: f64) -> bool {
        let alone = self.total == 0.0 && self.kind == Some(NumberKind::Cardinal);
        alone && (13.0..=20.0).contains(&self.group) && v >= 10.0
    }

    fn hundred(&mut self, v: f64, joined: bool, kind: NumberKind) -> bool {
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
        if !self.has_group() && !joined && self.total > 0.0 {
            return self.scale_again(v);
        }
        if v >= self.scale {
            return false;
        }
        let times = if self.has_group() { self.group } else { 1.0 };
        self.total += times * v;
        self.group = 0.0;
        self.scale = v;
        self.set(kind);
        if self.kind == Some(NumberKind::Fraction) {
            self.kind = Some(NumberKind::Cardinal);
        }
        true
    }

    /// A scale right after a scale: "a thousand million", and what only says it again ("مليون ونصف
    /// المليون").
    fn scale_again(&mut self, v: f64) -> bool {
        if v > self.scale {
            self.total *= v;
            self.scale = v;
            return true;
        }
        let again = same(v, self.scale) && self.total % v != 0.0;
        self.closed = again;
        again
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
        if !self.juxtaposed {
            let after = joined && !self.figures && v < 100.0 && self.group % 100.0 == 0.0;
            if after {
                self.group += v;
                self.kind = Some(NumberKind::Ordinal);
            }
            return after;
        }
        if self.figures {
            return false;
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
        if joined && self.group == 0.0 && self.scale.is_finite() {
            self.total += v * self.scale;
            return true;
        }
        if joined && self.has_group() {
            self.group += v;
            return true;
        }
        let few = self.total == 0.0 && (1.0..=9.0).contains(&self.group);
        if few && !joined && self.kind == Some(NumberKind::Cardinal) {
            self.group *= v;
            self.kind = Some(NumberKind::Fraction);
            return true;
        }
        false
    }

    fn point(&mut self) -> bool {
        let fits = self.decimal.is_none() && self.kind == Some(NumberKind::Cardinal);
        if fits {
            self.decimal = Some(0.1);
        }
        fits
    }

    fn decimal_digit(&mut self, v: f64) -> bool {
        let Some(place) = self.decimal.filter(|_| v < 10.0) else { return false };
        self.group += v * place;
        self.decimal = Some(place / 10.0);
        true
    }
}

/// Whether two numbers are the same but for what rounding leaves.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

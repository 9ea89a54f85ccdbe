//! Numbers as English writes them: "24", "twenty-four", "2 1/2", "a couple of", "two to three", "3rd".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::Amount;

/// Numbers in words above this are not read further, so that sums stay small.
const MAX_CARDINAL: u32 = 9_000;

impl Scanner<'_> {
    /// "3", "2 1/2", "two", "twenty-four", "a couple of", "several", "two or three" (which is [`Amount::Unspecified`]).
    pub fn read_amount(&self, at: usize) -> Match<Amount> {
        let (end, amount) = self.read_simple_amount(at)?;
        let link = match () {
            () if self.is_any_word(end, &["to", "or"]) => Some(end + 1),
            () if self.is_joining_hyphen(end)
                && self.is_any_word(end + 1, &["to", "or"])
                && self.is_joining_hyphen(end + 2) =>
            {
                Some(end + 3)
            }
            () if self.is_joining_hyphen(end) => Some(end + 1),
            () => None,
        };
        // "two to three weeks" are at least two, "two or three" are not exact.
        if let Some((after, Amount::Whole(more))) = link.and_then(|at| self.read_number(at)) {
            let range = !self.is_word(end, "or") && matches!(amount, Amount::Whole(few) if few < more);
            return Some((after, if range { amount } else { Amount::Unspecified }));
        }
        Some((end, amount))
    }

    fn read_simple_amount(&self, at: usize) -> Match<Amount> {
        let article = self.is_any_word(at, &["a", "an"]);
        let next = at + usize::from(article);
        match self.word(next) {
            "few" | "several" | "many" | "numerous" | "countless" => {
                return Some((next + 1, Amount::Unspecified));
            }
            "some" if !article => {
                return Some(self.read_number(next + 1).unwrap_or((next + 1, Amount::Unspecified)));
            }
            "couple" => return Some((self.skip_any(next + 1, &["of"]), Amount::Whole(2))),
            "dozen" => return Some((next + 1, Amount::Whole(12))),
            "number" if article && self.is_word(next + 1, "of") => {
                return Some((next + 2, Amount::Unspecified));
            }
            "dozens" | "hundreds" | "thousands" if self.is_word(next + 1, "of") => {
                return Some((next + 2, Amount::Unspecified));
            }
            "half" => {
                let end = self.skip_any(self.skip_hyphen(next + 1), &["a", "an"]);
                return Some((end, Amount::WithHalf(0)));
            }
            _ => {}
        }
        if article
            && self.meaning(next) != Meaning::Cardinal(100)
            && self.meaning(next) != Meaning::Cardinal(1000)
        {
            return Some((next, Amount::Whole(1)));
        }
        self.read_number(next)
    }

    /// "3", "1,200", "2.5", "2 1/2", "twenty-four", "two and a half".
    pub fn read_number(&self, at: usize) -> Match<Amount> {
        let (end, amount) = match self.meaning(at) {
            Meaning::Digits { value, .. } => (at + 1, Amount::Whole(value)),
            Meaning::Figure(value) if value.fract() == 0.0 => (at + 1, Amount::Whole(value as u32)),
            Meaning::Figure(value) if value.fract() == 0.5 => {
                return Some((at + 1, Amount::WithHalf(value as u32)));
            }
            Meaning::Figure(_) => return Some((at + 1, Amount::Unspecified)),
            Meaning::Cardinal(_) => {
                let (end, value) = self.read_cardinal(at)?;
                (end, Amount::Whole(value))
            }
            _ => return None,
        };
        let Amount::Whole(whole) = amount else { return Some((end, amount)) };
        let fraction = |at: usize| {
            self.digits(at) == Some((1, 1)) && self.text(at + 1) == "/" && self.digits(at + 2) == Some((2, 1))
        };
        if self.text(end) == "½" {
            return Some((end + 1, Amount::WithHalf(whole)));
        }
        if fraction(self.skip_hyphen(end)) {
            return Some((self.skip_hyphen(end) + 3, Amount::WithHalf(whole)));
        }
        let and = self.skip_hyphen(end);
        if self.is_word(and, "and") && self.is_word(self.skip_hyphen(and + 1), "a") {
            let half = self.skip_hyphen(self.skip_hyphen(and + 1) + 1);
            if self.is_word(half, "half") {
                return Some((self.skip_hyphen(half + 1), Amount::WithHalf(whole)));
            }
        }
        Some((end, amount))
    }

    /// A number in words: "two thousand and one", "twenty-four", "a hundred".
    pub fn read_cardinal(&self, at: usize) -> Match<u32> {
        let (mut total, mut part, mut end) = (0u32, 0u32, at);
        let mut last = u32::MAX;
        loop {
            let next = if end > at { self.skip_hyphen(self.skip_any(end, &["and"])) } else { end };
            let Meaning::Cardinal(value) = self.meaning(next) else { break };
            match value {
                1000 => {
                    total += part.max(1) * 1000;
                    part = 0;
                    last = 1000;
                }
                100 => {
                    part = part.max(1) * 100;
                    last = 100;
                }
                // "nineteen ninety-six" and "five and six" are no sums.
                _ if value >= last || (last < 20) || (last < 100 && value >= 10) => break,
                _ => {
                    part += value;
                    last = value;
                }
            }
            end = next + 1;
            if total > MAX_CARDINAL || part > MAX_CARDINAL {
                break;
            }
        }
        (end > at).then_some((end, total + part))
    }

    /// "1st", "3rd", "third", "twenty-first": from 1.
    pub fn read_ordinal(&self, at: usize) -> Match<u32> {
        match self.meaning(at) {
            Meaning::Ordinal(value) => Some((at + 1, value)),
            Meaning::Cardinal(tens @ (20 | 30)) if self.is_joining_hyphen(at + 1) => {
                match self.meaning(at + 2) {
                    Meaning::Ordinal(ones) if ones < 10 => Some((at + 3, tens + ones)),
                    _ => None,
                }
            }
            Meaning::Digits { value, length: 1..=2 }
                if self.is_glued(at + 1) && self.is_any_word(at + 1, &["st", "nd", "rd", "th"]) =>
            {
                Some((at + 2, value))
            }
            _ => None,
        }
    }
}

//! Rules for years that are counted otherwise: Japanese eras, the Republic of China, the Buddhist era, AD and BC.

use crate::dates::english::lexicon::Unit;
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Calendar, Year};

/// The first year of the Republic of China is 1912.
const BEFORE_REPUBLIC: i32 = 1911;

/// The Buddhist era of Thailand is ahead of ours by this.
const BUDDHIST: i32 = 543;

/// First and last year of a Japanese era.
fn japanese(era: &str) -> Option<(i32, i32)> {
    match era {
        "reiwa" => Some((2019, 2068)),
        "heisei" => Some((1989, 2019)),
        "showa" => Some((1926, 1989)),
        "taisho" => Some((1912, 1926)),
        "meiji" => Some((1868, 1912)),
        _ => None,
    }
}

fn known(end: usize, year: i32) -> Found<Calendar> {
    (1..=2999).contains(&year).then_some((end, Calendar::Year(Year::Known(year))))
}

impl Scanner<'_, '_> {
    /// A year of any such era.
    pub fn era(&self, at: usize) -> Found<Calendar> {
        self.japanese_year(at)
            .or_else(|| self.republic_year(at))
            .or_else(|| self.buddhist_year(at))
            .or_else(|| self.common_era(at))
    }

    /// "Reiwa 6", "the sixth year of Reiwa", "the 6th year of the Reiwa era"; "Reiwa 70" is none yet.
    fn japanese_year(&self, at: usize) -> Found<Calendar> {
        if let Some((first, last)) = japanese(self.word(at)) {
            let (number, _) = self.digits(at + 1)?;
            return known(at + 2, in_era(first, last, number)?);
        }
        let (of, number) = self.numbered_year(at)?;
        let name = self.after(of, &["the"]);
        let (first, last) = japanese(self.word(name))?;
        let end = self.after(name + 1, &["era"]);
        known(end, in_era(first, last, number)?)
    }

    /// "year 113 of the Republic (of China)", "the 113th year of the Republic", "ROC year 113", "Minguo 113".
    fn republic_year(&self, at: usize) -> Found<Calendar> {
        if self.is_any(at, &["roc", "minguo"]) && self.is_capital(at) {
            let number_at = at + 1 + usize::from(self.is_unit(at + 1, Unit::Year));
            let (number, _) = self.digits(number_at).filter(|(year, _)| (1..=200).contains(year))?;
            let told = number_at > at + 1 || self.is(at, "minguo");
            return if told { known(number_at + 1, number as i32 + BEFORE_REPUBLIC) } else { None };
        }
        let (of, number) = match self.is_unit(at, Unit::Year) && self.is(at + 2, "of") {
            true => (at + 3, self.digits(at + 1)?.0),
            false => self.numbered_year(at)?,
        };
        let name = self.after(of, &["the"]);
        if !self.is(name, "republic") || !self.is_capital(name) || !(1..=200).contains(&number) {
            return None;
        }
        let china = self.is(name + 1, "of") && self.is(name + 2, "china");
        known(name + 1 + if china { 2 } else { 0 }, number as i32 + BEFORE_REPUBLIC)
    }

    /// "the sixth year of", and the number.
    fn numbered_year(&self, at: usize) -> Found<u32> {
        if !self.is(at, "the") {
            return None;
        }
        let (end, number) = match self.digits(at + 1) {
            Some((number, 3)) if self.glued(at + 2) && self.is_any(at + 2, &["st", "nd", "rd", "th"]) => {
                (at + 3, number)
            }
            _ => self.ordinal(at + 1)?,
        };
        (self.is_unit(end, Unit::Year) && self.is(end + 1, "of")).then_some((end + 2, number))
    }

    /// "2567 BE", "B.E. 2567", "Buddhist Era 2567", "the Buddhist year 2567".
    fn buddhist_year(&self, at: usize) -> Found<Calendar> {
        let buddhist =
            |at: usize| self.digits(at).filter(|&(year, length)| length == 4 && (2300..2800).contains(&year));
        if let Some((year, _)) = buddhist(at) {
            let era = self.is(at + 1, "buddhist") && self.is(at + 2, "era");
            let letters = self.is_any(at + 1, &["be", "b.e."]) && self.is_upper(at + 1);
            let end = at + if era { 3 } else { 2 };
            return if era || letters { known(end, year as i32 - BUDDHIST) } else { None };
        }
        let name = self.after(at, &["the"]);
        let number_at = match self.word(name) {
            "be" | "b.e." if self.is_upper(name) => name + 1,
            "buddhist" if self.is(name + 1, "era") => self.after_year_word(name + 2),
            "buddhist" if self.is_unit(name + 1, Unit::Year) => name + 2,
            _ => return None,
        };
        known(number_at + 1, buddhist(number_at)?.0 as i32 - BUDDHIST)
    }

    fn after_year_word(&self, at: usize) -> usize {
        at + usize::from(self.is_unit(at, Unit::Year))
    }

    /// "AD 79", "79 AD", "300 CE", "44 BC", "500 B.C.".
    fn common_era(&self, at: usize) -> Found<Calendar> {
        if self.is_any(at, &["ad", "a.d."]) && self.is_upper(at) {
            let (year, _) = self.digits(at + 1)?;
            return known(at + 2, year as i32);
        }
        let (year, 1..=4) = self.digits(at)? else { return None };
        if !self.is_upper(at + 1) || year == 0 {
            return None;
        }
        match self.word(at + 1) {
            "ad" | "a.d." | "ce" => known(at + 2, year as i32),
            "bc" | "b.c." | "bce" => Some((at + 2, Calendar::BeforeChrist(year))),
            _ => None,
        }
    }
}

fn in_era(first: i32, last: i32, number: u32) -> Option<i32> {
    let year = first.checked_add(i32::try_from(number).ok()?.checked_sub(1)?)?;
    (number > 0 && year <= last).then_some(year)
}

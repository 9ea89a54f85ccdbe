//! What a chart says around the picture: title, subtitle with unit, period and sources, footer with archive, articles, day.
//!
//! Plain values: who asks the archive gathers them, and a chart of rows from elsewhere has none of them.

use chrono::{Datelike, NaiveDate};

use crate::output::chart::scale::number;

/// Sources named at most; the others are counted.
const MAX_SOURCES_NAMED: usize = 3;

/// What is known of the rows of a chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartFacts {
    /// The title of the query, for charts that declare none.
    pub query: Option<String>,
    /// Values of parameters, for titles: names as readers know them.
    pub values: Vec<(String, String)>,
    /// The first and the last day that the question is about.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Whether the user chose the period.
    pub period_was_chosen: bool,
    /// Names of sources, the one with the most articles first.
    pub sources: Vec<String>,
    /// The archive's file.
    pub archive: Option<String>,
    /// Articles of the period and the sources in it.
    pub articles: u64,
    /// When it was drawn.
    pub day: Option<NaiveDate>,
}

impl ChartFacts {
    /// A title with the values of its parameters, and the period that the user chose.
    pub(crate) fn title(&self, title: &str) -> String {
        let mut text = title.to_string();
        // Long names first: `:to` is the beginning of `:topic`.
        let mut values: Vec<&(String, String)> = self.values.iter().collect();
        values.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, value) in values {
            text = text.replace(&format!(":{name}"), value);
        }
        match self.period {
            Some((first, last)) if self.period_was_chosen => {
                format!("{text}, {}", period_in_words(first, last))
            }
            _ => text,
        }
    }

    /// "articles · 10–16 March 2031 · Arden Post, Calder Tribune and 3 more"
    pub(crate) fn subtitle(&self, unit: &str) -> String {
        let mut parts = vec![first_letter_large(unit)];
        parts.extend(self.period.map(|(first, last)| period_in_words(first, last)));
        if !self.sources.is_empty() {
            parts.push(self.sources_in_words());
        }
        parts.join(" · ")
    }

    fn sources_in_words(&self) -> String {
        let (named, more) = self.sources.split_at(self.sources.len().min(MAX_SOURCES_NAMED));
        match (named, more.len()) {
            ([one], _) => one.clone(),
            ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
            (named, more) => format!("{} and {more} more", named.join(", ")),
        }
    }

    /// "Archive: press.db, 1,204 articles · 20 March 2031"
    pub(crate) fn footer(&self) -> String {
        let archive = self.archive.as_ref().map(|archive| {
            let articles = if self.articles == 1 { "article" } else { "articles" };
            format!("Archive: {archive}, {} {articles} counted", number(self.articles as f64))
        });
        let parts: Vec<String> = archive.into_iter().chain(self.day.map(day_in_words)).collect();
        parts.join(" · ")
    }
}

/// "articles" → "Articles"
pub(crate) fn first_letter_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "March"
pub(crate) fn month_name(month0: u32) -> &'static str {
    MONTHS.get(month0 as usize).copied().unwrap_or_default()
}

/// "20 March 2031"
pub(crate) fn day_in_words(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_name(day.month0()), day.year())
}

/// Days from the first to the last: "2031", "March 2031", "10–16 March 2031", "3 January 2030 – 2 March 2031".
pub fn period_in_words(first: NaiveDate, last: NaiveDate) -> String {
    let begins_month = first.day() == 1;
    let ends_month = last.succ_opt().is_none_or(|next| next.day() == 1);
    let same_year = first.year() == last.year();
    let same_month = same_year && first.month() == last.month();
    let (of_first, of_last) = (month_name(first.month0()), month_name(last.month0()));
    if first == last {
        day_in_words(first)
    } else if begins_month && ends_month && first.month() == 1 && last.month() == 12 {
        if same_year { first.year().to_string() } else { format!("{}–{}", first.year(), last.year()) }
    } else if begins_month && ends_month {
        match (same_month, same_year) {
            (true, _) => format!("{of_first} {}", first.year()),
            (_, true) => format!("{of_first}–{of_last} {}", last.year()),
            _ => format!("{of_first} {} – {of_last} {}", first.year(), last.year()),
        }
    } else if same_month {
        format!("{}–{} {of_last} {}", first.day(), last.day(), last.year())
    } else if same_year {
        format!("{} {of_first} – {}", first.day(), day_in_words(last))
    } else {
        format!("{} – {}", day_in_words(first), day_in_words(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_people_say_them() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (first, last, words) in [
            ("2031-01-01", "2031-12-31", "2031"),
            ("2030-01-01", "2031-12-31", "2030–2031"),
            ("2031-03-01", "2031-03-31", "March 2031"),
            ("2031-01-01", "2031-03-31", "January–March 2031"),
            ("2030-11-01", "2031-03-31", "November 2030 – March 2031"),
            ("2031-03-10", "2031-03-16", "10–16 March 2031"),
            ("2031-03-30", "2031-04-02", "30 March – 2 April 2031"),
            ("2030-12-30", "2031-01-02", "30 December 2030 – 2 January 2031"),
            ("2031-03-10", "2031-03-10", "10 March 2031"),
        ] {
            assert_eq!(period_in_words(day(first), day(last)), words);
        }
    }

    #[test]
    fn titles_have_values_and_the_chosen_period() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut facts = ChartFacts {
            values: vec![("to".into(), "X".into()), ("topic".into(), "trains".into())],
            period: Some((day("2031-03-01"), day("2031-03-31"))),
            sources: ["A", "B", "C", "D", "E"].map(String::from).to_vec(),
            archive: Some("press.db".into()),
            articles: 1204,
            day: Some(day("2031-04-01")),
            ..ChartFacts::default()
        };
        assert_eq!(facts.title("On :topic"), "On trains");
        facts.period_was_chosen = true;
        assert_eq!(facts.title("On :topic"), "On trains, March 2031");
        assert_eq!(facts.subtitle("quotes"), "Quotes · March 2031 · A, B, C and 2 more");
        assert_eq!(facts.footer(), "Archive: press.db, 1,204 articles counted · 1 April 2031");
    }
}

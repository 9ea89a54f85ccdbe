//! Which records of a lake are wanted: of some days, and with some words.

use chrono::NaiveDate;

use crate::app::ask::AskError;
use crate::model::Annotated;
use crate::query::catalogue::day_phrases;
use crate::text::name_key::name_key;

/// A choice of articles; by itself it is all records, rejects too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// The first and the last day of publication, as it was extracted.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Words and phrases that headline or body hold, each without case, accents and marks.
    phrases: Vec<String>,
}

impl RecordFilter {
    /// Articles of these days that hold all words of a text; what is in quotation marks is a phrase.
    pub fn new(days: Option<(NaiveDate, NaiveDate)>, words: Option<&str>) -> RecordFilter {
        let mut phrases = Vec::new();
        for (number, piece) in words.unwrap_or_default().split('"').enumerate() {
            match number % 2 {
                0 => phrases.extend(piece.split_whitespace().map(name_key)),
                _ => phrases.push(name_key(piece)),
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        RecordFilter { days, phrases }
    }

    /// Whether it is all records.
    pub fn is_everything(&self) -> bool {
        *self == RecordFilter::default()
    }

    /// Whether an article is wanted.
    pub fn takes(&self, annotated: &Annotated) -> bool {
        let article = &annotated.cutting.article;
        let day = article.published.and_then(|published| published.anchor());
        let is_of_days =
            self.days.is_none_or(|(first, last)| day.is_some_and(|day| first <= day && day <= last));
        if !is_of_days || self.phrases.is_empty() {
            return is_of_days;
        }
        let text = format!("{}\n{}", article.title.as_deref().unwrap_or_default(), article.body);
        let text = format!(" {} ", name_key(&text));
        self.phrases.iter().all(|phrase| text.contains(&format!(" {phrase} ")))
    }

    /// In words, for the ledger.
    pub fn describe(&self) -> String {
        let days = self.days.map(|(first, last)| format!("; days={first}..{last}")).unwrap_or_default();
        let phrases: String = self.phrases.iter().map(|phrase| format!("; holds={phrase}")).collect();
        days + &phrases
    }
}

/// The first and the last day of a period in the user's words.
///
/// # Errors
/// Where the words are no period.
pub fn period_days(words: &str) -> Result<(NaiveDate, NaiveDate), AskError> {
    day_phrases::span(words, day_phrases::today()?).ok_or_else(|| {
        AskError::Usage(format!("{words:?} is no period: say 2031-03, \"March 2031\" or \"last month\""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Cutting, Identity, MinHashSketch, Origin, PublicationKey, Published};

    fn article(title: &str, body: &str, day: Option<&str>) -> Annotated {
        let published = day.map(|day| Published::day(day.parse().unwrap()));
        let article =
            Article { title: Some(title.into()), body: body.into(), published, ..Article::default() };
        Annotated {
            origin: Origin::default(),
            given_id: None,
            byte_length: 0,
            identity: Identity {
                publication: PublicationKey::Imprint(String::new()),
                text_key: String::new(),
            },
            sketch: MinHashSketch::default(),
            cutting: Cutting { article, blocks: Vec::new(), teasers: Vec::new() },
            words: 0,
            annotations: crate::model::Annotations::default(),
            not_extracted: None,
            teasers: Vec::new(),
        }
    }

    #[test]
    fn words_are_whole_phrases_hold_together_and_days_are_both_in() {
        let found = article("Harbour bridge", "The café in São Tomé was closed.", Some("2031-03-31"));
        let takes = |words: &str| RecordFilter::new(None, Some(words)).takes(&found);
        assert!(takes("CAFE bridge") && takes("\"sao tome\" closed") && takes(""));
        assert!(!takes("caf") && !takes("\"tome sao\"") && !takes("bridge ferry"));
        let of = |first: &str, last: &str| {
            RecordFilter::new(Some((first.parse().unwrap(), last.parse().unwrap())), None).takes(&found)
        };
        assert!(of("2031-03-01", "2031-03-31") && !of("2031-04-01", "2031-04-30"));
        let undated = article("x", "y", None);
        assert!(RecordFilter::default().takes(&undated));
        assert!(!RecordFilter::new(Some((NaiveDate::MIN, NaiveDate::MAX)), None).takes(&undated));
    }
}

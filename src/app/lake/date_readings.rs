//! A publication date that can be two days, read in both ways, each with the dates of the body that follow from that day.
//!
//! They are found while the body is at hand: whoever settles the record, presscut or an engine, chooses one of the two and
//! reads no body again.

use presscut_extract::Extractor;

use crate::model::{Annotated, DateMention, DateOrder, Decision, Published};

/// One way to read an article's date.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DateReading {
    /// Which part of the date comes first.
    pub order: DateOrder,
    /// The time that it is then.
    pub published: Published,
    /// The dates of the body, counted from that day; none where the body is not extracted.
    pub dates: Vec<DateMention>,
}

/// Both readings of an article's date, day first and then month first; none where its day is known.
pub(crate) fn date_readings(annotated: &Annotated, extractor: &Extractor) -> Vec<DateReading> {
    let article = &annotated.cutting.article;
    let (Some(Decision::Undecided), Some(numeric)) = (article.dating.decision, article.dating.numeric) else {
        return Vec::new();
    };
    let document = annotated.not_extracted.is_none().then(|| extractor.segment(&article.body));
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter();
    let read = orders.filter_map(|order| numeric.read(order).map(|published| (order, published)));
    read.map(|(order, published)| {
        let found = document.as_ref().map(|document| extractor.find_dates(document, published.anchor()));
        DateReading { order, published, dates: found.unwrap_or_default() }
    })
    .collect()
}

//! When the story was published and when it was last changed, according to the page; each as written, with its zone.
//!
//! What is made for machines comes first. A time that cannot be parsed is skipped for the next place that has one, and
//! what a first place gives only in part (a day, a time without its zone) is completed by a later one that says the same
//! with more. What is shown, and what is for scripts, has to agree with the date in the address. Where no place has a
//! date that can be read, what the most trusted one has written is given as it is.

mod candidate;
mod data_attributes;
mod meta_names;
mod script_data;
mod shown_times;

use crate::model::PublishedFrom;
use crate::read::html::page_head::linked_data::value_text;
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::text::address_dates::date_in_address;
use crate::text::written_dates::{parse_written_date, says_nothing};
use candidate::{Candidate, Choice};

/// Finds the publication time and its place. An ambiguous date, such as 03/04, counts only if no other place is clearer.
pub(crate) fn find_published(page: &ParsedPage<'_>) -> Option<(String, PublishedFrom)> {
    use PublishedFrom::{Address, JsonLd, Meta, Microdata};
    let stated = [
        (JsonLd, linked_times(page)),
        (Meta, meta_names::published(page)),
        (Microdata, shown_times::item_dates(page, "datepublished")),
    ];
    let mut choice = Choice::default();
    let mut unreadable = None;
    for (place, texts) in stated {
        for text in texts {
            match Candidate::read(&text, place) {
                Some(candidate) => choice.add(candidate),
                None if unreadable.is_none() && !says_nothing(&text) => unreadable = Some((text, place)),
                None => {}
            }
        }
    }
    if choice.is_complete() {
        return choice.into_best();
    }
    let address =
        page.url.as_deref().and_then(date_in_address).and_then(|date| Candidate::read(&date, Address));
    for candidate in unsure_candidates(page, address.is_some(), &choice) {
        if address.as_ref().is_none_or(|address| candidate.agrees_with(address)) {
            choice.add(candidate);
        }
    }
    if let Some(address) = address {
        choice.add(address);
    }
    choice.into_best().or(unreadable)
}

/// What JSON-LD says, the article's publication before its creation.
fn linked_times(page: &ParsedPage<'_>) -> Vec<String> {
    let linked = page.linked.values_of_page("datePublished").chain(page.linked.values("dateCreated"));
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Number(number) => Some(number.to_string()),
        other => value_text(other),
    };
    linked.filter_map(text).collect()
}

/// The dates of places that are not sure to be about this story, the most trusted first. Those that are only guessed are
/// left out where something is known already.
fn unsure_candidates(page: &ParsedPage<'_>, has_address: bool, known: &Choice) -> Vec<Candidate> {
    use PublishedFrom::{DataAttribute, PageText, Script, TimeElement};
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |texts: Vec<String>, place| {
        found.extend(texts.iter().filter_map(|text| Candidate::read(text, place)));
    };
    add(shown_times::time_elements(page), TimeElement);
    add(shown_times::marked_dates(page), PageText);
    add(data_attributes::published(page), DataAttribute);
    add(shown_times::date_under_headline(page).into_iter().collect(), PageText);
    if !known.has_day() {
        add(script_data::published(page), Script);
        if !has_address {
            add(shown_times::only_date(page).into_iter().collect(), PageText);
        }
    }
    found
}

fn is_readable(text: &str) -> bool {
    parse_written_date(text).is_ok()
}

/// Finds the time of the last change.
pub(crate) fn find_modified(page: &ParsedPage<'_>) -> Option<String> {
    let mut linked = page.linked.values_of_page("dateModified").filter_map(value_text);
    linked
        .find(|text| is_readable(text))
        .or_else(|| meta_names::modified(page).into_iter().find(|text| is_readable(text)))
        .or_else(|| shown_times::item_dates(page, "datemodified").into_iter().find(|text| is_readable(text)))
        .or_else(|| shown_times::time_of_change(page))
}

#[cfg(test)]
mod tests;

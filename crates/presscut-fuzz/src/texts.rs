//! Text as a page to clean, a date, a byline, an address.

use presscut::clean::{self, Options};
use presscut::model::Scrape;
use presscut::text::byline::{read_authors, recognise_byline, split_authors, tidy_byline};
use presscut::text::url::{canonical_url, domain_of};
use presscut::text::written_dates::{find_written_date, parse_published, parse_written_date};

/// Cleans a text as a page and as a field of a record. The first line is its title.
pub(crate) fn clean_page(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (title, rest) = text.split_once('\n').unwrap_or(("", &text));
    for is_page in [true, false] {
        let scrape = Scrape {
            text: rest.to_string(),
            title: Some(title.to_string()),
            byline: Some(title.to_string()),
            published: Some(title.to_string()),
            is_page,
            ..Scrape::default()
        };
        let options = Options { admit_all: true, ..Options::default() };
        if let Ok(cutting) = clean::clean(&scrape, &options) {
            assert!(cutting.article.body.contains(char::is_alphanumeric), "an article has a text");
        }
        let _ = clean::clean(&scrape, &Options::default());
    }
}

/// Reads a text as a date, and looks for one in it.
pub(crate) fn read_written_dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = parse_published(&text);
    if let Ok(written) = parse_written_date(&text) {
        for order in
            [None, Some(presscut::model::DateOrder::DayFirst), Some(presscut::model::DateOrder::MonthFirst)]
        {
            let iso = written.in_order(order).to_iso();
            assert!(parse_written_date(&iso).is_ok(), "{text:?} became {iso}, which is no date");
        }
    }
    if let Some(found) = find_written_date(&text) {
        assert!(text.contains(found));
    }
}

/// Reads a text as the line that says who wrote an article.
pub(crate) fn read_bylines(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = recognise_byline(&text);
    let tidy = tidy_byline(&text);
    let _ = split_authors(Some(&tidy));
    let _ = read_authors(&text);
}

/// Reads a text as an address; what is canonical, which has no scheme, stays as it is.
pub(crate) fn read_addresses(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = domain_of(&text);
    if let Some(canonical) = canonical_url(&text) {
        // 443 is no default port of http.
        let again = ["https", "http"].map(|scheme| canonical_url(&format!("{scheme}://{canonical}")));
        assert!(again.contains(&Some(canonical.clone())), "{text:?}: {canonical:?}, and again {again:?}");
    }
}

//! The address that a program wrote into a page when it saved it: browsers, SingleFile, WebScrapBook, monolith, HTTrack.
//!
//! Takes a page's markup, gives the address. These programs also write when the page was saved, which is not when it was
//! published, so nothing is made of it.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::fields::references::decode_address;
use crate::text::patterns::compile_pattern;
use crate::text::url::domain_of;

/// How many bytes of a page are searched.
const SEARCHED_BYTES: usize = 16 << 10;

/// The address in a page's first bytes; `None` if no program wrote one, or it is not one of the web.
pub(crate) fn saved_address(page: &str) -> Option<String> {
    static MARKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            r"<!--\s*Page saved with SingleFile[\w-]*\s+url:\s*(\S+)",
            // The number is the length of the address.
            r"(?i)<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->",
            r"<!--\s*Saved from (\S+) at [^<>]{1,80} using monolith",
            r"<!--\s*Mirrored from (\S+) by HTTrack",
            r#"<html\b[^>]*?\sdata-scrapbook-source="([^"\s]+)""#,
        ]
        .into_iter()
        .map(compile_pattern)
        .collect()
    });
    let start = String::from_utf8_lossy(&page.as_bytes()[..page.len().min(SEARCHED_BYTES)]);
    let found = MARKS.iter().find_map(|mark| Some(mark.captures(&start)?.get(1)?.as_str()))?;
    let address = decode_address(found);
    // HTTrack leaves the scheme out.
    let address = if address.contains("://") { address.into_owned() } else { format!("http://{address}") };
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    (is_web && domain_of(&address).is_some_and(|host| host.contains('.'))).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::saved_address;

    #[test]
    fn each_program_says_the_address_in_its_own_way() {
        for page in [
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://post.example/1?a=b&c=d \n saved date: Fri Mar 21 2031\n-->",
            "<!DOCTYPE html>\n<!-- saved from url=(0033)https://post.example/1?a=b&c=d -->\n<html>",
            "<!-- Saved from https://post.example/1?a=b&c=d at 2031-03-21T10:15:00Z using monolith v2.8.1 -->",
            "<html data-scrapbook-source=\"https://post.example/1?a=b&amp;c=d\" data-scrapbook-create=\"20310321\">",
        ] {
            assert_eq!(saved_address(page).as_deref(), Some("https://post.example/1?a=b&c=d"), "{page}");
        }
        let mirrored =
            "<html>\n<!-- Mirrored from post.example/1 by HTTrack Website Copier/3.x [XR&CO'2014] -->";
        assert_eq!(saved_address(mirrored).as_deref(), Some("http://post.example/1"));
    }

    #[test]
    fn a_page_that_was_never_on_the_web_has_none() {
        for page in [
            "<!-- saved from url=(0014)about:internet -->",
            "<!-- saved from url=(0016)http://localhost -->",
            "<!-- Page saved with SingleFile \n url: file:///home/a.html -->",
            "<p>Page saved with SingleFile url: https://post.example/1",
        ] {
            assert_eq!(saved_address(page), None, "{page}");
        }
    }
}

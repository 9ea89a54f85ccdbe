//! What a page of HTML says about itself: in JSON-LD, in Open Graph and other `<meta>`, in `<link>`, `<time>` and microdata,
//! and in what it shows to readers.
//!
//! Takes the page's tree, gives [`PageHead`]. Where two places say the same thing, the one that is made for machines and
//! describes an article wins: JSON-LD's NewsArticle, then Open Graph, then the older `<meta>` names, then what is shown. The
//! surprising exception is the headline: metadata is written and shortened for search engines, so the heading that readers
//! saw wins, if the metadata confirms that it is the headline.

pub(crate) mod heading;
pub(crate) mod headline;
pub(crate) mod linked_data;
pub(crate) mod parsed_page;
pub(crate) mod people;
pub(crate) mod pictures;
pub(crate) mod script_json;
pub(crate) mod shown_bylines;
pub(crate) mod shown_elements;
pub(crate) mod site_in_title;
pub(crate) mod times;

use dom_query::Document;

use crate::model::{Picture, PublishedFrom};
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::{headline::find_headline, people::find_authors, pictures::PlacedPicture};
use crate::text::byline::{Author, AuthorKind};

/// What a page says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PageHead {
    /// The canonical address.
    pub url: Option<String>,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// What is above the headline.
    pub kicker: Option<String>,
    /// The authors; a desk, an agency or the paper where there are no people.
    pub authors: Vec<Author>,
    /// The publication time as written, with its zone, and where it was found.
    pub published: Option<(String, PublishedFrom)>,
    /// The time of the last change, as written.
    pub modified: Option<String>,
    /// The part of the paper.
    pub section: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// The language as written: "en-GB".
    pub language: Option<String>,
    /// Captions and credits, in page order; their lines in the main text are not known here.
    pub pictures: Vec<PlacedPicture>,
}

impl PageHead {
    /// Reads a parsed page.
    pub fn read(document: &Document) -> PageHead {
        let page = ParsedPage::read(document);
        let headline = find_headline(&page);
        let (title, kicker) =
            headline.map_or((None, None), |headline| (Some(headline.text), headline.kicker));
        PageHead {
            authors: find_authors(&page, title.as_deref()),
            title,
            kicker,
            published: times::find_published(&page),
            modified: times::find_modified(&page),
            section: page
                .linked
                .text("articleSection")
                .or_else(|| {
                    page.meta(&["article:section", "og:article:section", "section", "parsely-section"])
                })
                .or_else(|| {
                    page.meta(&["articlesection", "sailthru.section", "cxenseparse:section", "category"])
                })
                .filter(|section| section.chars().count() <= 80 && !section.contains("://")),
            language: page
                .attribute("html", "lang")
                .or_else(|| page.linked.text("inLanguage"))
                .or_else(|| page.attribute("meta[http-equiv='content-language' i]", "content"))
                .or_else(|| page.meta(&["og:locale", "dc.language", "language"])),
            pictures: pictures::find_pictures(&page),
            url: page.url,
            site: page.site,
        }
    }

    /// The authors as a byline. ";" separates organisations from people: both are authors of their own.
    pub fn byline(&self) -> Option<String> {
        let (people, others): (Vec<&Author>, Vec<&Author>) =
            self.authors.iter().partition(|author| author.kind == AuthorKind::Person);
        let names = |authors: Vec<&Author>| {
            authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let groups: Vec<String> =
            [names(people), names(others)].into_iter().filter(|names| !names.is_empty()).collect();
        (!groups.is_empty()).then(|| groups.join("; "))
    }

    /// The pictures, each with the line of the main text that it comes before.
    pub fn pictures_in(&self, text: &str) -> Vec<Picture> {
        pictures::place_in_text(&self.pictures, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_head(html: &str) -> PageHead {
        PageHead::read(&Document::from(html))
    }

    #[test]
    fn json_ld_comes_first() {
        let head = read_head(
            r#"<html lang="en-GB"><head><title>Harbor wall leaks | Island Echo</title>
            <meta property="og:title" content="Wall leaks"><meta property="og:site_name" content="Island Echo">
            <link rel="canonical" href="https://echo.example/1">
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
              {"@type": ["NewsArticle"], "headline": "Harbor wall leaks &amp; leaks", "datePublished": "2031-03-14T08:00:00+02:00",
               "dateModified": "2031-03-15T08:00:00+02:00", "articleSection": ["Coast", "News"],
               "author": [{"@type": "Person", "name": "Nora Quint"}, {"@id": "https://echo.example/vik"}]},
              {"@type": "Person", "@id": "https://echo.example/vik", "name": "Eino Vik"}]}</script></head><body></body></html>"#,
        );
        assert_eq!(head.title.as_deref(), Some("Harbor wall leaks & leaks"));
        assert_eq!(head.byline().as_deref(), Some("Nora Quint, Eino Vik"));
        assert_eq!(head.published, Some(("2031-03-14T08:00:00+02:00".into(), PublishedFrom::JsonLd)));
        assert_eq!(head.modified.as_deref(), Some("2031-03-15T08:00:00+02:00"));
        assert_eq!(head.section.as_deref(), Some("Coast"));
        assert_eq!((head.site.as_deref(), head.language.as_deref()), (Some("Island Echo"), Some("en-GB")));
        assert_eq!(head.url.as_deref(), Some("https://echo.example/1"));
    }

    #[test]
    fn meta_tags_and_shown_elements_fill_in() {
        let head = read_head(
            "<html><head><title>Ferry late - The Arden Post</title><meta NAME='Author' content='Jane Roe'>
             <meta property='og:site_name' content='Arden Post'><meta name='pubdate' content='2031-03-10'></head></html>",
        );
        assert_eq!(head.title.as_deref(), Some("Ferry late"));
        assert_eq!(head.byline().as_deref(), Some("Jane Roe"));
        assert_eq!(head.published, Some(("2031-03-10".into(), PublishedFrom::Meta)));
    }

    #[test]
    fn broken_json_ld_is_skipped() {
        let head = read_head("<script type='application/ld+json'>{\"@type\": </script><h1> A  head </h1>");
        assert_eq!(head.title.as_deref(), Some("A head"));
        assert_eq!(read_head(""), PageHead::default());
    }
}

//! The people who wrote the story, according to the page's metadata, else as it shows them.
//!
//! Takes a parsed page and its headline, gives authors. Addresses, handles, labels and places do not count. Agencies, desks
//! and the paper itself do beside people only where the page states them as authors of their own, and else only where no
//! people are named anywhere.

use crate::read::html::page_head::linked_data::Creator;
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_bylines::{Trust, shown_bylines};
use crate::text::byline::{Author, AuthorKind, read_authors};

/// Names of `<meta>` for authors, without signs between their words.
const AUTHOR_META: &[&str] = &[
    "author",
    "articleauthor",
    "ogarticleauthor",
    "articleauthorname",
    "articleauthors",
    "ogauthor",
    "authors",
    "authorname",
    "dccreator",
    "dccreatorpersonalname",
    "dctermscreator",
    "dcsextauthor",
    "citationauthor",
    "sailthruauthor",
    "parselyauthor",
    "cxenseparseauthor",
    "cxenseparserecsauthor",
    "lparticleauthor",
    "vrauthor",
    "mediatorauthor",
    "bookauthor",
    "byl",
    "byline",
    "creator",
    "twittercreatorname",
    "writer",
    "reporter",
    "journalist",
];

/// More names beside the stated authors are no byline.
const MAX_SHOWN_COAUTHORS: usize = 6;

/// Finds a page's authors, on a page whose headline has been found.
pub(crate) fn find_authors(page: &ParsedPage<'_>, headline: Option<&str>) -> Vec<Author> {
    let mut search = AuthorSearch { sites: page.site_names(), organisations: Vec::new() };
    let headline = headline.unwrap_or_default();
    let shown = |trust: Trust| {
        shown_bylines(page, trust).map(|authors| {
            authors.into_iter().filter(|author| !headline.contains(author.name.as_str())).collect::<Vec<_>>()
        })
    };
    if let Some(people) = stated_authors(page).into_iter().find_map(|authors| search.people_of(authors)) {
        return with_shown_coauthors(people, shown(Trust::Declared).find(|shown| !shown.is_empty()));
    }
    // Lines that only look like bylines may be of other stories, where the page says that an organisation wrote this one.
    let stated = std::mem::take(&mut search.organisations);
    let trust = if stated.is_empty() { Trust::Any } else { Trust::Marked };
    let people = shown(trust).find_map(|authors| search.people_of(authors));
    if let Some(people) = people {
        return people;
    }
    let only_papers = stated.iter().all(|author| search.is_paper(&author.name));
    let signed = || shown_bylines(page, Trust::Signature).find(|authors| !authors.is_empty());
    if only_papers
        && !stated.is_empty()
        && let Some(people) = signed()
    {
        return people;
    }
    if stated.is_empty() { search.organisations } else { stated }
}

/// What is known while one statement after another is read.
struct AuthorSearch {
    /// The site's names.
    sites: Vec<String>,
    /// Who signs if no people do.
    organisations: Vec<Author>,
}

impl AuthorSearch {
    /// Whether a name is the paper's own, and not that of one of its desks.
    fn is_paper(&self, name: &str) -> bool {
        read_authors(name).iter().all(|author| author.kind == AuthorKind::Person || !name.contains(' '))
            && is_any_site(name, &self.sites)
            || self.sites.iter().any(|site| site.eq_ignore_ascii_case(name))
    }

    /// The people of a statement, with agencies that it names beside them; without people, its organisations are kept.
    fn people_of(&mut self, authors: Vec<Author>) -> Option<Vec<Author>> {
        let authors = with_sites_as_organisations(authors, &self.sites);
        let (people, others): (Vec<Author>, Vec<Author>) =
            authors.into_iter().partition(|author| author.kind == AuthorKind::Person);
        let (papers, agencies): (Vec<Author>, Vec<Author>) =
            others.into_iter().partition(|author| self.is_paper(&author.name));
        if !people.is_empty() {
            return Some(people.into_iter().chain(agencies).collect());
        }
        // An agency's name says more than the paper's own.
        let only_papers = self.organisations.iter().all(|author| self.is_paper(&author.name));
        if !agencies.is_empty() && only_papers {
            self.organisations = agencies;
        } else if self.organisations.is_empty() {
            self.organisations = papers;
        }
        None
    }
}

/// The stated authors, or those in the byline that readers saw, if it has all of these and more.
fn with_shown_coauthors(stated: Vec<Author>, shown: Option<Vec<Author>>) -> Vec<Author> {
    let Some(shown) = shown else { return stated };
    let has = |authors: &[Author], name: &str| {
        authors.iter().any(|author| author.name.to_lowercase() == name.to_lowercase())
    };
    let has_all = stated.iter().all(|author| has(&shown, &author.name));
    let new = shown.into_iter().filter(|author| {
        author.kind == AuthorKind::Person && author.name.contains(' ') && !has(&stated, &author.name)
    });
    let new: Vec<Author> = new.collect();
    if has_all && new.len() <= MAX_SHOWN_COAUTHORS { stated.into_iter().chain(new).collect() } else { stated }
}

/// The authors by each of the page's statements, the most trusted first.
fn stated_authors(page: &ParsedPage<'_>) -> Vec<Vec<Author>> {
    let linked = page.linked.values_of_page("author").chain(page.linked.values_of_page("creator"));
    let linked = linked.map(|value| {
        page.linked.creators(value).into_iter().flat_map(authors_of_creator).collect::<Vec<Author>>()
    });
    let read = |names: Vec<String>| names.iter().flat_map(|name| read_authors(name)).collect::<Vec<_>>();
    let metas = AUTHOR_META.iter().map(|name| read(page.metas_like(name)));
    let items = read(page.item_metas("author").collect());
    // "twitter:label1" = "Written by" says what "twitter:data1" is.
    let labelled = (1..=2).filter_map(|number| {
        let label = page.meta(&[format!("twitter:label{number}").as_str()])?;
        let value = page.meta(&[format!("twitter:data{number}").as_str()])?;
        is_author_label(&label).then(|| read_authors(&value))
    });
    linked.chain(metas).chain([items]).chain(labelled).filter(|authors| !authors.is_empty()).collect()
}

fn authors_of_creator(creator: Creator) -> Vec<Author> {
    let mut authors = read_authors(&creator.name);
    if creator.is_organisation {
        authors.iter_mut().for_each(|author| author.kind = AuthorKind::Organisation);
        if authors.is_empty()
            && creator.name.contains(char::is_alphabetic)
            && creator.name.chars().count() < 60
        {
            authors.push(Author { name: creator.name, kind: AuthorKind::Organisation });
        }
    }
    authors
}

/// "Written by", "Verfasst von", "Escrito por": what introduces a name.
fn is_author_label(label: &str) -> bool {
    !read_authors(&format!("{label} Ada Quill")).iter().any(|author| author.name != "Ada Quill")
}

/// The authors once each, those with the site's name as organisations.
fn with_sites_as_organisations(authors: Vec<Author>, sites: &[String]) -> Vec<Author> {
    let mut kept: Vec<Author> = Vec::new();
    for mut author in authors {
        if is_any_site(&author.name, sites) {
            author.kind = AuthorKind::Organisation;
        }
        if !kept.iter().any(|known| known.name == author.name) {
            kept.push(author);
        }
    }
    kept
}

fn is_any_site(name: &str, sites: &[String]) -> bool {
    sites.iter().any(|site| is_site(name, site))
}

/// "Echo" and "WWW.ISLANDECHO.EXAMPLE" are the site "Island Echo" or "Echo International".
fn is_site(name: &str, site: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = text.to_lowercase();
        let words =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "the" | "www"));
        words.map(str::to_string).collect()
    };
    let without_domain = |words: &[String]| match words {
        [head @ .., last] if site.contains('.') && !head.is_empty() && last.len() <= 4 => head.concat(),
        _ => words.concat(),
    };
    let (name, site_words) = (words(name), words(site));
    !name.is_empty()
        && !site_words.is_empty()
        && (name.concat() == site_words.concat()
            || name.concat() == without_domain(&site_words)
            || site_words.starts_with(&name)
            || name.starts_with(&site_words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::page_head::headline::find_headline;
    use dom_query::Document;

    fn authors(html: &str) -> Vec<String> {
        let html = format!("<meta property=og:site_name content='The Island Echo'>{html}");
        let document = Document::from(html);
        let page = ParsedPage::read(&document);
        let headline = find_headline(&page).map(|headline| headline.text);
        find_authors(&page, headline.as_deref()).into_iter().map(|author| author.name).collect()
    }

    #[test]
    fn authors_are_people() {
        for (html, names) in [
            ("<meta name=author content='Jane Roe, Island Echo'>", &["Jane Roe"] as &[&str]),
            (
                "<meta name=author content='By Jane Roe and Tomas Okafor, Staff Writers'>",
                &["Jane Roe", "Tomas Okafor"],
            ),
            (
                "<meta property=article:author content='Jane Roe'><meta property=article:author content='Tomas Okafor'>",
                &["Jane Roe", "Tomas Okafor"],
            ),
            (
                "<meta name=author content='@islandecho'><meta property=article:author content='https://social.example/echo'>",
                &[],
            ),
            (
                "<meta name=author content='The Island Echo'><div class=byline>By <a href='/people/jane'>Jane Roe</a></div>",
                &["Jane Roe"],
            ),
            ("<meta name=author content=AFP>", &["AFP"]),
            ("<meta name=author content='The Island Echo'>", &["The Island Echo"]),
            ("<div class='comment'><span class=author>Angry Reader</span></div>", &[]),
            ("<p class='article-meta'>By Jane Roe | 3 October 2024</p>", &["Jane Roe"]),
            ("<span itemprop=author itemscope><span itemprop=name>Jane Roe</span></span>", &["Jane Roe"]),
            ("<span class='author vcard fn'>konrad</span>", &["konrad"]),
            ("<p class=credit>AFP</p>", &["AFP"]),
            ("<span class=category>Posted by Konrad</span>", &["Konrad"]),
            ("<i>By Jane Roe</i>", &["Jane Roe"]),
            ("<i>By Design</i>", &[]),
            (
                "<title>Blue Coats and I</title><h1>Blue Coats and I</h1><div class='author-story'>Blue Coats and I</div>",
                &[],
            ),
            ("<figure><figcaption class=author>Eino Vik</figcaption></figure>", &[]),
        ] {
            assert_eq!(authors(html), names, "{html}");
        }
    }
}

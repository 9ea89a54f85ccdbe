//! WACZ (1.1 and 1.2 of its specification): a web archive in one ZIP, as browsertrix and ArchiveWeb.page write it.
//!
//! Only the WARC files in `archive/` are read. The lists of pages, indexes, logs and checksums beside them are passed over
//! and counted; of the lists, the titles are taken for pages whose HTML has none. The surprising decision: the lists also
//! have a text of each page, and it is not used, because it is everything on the page in one line.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use tempfile::SpooledTempFile;
use zip::ZipArchive;

use crate::model::Scrape;
use crate::read::containers::archive_members::{copy_member, is_system_file};
use crate::read::containers::warc;
use crate::read::error::OpenError;
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive, RecordFacts};
use crate::read::html::page_head::site_in_title::strip_sites;
use crate::read::record::{Limits, Record};
use crate::text::characters::collapse_whitespace;
use crate::text::url::{canonical_url, domain_of};

/// WACZ.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "wacz",
    description: "A web archive: the WARC files of a crawl in a ZIP, with lists of its pages",
    precedence: 15,
    kind: FormatKind::Zip { recognise: is_wacz, open: open_members },
};

/// The lists of pages: those that the crawl began with, and those that it found.
const PAGE_LISTS: [&str; 2] = ["pages/pages.jsonl", "pages/extraPages.jsonl"];

/// Whether a ZIP is a web archive, or several of them in one.
fn is_wacz(archive: &ZipArchive<File>) -> bool {
    archive.index_for_name("datapackage.json").is_some()
        && archive.file_names().flatten().any(|name| is_crawl(&name))
}

/// Whether a member holds pages: a WARC file, or a web archive inside one.
fn is_crawl(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_warc = name.ends_with(".warc") || name.ends_with(".warc.gz") || name.ends_with(".warc.zst");
    (name.starts_with("archive/") && is_warc) || name.ends_with(".wacz")
}

/// The crawls in a web archive, with the titles of its pages. `limits` bounds the bytes of its lists that are held.
fn open_members(mut archive: ZipArchive<File>, limits: Limits) -> Result<OpenedArchive, OpenError> {
    let titles = PageTitles::read(&mut archive, limits);
    Ok(OpenedArchive {
        format: Format::of_spec(&FORMAT),
        members: Box::new(WaczMembers(archive)),
        member_format: None,
        facts: Some(Arc::new(titles)),
    })
}

struct WaczMembers(ZipArchive<File>);

impl ArchiveMembers for WaczMembers {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn name(&self, number: usize) -> String {
        self.0.name_for_index(number).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default()
    }

    fn is_ignored(&self, name: &str) -> bool {
        is_system_file(name) || !is_crawl(name)
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        copy_member(self.0.by_index(number).map_err(io::Error::other)?, into)
    }
}

/// The titles of a web archive's pages, by their addresses in canonical form.
#[derive(Debug, Default)]
struct PageTitles(FxHashMap<String, String>);

/// A line of a list of pages; the first line, which describes the list, has no address.
#[derive(Deserialize)]
struct ListedPage {
    url: String,
    title: Option<String>,
}

impl PageTitles {
    /// Reads the lists, as far as they can be read: an archive without them is an archive all the same.
    fn read(archive: &mut ZipArchive<File>, limits: Limits) -> PageTitles {
        let mut titles = PageTitles::default();
        let mut left = limits.record;
        for list in PAGE_LISTS {
            if let Ok(list) = archive.by_name(list) {
                // An error ends the list.
                let _ended = titles.add_list(BufReader::new(list), limits.record, &mut left);
            }
        }
        titles
    }

    /// Adds the titles of a list, until `left` bytes of titles and addresses are held; a line may be `max_line` bytes long.
    fn add_list(&mut self, mut list: impl BufRead, max_line: usize, left: &mut usize) -> io::Result<()> {
        let mut line = Vec::new();
        while list.by_ref().take(max_line as u64).read_until(b'\n', &mut line)? > 0 {
            if let Ok(ListedPage { url, title: Some(title) }) = serde_json::from_slice(&line)
                && let Some(url) = canonical_url(&url)
            {
                let title = collapse_whitespace(&title);
                let Some(rest) = left.checked_sub(url.len() + title.len()) else { return Ok(()) };
                *left = rest;
                // Browsers call a page without a title by its address.
                if !title.is_empty() && !title.contains("://") {
                    self.0.entry(url).or_insert(title);
                }
            }
            line.clear();
        }
        Ok(())
    }
}

impl RecordFacts for PageTitles {
    fn complete(&self, record: &Record, scrape: &mut Scrape) {
        if scrape.title.is_some() || self.0.is_empty() {
            return;
        }
        let fetched = || warc::target_address(&record.bytes);
        let title = [fetched(), scrape.url.clone()]
            .into_iter()
            .flatten()
            .find_map(|address| self.0.get(&canonical_url(&address)?));
        let host = scrape.url.as_deref().and_then(domain_of);
        let sites: Vec<String> = scrape.source.clone().into_iter().chain(host).collect();
        scrape.title = title.map(|title| strip_sites(title, &sites));
    }
}

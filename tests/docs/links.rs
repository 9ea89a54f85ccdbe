//! Links of the documents lead somewhere: files that are there, and headings that they have. The web is not asked.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use regex::Regex;

/// A document without its fenced blocks and what is between backticks.
fn running_text(document: &str) -> String {
    let fenced = Regex::new(r"(?ms)^ *```.*?^ *```$").unwrap();
    let code = Regex::new("`[^`\n]*`").unwrap();
    code.replace_all(&fenced.replace_all(document, ""), "").into_owned()
}

/// The anchors of a document's headings, as GitHub and MkDocs make them.
fn anchors(document: &str) -> BTreeSet<String> {
    let fenced = Regex::new(r"(?ms)^ *```.*?^ *```$").unwrap();
    let text = fenced.replace_all(document, "").into_owned();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut all = BTreeSet::new();
    for heading in text.lines().filter(|line| line.starts_with('#')) {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let slug: String = kept.collect::<String>().replace(' ', "-");
        let number = seen.entry(slug.clone()).or_default();
        all.insert(if *number == 0 { slug } else { format!("{slug}-{number}") });
        *number += 1;
    }
    all
}

/// The links of a document that lead nowhere, and how many lead to files and headings.
fn dead_links(path: &Path, document: &str) -> (Vec<String>, usize) {
    let link = Regex::new(r"\]\(<?([^)\s>]+)>?\)").unwrap();
    let (mut dead, mut followed) = (Vec::new(), 0);
    for found in link.captures_iter(&running_text(document)) {
        let target = &found[1];
        if target.starts_with("http://") || target.starts_with("https://") || target.starts_with("mailto:") {
            continue;
        }
        followed += 1;
        let (file, anchor) =
            target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
        let place = if file.is_empty() { path.to_path_buf() } else { path.parent().unwrap().join(file) };
        if !place.exists() {
            dead.push(format!("{}: {target}: there is no such file", path.display()));
            continue;
        }
        let Some(anchor) = anchor else { continue };
        let text =
            if file.is_empty() { document.to_string() } else { std::fs::read_to_string(&place).unwrap() };
        if !anchors(&text).contains(anchor) {
            dead.push(format!("{}: {target}: there is no such heading", path.display()));
        }
    }
    (dead, followed)
}

/// All Markdown of a folder, and of those below it.
fn documents_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(documents_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found
}

#[test]
fn links_between_documents_lead_to_files_and_headings_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut documents: Vec<PathBuf> =
        top.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    for folder in ["docs", "examples", "tests/data"] {
        documents.extend(documents_below(&root.join(folder)));
    }
    let (mut dead, mut followed) = (Vec::new(), 0);
    for path in &documents {
        let (of_this, number) = dead_links(path, &std::fs::read_to_string(path).unwrap());
        dead.extend(of_this);
        followed += number;
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
    assert!(documents.len() > 20 && followed > 80, "{} documents with {followed} links", documents.len());
}

#[test]
fn a_link_that_leads_nowhere_is_found_out() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let dead = |text: &str| dead_links(&path, text).0.len();
    assert_eq!(
        dead("# A b, c!\n\n[x](#a-b-c) [y](docs/guide.md) [z](https://gone.example) `[no](gone.md)`"),
        0
    );
    assert_eq!(dead("[x](#a)"), 1);
    assert_eq!(dead("[x](docs/gone.md) ![y](docs/pictures/gone.svg)"), 2);
    assert_eq!(dead("[x](docs/guide.md#gone)\n\n```\n[x](gone.md)\n```\n"), 1);
}

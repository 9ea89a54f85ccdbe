//! Articles without an address: which stored one a scrape is.
//!
//! A paper, a day and a headline (the imprint) and the text make such an article. What one side does not say is no
//! difference: a page without a source is the same article when it comes again with one. What both say has to be equal, or
//! they are two articles, and copies of one another where their texts are equal.

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::articles::article_version::{ArticleVersion, StoredVersion};
use crate::archive::articles::publication::Agreement;
use crate::archive::near_duplicates::text_id::TextId;
use crate::text::identity::normalize_text;

/// Copies of a text that are compared at most. More are of a notice that a paper prints every day, and the one that has
/// just this imprint is found by its identity.
const MAX_COMPARED_COPIES: i64 = 64;

/// How many parts an imprint has.
const PARTS: usize = 3;

/// The article without an address that this version is of, by its text: as the article has it now, or had it at first.
pub(crate) fn find_by_text(
    connection: &Connection,
    version: &ArticleVersion,
) -> Result<Option<StoredVersion>, ArchiveError> {
    if let Some((id, exact)) = ArticleVersion::find(connection, &version.identity)?
        && equal_parts(version, &exact).is_some()
    {
        return Ok(Some((id, exact)));
    }
    // "text:", the key of the text, and after another colon the imprint: ';' comes after ':'.
    let from = format!("text:{}", version.text_key);
    let candidates = ArticleVersion::select(
        connection,
        "SELECT * FROM (SELECT id FROM articles WHERE identity >= ?1 AND identity < ?1 || ';' LIMIT ?3)
         UNION SELECT * FROM (SELECT id FROM articles WHERE text_id = (SELECT id FROM texts WHERE text_key = ?2)
             AND +identity GLOB 'text:*' LIMIT ?3)",
        params![from, version.text_key, MAX_COMPARED_COPIES],
    )?;
    Ok(most_equal(version, candidates, 0))
}

/// The article without an address that has this version's imprint and a text nearly like `text`: the version is another
/// wording of it.
pub(crate) fn find_by_near_text(
    connection: &Connection,
    version: &ArticleVersion,
    text: TextId,
) -> Result<Option<StoredVersion>, ArchiveError> {
    let candidates = ArticleVersion::select(
        connection,
        "SELECT a.id FROM text_links l JOIN articles a ON a.text_id = l.other_id
         WHERE l.text_id = ?1 AND +a.identity GLOB 'text:*'",
        params![text.0],
    )?;
    Ok(most_equal(version, candidates, PARTS))
}

/// The identity under which a new article is stored: its own, unless an article has that whose day was decided otherwise
/// since.
pub(crate) fn free_identity(connection: &Connection, identity: &str) -> Result<String, ArchiveError> {
    let mut taken = connection.prepare_cached("SELECT 1 FROM articles WHERE identity = ?1")?;
    let mut free = identity.to_owned();
    for number in 2.. {
        if !taken.exists([&free])? {
            break;
        }
        free = format!("{identity}:{number}");
    }
    Ok(free)
}

/// The candidate with which the version has most parts of the imprint in common, at least `least`; of equal ones the first.
fn most_equal(
    version: &ArticleVersion,
    candidates: Vec<StoredVersion>,
    least: usize,
) -> Option<StoredVersion> {
    let mut best: Option<(usize, StoredVersion)> = None;
    for candidate in candidates {
        let Some(equal) = equal_parts(version, &candidate.1).filter(|equal| *equal >= least) else {
            continue;
        };
        if best.as_ref().is_none_or(|(most, _)| equal > *most) {
            best = Some((equal, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many of source, day and headline both versions have and are equal; `None` where one differs.
fn equal_parts(one: &ArticleVersion, other: &ArticleVersion) -> Option<usize> {
    let headline = agreement(&one.title, &other.title, |one, other| {
        one == other || normalize_text(one) == normalize_text(other)
    });
    let source = agreement(&one.source_id, &other.source_id, |one, other| one == other);
    let parts: [Agreement; PARTS] = [source, headline, one.publication.day_agreement(&other.publication)];
    let equal = parts.iter().filter(|part| **part == Agreement::Equal).count();
    (!parts.contains(&Agreement::Different)).then_some(equal)
}

fn agreement<T>(one: &Option<T>, other: &Option<T>, is_equal: impl Fn(&T, &T) -> bool) -> Agreement {
    match (one, other) {
        (Some(one), Some(other)) if is_equal(one, other) => Agreement::Equal,
        (Some(_), Some(_)) => Agreement::Different,
        _ => Agreement::Unknown,
    }
}

//! Queries of the user's own: `.sql` files in folders, looked for before presscut's catalogue.
//!
//! Of one name the strongest counts: the folder that the command line names, then `queries/` beside the archive (what goes
//! with this archive), then `presscut/queries` in the user's settings. A file that is wrong is an error where it is
//! asked for, and a line of warning in the list; it never hides the rest.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::query::QueryError;
use crate::query::catalogue;
use crate::query::catalogue::bad_query::{BadQuery, QueryOrigin};
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::placeholders;
use crate::query::sandbox::script::SqlScript;
use crate::text::text_file::read_found_text_file;

/// What a file of queries is called at its end.
const EXTENSION: &str = "sql";

/// The folders in which queries are looked for, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFolders {
    folders: Vec<PathBuf>,
    /// Where a new query goes.
    new: PathBuf,
}

/// A query as the list shows it.
#[derive(Debug)]
pub struct ListedQuery {
    /// The one that counts, or what is wrong with it.
    pub query: Result<CannedQuery, BadQuery>,
    /// Where that one comes from.
    pub origin: QueryOrigin,
    /// Those of the same name that it hides, by their place.
    pub hides: Vec<QueryOrigin>,
}

impl QueryFolders {
    /// The folders of an archive, with one that the user names.
    pub fn for_archive(archive: &Path, named: Option<&Path>) -> QueryFolders {
        let beside = queries_beside(archive);
        let named = named.map(Path::to_path_buf);
        let new = named.clone().unwrap_or_else(|| beside.clone());
        QueryFolders { folders: named.into_iter().chain([beside]).chain(settings_folder()).collect(), new }
    }

    /// Where a new query goes: the folder that was named, else the one beside the archive.
    pub fn new_queries(&self) -> &Path {
        &self.new
    }

    /// The user's queries and presscut's, by name.
    ///
    /// # Errors
    /// Where a folder is there and cannot be read.
    pub fn list(&self) -> Result<BTreeMap<String, ListedQuery>, QueryError> {
        let mut listed: BTreeMap<String, ListedQuery> = BTreeMap::new();
        for query in catalogue::all()? {
            let (name, origin) = (query.name.clone(), query.origin.clone());
            listed.insert(name, ListedQuery { query: Ok(query), origin, hides: Vec::new() });
        }
        for folder in self.folders.iter().rev() {
            for (name, path) in files(folder)? {
                let mut hides = Vec::new();
                if let Some(mut hidden) = listed.remove(&name) {
                    hides = std::mem::take(&mut hidden.hides);
                    hides.push(hidden.origin);
                }
                let text = read_file(&path)?;
                let query = CannedQuery::parse(&name, QueryOrigin::File(path.clone()), &text);
                listed.insert(name, ListedQuery { query, origin: QueryOrigin::File(path), hides });
            }
        }
        Ok(listed)
    }

    /// The query of a name.
    ///
    /// # Errors
    /// Where there is none, with those that are near; or its file is wrong, with the line.
    pub fn query_named(&self, name: &str) -> Result<CannedQuery, QueryError> {
        let mut known = Vec::new();
        for folder in &self.folders {
            let mut files = files(folder)?;
            if let Some(path) = files.remove(name) {
                let text = read_file(&path)?;
                return Ok(CannedQuery::parse(name, QueryOrigin::File(path), &text)?);
            }
            known.extend(files.into_keys());
        }
        if let Some(query) = catalogue::find(name)? {
            return Ok(query);
        }
        let own = catalogue::subjects().flat_map(|(_, names)| names);
        Err(catalogue::unknown_query(name, known.iter().map(String::as_str).chain(own)))
    }
}

/// `queries/` beside an archive.
pub fn queries_beside(archive: &Path) -> PathBuf {
    archive.parent().unwrap_or(Path::new("")).join("queries")
}

/// `presscut` where the user's settings are.
pub fn user_settings_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|path: &OsString| !path.is_empty());
    let settings = variable("XDG_CONFIG_HOME")
        .or_else(|| variable("APPDATA"))
        .map(PathBuf::from)
        .or_else(|| variable("HOME").map(|home| Path::new(&home).join(".config")))?;
    Some(settings.join("presscut"))
}

/// `presscut/queries` where the user's settings are.
fn settings_folder() -> Option<PathBuf> {
    let folder = user_settings_folder()?.join("queries");
    // The home of another user, as a service or `sudo` inherits it, holds no queries of this one.
    let is_out_of_reach =
        folder.metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied);
    (!is_out_of_reach).then_some(folder)
}

/// The queries of a folder, by name; none where there is no folder.
fn files(folder: &Path) -> Result<BTreeMap<String, PathBuf>, QueryError> {
    let failed = |error: std::io::Error| {
        QueryError::Usage(format!("the queries in {} cannot be read: {error}", folder.display()))
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let is_query = path.extension().is_some_and(|extension| extension == EXTENSION);
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()).filter(|_| is_query) {
            files.insert(name.to_string(), path.clone());
        }
    }
    Ok(files)
}

fn read_file(path: &Path) -> Result<String, QueryError> {
    read_found_text_file(path)
        .map_err(|error| QueryError::Usage(format!("{} cannot be read: {error}", path.display())))
}

/// Starts a query of the user's own: a file to be edited. Of a name of the catalogue it is a copy of that one.
///
/// # Errors
/// Where the name cannot be a file's, or the file is there already.
pub fn new_query(folder: &Path, name: &str) -> Result<PathBuf, QueryError> {
    let text = match catalogue::find(name)? {
        Some(query) => query.sql,
        None => include_str!("new_query.sql").replace("NAME", &title_of_name(name)),
    };
    write(folder, name, &text)
}

/// Keeps SQL as a query of a name: with a head that declares its parameters, as text and without a default. What the
/// SQL has of a head itself stays.
///
/// # Errors
/// Where the name cannot be a file's, the file is there already, or the SQL has parameters without names.
pub fn save_query(folder: &Path, name: &str, sql: &str) -> Result<PathBuf, QueryError> {
    let sql = sql.trim().trim_end_matches(';').trim_end();
    let text = if CannedQuery::parse(name, QueryOrigin::Catalogue, sql).is_ok() {
        format!("{sql}\n")
    } else {
        let used = placeholders::placeholders_of(&SqlScript::parse(sql)).map_err(|wrong| {
            QueryError::Usage(format!("the SQL cannot be kept: line {}: {}", wrong.line, wrong.reason))
        })?;
        let mut head = format!("-- title: {}\n-- about: Kept from `presscut sql`.\n", title_of_name(name));
        for parameter in used {
            head.push_str(&format!("-- parameter: {} (text): a value for :{0}\n", parameter.name));
        }
        // A blank line, so that comments of the SQL's own are no part of the head.
        format!("{head}\n{sql}\n")
    };
    CannedQuery::parse(name, QueryOrigin::File(folder.join(name)), &text)?;
    write(folder, name, &text)
}

/// "night-trains" → "Night trains".
fn title_of_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, QueryError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
        return Err(QueryError::Usage(format!(
            "{name:?} is no name for a query: begin with a small letter, and use small letters, digits, - and _"
        )));
    }
    let path = folder.join(name).with_extension(EXTENSION);
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            QueryError::Usage(format!("{} is there already: edit it, or take another name", path.display()))
        }
        _ => QueryError::Usage(format!("{} cannot be written: {error}", path.display())),
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = std::fs::File::create_new(&path).map_err(failed)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
    Ok(path)
}

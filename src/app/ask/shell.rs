//! An archive that is asked again and again: what a shell needs of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::ask::error::AskError;
use crate::app::ask::search::SNIPPET_WORDS;
use crate::app::ask::sql::typed_values;
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::user_queries::{ListedQuery, QueryFolders};
use crate::query::sandbox::Clock;
use crate::query::sandbox::run::StatementRows;
use crate::query::sandbox::script::{SqlScript, Statement};
use crate::query::search;
use crate::query::search::hit_marks::HitMarks;
use crate::query::search::parser::ParsedSearch;
use crate::query::search::rows::SearchRows;
use crate::query::search::rows::Shape;
use crate::query::search::{Filters, SearchSql, SearchTarget};
use crate::query::{QuerySession, TimeLimit, Value, open_archive, vocabulary};

pub use crate::query::sandbox::plan::table_aliases;
pub use crate::query::suggest::did_you_mean;
pub use crate::query::vocabulary::KEYWORDS;

/// An open archive.
pub struct ShellArchive {
    path: PathBuf,
    session: QuerySession,
}

/// SQL with the values of its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct PreparedSql {
    /// One statement.
    pub sql: String,
    /// Names and values.
    pub values: Vec<(String, Value)>,
}

/// A search that is ready to be run.
pub struct PreparedSearch {
    sql: SearchSql,
    marks: HitMarks,
}

/// A canned query in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuerySummary {
    /// Its name.
    pub name: String,
    /// What it is for; or why it cannot be used.
    pub about: Result<String, String>,
}

/// Names that can be completed.
#[derive(Debug, Default)]
pub struct Names {
    /// Tables and views, with their columns.
    pub tables: Vec<(String, Vec<String>)>,
    /// Functions.
    pub functions: Vec<String>,
    /// Canned queries, with their parameters.
    pub queries: Vec<(String, Vec<String>)>,
}

impl ShellArchive {
    /// Opens an archive that is there.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open(path: &Path, limit: TimeLimit) -> Result<ShellArchive, AskError> {
        Ok(ShellArchive { path: path.into(), session: QuerySession::live(open_archive(path)?, limit)? })
    }

    /// The clock that stops a question, also from another thread.
    pub fn clock(&self) -> &Clock {
        self.session.clock()
    }

    /// Sets how long each question may run from now on.
    pub fn set_time(&mut self, time: Option<Duration>) {
        self.session.set_time(time);
    }

    /// Where canned queries of the user's own are.
    pub fn query_folders(&self) -> QueryFolders {
        QueryFolders::for_archive(&self.path, None)
    }

    /// Names of the canned queries with what they are for, or why they cannot be used.
    ///
    /// # Errors
    /// Where a folder of queries cannot be read.
    pub fn query_list(&self) -> Result<Vec<QuerySummary>, AskError> {
        let listed = self.query_folders().list()?;
        let about = |listed: ListedQuery| match listed.query {
            Ok(query) => Ok(query.about),
            Err(error) => Err(error.to_string()),
        };
        Ok(listed.into_iter().map(|(name, listed)| QuerySummary { name, about: about(listed) }).collect())
    }

    /// How many rows a table has; 0 where it cannot be read.
    pub fn count_rows(&self, table: &str) -> u64 {
        self.session.count_rows(table)
    }

    /// Tables, then views.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn tables(&self) -> Result<Vec<String>, AskError> {
        Ok(self.session.table_names()?)
    }

    /// All names that can be completed; none where the archive cannot be read.
    pub fn names(&self) -> Names {
        let with_columns = |table: String| Some((table.clone(), self.session.column_names(&table)?));
        let tables = self.session.table_names().unwrap_or_default();
        let queries =
            self.query_folders().list().unwrap_or_default().into_iter().filter_map(|(name, listed)| {
                let parameters = listed.query.ok()?.parameters;
                Some((name, parameters.into_iter().map(|parameter| parameter.name).collect()))
            });
        Names {
            tables: tables.into_iter().filter_map(with_columns).collect(),
            functions: self.session.function_names().unwrap_or_default(),
            queries: queries.collect(),
        }
    }

    /// SQL that lists the columns of all tables, or of one.
    ///
    /// # Errors
    /// Where there is no such table.
    pub fn schema(&self, table: Option<&str>) -> Result<PreparedSql, AskError> {
        let (sql, values) = vocabulary::schema_sql(self.session.unlimited(), table)?;
        Ok(PreparedSql { sql, values })
    }

    /// The SQL of a canned query, with its values.
    ///
    /// # Errors
    /// Where there is no such query, or a value is wrong.
    pub fn canned_query(&self, name: &str, given: &[(String, String)]) -> Result<PreparedSql, AskError> {
        let query = self.query_folders().query_named(name)?;
        let values = parameter_values(&query, given, self.session.unlimited())?;
        Ok(PreparedSql { sql: query.sql, values })
    }

    /// The values of those parameters that statements use.
    pub fn values_used(
        &self,
        statements: &[Statement],
        parameters: &[(String, String)],
    ) -> Vec<(String, Value)> {
        let is_used = |name: &str| {
            statements.iter().flat_map(Statement::parameters).any(|used| used.get(1..) == Some(name))
        };
        let used: Vec<(String, String)> =
            parameters.iter().filter(|(name, _)| is_used(name)).cloned().collect();
        typed_values(&used)
    }

    /// The rows of statements, a result each.
    pub fn results<'a>(
        &'a self,
        statements: Vec<Statement<'a, 'a>>,
        values: &'a [(String, Value)],
    ) -> StatementRows<'a> {
        self.session.results(statements, values)
    }

    /// The rows of the only statement of a script.
    ///
    /// # Errors
    /// Where there are several statements, or none.
    pub fn single_result<'a>(
        &'a self,
        script: &'a SqlScript<'a>,
        values: &'a [(String, Value)],
    ) -> Result<StatementRows<'a>, AskError> {
        Ok(self.session.single_result(script, values)?)
    }

    /// How SQLite will answer each statement, a line a step. The way does not depend on the values.
    ///
    /// # Errors
    /// Where the SQL is wrong or not allowed.
    pub fn explain(&self, sql: &str) -> Result<Vec<String>, AskError> {
        let script = SqlScript::parse(sql);
        let statements: Vec<Statement> = script.statements().collect();
        let values: Vec<(String, Value)> = statements
            .iter()
            .flat_map(Statement::parameters)
            .map(|parameter| (parameter[1..].to_string(), Value::Null))
            .collect();
        let mut steps = Vec::new();
        for statement in &statements {
            steps.extend(self.session.explain(statement, &values)?);
        }
        Ok(steps)
    }
}

impl PreparedSearch {
    /// A search for articles.
    ///
    /// # Errors
    /// Where there is nothing to look for.
    pub fn parse(words: &str) -> Result<PreparedSearch, AskError> {
        let parsed = ParsedSearch::parse(words);
        if parsed.is_empty() {
            return Err(AskError::Usage("there is no word to look for".into()));
        }
        let found =
            search::found_sql(&parsed, SearchTarget::Articles, &Filters::default(), search::Reach::Session);
        let sql = search::ranked_sql(&found, SearchTarget::Articles);
        Ok(PreparedSearch { sql, marks: HitMarks::of_search(&parsed) })
    }

    /// Its SQL, lexed.
    pub fn script(&self) -> SqlScript<'_> {
        SqlScript::parse(&self.sql.sql)
    }

    /// What it finds, with snippets.
    ///
    /// # Errors
    /// Where the archive cannot be asked.
    pub fn rows<'a>(
        &'a self,
        script: &'a SqlScript<'a>,
        archive: &'a ShellArchive,
    ) -> Result<SearchRows<'a>, AskError> {
        let found = archive.single_result(script, &self.sql.values)?;
        Ok(SearchRows::new(found, self.marks.clone(), Shape::Snippet(SNIPPET_WORDS)))
    }
}

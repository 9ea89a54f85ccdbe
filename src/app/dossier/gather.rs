//! Gathers a dossier: the values of each section's query, its rows, and what is said before the first section.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::app::ask::canned::{MIN_CONFIDENCE, count_left_out};
use crate::app::ask::error::AskError;
use crate::app::ask::report::period_in_words;
use crate::app::ask::search::{SearchFilters, SearchTarget, resolve_filters};
use crate::app::ask::selection::{Selection, selected_ids};
use crate::app::dossier::gathered::{Dossier, DossierRequest, DossierSubject, Section};
use crate::app::dossier::kept_rows::{Kept, KeptRows};
use crate::app::dossier::sections::{
    ARTICLES, ARTICLES_OF_ENTITY, DAYS_OF_ENTITY, Days, MONTHS_OF_ENTITY, OF_ENTITY, OF_TOPIC, PAPERS,
    SectionSpec,
};
use crate::app::dossier::subject::{facts_of_entity, facts_of_topic};
use crate::app::output::RowsAbout;
use crate::output::RowSource;
use crate::output::chart::declaration::{ChartDeclaration, ChartKind, DeclaredChart};
use crate::output::document::DocumentCell;
use crate::output::row_view::{RowView, SortKey, ViewError};
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::{day_phrases, query_named};
use crate::query::import_limit::{limit_to_articles, look_up_related_anywhere};
use crate::query::resolve::{EntityChoice, resolve_entity};
use crate::query::sandbox::script::SqlScript;
use crate::query::search;
use crate::query::search::parser::ParsedSearch;
use crate::query::suggest::did_you_mean;
use crate::query::why_empty::explain_empty_search;
use crate::query::{QueryError, QuerySession, Value, open_archive};

/// The parameters that a dossier takes.
const PARAMETERS: [&str; 4] = ["from", "to", "tag", MIN_CONFIDENCE];

/// Days of a period up to which it is told day by day, and week by week.
const MAX_DAYS_BY_DAY: i64 = 45;
const MAX_DAYS_BY_WEEK: i64 = 300;

/// Gathers a dossier.
///
/// # Errors
/// Where nobody and nothing has the name, or several have it; where a search finds nothing; where a value is wrong, or time
/// was up.
pub fn gather_dossier(request: &DossierRequest) -> Result<Dossier, AskError> {
    for (name, _) in request.parameters {
        if !PARAMETERS.contains(&name.as_str()) {
            let near = did_you_mean(name, PARAMETERS);
            let all = PARAMETERS.join(", ");
            return Err(AskError::Usage(format!("a dossier has no parameter {name}{near}: there is {all}")));
        }
    }
    match request.subject {
        DossierSubject::Entity(name) => gather_entity(request, name),
        DossierSubject::Topic(words) => gather_topic(request, words),
    }
}

fn gather_entity(request: &DossierRequest, name: &str) -> Result<Dossier, AskError> {
    let archive = open_archive(request.archive)?;
    let session = QuerySession::begin(archive, request.archive, request.time, request.provenance)?;
    let choice = resolve_entity(session.unlimited(), name).map_err(QueryError::from)?;
    let name = choice.candidates().first().map_or(name, |candidate| candidate.name.as_str());
    let gatherer = Gatherer::new(request, &session, Some(Subject::of(&choice, &session)))?;
    let articles = gatherer.section(&ARTICLES_OF_ENTITY, name)?;
    let is_long = articles.rows.days().is_none_or(|days| days > MAX_DAYS_BY_DAY);
    let over_time = if is_long { &MONTHS_OF_ENTITY } else { &DAYS_OF_ENTITY };
    let mut sections = Vec::new();
    for spec in [over_time].into_iter().chain(OF_ENTITY) {
        sections.push(gatherer.section(spec, name)?);
    }
    sections.push(articles);
    let facts = facts_of_entity(&choice, &sections);
    gatherer.dossier(name, facts, sections)
}

fn gather_topic(request: &DossierRequest, words: &str) -> Result<Dossier, AskError> {
    let given = |wanted: &str| {
        let mut values = request.parameters.iter().rev();
        values.find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    let filters = SearchFilters { source: None, from: given("from"), to: given("to"), tag: given("tag") };
    let selection = Selection { search: Some(words), filters, ..Selection::default() };
    let found = selected_ids(request.archive, &selection, SearchTarget::Articles, request.time)?;
    let archive = open_archive(request.archive)?;
    let filters = resolve_filters(&archive, &filters)?;
    if found.is_empty() {
        let reasons = explain_empty_search(request.archive, words, SearchTarget::Articles, &filters)?;
        let reasons = reasons.iter().map(|reason| format!("\n{reason}")).collect::<String>();
        return Err(AskError::Failed(format!(
            "“{words}” finds nothing, so there is no dossier of it{reasons}"
        )));
    }
    limit_to_articles(&archive, &found)?;
    let session = QuerySession::begin(archive, request.archive, request.time, request.provenance)?;
    let gatherer = Gatherer::new(request, &session, None)?;
    let sections = OF_TOPIC.iter().map(|spec| gatherer.section(spec, words));
    let mut sections = sections.collect::<Result<Vec<_>, _>>()?;
    let quotes = gatherer.quotes(words, &filters, &sections)?;
    let facts = facts_of_topic(words, &sections);
    let after_speakers = sections.iter().position(|section| section.query.as_deref() == Some("speakers"));
    sections.insert(after_speakers.map_or(0, |at| at + 1), quotes);
    gatherer.dossier(words, facts, sections)
}

/// The name that a dossier is about, as commands take it.
struct Subject {
    /// The number of an entity, marked: "#12".
    number: String,
    /// What a reader would write.
    written: String,
}

impl Subject {
    fn of(choice: &EntityChoice, session: &QuerySession) -> Subject {
        let number = choice.candidates().first().map(|candidate| format!("#{}", candidate.id));
        let (number, name) = (number.unwrap_or_default(), choice.candidates().first().map(|one| &one.name));
        // A name that is also a surname of others is no unambiguous one.
        let is_unambiguous = |name: &&String| {
            resolve_entity(session.unlimited(), name).is_ok_and(|again| again.key() == choice.key())
        };
        let written = name.filter(is_unambiguous).cloned().unwrap_or_else(|| number.clone());
        Subject { number, written }
    }
}

/// Asks the queries of sections.
struct Gatherer<'g> {
    request: &'g DossierRequest<'g>,
    session: &'g QuerySession,
    subject: Option<Subject>,
    /// The first and the last day of the dossier, if the user has chosen them.
    from: Option<String>,
    to: Option<String>,
    /// What is to happen on this day or later lies ahead.
    ahead_of: Option<NaiveDate>,
    /// The days of articles that are told one by one: day, week or month.
    by: &'static str,
}

impl<'g> Gatherer<'g> {
    fn new(
        request: &'g DossierRequest,
        session: &'g QuerySession,
        subject: Option<Subject>,
    ) -> Result<Gatherer<'g>, AskError> {
        let articles = query_named("articles")?;
        let given = request.parameters.iter().filter(|(name, _)| takes(&articles, name));
        let given: Vec<(String, String)> = given.cloned().collect();
        let values = parameter_values(&articles, &given, session.unlimited())?;
        let text_of = |wanted: &str| match values.iter().find(|(name, _)| name == wanted) {
            Some((_, Value::Text(day))) => Some(day.clone()),
            _ => None,
        };
        let (from, to) = (text_of("from"), text_of("to"));
        let period = session.chart_facts(request.archive, Some(&articles), &values)?.period;
        let newest = period.map(|(_, last)| last);
        let ahead_of = match to {
            Some(_) => newest,
            None => newest.map(|day| day_phrases::today().map(|today| today.min(day))).transpose()?,
        };
        let days = period.map_or(0, |(first, last)| (last - first).num_days());
        let by = if days <= MAX_DAYS_BY_DAY {
            "day"
        } else if days <= MAX_DAYS_BY_WEEK {
            "week"
        } else {
            "month"
        };
        Ok(Gatherer { request, session, subject, from, to, ahead_of, by })
    }

    /// The values that a section's query gets, as a user would give them; names as `name` writes them.
    fn given(
        &self,
        spec: &SectionSpec,
        query: &CannedQuery,
        name: &dyn Fn(&Subject) -> String,
    ) -> Vec<(String, String)> {
        let mut given: Vec<(String, String)> = Vec::new();
        let mut give = |name: &str, value: String| given.push((name.to_string(), value));
        if let (Some(parameter), Some(subject)) = (spec.subject, &self.subject) {
            give(parameter, name(subject));
        }
        let setting =
            self.request.min_confidence.map(|share| (MIN_CONFIDENCE.to_string(), share.to_string()));
        for (name, value) in setting.iter().chain(self.request.parameters) {
            let is_day = name == "from" || name == "to";
            if takes(query, name) && !(is_day && spec.days == Days::ToCome) {
                give(name, value.clone());
            }
        }
        if let (Days::ToCome, Some(day)) = (spec.days, self.ahead_of) {
            give("from", day.to_string());
        }
        if query.name == "volume" {
            give("by", self.by.to_string());
        }
        given
    }

    /// Asks a section's query.
    fn section(&self, spec: &SectionSpec, name: &str) -> Result<Section, AskError> {
        let query = query_named(spec.query)?;
        let given = self.given(spec, &query, &|subject| subject.number.clone());
        let values = parameter_values(&query, &given, self.session.unlimited())?;
        let mut rows = KeptRows::new(spec.kept, self.request.max_rows);
        if spec.days == Days::ToCome {
            rows = rows.published_between(self.from.clone(), self.to.clone());
        }
        let sql = look_up_related_anywhere(&query.sql).into_owned();
        let (sql, view) = match spec.daily {
            Some(_) => {
                (self.session.count_by(&SqlScript::parse(&sql), "day")?, view_of(spec.columns, Some("day")))
            }
            None => (sql, view_of(spec.columns, None)),
        };
        let script = SqlScript::parse(&sql);
        let title = spec.title.replace("{name}", name);
        self.collect(&mut self.session.single_result(&script, &values)?, &view, &mut rows, &title)?;
        if spec.has_own_type {
            rows.drop_if_constant("type");
        }
        rows.drop_empty_columns();
        let about = RowsAbout { sql: &sql, values: &values, ..RowsAbout::default() };
        let left_out = count_left_out(self.session, &about, None)?.filter(|left_out| left_out.rows > 0);
        let left_out = left_out.map(|left_out| {
            let (rows, are) = if left_out.rows == 1 { ("row", "is") } else { ("rows", "are") };
            format!("{} {rows} {are} left out, less sure than {}.", left_out.rows, left_out.min_confidence)
        });
        let facts = self.session.chart_facts(self.request.archive, Some(&query), &values)?;
        // Of a topic the query was asked of some articles only, which its command does not know.
        let command = self.subject.is_some().then(|| {
            let command = query.command(&self.given(spec, &query, &|subject| subject.written.clone()));
            if spec.daily.is_some() { format!("{command} --facet day --sort day") } else { command }
        });
        let about = spec.about.replace("{name}", name);
        let about = match (spec.days, self.ahead_of) {
            (Days::ToCome, Some(day)) => format!("{about} From {day} on."),
            _ => about,
        };
        let chart = match spec.daily {
            Some(title) => Some(DeclaredChart::Drawn(daily_chart(title))),
            None => query.chart.clone().filter(|_| spec.is_drawn),
        };
        let query = Some(query.name);
        Ok(Section {
            title,
            about,
            query,
            command,
            sql,
            values,
            kept: spec.kept,
            rows,
            chart,
            facts,
            left_out,
        })
    }

    /// Searches the quotes of the articles that were found.
    fn quotes(
        &self,
        words: &str,
        filters: &search::Filters,
        sections: &[Section],
    ) -> Result<Section, AskError> {
        let parsed = ParsedSearch::parse(words);
        let found = search::found_sql(&parsed, SearchTarget::Quotes, filters, search::Reach::Session);
        let found = search::ranked_sql(&found, SearchTarget::Quotes);
        let title = "Said about it";
        let kept = Kept::First;
        let mut rows = KeptRows::new(kept, self.request.max_rows);
        let view = view_of(&["published", "speaker", "quote", "source", "title", "article_id"], None);
        let script = SqlScript::parse(&found.sql);
        self.collect(&mut self.session.single_result(&script, &found.values)?, &view, &mut rows, title)?;
        let articles = sections.iter().find(|section| section.title == ARTICLES);
        rows.add_addresses(articles.map_or(&HashMap::new(), |articles| &articles.rows.addresses));
        Ok(Section {
            title: title.into(),
            about: "Quotes that have the words, the most fitting first.".into(),
            query: None,
            command: None,
            sql: found.sql,
            values: found.values,
            kept,
            rows,
            chart: None,
            facts: self.session.chart_facts(self.request.archive, None, &[])?,
            left_out: None,
        })
    }

    fn collect(
        &self,
        source: &mut dyn RowSource<Error = QueryError>,
        view: &RowView,
        rows: &mut KeptRows,
        title: &str,
    ) -> Result<(), AskError> {
        let end = view.stream(source, None, rows).map_err(|error| match error {
            ViewError::Source(error) => AskError::from(error),
            ViewError::Io(error) => AskError::Io(error),
            ViewError::UnknownColumn(name, _) => {
                AskError::Failed(format!("{title}: there is no column {name}"))
            }
            ViewError::TooManyRows => AskError::Failed(format!("{title}: there are too many rows")),
        })?;
        match end.stopped {
            None => Ok(()),
            // Half of what is known is not what is known.
            Some(_) => Err(AskError::Failed(format!(
                "{title}: time was up before all rows were found, and nothing was written: give it more with --timeout SECONDS"
            ))),
        }
    }

    fn dossier(
        &self,
        name: &str,
        facts: Vec<(&'static str, DocumentCell)>,
        sections: Vec<Section>,
    ) -> Result<Dossier, AskError> {
        let days = |day: &Option<String>| BTreeSet::from([day.clone()]);
        let papers = sections.iter().find(|section| section.title == PAPERS);
        let sources = papers.map_or_else(Vec::new, |papers| papers.rows.named_with_articles("source"));
        Ok(Dossier {
            title: format!("Dossier: {name}"),
            facts,
            sections,
            period: period_in_words(&days(&self.from), &days(&self.to)),
            sources,
            archive: self.request.archive.to_path_buf(),
            state: self.session.state().cloned(),
        })
    }
}

/// These columns of rows, sorted by one of them or as they come.
fn view_of(columns: &[&str], sort: Option<&str>) -> RowView {
    let sort = sort.map(|column| SortKey { column: column.to_string(), descends: false });
    RowView {
        columns: columns.iter().map(|name| name.to_string()).collect(),
        sort: sort.into_iter().collect(),
    }
}

/// Columns over days.
fn daily_chart(title: &str) -> ChartDeclaration {
    ChartDeclaration {
        kind: ChartKind::Columns,
        x: "day".into(),
        apart: None,
        y: vec!["count".into()],
        labels: vec!["articles".into()],
        series: None,
        title: title.to_string(),
        unit: "articles".into(),
    }
}

fn takes(query: &CannedQuery, name: &str) -> bool {
    query.parameters.iter().any(|parameter| parameter.name == name)
}

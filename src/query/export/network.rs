//! Networks in the archive: who is named with whom, and who speaks in which paper.
//!
//! Takes a selection (types, days, how many edges); gives nodes and the strongest edges. Copies of an article count once.
//! The surprising decision: an article that names 40 or more is a list (results, an index, "the hundred most powerful") and
//! ties each two of its n names by 1/(n − 1) rather than 1, so that it gives each name one tie in all and does not bind all
//! to all.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::ToSql;
use rusqlite::types::Value;

use crate::archive::schema::connection::ArchiveReader;
use crate::query::QueryError;

/// A network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// Names in the same articles.
    CoMentions,
    /// Speakers, and the papers that quote them.
    SpeakersAndSources,
}

/// All networks that are exported.
pub const NETWORKS: [NetworkKind; 2] = [NetworkKind::CoMentions, NetworkKind::SpeakersAndSources];

/// Edges given unless more are asked for: as many as a person can look at.
pub const DEFAULT_EDGES: usize = 500;

/// What is wanted of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSelection {
    /// Edges of less weight are left out.
    pub least: f64,
    /// The strongest edges given; none for all.
    pub edges: Option<usize>,
    /// Types of entities; all where there are none.
    pub types: Vec<String>,
    /// The first and the last day of publication.
    pub period: Option<(NaiveDate, NaiveDate)>,
}

/// A name or a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkNode {
    /// Its own in the network.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The entity's type, or "source".
    pub kind: String,
    /// Articles in which it is named, speaks, or lets speak.
    pub articles: i64,
    /// Mentions, or utterances.
    pub times: i64,
    /// First and last day of these, where one is known.
    pub days: (Option<String>, Option<String>),
}

/// What ties two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkEdge {
    /// The id of one node.
    pub from: String,
    /// The id of the other.
    pub to: String,
    /// Articles that both are in, lists weighed down; or utterances.
    pub weight: f64,
    /// From 0 to 1: the weight over the geometric mean of both nodes' articles (Salton's cosine); of a speaker the part of
    /// all utterances that the paper printed.
    pub normalised: f64,
    /// Articles, lists counted as others.
    pub articles: i64,
}

/// Nodes and edges, the strongest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// In the order of their ids' numbers.
    pub nodes: Vec<NetworkNode>,
    /// Those that were asked for.
    pub edges: Vec<NetworkEdge>,
    /// All edges of enough weight, given or not.
    pub found: u64,
}

/// The articles of a selection: `:first`, `:last` (null where all are wanted), copies left out.
const CHOSEN: &str = "
    chosen AS (
        SELECT a.id, a.source_id, a.published_day AS day FROM articles a
        WHERE a.kind = 'article' AND a.duplicate_of IS NULL
          AND (:first IS NULL OR a.published_day >= :first) AND (:last IS NULL OR a.published_day <= :last)
    ),
    wanted AS (
        SELECT e.id, e.name, e.type FROM entities e
        WHERE e.hidden = 0 AND (:types IS NULL OR :types LIKE '% ' || e.type || ' %')
    )";

const CO_MENTION_NODES: &str = "
    SELECT 'e' || e.id, e.name, e.type, count(DISTINCT m.article_id), count(*), min(c.day), max(c.day)
    FROM mentions m JOIN chosen c ON c.id = m.article_id JOIN wanted e ON e.id = m.entity_id
    GROUP BY e.id ORDER BY e.id";

const CO_MENTION_EDGES: &str = ",
    named AS (
        SELECT DISTINCT m.article_id, m.entity_id
        FROM mentions m JOIN chosen c ON c.id = m.article_id JOIN wanted e ON e.id = m.entity_id
    ),
    lists AS (
        SELECT m.article_id, count(DISTINCT m.entity_id) AS names
        FROM mentions m JOIN chosen c ON c.id = m.article_id JOIN entities e ON e.id = m.entity_id
        WHERE e.hidden = 0 GROUP BY m.article_id
    )
    SELECT 'e' || one.entity_id, 'e' || other.entity_id,
           sum(CASE WHEN l.names >= 40 THEN 1.0 / (l.names - 1) ELSE 1.0 END) AS weight, count(*)
    FROM named one
    JOIN named other ON other.article_id = one.article_id AND other.entity_id > one.entity_id
    JOIN lists l ON l.article_id = one.article_id
    GROUP BY one.entity_id, other.entity_id HAVING weight >= :least
    ORDER BY weight DESC, count(*) DESC, one.entity_id, other.entity_id";

/// Utterances of the speakers in the papers; the end of the WITH.
const SAID: &str = ",
    said AS (
        SELECT q.speaker_entity_id AS speaker, c.source_id AS source, c.id AS article, q.utterance, c.day
        FROM quotes q JOIN chosen c ON c.id = q.article_id JOIN wanted e ON e.id = q.speaker_entity_id
        WHERE q.kind <> 'term' AND c.source_id IS NOT NULL
    )";

const SPEAKER_NODES: &str = "
    SELECT 'e' || e.id, e.name, e.type, count(DISTINCT x.article), count(DISTINCT x.article || ' ' || x.utterance),
           min(x.day), max(x.day)
    FROM said x JOIN wanted e ON e.id = x.speaker GROUP BY e.id
    UNION ALL
    SELECT 's' || s.id, s.name, 'source', count(DISTINCT x.article),
           count(DISTINCT x.article || ' ' || x.speaker || ' ' || x.utterance), min(x.day), max(x.day)
    FROM said x JOIN sources s ON s.id = x.source GROUP BY s.id";

const SPEAKER_EDGES: &str = "
    SELECT 'e' || x.speaker, 's' || x.source, 1.0 * count(DISTINCT x.article || ' ' || x.utterance) AS weight,
           count(DISTINCT x.article)
    FROM said x GROUP BY x.speaker, x.source HAVING weight >= :least
    ORDER BY weight DESC, x.speaker, x.source";

impl NetworkKind {
    /// Of its files.
    pub fn name(self) -> &'static str {
        match self {
            NetworkKind::CoMentions => "co-mentions",
            NetworkKind::SpeakersAndSources => "speakers-sources",
        }
    }

    /// Whether its edges lead from one to the other: a speaker speaks in a paper.
    pub fn is_directed(self) -> bool {
        self == NetworkKind::SpeakersAndSources
    }

    /// What `times` of a node counts.
    pub fn counted(self) -> &'static str {
        match self {
            NetworkKind::CoMentions => "mentions",
            NetworkKind::SpeakersAndSources => "utterances",
        }
    }

    fn sql(self) -> (String, String) {
        match self {
            NetworkKind::CoMentions => {
                (format!("WITH {CHOSEN} {CO_MENTION_NODES}"), format!("WITH {CHOSEN} {CO_MENTION_EDGES}"))
            }
            NetworkKind::SpeakersAndSources => (
                format!("WITH {CHOSEN} {SAID} {SPEAKER_NODES}"),
                format!("WITH {CHOSEN} {SAID} {SPEAKER_EDGES}"),
            ),
        }
    }
}

impl NetworkSelection {
    /// The values of the statements' parameters.
    fn values(&self) -> (Option<String>, Option<String>, Option<String>) {
        let day = |day: NaiveDate| day.to_string();
        let types = (!self.types.is_empty()).then(|| format!(" {} ", self.types.join(" ")));
        (self.period.map(|period| day(period.0)), self.period.map(|period| day(period.1)), types)
    }
}

/// Finds a network.
///
/// # Errors
/// Where the archive cannot be read.
pub fn find_network(
    archive: &ArchiveReader,
    kind: NetworkKind,
    selection: &NetworkSelection,
) -> Result<Network, QueryError> {
    let archive = archive.connection();
    let (nodes_sql, edges_sql) = kind.sql();
    let (first, last, types) = selection.values();
    let text = |value: &Option<String>| value.clone().map_or(Value::Null, Value::Text);
    let chosen = [(":first", text(&first)), (":last", text(&last)), (":types", text(&types))];
    let mut statement = archive.prepare(&nodes_sql)?;
    let nodes = statement.query_map(named(&chosen).as_slice(), |row| {
        Ok(NetworkNode {
            id: row.get(0)?,
            label: row.get(1)?,
            kind: row.get(2)?,
            articles: row.get(3)?,
            times: row.get(4)?,
            days: (row.get(5)?, row.get(6)?),
        })
    })?;
    let nodes: Vec<NetworkNode> = nodes.collect::<Result<_, _>>()?;
    let by_id: HashMap<&str, &NetworkNode> = nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let weighed = [chosen.to_vec(), vec![(":least", Value::Real(selection.least))]].concat();
    let mut statement = archive.prepare(&edges_sql)?;
    let mut rows = statement.query(named(&weighed).as_slice())?;
    let (mut edges, mut found) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        found += 1;
        if selection.edges.is_some_and(|most| edges.len() >= most) {
            continue;
        }
        let (from, to, weight): (String, String, f64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let ends = by_id.get(from.as_str()).zip(by_id.get(to.as_str()));
        let normalised = ends.map_or(0.0, |(from, to)| normalised(kind, weight, from, to));
        edges.push(NetworkEdge { from, to, weight, normalised, articles: row.get(3)? });
    }
    let tied: HashSet<&str> = edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]).collect();
    let nodes = nodes.iter().filter(|node| tied.contains(node.id.as_str())).cloned().collect();
    Ok(Network { nodes, edges, found })
}

fn named<'v>(values: &'v [(&'static str, Value)]) -> Vec<(&'static str, &'v dyn ToSql)> {
    values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect()
}

fn normalised(kind: NetworkKind, weight: f64, from: &NetworkNode, to: &NetworkNode) -> f64 {
    let whole = match kind {
        NetworkKind::CoMentions => ((from.articles * to.articles) as f64).sqrt(),
        NetworkKind::SpeakersAndSources => from.times as f64,
    };
    if whole > 0.0 { weight / whole } else { 0.0 }
}

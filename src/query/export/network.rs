//! Networks in the archive: who is named with whom, and who speaks in which paper.
//!
//! Copies of an article count once. An edge's weight is the number of articles that two names share, or of quotes that a
//! paper prints of a speaker; edges of less weight than is wanted are left out, and so are names that can have no edge.

use crate::archive::schema::connection::ArchiveReader;
use crate::output::graph::{AttributeType, GraphWriter};
use crate::query::QueryError;

/// A network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Names in the same articles.
    CoMentions,
    /// Speakers, and the papers that quote them.
    SpeakersAndSources,
}

const CO_MENTION_NODES: &str = "
    SELECT 'e' || e.id, e.name, e.type, count(DISTINCT m.article_id), count(*)
    FROM mentions m
    JOIN articles a ON a.id = m.article_id
    JOIN entities e ON e.id = m.entity_id
    WHERE a.kind = 'article' AND a.duplicate_of IS NULL
    GROUP BY e.id HAVING count(DISTINCT m.article_id) >= ?1 ORDER BY e.id";

const CO_MENTION_EDGES: &str = "
    WITH named AS (
        SELECT DISTINCT m.article_id, m.entity_id
        FROM mentions m JOIN articles a ON a.id = m.article_id
        WHERE a.kind = 'article' AND a.duplicate_of IS NULL
    )
    SELECT 'e' || one.entity_id, 'e' || other.entity_id, count(*)
    FROM named one JOIN named other ON other.article_id = one.article_id AND other.entity_id > one.entity_id
    GROUP BY one.entity_id, other.entity_id HAVING count(*) >= ?1 ORDER BY one.entity_id, other.entity_id";

const SPEAKER_NODES: &str = "
    WITH said AS (
        SELECT q.speaker_entity_id AS speaker, a.source_id AS source, count(DISTINCT a.id) AS articles,
               count(DISTINCT a.id || ' ' || q.utterance) AS utterances
        FROM quotes q JOIN articles a ON a.id = q.article_id
        WHERE a.kind = 'article' AND a.duplicate_of IS NULL AND q.kind <> 'term'
          AND q.speaker_entity_id IS NOT NULL AND a.source_id IS NOT NULL
        GROUP BY q.speaker_entity_id, a.source_id HAVING utterances >= ?1
    )
    SELECT 'e' || e.id, e.name, e.type, sum(said.articles), sum(said.utterances)
    FROM said JOIN entities e ON e.id = said.speaker GROUP BY e.id
    UNION ALL
    SELECT 's' || s.id, s.name, 'source', sum(said.articles), sum(said.utterances)
    FROM said JOIN sources s ON s.id = said.source GROUP BY s.id";

const SPEAKER_EDGES: &str = "
    SELECT 'e' || q.speaker_entity_id, 's' || a.source_id, count(DISTINCT a.id || ' ' || q.utterance) AS utterances
    FROM quotes q JOIN articles a ON a.id = q.article_id
    WHERE a.kind = 'article' AND a.duplicate_of IS NULL AND q.kind <> 'term'
      AND q.speaker_entity_id IS NOT NULL AND a.source_id IS NOT NULL
    GROUP BY q.speaker_entity_id, a.source_id HAVING utterances >= ?1 ORDER BY q.speaker_entity_id, a.source_id";

/// All networks that are exported.
pub const NETWORKS: [Network; 2] = [Network::CoMentions, Network::SpeakersAndSources];

impl Network {
    /// Of its files.
    pub fn name(self) -> &'static str {
        match self {
            Network::CoMentions => "co-mentions",
            Network::SpeakersAndSources => "speakers-sources",
        }
    }

    /// Whether its edges lead from one to the other: a speaker speaks in a paper.
    pub fn is_directed(self) -> bool {
        self == Network::SpeakersAndSources
    }

    fn sql(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Network::CoMentions => (CO_MENTION_NODES, CO_MENTION_EDGES, "mentions"),
            Network::SpeakersAndSources => (SPEAKER_NODES, SPEAKER_EDGES, "utterances"),
        }
    }
}

/// Writes a network; gives how many nodes and edges it has.
///
/// # Errors
/// Where the archive cannot be read, or the graph not be written.
pub fn write_network(
    archive: &ArchiveReader,
    network: Network,
    min_weight: u32,
    graph: &mut GraphWriter,
) -> Result<(u64, u64), QueryError> {
    let archive = archive.connection();
    let (nodes, edges, counted) = network.sql();
    graph.begin(&[
        ("type", AttributeType::Text),
        ("articles", AttributeType::Integer),
        (counted, AttributeType::Integer),
    ])?;
    let mut count = (0, 0);
    let mut statement = archive.prepare(nodes)?;
    let mut rows = statement.query([min_weight])?;
    while let Some(row) = rows.next()? {
        let (id, label, kind): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (articles, times): (i64, i64) = (row.get(3)?, row.get(4)?);
        graph.node(&id, &label, &[&kind, &articles.to_string(), &times.to_string()])?;
        count.0 += 1;
    }
    graph.begin_edges()?;
    let mut statement = archive.prepare(edges)?;
    let mut rows = statement.query([min_weight])?;
    while let Some(row) = rows.next()? {
        let (from, to): (String, String) = (row.get(0)?, row.get(1)?);
        graph.edge(&from, &to, row.get(2)?)?;
        count.1 += 1;
    }
    graph.finish()?;
    Ok(count)
}

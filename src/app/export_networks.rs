//! The archive's networks into files: GEXF, GraphML, and CSV pairs of nodes and edges.

use std::path::{Path, PathBuf};

use crate::app::ask::error::AskError;
use crate::app::export::make_folder;
use crate::output::graph::{AttributeType, DIALECTS, Dialect, GraphWriter};
use crate::output::text::delimited::CSV;
use crate::output::{Column, Out, OwnedCell, Style, Target};
use crate::query::catalogue::day_phrases;
use crate::query::export::network::{NETWORKS, Network, NetworkKind, NetworkSelection, find_network};
use crate::query::session::open_snapshot;

pub use crate::query::export::network::DEFAULT_EDGES;

/// The types that entities have.
pub const ENTITY_TYPES: [&str; 7] =
    ["person", "organization", "location", "facility", "norp", "product", "misc"];

/// Networks to be written.
#[derive(Debug, Clone)]
pub struct NetworksRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// The folder; it is made where it is not there.
    pub folder: &'r Path,
    /// Edges of less weight are left out.
    pub least: f64,
    /// The strongest edges written; 0 for all.
    pub edges: usize,
    /// Types of entities; all where there are none.
    pub types: &'r [String],
    /// The days of publication, as the user says them.
    pub period: Option<&'r str>,
    /// Whether older files may be replaced.
    pub overwrite: bool,
}

/// A network that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNetwork {
    /// Its file.
    pub path: PathBuf,
    /// How many nodes it has.
    pub nodes: usize,
    /// How many edges it has.
    pub edges: usize,
    /// How many edges there are, written or not.
    pub found: u64,
}

/// Writes every network in every form into a folder. `report` gets each file as it is done.
///
/// # Errors
/// Where a type or a period is none, the archive cannot be read, or a file cannot be written.
pub fn export_networks(
    request: &NetworksRequest,
    report: &mut dyn FnMut(WrittenNetwork),
) -> Result<(), AskError> {
    let selection = selection_of(request)?;
    let archive = open_snapshot(request.archive)?;
    make_folder(request.folder)?;
    for kind in NETWORKS {
        let network = find_network(&archive, kind, &selection)?;
        let mut write = |name: String, fill: &dyn Fn(Out) -> std::io::Result<()>| -> Result<(), AskError> {
            let path = request.folder.join(name);
            let mut target = Target::file(&path, request.overwrite)?;
            let written = fill(target.writer());
            if let Err(error) = written {
                return Err(target.explain(error).map_or_else(AskError::Io, AskError::Target));
            }
            target.finish()?;
            let (nodes, edges) = (network.nodes.len(), network.edges.len());
            report(WrittenNetwork { path, nodes, edges, found: network.found });
            Ok(())
        };
        for dialect in DIALECTS {
            let name = format!("{}.{}", kind.name(), dialect.extension());
            write(name, &|out| write_graph(kind, &network, dialect, out))?;
        }
        write(format!("{}-nodes.csv", kind.name()), &|out| write_nodes(kind, &network, out))?;
        write(format!("{}-edges.csv", kind.name()), &|out| write_edges(kind, &network, out))?;
    }
    Ok(())
}

fn selection_of(request: &NetworksRequest) -> Result<NetworkSelection, AskError> {
    let types: Vec<String> = request.types.iter().map(|one| one.trim().to_lowercase()).collect();
    if let Some(unknown) = types.iter().find(|one| !ENTITY_TYPES.contains(&one.as_str())) {
        return Err(AskError::Usage(format!("{unknown} is no type: {}", ENTITY_TYPES.join(", "))));
    }
    let period = match request.period {
        Some(words) => Some(day_phrases::span(words, day_phrases::today()?).ok_or_else(|| {
            AskError::Usage(format!("{words:?} is no period: say 2031-03, \"March 2031\" or \"last month\""))
        })?),
        None => None,
    };
    let edges = (request.edges > 0).then_some(request.edges);
    Ok(NetworkSelection { least: request.least, edges, types, period })
}

fn write_graph(kind: NetworkKind, network: &Network, dialect: Dialect, out: Out) -> std::io::Result<()> {
    let mut graph = GraphWriter::new(out, dialect, kind.is_directed());
    let of_nodes = [
        ("type", AttributeType::Text),
        ("articles", AttributeType::Integer),
        (kind.counted(), AttributeType::Integer),
        ("first", AttributeType::Text),
        ("last", AttributeType::Text),
    ];
    graph.begin(&of_nodes, &[("normalised", AttributeType::Number), ("articles", AttributeType::Integer)])?;
    for node in &network.nodes {
        let (articles, times) = (node.articles.to_string(), node.times.to_string());
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let (first, last) = (day(&node.days.0), day(&node.days.1));
        graph.node(&node.id, &node.label, &[&node.kind, &articles, &times, &first, &last])?;
    }
    graph.begin_edges()?;
    for edge in &network.edges {
        let (normalised, articles) = (edge.normalised.to_string(), edge.articles.to_string());
        graph.edge(&edge.from, &edge.to, edge.weight, &[&normalised, &articles])?;
    }
    graph.finish()
}

/// The nodes with the heads that Gephi's import of tables knows.
fn write_nodes(kind: NetworkKind, network: &Network, out: Out) -> std::io::Result<()> {
    let heads = ["Id", "Label", "type", "articles", kind.counted(), "first", "last"];
    let rows = network.nodes.iter().map(|node| -> Vec<OwnedCell> {
        let (first, last) = node.days.clone();
        let (id, label, kind) = (node.id.as_str(), node.label.as_str(), node.kind.as_str());
        vec![
            id.into(),
            label.into(),
            kind.into(),
            node.articles.into(),
            node.times.into(),
            first.into(),
            last.into(),
        ]
    });
    write_table(&heads, rows, out)
}

fn write_edges(kind: NetworkKind, network: &Network, out: Out) -> std::io::Result<()> {
    let heads = ["Source", "Target", "Type", "Weight", "normalised", "articles"];
    let direction = if kind.is_directed() { "Directed" } else { "Undirected" };
    let rows = network.edges.iter().map(|edge| -> Vec<OwnedCell> {
        let ends = [edge.from.as_str().into(), edge.to.as_str().into(), direction.into()];
        let measures = [edge.weight.into(), edge.normalised.into(), edge.articles.into()];
        ends.into_iter().chain(measures).collect()
    });
    write_table(&heads, rows, out)
}

fn write_table(heads: &[&str], rows: impl Iterator<Item = Vec<OwnedCell>>, out: Out) -> std::io::Result<()> {
    let mut sink = CSV.sink(out, Style::default());
    sink.begin(&Column::named(heads.iter().copied()))?;
    for row in rows {
        sink.row(&row.iter().map(OwnedCell::as_cell).collect::<Vec<_>>())?;
    }
    sink.finish()
}

//! Graphs, as GEXF (Gephi) and as GraphML (networkx, igraph, yEd): nodes with a label and attributes, edges with a weight.
//!
//! Nodes come first, then edges, each written as it comes.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::output::Out;

/// Which file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// GEXF 1.2
    Gexf,
    /// GraphML
    GraphMl,
}

/// All dialects that are exported.
pub const DIALECTS: [Dialect; 2] = [Dialect::Gexf, Dialect::GraphMl];

impl Dialect {
    /// Of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Dialect::Gexf => "gexf",
            Dialect::GraphMl => "graphml",
        }
    }
}

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeType {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
}

/// Writes a graph.
pub struct GraphWriter<'w> {
    xml: Writer<Out<'w>>,
    dialect: Dialect,
    directed: bool,
    edges: u64,
}

/// What XML takes of a text: no control characters but blanks.
fn xml_text(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(allowed).collect()
}

impl<'w> GraphWriter<'w> {
    /// Writes to `out`.
    pub fn new(out: Out<'w>, dialect: Dialect, directed: bool) -> GraphWriter<'w> {
        GraphWriter { xml: Writer::new_with_indent(out, b' ', 1), dialect, directed, edges: 0 }
    }

    fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Start(element(tag, attributes)))
    }

    fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Empty(element(tag, attributes)))
    }

    fn close(&mut self, tags: &[&str]) -> io::Result<()> {
        tags.iter().try_for_each(|tag| self.xml.write_event(Event::End(BytesEnd::new(*tag))))
    }

    fn data(&mut self, key: &str, text: &str) -> io::Result<()> {
        self.open("data", &[("key", key)])?;
        self.xml.write_event(Event::Text(BytesText::new(&xml_text(text))))?;
        self.close(&["data"])
    }

    /// The head, and the attributes that nodes have beside their label.
    pub fn begin(&mut self, attributes: &[(&str, AttributeType)]) -> io::Result<()> {
        self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let direction = if self.directed { "directed" } else { "undirected" };
        match self.dialect {
            Dialect::Gexf => {
                self.open("gexf", &[("xmlns", "http://www.gexf.net/1.2draft"), ("version", "1.2")])?;
                self.open("graph", &[("defaultedgetype", direction), ("mode", "static")])?;
                self.open("attributes", &[("class", "node")])?;
                for (number, (name, kind)) in attributes.iter().enumerate() {
                    let kind = if *kind == AttributeType::Integer { "long" } else { "string" };
                    self.empty("attribute", &[("id", &number.to_string()), ("title", name), ("type", kind)])?;
                }
                self.close(&["attributes"])?;
                self.open("nodes", &[])
            }
            Dialect::GraphMl => {
                self.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
                let key = |id: &str, of: &str, name: &str, kind: &str| {
                    element("key", &[("id", id), ("for", of), ("attr.name", name), ("attr.type", kind)])
                        .into_owned()
                };
                let mut keys = vec![key("label", "node", "label", "string")];
                for (number, (name, kind)) in attributes.iter().enumerate() {
                    let kind = if *kind == AttributeType::Integer { "long" } else { "string" };
                    keys.push(key(&format!("n{number}"), "node", name, kind));
                }
                keys.push(key("weight", "edge", "weight", "double"));
                for key in keys {
                    self.xml.write_event(Event::Empty(key))?;
                }
                self.open("graph", &[("edgedefault", direction)])
            }
        }
    }

    /// A node, with its attributes in the order in which they were declared.
    pub fn node(&mut self, id: &str, label: &str, attributes: &[&str]) -> io::Result<()> {
        let label = xml_text(label);
        match self.dialect {
            Dialect::Gexf => {
                self.open("node", &[("id", id), ("label", &label)])?;
                self.open("attvalues", &[])?;
                for (number, value) in attributes.iter().enumerate() {
                    self.empty("attvalue", &[("for", &number.to_string()), ("value", &xml_text(value))])?;
                }
                self.close(&["attvalues", "node"])
            }
            Dialect::GraphMl => {
                self.open("node", &[("id", id)])?;
                self.data("label", &label)?;
                for (number, value) in attributes.iter().enumerate() {
                    self.data(&format!("n{number}"), value)?;
                }
                self.close(&["node"])
            }
        }
    }

    /// After the last node.
    pub fn begin_edges(&mut self) -> io::Result<()> {
        match self.dialect {
            Dialect::Gexf => {
                self.close(&["nodes"])?;
                self.open("edges", &[])
            }
            Dialect::GraphMl => Ok(()),
        }
    }

    /// An edge.
    pub fn edge(&mut self, from: &str, to: &str, weight: i64) -> io::Result<()> {
        let (id, weight) = (self.edges.to_string(), weight.to_string());
        self.edges += 1;
        let ends = [("id", id.as_str()), ("source", from), ("target", to), ("weight", &weight)];
        match self.dialect {
            Dialect::Gexf => self.empty("edge", &ends),
            Dialect::GraphMl => {
                self.open("edge", &ends[..3])?;
                self.data("weight", &weight)?;
                self.close(&["edge"])
            }
        }
    }

    /// The end.
    pub fn finish(&mut self) -> io::Result<()> {
        match self.dialect {
            Dialect::Gexf => self.close(&["edges", "graph", "gexf"])?,
            Dialect::GraphMl => self.close(&["graph", "graphml"])?,
        }
        self.xml.get_mut().write_all(b"\n")?;
        self.xml.get_mut().flush()
    }
}

fn element<'e>(tag: &'e str, attributes: &[(&'e str, &'e str)]) -> BytesStart<'e> {
    BytesStart::new(tag).with_attributes(attributes.iter().copied())
}

//! Graphs, as GEXF (Gephi) and as GraphML (networkx, igraph, yEd): nodes with a label and attributes, edges with a weight and
//! attributes.
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
    /// Any number.
    Number,
}

impl AttributeType {
    /// As both formats name it.
    fn name(self) -> &'static str {
        match self {
            AttributeType::Text => "string",
            AttributeType::Integer => "long",
            AttributeType::Number => "double",
        }
    }
}

/// Attributes that nodes or edges have, by name.
type Attributes<'a> = &'a [(&'a str, AttributeType)];

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

    /// The head, and the attributes that nodes have beside their label, and edges beside their weight.
    pub fn begin(&mut self, of_nodes: Attributes, of_edges: Attributes) -> io::Result<()> {
        self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let direction = if self.directed { "directed" } else { "undirected" };
        match self.dialect {
            Dialect::Gexf => {
                self.open("gexf", &[("xmlns", "http://www.gexf.net/1.2draft"), ("version", "1.2")])?;
                self.open("graph", &[("defaultedgetype", direction), ("mode", "static")])?;
                for (class, attributes) in [("node", of_nodes), ("edge", of_edges)] {
                    self.open("attributes", &[("class", class)])?;
                    for (number, (name, kind)) in attributes.iter().enumerate() {
                        let id = number.to_string();
                        self.empty("attribute", &[("id", &id), ("title", name), ("type", kind.name())])?;
                    }
                    self.close(&["attributes"])?;
                }
                self.open("nodes", &[])
            }
            Dialect::GraphMl => {
                self.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
                self.key("label", "node", "label", AttributeType::Text)?;
                for (number, (name, kind)) in of_nodes.iter().enumerate() {
                    self.key(&format!("n{number}"), "node", name, *kind)?;
                }
                self.key("weight", "edge", "weight", AttributeType::Number)?;
                for (number, (name, kind)) in of_edges.iter().enumerate() {
                    self.key(&format!("e{number}"), "edge", name, *kind)?;
                }
                self.open("graph", &[("edgedefault", direction)])
            }
        }
    }

    fn key(&mut self, id: &str, of: &str, name: &str, kind: AttributeType) -> io::Result<()> {
        self.empty("key", &[("id", id), ("for", of), ("attr.name", name), ("attr.type", kind.name())])
    }

    /// Attributes of a node or an edge in GEXF; one that is empty is left out, as no number is empty.
    fn attribute_values(&mut self, attributes: &[&str]) -> io::Result<()> {
        self.open("attvalues", &[])?;
        for (number, value) in attributes.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            self.empty("attvalue", &[("for", &number.to_string()), ("value", &xml_text(value))])?;
        }
        self.close(&["attvalues"])
    }

    /// A node, with its attributes in the order in which they were declared.
    pub fn node(&mut self, id: &str, label: &str, attributes: &[&str]) -> io::Result<()> {
        let label = xml_text(label);
        match self.dialect {
            Dialect::Gexf => {
                self.open("node", &[("id", id), ("label", &label)])?;
                self.attribute_values(attributes)?;
                self.close(&["node"])
            }
            Dialect::GraphMl => {
                self.open("node", &[("id", id)])?;
                self.data("label", &label)?;
                for (number, value) in attributes.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
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

    /// An edge, with its attributes in the order in which they were declared.
    pub fn edge(&mut self, from: &str, to: &str, weight: f64, attributes: &[&str]) -> io::Result<()> {
        let (id, weight) = (self.edges.to_string(), weight.to_string());
        self.edges += 1;
        let ends = [("id", id.as_str()), ("source", from), ("target", to), ("weight", &weight)];
        match self.dialect {
            Dialect::Gexf => {
                self.open("edge", &ends)?;
                self.attribute_values(attributes)?;
                self.close(&["edge"])
            }
            Dialect::GraphMl => {
                self.open("edge", &ends[..3])?;
                self.data("weight", &weight)?;
                for (number, value) in attributes.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                    self.data(&format!("e{number}"), value)?;
                }
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

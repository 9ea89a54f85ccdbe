//! Press databases: Nexis, Factiva, ProQuest, Europresse, Retriever, Integrum, in the formats in which they export.
//!
//! A file a format with its `FORMAT` and where it is cut; what the formats of one database share is in the file called
//! after the database; what all share (cutting, fields, sections, dates, languages) beside them.

pub(crate) mod article;
pub(crate) mod dated_lines;
pub(crate) mod europresse;
pub(crate) mod factiva;
pub(crate) mod factiva_html;
pub(crate) mod factiva_text;
pub(crate) mod factiva_xml;
pub(crate) mod integrum;
pub(crate) mod language_names;
pub(crate) mod nexis;
pub(crate) mod nexis_html;
pub(crate) mod nexis_labels;
pub(crate) mod nexis_text;
pub(crate) mod nexis_word;
pub(crate) mod proquest;
pub(crate) mod proquest_html;
pub(crate) mod proquest_text;
pub(crate) mod retriever;
pub(crate) mod rtf_export;
pub(crate) mod sections;
pub(crate) mod splitter;
pub(crate) mod text_blocks;

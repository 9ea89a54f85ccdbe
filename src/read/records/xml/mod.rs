//! XML and SGML: news in the vocabularies that data sets, archives and tools write, and in any other with `--element`.
//!
//! A file is split into the elements that are articles as its bytes come, so that a dump of many gigabytes takes no more
//! memory than its largest article. Each vocabulary is a file: which roots mark it, which elements are articles, and what
//! becomes of theirs. The surprising decision: no DTD is ever expanded. An article that uses an entity which its file
//! declares is rejected, and the others are read.

pub(crate) mod alto;
pub(crate) mod any_element;
pub(crate) mod document_type;
pub(crate) mod element_splitter;
pub(crate) mod mediawiki;
pub(crate) mod newsml;
pub(crate) mod nitf;
pub(crate) mod reuters;
pub(crate) mod sgml_docs;
pub(crate) mod story_text;
pub(crate) mod tags;
pub(crate) mod tei;
pub(crate) mod trafilatura;
pub(crate) mod tree;
pub(crate) mod vocabulary;
pub(crate) mod wikitext;
pub(crate) mod wrapped_lines;

//! What leaves the archive whole: tables, networks, the archive as Datasette shows it.

pub mod datasette;
pub mod engine_setup;
pub mod network;
pub mod table_schemas;
pub mod tables;

//! What leaves the archive whole: tables, networks, the archive as Datasette shows it.

pub mod datasette;
pub mod network;
pub mod tables;

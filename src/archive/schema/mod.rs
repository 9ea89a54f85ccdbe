//! The file itself: its schema and migrations, how it is opened, and who may write.

pub(crate) mod compact_copy;
pub mod connection;
pub(crate) mod foreign_objects;
pub mod lock;
pub(crate) mod migration_backup;
pub(crate) mod migrations;
pub mod open;
pub(crate) mod read_only;
pub mod waiting;

//! Arguments, messages and exit codes; one file a command.

pub mod extract;

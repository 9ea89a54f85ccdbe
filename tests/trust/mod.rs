//! What must hold whatever happens: spans, provenance, limits, memory, interruption, hostile input.

#[cfg(unix)]
mod endless_input;
#[cfg(unix)]
mod foreign_schema;
mod hostile_pages;
#[cfg(unix)]
mod interruption;
mod kept_promises;
#[cfg(unix)]
mod linear_time;
#[cfg(target_os = "linux")]
mod memory;
mod migrations;
mod nothing_dropped;
mod order_independence;
#[cfg(unix)]
mod places;
mod provenance;
mod spans;
#[cfg(unix)]
pub(crate) mod sql_sandbox;
#[cfg(target_os = "linux")]
mod terminal_text;
#[cfg(unix)]
mod waiting;
#[cfg(unix)]
mod written_files;

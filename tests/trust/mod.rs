//! What must hold whatever happens: spans, provenance, limits, memory, interruption, hostile input.

mod hostile_pages;
#[cfg(unix)]
mod interruption;
#[cfg(target_os = "linux")]
mod memory;
mod migrations;
mod order_independence;
#[cfg(unix)]
mod places;
mod provenance;
mod spans;
#[cfg(unix)]
mod sql_sandbox;
#[cfg(target_os = "linux")]
mod terminal_text;

//! The commands that the documents show.

#[cfg(unix)]
mod examples;
mod links;
mod options;
mod reference;
mod structure;

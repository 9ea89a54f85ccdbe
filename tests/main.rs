//! The integration tests: the real binary on real files, and the library's public functions. One binary, so that they are
//! linked once; a module for each theme.
//!
//! Tests run as threads of one process: none of them changes its environment or its current folder. Whatever is limited,
//! killed or measured is a process of its own.

mod curation;
mod desk;
mod docs;
mod import;
mod install;
mod lake;
mod output;
mod pages;
mod proofs;
mod query;
mod shell;
mod trust;
mod workspace;

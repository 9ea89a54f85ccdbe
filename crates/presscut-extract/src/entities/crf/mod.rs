//! The name tagger: a linear-chain conditional random field over hashed features, with BIOES tags and Viterbi decoding.

pub mod bioes;
pub(crate) mod boundary_repair;
pub mod candidate_windows;
pub mod emission_cache;
pub(crate) mod listed_names;
pub mod model;
pub(crate) mod name_joins;
pub(crate) mod name_splits;
pub(crate) mod names_by_context;
pub(crate) mod tagger;
pub mod viterbi;

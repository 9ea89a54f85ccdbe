//! Which entity, source or tag the user means: one answer for every command and every parameter of a query.
//!
//! Takes a name as a person writes it, in any case and without accents or stops, or a number as `presscut entities` and
//! `presscut sources` list it. Where that can be several, the user is asked which: nothing is guessed.

pub mod entities;
pub mod names_like;
pub(crate) mod not_resolved;
pub mod sources;
pub mod tags;

pub use entities::{EntityCandidate, EntityChoice, resolve_entity, resolve_entity_beside};
pub use not_resolved::NotResolved;
pub use sources::{SourceChoice, resolve_source};
pub use tags::resolve_tag;

//! Whom a speaker means: the entity behind a name, a pronoun or a role.
use super::phrase::Phrase;
use super::scene::Scene;
use crate::model::{Entity, LocalEntity, Mention};

/// Resolves the speakers of one text, in reading order.
pub struct Resolver<'s, 'd, 't> {
    scene: &'s Scene<'d, 't>,
    entities: &'s [Entity],
    mentions: &'s [Mention],
}

impl<'s, 'd, 't> Resolver<'s, 'd, 't> {
    /// Makes ready.
    pub fn new(scene: &'s Scene<'d, 't>, entities: &'s [Entity], mentions: &'s [Mention]) -> Self {
        Resolver { scene, entities, mentions }
    }

    /// The entity that a phrase means.
    pub fn resolve(&mut self, phrase: &Phrase) -> Option<LocalEntity> {
        let _ = (self.scene, self.entities, self.mentions, phrase);
        None
    }
}

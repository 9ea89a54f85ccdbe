//! People, organisations, places …: where they are named, and which names are one entity inside an article.
//!
//! A linear model over hashed features ([`features`], [`model`]) tags each sentence; [`titles`] takes what stands
//! before a name apart from it; [`linking`] makes one entity of the names that mean one. The model is trained by
//! `examples/train_entities.rs` and is part of the binary; see `docs/entities.md` for what it was trained on and how
//! good it is. The surprising decision: dates and sums of money are recognised too, so as not to be taken for names.

pub mod features;
mod forms;
mod gazetteer;
mod linking;
pub mod model;
mod sums;
pub mod tags;
#[cfg(test)]
mod tests;
mod titles;
mod types;

use std::sync::LazyLock;

use super::Document;
use crate::model::{Entity, EntityType, Mention, Sum};
use features::Features;
use model::{Model, Scratch};
use tags::{Class, Found};

/// The model of this version, laid out for use.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the binary, and every test of this module loads it"
    )]
    Model::new(include_bytes!("model.bin")).expect("the embedded model")
});

/// Finds the entities of a text, their mentions in order, without overlaps, and the sums of money.
pub fn find(document: &Document) -> (Vec<Entity>, Vec<Mention>, Vec<Sum>) {
    let names = recognise(document, &MODEL);
    let sums = sums::of(document, &names);
    let (entities, mentions) = linking::link(document, names);
    (entities, mentions, sums)
}

/// What a model finds in a document, in order, without overlaps.
pub fn recognise(document: &Document, model: &Model) -> Vec<Found> {
    let features = Features::new(document);
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    for sentence in features.sentences() {
        let tags = model.tag(&features, sentence.clone(), &mut scratch);
        found.extend(tags::names(&tags, sentence.start));
    }
    found
}

/// The type that the archive has for a class; none for sums and dates.
fn entity_type(class: Class) -> Option<EntityType> {
    Some(match class {
        Class::Person => EntityType::Person,
        Class::Organization => EntityType::Organization,
        Class::Location => EntityType::Location,
        Class::Facility => EntityType::Facility,
        Class::Norp => EntityType::Norp,
        Class::Product => EntityType::Product,
        Class::Misc => EntityType::Misc,
        Class::Money | Class::Date => return None,
    })
}

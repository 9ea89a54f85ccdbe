//! People, organisations, places …: where they are named, and which names are one entity inside an article.
//!
//! A linear model over hashed features ([`features`], [`model`]) tags each sentence; [`titles`] takes what stands
//! before a name apart from it; [`linking`] makes one entity of the names that mean one. The model is trained by
//! `examples/train_entities.rs` and is part of the binary; see `docs/entities.md` for what it was trained on and how
//! good it is. The surprising decision: dates and sums of money are recognised too, so as not to be taken for names.

pub(crate) mod coreference;
pub mod crf;
pub mod features;
pub mod gazetteer;
pub(crate) mod money;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod titles;

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::Document;
use crate::{Entity, EntityType, Mention, Sum};
use crf::bioes::{Class, Found};
use crf::emission_cache::Said;
use crf::model::{BadModel, Model};
use features::Features;
use features::word_types::Words;

/// The model in use.
static MODEL: OnceLock<Model> = OnceLock::new();

/// The model in use: the one that was chosen, or else the one of this version.
pub fn model() -> &'static Model {
    MODEL.get_or_init(|| {
        #[expect(
            clippy::expect_used,
            reason = "the file is part of the binary, and every test of this module loads it"
        )]
        Model::new(include_bytes!("../../languages/en/models/entities.bin")).expect("the embedded model")
    })
}

/// Chooses a model, from now on and for all threads. One is chosen before the first text is read: what is in use
/// already stays.
///
/// # Errors
/// Where the bytes are no model of this version.
pub fn choose_model(bytes: Vec<u8>) -> Result<(), BadModel> {
    // Whoever comes second finds the choice made.
    let _ = MODEL.set(Model::new(bytes.leak())?);
    Ok(())
}

/// Finds the entities of a text, their mentions in order, without overlaps, and the sums of money.
pub fn find(document: &Document) -> (Vec<Entity>, Vec<Mention>, Vec<Sum>) {
    let names = recognise(document, model());
    let sums = money::of(document, &names);
    let (entities, mentions) = link(document, names);
    (entities, mentions, sums)
}

/// The entities that names mean, and their mentions; dates and sums of money are passed over.
pub fn link(document: &Document, names: Vec<Found>) -> (Vec<Entity>, Vec<Mention>) {
    coreference::link(document, names)
}

thread_local! {
    /// The words that this thread has met, and what they say.
    static WORDS: RefCell<(Words, Said)> = RefCell::default();
}

/// What a model finds in a document, in order, without overlaps.
pub fn recognise(document: &Document, model: &Model) -> Vec<Found> {
    WORDS.with_borrow_mut(|(words, said)| {
        let numbers = words.for_model(document, model);
        let features = Features::new(document, &numbers, words, model.lexicon());
        let names = crf::bioes::names(&model.tag(&features, said), 0);
        let names =
            names.into_iter().filter_map(|name| crf::boundary_repair::mended(document, name)).collect();
        whole_people(document, names)
    })
}

/// Makes one of two people who stand side by side on a line, or with the rest of a hyphenated word between them, and
/// takes away the day on which somebody did something ("on Tuesday Keng-sheng Wang left"). Nobody writes two people's
/// names without anything between them; a given name before a surname is what the model knows least outside of Europe.
fn whole_people(document: &Document, names: Vec<Found>) -> Vec<Found> {
    let mut whole: Vec<Found> = Vec::with_capacity(names.len());
    for mut name in names {
        if name.class == Class::Person && name.end - name.start > 1 && follows_on(document, name.start) {
            name.start += usize::from(WEEKDAYS.contains(&document.slice(name.start..name.start + 1)));
        }
        match whole.last_mut() {
            Some(last)
                if (last.class, name.class) == (Class::Person, Class::Person)
                    && !document.slice(last.start..name.end).contains('\n')
                    && (last.end == name.start || is_rest_of_word(document, last.end, name.start)) =>
            {
                last.end = name.end;
            }
            _ => whole.push(name),
        }
    }
    whole
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn follows_on(document: &Document, token: usize) -> bool {
    token > 0 && document.slice(token - 1..token).eq_ignore_ascii_case("on")
}

/// Whether the tokens from `end` to `start` go on with a word after a hyphen: "-sheng".
fn is_rest_of_word(document: &Document, end: usize, start: usize) -> bool {
    let rest = document.slice(end..start);
    let joined = document.slice(end - 1..start);
    rest.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_lowercase))
        && !joined.contains(' ')
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

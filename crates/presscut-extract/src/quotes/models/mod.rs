//! The learned part: one model for what is speech, one for who spoke it, one for whom "he" and "she" mean.
//!
//! Takes features; gives decisions with the share of probability that they have. The models are embedded;
//! `examples/train_quotes.rs` learns them from annotated articles, from the same features.

pub mod linear;

use std::ops::Range;
use std::sync::LazyLock;

use crate::Document;
use crate::quotes::attribution::Attributor;
use crate::quotes::attribution::speakers;
use crate::quotes::context::Scene;
use crate::quotes::coreference::{PronounCase, Resolver};
use crate::quotes::spans;
use crate::{Entity, Mention, QuoteKind, Span};
use linear::{Features, Linear};

/// The three models.
#[derive(Debug, Clone, PartialEq)]
pub struct Models {
    /// Whether a stretch is speech.
    pub kinds: Linear,
    /// Who spoke it.
    pub speaker: Linear,
    /// Whom "he" and "she" mean.
    pub pronoun: Linear,
}

static EMBEDDED: LazyLock<Models> = LazyLock::new(|| {
    Models::read(include_bytes!("../../../languages/en/models/quotes/model.bin"))
        .unwrap_or_else(|| Models::zero([1; 3]))
});

impl Models {
    /// Those that presscut is shipped with.
    pub fn embedded() -> &'static Models {
        &EMBEDDED
    }

    /// Models that have learned nothing.
    pub fn zero(bits: [u32; 3]) -> Models {
        let [kinds, speaker, pronoun] = bits.map(Linear::zero);
        Models { kinds, speaker, pronoun }
    }

    /// Reads models as [`Models::to_bytes`] wrote them.
    pub fn read(bytes: &[u8]) -> Option<Models> {
        let (kinds, rest) = Linear::read(bytes)?;
        let (speaker, rest) = Linear::read(rest)?;
        let (pronoun, _) = Linear::read(rest)?;
        Some(Models { kinds, speaker, pronoun })
    }

    /// One model after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.kinds, &self.speaker, &self.pronoun].map(Linear::to_bytes).concat()
    }
}

/// A stretch and what the models were asked about it, for whoever learns them.
#[derive(Debug, Clone)]
pub struct Case {
    /// As decided.
    pub kind: QuoteKind,
    /// How sure that and the speaker are.
    pub confidence: f32,
    /// What its kind is decided from.
    pub kind_features: Features,
    /// Everybody who could have spoken it, with what speaks for them; none for a term. The last one is nobody.
    pub candidates: Vec<(Option<Range<usize>>, Features)>,
}

/// The cases of a text under some models, each with its place.
pub fn cases(document: &Document, models: &Models) -> Vec<(Span, Case)> {
    let stretches = spans::stretches(document);
    let scene = Scene::new(document, &stretches);
    let mut cases = Vec::new();
    speakers::assign(&scene, &Attributor::new(&scene), models, Some(&mut cases));
    stretches.iter().map(|stretch| document.span(stretch.inner.clone())).zip(cases).collect()
}

/// The pronouns among a text's speakers, with the people whom each can mean.
pub fn pronoun_cases(
    document: &Document,
    models: &Models,
    entities: &[Entity],
    mentions: &[Mention],
) -> Vec<PronounCase> {
    let stretches = spans::stretches(document);
    let scene = Scene::new(document, &stretches);
    let mut cases = Vec::new();
    let found = crate::quotes::Found::new(&scene, models);
    let mut resolver = Resolver::new(&scene, entities, mentions, &models.pronoun, Some(&mut cases));
    found.resolve(&mut resolver);
    cases
}

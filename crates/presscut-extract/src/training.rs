//! What trainers, scorers and benches of single steps need beside the front door. Only with the feature `train`, and
//! without any promise: it changes whenever the models do.

/// Names: tags, features, the model's file, decoding.
pub mod entities {
    pub use crate::entities::crf::{bioes, candidate_windows, model, viterbi};
    pub use crate::entities::english::English;
    pub use crate::entities::gazetteer::{Gazetteer, builder::GazetteerBuilder};
    pub use crate::entities::grammar::EntityGrammar;
    pub use crate::entities::{EntityFinder, features};
}

/// Quotes: models, their training examples, and the steps that find them.
pub mod quotes {
    pub use crate::quotes::training::*;
    pub use crate::quotes::{
        BadModel, Models, QuoteGrammar, classify_quoted_spans, english_grammar, find_quoted_spans,
        find_quotes,
    };
}

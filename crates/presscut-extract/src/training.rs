//! What trainers and scorers need beside the front door. Only with the feature `train`, and without any promise: it
//! changes whenever the models do.

pub use crate::entities::EntityFinder;
pub use crate::entities::crf::bioes;
pub use crate::entities::crf::candidate_windows;
pub use crate::entities::crf::model;
pub use crate::entities::crf::viterbi;
pub use crate::entities::english::English;
pub use crate::entities::features;
pub use crate::entities::gazetteer::{Gazetteer, builder::GazetteerBuilder};
pub use crate::entities::grammar::EntityGrammar;
pub use crate::quotes::{find_by as find_quotes_by, models as quote_models};

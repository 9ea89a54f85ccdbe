//! What the trainers share: the record of a training run that is kept beside its model.

pub mod artefact;

//! The feature templates of a pronoun's antecedent: one number each, as the model file has them.
//!
//! The numbers are part of the model's format: a new template takes a free one.

/// Sentences between mention and pronoun, with the mention's role.
pub const SENTENCES_AND_ROLE: u32 = 1;
/// Paragraphs between them, with the mention's role.
pub const PARAGRAPHS_AND_ROLE: u32 = 2;
/// The mention's role, and whether a preposition is before it.
pub const ROLE_AND_PREPOSITION: u32 = 3;
/// Sentences between them, with the mention's position in its paragraph.
pub const SENTENCES_AND_POSITION: u32 = 4;
/// Paragraphs and sentences between them, and whether the mention is a subject.
pub const DISTANCE_AND_SUBJECT: u32 = 5;
/// The mention's position in its sentence, with its role.
pub const POSITION_AND_ROLE: u32 = 6;
/// Tokens between them.
pub const TOKENS: u32 = 7;
/// How many people were mentioned since, with what is known of genders.
pub const RECENCY_AND_GENDERS: u32 = 20;
/// How often the person was mentioned.
pub const MENTIONS: u32 = 21;
/// Whether the gender of this person and that of any candidate is known.
pub const GENDERS: u32 = 22;
/// Sentences since the person spoke, and whether nobody spoke after.
pub const SPOKE: u32 = 23;
/// How many people were mentioned since, and whether nobody spoke after.
pub const RECENCY_AND_SPOKE: u32 = 24;
/// How many people were mentioned since, with how often the person is mentioned in the whole text.
pub const RECENCY_AND_TOTAL: u32 = 25;
/// How often the person is mentioned in the whole text, beside the one mentioned most.
pub const SHARE_OF_MENTIONS: u32 = 26;
/// Whether the mention is the subject of its sentence by the grammar, with the sentences between.
pub const SENTENCE_SUBJECT: u32 = 27;
/// How many subjects of sentences are nearer, with the paragraphs between.
pub const SUBJECTS_SINCE: u32 = 28;
/// What is before the mention: a list, a comparison, a verb, a preposition.
pub const WORD_CLASS_BEFORE: u32 = 29;
/// What is after it.
pub const WORD_CLASS_AFTER: u32 = 30;

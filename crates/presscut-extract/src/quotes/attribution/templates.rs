//! The feature templates of speaker candidates: one number each, as the model file has them.
//!
//! The numbers are part of the model's format: a new template takes a free one below 64.

/// Candidates of the same source that are nearer.
pub const NEARER: u32 = 0;
/// Whether the speaker before has the same last word.
pub const SAME_HEAD_AS_PREVIOUS: u32 = 1;
/// Whether the rules have the same speaker and cue, and their method.
pub const RULE_AGREEMENT: u32 = 2;
/// The same with distance and pattern.
pub const RULE_DETAIL: u32 = 3;
/// Whether the span opens or ends sentence and paragraph.
pub const SPAN_SHAPE: u32 = 4;
/// Class of the token before the span.
pub const LEFT_CLASS: u32 = 5;
/// Classes of the tokens before and after the span.
pub const BOTH_CLASSES: u32 = 6;
/// Tokens of the span.
pub const SPAN_LENGTH: u32 = 7;
/// Paragraphs to the neighbour's speaker, and its method.
pub const NEIGHBOUR_METHOD: u32 = 10;
/// Paragraphs and sentences to it.
pub const NEIGHBOUR_DISTANCE: u32 = 11;
/// What is between this span and the one before.
pub const GAP_TO_PREVIOUS_SPAN: u32 = 12;
/// The method of the rules' own cue and of the neighbour.
pub const OWN_CUE_AND_NEIGHBOUR: u32 = 13;
/// Determiner, role, name and kind of the phrase.
pub const PHRASE_SHAPE: u32 = 16;
/// Tokens of the phrase.
pub const PHRASE_LENGTH: u32 = 17;
/// Classes of its last and first token.
pub const HEAD_AND_FIRST_CLASS: u32 = 18;
/// Its last word, unless it is a name.
pub const HEAD_WORD: u32 = 19;
/// Its first word, unless it is a name.
pub const FIRST_WORD: u32 = 20;
/// Class of the token before it.
pub const CLASS_BEFORE_PHRASE: u32 = 21;
/// The word before it.
pub const WORD_BEFORE_PHRASE: u32 = 22;
/// Class of the token after it.
pub const CLASS_AFTER_PHRASE: u32 = 23;
/// The word after it.
pub const WORD_AFTER_PHRASE: u32 = 24;
/// Tokens from the start of its sentence.
pub const POSITION_IN_SENTENCE: u32 = 25;
/// Tokens between candidate and quote.
pub const TOKENS_BETWEEN: u32 = 32;
/// Commas, stops and quotes between them.
pub const MARKS_BETWEEN: u32 = 33;
/// Verbs, pronouns and relatives between them.
pub const VERBS_BETWEEN: u32 = 34;
/// The few words between them.
pub const LINK_BETWEEN: u32 = 35;
/// Whether they are in different paragraphs.
pub const ACROSS_PARAGRAPHS: u32 = 36;
/// Class of the last token between them.
pub const LAST_CLASS_BETWEEN: u32 = 37;
/// Pattern and verb class of the cue.
pub const CUE_PATTERN: u32 = 40;
/// The cue's word.
pub const CUE_WORD: u32 = 41;
/// The same with the pattern.
pub const CUE_WORD_AND_PATTERN: u32 = 42;
/// Tokens between cue and speaker.
pub const CUE_TO_SPEAKER: u32 = 43;
/// Class of the token before the cue.
pub const CLASS_BEFORE_CUE: u32 = 44;
/// Tokens between cue and quote.
pub const CUE_DISTANCE: u32 = 45;
/// Class of the token after the cue.
pub const CLASS_AFTER_CUE: u32 = 46;
/// Tokens between quote and the nearer of cue and speaker.
pub const CUE_GAP: u32 = 47;
/// The same with the cue's word.
pub const CUE_WORD_AND_GAP: u32 = 48;

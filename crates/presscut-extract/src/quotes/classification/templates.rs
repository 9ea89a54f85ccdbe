//! The feature templates of speech: one number each, as the model file has them.
//!
//! The numbers are part of the model's format: a new template takes a free one.

/// Always there.
pub const BIAS: u32 = 0;
/// Words of the span.
pub const WORD_COUNT: u32 = 1;
/// Capitals, and where in the sentence the span is.
pub const SHAPE: u32 = 2;
/// Both.
pub const SHAPE_AND_WORD_COUNT: u32 = 3;
/// AttributionMethod, verb class and pattern of the rules' speaker.
pub const RULE: u32 = 4;
/// The same with the shape.
pub const RULE_AND_SHAPE: u32 = 5;
/// The same with the words.
pub const RULE_AND_WORD_COUNT: u32 = 6;
/// The rules' method with the distance of the cue.
pub const METHOD_AND_DISTANCE: u32 = 7;
/// The word of the cue.
pub const CUE_WORD: u32 = 8;
/// The same with method and words.
pub const CUE_WORD_AND_METHOD: u32 = 9;
/// The word before the span.
pub const WORD_BEFORE: u32 = 16;
/// The same with the shape.
pub const WORD_BEFORE_AND_SHAPE: u32 = 17;
/// The two words before.
pub const TWO_WORDS_BEFORE: u32 = 18;
/// Class of the token before, with the words.
pub const CLASS_BEFORE: u32 = 19;
/// Classes of the two tokens before, with the shape.
pub const TWO_CLASSES_BEFORE: u32 = 20;
/// The word after the span.
pub const WORD_AFTER: u32 = 21;
/// The same with the shape.
pub const WORD_AFTER_AND_SHAPE: u32 = 22;
/// Classes of the two tokens after.
pub const TWO_CLASSES_AFTER: u32 = 23;
/// Class of the token after, with the words.
pub const CLASS_AFTER: u32 = 24;
/// Classes of the tokens before and after, with the shape.
pub const CLASSES_AROUND: u32 = 25;
/// The second word after.
pub const SECOND_WORD_AFTER: u32 = 26;
/// The second word before.
pub const SECOND_WORD_BEFORE: u32 = 27;
/// The first word between the marks.
pub const FIRST_WORD: u32 = 32;
/// The same with the words.
pub const FIRST_WORD_AND_COUNT: u32 = 33;
/// The last word or mark inside.
pub const LAST_WORD: u32 = 34;
/// The punctuation at the end, if any.
pub const FINAL_MARK: u32 = 35;
/// The same with the class of the token after.
pub const FINAL_MARK_AND_CLASS_AFTER: u32 = 36;
/// Which marks they are, and whether they are closed.
pub const MARKS: u32 = 37;
/// Which classes of function words are inside.
pub const FUNCTION_WORDS: u32 = 38;
/// The same with the words.
pub const FUNCTION_WORDS_AND_COUNT: u32 = 39;
/// Class of the first word, if it is a function word.
pub const FIRST_FUNCTION: u32 = 40;
/// Whether most of it is in capitals.
pub const SHOUTED: u32 = 41;
/// The first two words inside.
pub const FIRST_TWO_WORDS: u32 = 42;
/// Position in the paragraph and beside other spans, with the words.
pub const POSITION_AND_WORD_COUNT: u32 = 50;
/// The same with the shape.
pub const POSITION_AND_SHAPE: u32 = 51;
/// The kind of the span before.
pub const PREVIOUS_KIND: u32 = 52;
/// The same with the words.
pub const PREVIOUS_KIND_AND_COUNT: u32 = 53;
/// Whether the words before introduce a name.
pub const INTRODUCED_AS_NAME: u32 = 54;

//! What extraction finds in one text: entities and their mentions, quotes, dates, amounts of money.
//!
//! Plain values without behaviour. The surprising decision: types carry the words that the archive stores
//! (`as_str`), so that there is one place for them.

use chrono::NaiveDate;

use crate::Span;

/// Everything found in one text. All spans are over that text, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotations {
    /// The distinct people, organisations, places … of the text; [`LocalEntity`] points in here.
    pub entities: Vec<Entity>,
    /// Where they are named, in order, without overlaps. Pronouns are not mentions.
    pub mentions: Vec<Mention>,
    /// The quotes, in order: with quotation marks, and reported without them.
    pub quotes: Vec<Quote>,
    /// The time expressions, in order, without overlaps.
    pub dates: Vec<DateMention>,
    /// The amounts of money, in order, without overlaps.
    pub money: Vec<MoneyMention>,
}

/// An index into [`Annotations::entities`]: an entity inside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalEntity(pub usize);

/// What an entity is. The words are those of the archive's `entities.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// A human being, real or invented.
    Person,
    /// A company, party, ministry, team, newspaper, army …
    Organization,
    /// A country, city, region, sea, street …
    Location,
    /// A building, airport, bridge, base, park …
    Facility,
    /// A nationality, religion, or political group as an adjective or people: Japanese, Muslim, Democrat.
    Norp,
    /// A made thing with a name: a car, a missile, a telephone.
    Product,
    /// Events, works, laws, agreements, awards.
    Misc,
}

impl EntityType {
    /// Every type, in the order in which lists show them.
    pub const ALL: [EntityType; 7] = [
        EntityType::Person,
        EntityType::Organization,
        EntityType::Location,
        EntityType::Facility,
        EntityType::Norp,
        EntityType::Product,
        EntityType::Misc,
    ];

    /// The word in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityType::Person => "person",
            EntityType::Organization => "organization",
            EntityType::Location => "location",
            EntityType::Facility => "facility",
            EntityType::Norp => "norp",
            EntityType::Product => "product",
            EntityType::Misc => "misc",
        }
    }

    /// The type of a word in the archive.
    pub fn named(word: &str) -> Option<EntityType> {
        EntityType::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One person, organisation, place … of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The canonical name inside the article: the fullest form, without titles or possessive ("Shigeru Ishiba").
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Other forms that the article uses or gives: the surname, the acronym, the form in parentheses ("台積電").
    pub aliases: Vec<String>,
    /// Whether its forms say who or what it is. A given name alone does not: across articles it is no entity.
    pub is_identified: bool,
}

/// One place where an entity is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where. Titles, honorifics and possessives are outside of it.
    pub span: Span,
    /// The text there, to the letter.
    pub surface: String,
    /// Which entity it names.
    pub entity: LocalEntity,
    /// The title before the name, if any: "Japanese Prime Minister", "Mr". A "Jr" after it is part of the name.
    pub title: Option<String>,
}

/// The number of an utterance in its text, from 0: quotes with the same number are one utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utterance(pub usize);

/// What a quote is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// A whole utterance.
    Direct,
    /// A quoted fragment of a reported sentence.
    Partial,
    /// A title, nickname or scare quote, spoken by nobody.
    Term,
    /// What somebody is reported to have said, without quotation marks.
    Indirect,
}

impl QuoteKind {
    /// The word in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Partial => "partial",
            QuoteKind::Term => "term",
            QuoteKind::Indirect => "indirect",
        }
    }

    /// The kind of a word of the archive.
    pub fn named(word: &str) -> Option<QuoteKind> {
        [QuoteKind::Direct, QuoteKind::Partial, QuoteKind::Term, QuoteKind::Indirect]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// How the speaker of a quote was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributionMethod {
    /// The cue is right before the quote: Roe said: “…”.
    CueBefore,
    /// The cue is right after it: “…,” Roe said.
    CueAfter,
    /// The cue is before it in the same sentence: Roe said that the plan was “…”.
    SentenceBefore,
    /// The cue is after it in the same sentence: “…” among efforts to …, Roe said.
    SentenceAfter,
    /// It is a subject of the quote's sentence, where there is no cue.
    Subject,
    /// Another quote of the same sentence has the speaker.
    Split,
    /// The sentence before ends with a colon, or has the cue.
    SentencePrevious,
    /// A neighbouring quote of the same paragraph has the speaker.
    Paragraph,
    /// The utterance goes on from the paragraph before.
    Continued,
    /// The speaker of the paragraph before goes on.
    Running,
    /// The name follows a dash: “…” — Roe.
    Signed,
    /// It is not quoted but reported: Roe said that she would stay.
    Reported,
}

impl AttributionMethod {
    /// Every method.
    pub const ALL: [AttributionMethod; 12] = [
        AttributionMethod::CueBefore,
        AttributionMethod::CueAfter,
        AttributionMethod::SentenceBefore,
        AttributionMethod::SentenceAfter,
        AttributionMethod::Subject,
        AttributionMethod::Split,
        AttributionMethod::SentencePrevious,
        AttributionMethod::Paragraph,
        AttributionMethod::Continued,
        AttributionMethod::Running,
        AttributionMethod::Signed,
        AttributionMethod::Reported,
    ];

    /// The method with this word.
    pub fn named(word: &str) -> Option<AttributionMethod> {
        AttributionMethod::ALL.into_iter().find(|method| method.as_str() == word)
    }

    /// The word in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            AttributionMethod::CueBefore => "cue-before",
            AttributionMethod::CueAfter => "cue-after",
            AttributionMethod::SentenceBefore => "sentence-before",
            AttributionMethod::SentenceAfter => "sentence-after",
            AttributionMethod::Subject => "subject",
            AttributionMethod::Split => "split",
            AttributionMethod::SentencePrevious => "sentence-previous",
            AttributionMethod::Paragraph => "paragraph",
            AttributionMethod::Continued => "continued",
            AttributionMethod::Running => "running",
            AttributionMethod::Signed => "signed",
            AttributionMethod::Reported => "reported",
        }
    }
}

/// One quote: what is between quotation marks or, with the kind [`QuoteKind::Indirect`], what is reported without them.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// What is between the marks, without them.
    pub span: Span,
    /// The same, as text.
    pub text: String,
    /// Whole utterance, fragment, or nobody's speech.
    pub kind: QuoteKind,
    /// Which utterance it belongs to; split and many-paragraph quotes share one.
    pub utterance: Utterance,
    /// The speaker as written: "Ishiba", "he", "a senior official". `None` for terms and where nobody is named.
    pub speaker: Option<String>,
    /// Where the speaker is written.
    pub speaker_span: Option<Span>,
    /// Whom it means.
    pub speaker_entity: Option<LocalEntity>,
    /// The reporting word: "said", "according to".
    pub cue: Option<String>,
    /// How its speaker was found; `None` where it has none.
    pub method: Option<AttributionMethod>,
    /// How likely kind and speaker are right, from 0 to 1.
    pub confidence: f64,
}

/// The TIMEX3 type (TimeML 1.2.1) of a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateType {
    /// A calendar date of any coarseness: a day, a week, a month, a decade.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs: "every Monday".
    Set,
}

impl DateType {
    /// The type with this word.
    pub fn named(word: &str) -> Option<DateType> {
        [DateType::Date, DateType::Time, DateType::Duration, DateType::Set]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// The word in the archive, as TimeML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            DateType::Date => "DATE",
            DateType::Time => "TIME",
            DateType::Duration => "DURATION",
            DateType::Set => "SET",
        }
    }
}

/// One time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    /// Where.
    pub span: Span,
    /// The text there, to the letter.
    pub text: String,
    /// Its TIMEX3 type.
    pub kind: DateType,
    /// Its TIMEX3 value: "2024-10-02", "2024-W40", "P3D", "XXXX-WXX-2".
    pub value: String,
    /// Its TIMEX3 `mod`: "END" for "late 2028".
    pub modifier: Option<String>,
    /// The TIMEX3 `quant` of a set: "EVERY".
    pub quantifier: Option<String>,
    /// The TIMEX3 `freq` of a set: "2X" for "twice a week".
    pub frequency: Option<String>,
    /// The first day that it can mean; `None` where the text gives none.
    pub earliest: Option<NaiveDate>,
    /// The last day that it can mean; `None` where the text gives none.
    pub latest: Option<NaiveDate>,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// How certainly the text says that something will happen then; `None` where it does not say so.
    pub ahead: Option<Certainty>,
}

/// How certainly a text says that something will happen on a day to come. The words are those of the archive's
/// `dates.ahead`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// "May happen", "would happen if", or only a date to come.
    Possible,
    /// "Plans to", "is expected to", "the November election".
    Likely,
    /// "Will", "is due on", "opens on".
    Certain,
}

impl Certainty {
    /// The certainty with this word.
    pub fn named(word: &str) -> Option<Certainty> {
        [Certainty::Possible, Certainty::Likely, Certainty::Certain]
            .into_iter()
            .find(|certainty| certainty.as_str() == word)
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Possible => "possible",
            Certainty::Likely => "likely",
            Certainty::Certain => "certain",
        }
    }
}

/// One amount of money.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyMention {
    /// Where.
    pub span: Span,
    /// The text there, to the letter.
    pub text: String,
    /// The currency's code after ISO 4217; `None` where the text does not say for certain.
    pub currency: Option<&'static str>,
    /// How much, in whole units of the currency; `None` where it is no number.
    pub amount: Option<f64>,
}

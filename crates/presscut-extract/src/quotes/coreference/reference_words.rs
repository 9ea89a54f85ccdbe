//! The words of a language that coreference depends on, gendered ones aside.
//!
//! A value that the language's grammar fills, all words in lower case.

/// Words that refer to somebody named before, or that join and introduce names.
#[derive(Debug, Clone, Copy)]
pub struct ReferenceWords {
    /// Pronouns of organizations: it, its.
    pub organization_pronouns: &'static [&'static str],
    /// Pronouns that mean somebody whom the text has mentioned: he, she, they.
    pub anaphoric_pronouns: &'static [&'static str],
    /// Pronouns of one person whose gender nobody knows, and of several: they, their.
    pub ungendered_pronouns: &'static [&'static str],
    /// Nouns that can mean any organization: company, agency.
    pub organization_nouns: &'static [&'static str],
    /// Nouns for a kind of body: alliance, airline, commission.
    pub body_nouns: &'static [&'static str],
    /// Nouns for words that are their owner's: report, statement, post.
    pub document_nouns: &'static [&'static str],
    /// Prepositions before whoever wrote a document: by, from.
    pub author_prepositions: &'static [&'static str],
    /// What people and bodies do with their documents: "issued".
    pub issuing_verbs: &'static [&'static str],
    /// Determiners of what is known already: the, that, this.
    pub definite_determiners: &'static [&'static str],
    /// Determiners of what is new: a, another.
    pub indefinite_determiners: &'static [&'static str],
    /// Nouns that describe somebody known and are no office: the singer, the expert.
    pub descriptive_nouns: &'static [&'static str],
    /// Adjectives before a role that somebody had: former.
    pub former_adjectives: &'static [&'static str],
    /// How many children somebody has: two.
    pub small_numbers: &'static [&'static str],
    /// What opens a clause that the sentence's own people speak in: what.
    pub clause_openers: &'static [&'static str],
    /// What joins two names to one speaker: and.
    pub conjunctions: &'static [&'static str],
    /// Verbs between a name and what it is: is, was.
    pub copulas: &'static [&'static str],
}

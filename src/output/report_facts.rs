//! What a report says of itself before its first answer: title, period, sources, and what each part answers.

/// What a report says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFacts {
    /// What it is called.
    pub title: String,
    /// What is known of its subject: a word and a value each.
    pub known: Vec<(&'static str, String)>,
    /// The days that it is about, in words.
    pub period: Option<String>,
    /// Whose articles it is about, in words.
    pub sources: Option<String>,
    /// The archive's file.
    pub archive: String,
    /// The day of writing, UTC: "2031-03-14".
    pub day: String,
    /// Its parts, in their order.
    pub answers: Vec<ReportAnswer>,
}

/// A part of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportAnswer {
    /// What it is called.
    pub title: String,
    /// The question that it answers, in a sentence.
    pub about: String,
}

impl ReportFacts {
    /// What is known, as lines of what and which.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = self.known.clone();
        lines.extend(self.period.clone().map(|period| ("Period", period)));
        lines.extend(self.sources.clone().map(|sources| ("Sources", sources)));
        lines.push(("Archive", self.archive.clone()));
        lines.push(("Written", self.day.clone()));
        lines
    }
}

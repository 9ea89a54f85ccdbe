//! The labels of Nexis and LexisNexis in the languages of the interface, and the words that head the parts of a document.

use crate::read::press::dated_lines::split_date;
use crate::read::press::language_names::code_of_language;

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NexisLabel {
    /// The headline, where it has a label: Dutch papers.
    Title,
    /// Who wrote it.
    Byline,
    /// The section, with the page.
    Section,
    /// How many words.
    Length,
    /// The place.
    Dateline,
    /// What the paper set off.
    Highlight,
    /// Something else above the text.
    OtherAbove,
    /// The address at the paper.
    Address,
    /// The language.
    Language,
    /// When the database got it, by a word that texts begin with too: "UPDATE: …".
    Updated,
    /// When the database got it, the kind of paper, its code: what stands below every text.
    Strong,
    /// Captions.
    Graphic,
    /// What the paper put right.
    Correction,
    /// Something else below the text.
    OtherBelow,
}

impl NexisLabel {
    /// Whether it stands above the text.
    pub fn is_above(self) -> bool {
        use NexisLabel::{Byline, Dateline, Highlight, Length, OtherAbove, Section, Title};
        matches!(self, Title | Byline | Section | Length | Dateline | Highlight | OtherAbove)
    }

    /// Whether no text goes on below it, where it has this value.
    pub fn ends_text(self, value: &str) -> bool {
        match self {
            NexisLabel::Strong => true,
            NexisLabel::Updated => split_date(value).is_some(),
            NexisLabel::Language => value.split(' ').count() <= 4 && code_of_language(value).is_some(),
            _ => false,
        }
    }
}

/// Labels in capitals, without spaces and hyphens: English, German, French, Dutch, Spanish, Italian.
const LABELS: &[(NexisLabel, &[&str])] = &[
    (NexisLabel::Title, &["HEADLINE", "TITLE", "KOP", "TITRE", "TITEL", "ÜBERSCHRIFT", "TITULAR", "TITOLO"]),
    (
        NexisLabel::Byline,
        &[
            "BYLINE",
            "AUTHOR",
            "AUTHORS",
            "AUTOR",
            "AUTOREN",
            "AUTEUR",
            "AUTEURS",
            "AUTORE",
            "AUTORES",
            "VERFASSER",
        ],
    ),
    (
        NexisLabel::Section,
        &["SECTION", "RUBRIK", "RUBRIQUE", "RUBRIEK", "SECTIE", "SECCIÓN", "SECCION", "SEZIONE", "RESSORT"],
    ),
    (
        NexisLabel::Length,
        &["LENGTH", "LÄNGE", "LAENGE", "LONGUEUR", "LENGTE", "LONGITUD", "LUNGHEZZA", "EXTENSIÓN"],
    ),
    (
        NexisLabel::Dateline,
        &[
            "DATELINE",
            "ORTSANGABE",
            "ORTSMARKE",
            "DATUMSZEILE",
            "ORT",
            "LIEU",
            "DATUMREGEL",
            "PLAATS",
            "LUGAR",
            "LUOGO",
        ],
    ),
    (
        NexisLabel::Highlight,
        &[
            "HIGHLIGHT",
            "HIGHLIGHTS",
            "ENCART",
            "HERVORHEBUNG",
            "HÖHEPUNKT",
            "HOOGTEPUNT",
            "UITGELICHT",
            "UNTERTITEL",
            "ZUSAMMENFASSUNG",
            "DESTACADO",
            "ABSTRACT",
            "TEASER",
        ],
    ),
    (
        NexisLabel::OtherAbove,
        &[
            "SERIES",
            "SERIE",
            "ANCHOR",
            "ANCHORS",
            "GUESTS",
            "SHOW",
            "SOURCE",
            "DISTRIBUTION",
            "REFBIBLIO",
            "SÉRIE",
        ],
    ),
    (NexisLabel::Address, &["URL", "WEBADRESSE", "ADRESSEWEB"]),
    (NexisLabel::Language, &["LANGUAGE", "SPRACHE", "LANGUE", "TAAL", "IDIOMA", "LENGUA", "LINGUA"]),
    (NexisLabel::Updated, &["UPDATE", "AKTUALISIERT", "MISEÀJOUR"]),
    (
        NexisLabel::Strong,
        &[
            "LOADDATE",
            "LADEDATUM",
            "LADUNGSDATUM",
            "DATECHARGEMENT",
            "DATEDECHARGEMENT",
            "LAADDATUM",
            "LAADDATE",
            "FECHADECARGA",
            "DATADICARICAMENTO",
            "PUBLICATIONTYPE",
            "PUBLIKATIONSTYP",
            "PUBLIKATIONSART",
            "TYPEPUBLICATION",
            "TYPEDEPUBLICATION",
            "PUBLICATIETYPE",
            "TIPODEPUBLICACIÓN",
            "TIPODEPUBLICACION",
            "TIPODIPUBBLICAZIONE",
            "DOCUMENTTYPE",
            "JOURNALCODE",
            "ZEITUNGSCODE",
            "ZEITSCHRIFTENCODE",
            "CODEREVUE",
            "CODEJOURNAL",
            "TIJDSCHRIFTCODE",
            "CÓDIGODEREVISTA",
            "CODICERIVISTA",
            "ACCNO",
        ],
    ),
    (
        NexisLabel::Graphic,
        &[
            "GRAPHIC",
            "GRAPHICS",
            "GRAFIK",
            "GRAPHIQUE",
            "GRAPHIQUES",
            "GRAFIEK",
            "GRÁFICO",
            "GRAFICO",
            "BILD",
        ],
    ),
    (
        NexisLabel::Correction,
        &["CORRECTION", "KORREKTUR", "BERICHTIGUNG", "CORRECTIE", "RECTIFICATIF", "CORRECCIÓN", "CORREZIONE"],
    ),
    (
        NexisLabel::OtherBelow,
        &[
            "CORRECTIONDATE",
            "KORREKTURDATUM",
            "DATECORRECTION",
            "CORRECTIEDATUM",
            "SUBJECT",
            "ORGANIZATION",
            "COMPANY",
            "TICKER",
            "INDUSTRY",
            "PERSON",
            "GEOGRAPHIC",
            "STATE",
            "CITY",
            "COUNTRY",
            "ENHANCEMENT",
            "CATEGORY",
            "NOTES",
            "NOTE",
            "COPYRIGHT",
            "ISSN",
            "VOLUME",
            "ISSUE",
            "CITE",
            "FIRMA",
            "BRANCHE",
            "THEMA",
            "SUJET",
            "SOCIÉTÉ",
            "PERSONNE",
            "ONDERWERP",
            "BEDRIJF",
            "PERSOON",
            "REGION",
            "LAND",
            "TYPE",
            "TERMS",
            "PUBTYPE",
        ],
    ),
];

/// The label that a line begins with, and its value. A label in small letters needs the space after it that never breaks, or
/// `any_case`.
pub(crate) fn split_label(line: &str, any_case: bool) -> Option<(NexisLabel, &str)> {
    const MAX_LABEL_CHARS: usize = 28;
    let (label, value) = line.split_once(':')?;
    if label.chars().count() > MAX_LABEL_CHARS || label.contains(['.', ',']) {
        return None;
    }
    let in_capitals = !label.contains(char::is_lowercase);
    if !in_capitals && !any_case && !value.starts_with('\u{a0}') {
        return None;
    }
    let folded: String =
        label.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase).collect();
    let known = LABELS.iter().find(|(_, names)| names.contains(&folded.as_str()));
    known.map(|(label, _)| (*label, value.trim()))
}

/// A word on a line of its own that heads a part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NexisHead {
    /// The text begins.
    Body,
    /// Captions.
    Graphic,
    /// What the paper put right.
    Correction,
    /// Notes of the database or paper.
    Notes,
    /// Links to other articles.
    Related,
    /// Keywords.
    Classification,
    /// The document ends.
    End,
}

const HEADS: &[(NexisHead, &[&str])] = &[
    (
        NexisHead::Body,
        &[
            "body",
            "text",
            "texte",
            "corps",
            "corps du texte",
            "inhalt",
            "hauptteil",
            "volltext",
            "tekst",
            "hoofdtekst",
            "cuerpo",
            "texto",
            "corpo",
            "testo",
        ],
    ),
    (
        NexisHead::Graphic,
        &[
            "graphic",
            "graphics",
            "grafik",
            "grafiken",
            "graphique",
            "graphiques",
            "grafiek",
            "gráfico",
            "grafico",
        ],
    ),
    (
        NexisHead::Correction,
        &["correction", "korrektur", "berichtigung", "correctie", "rectificatif", "corrección", "correzione"],
    ),
    (NexisHead::Notes, &["notes", "anmerkungen", "hinweise", "notities", "opmerkingen", "notas", "note"]),
    (
        NexisHead::Related,
        &[
            "related articles",
            "verwandte artikel",
            "articles connexes",
            "articles associés",
            "gerelateerde artikelen",
        ],
    ),
    (
        NexisHead::Classification,
        &[
            "classification",
            "klassifikation",
            "klassifizierung",
            "classificatie",
            "clasificación",
            "classificazione",
        ],
    ),
    (
        NexisHead::End,
        &[
            "end of document",
            "ende des dokuments",
            "dokumentende",
            "fin du document",
            "einde van document",
            "einde van het document",
            "fin del documento",
            "fine del documento",
            "fim do documento",
        ],
    ),
];

/// What a line heads, if it is such a word and nothing else.
pub(crate) fn head_of(line: &str) -> Option<NexisHead> {
    const MAX_HEAD_CHARS: usize = 32;
    if line.chars().count() > MAX_HEAD_CHARS {
        return None;
    }
    let folded = line.trim().trim_end_matches(':').to_lowercase();
    HEADS.iter().find(|(_, words)| words.contains(&folded.as_str())).map(|(head, _)| *head)
}

/// Whether a line is about rights: "Copyright 2031 Brenwick Newspapers Ltd", "All Rights Reserved".
pub(crate) fn is_copyright(line: &str) -> bool {
    const MAX_COPYRIGHT_CHARS: usize = 200;
    const BEGINNINGS: [&str; 5] = ["copyright", "©", "(c) ", "all rights reserved", "droits d'auteur"];
    const INSIDE: [&str; 6] = [
        "all rights reserved",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "alle rechten voorbehouden",
        "todos los derechos reservados",
        "tutti i diritti riservati",
    ];
    let line = line.trim().to_lowercase();
    line.chars().count() <= MAX_COPYRIGHT_CHARS
        && (BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
            || INSIDE.iter().any(|phrase| line.contains(phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_the_interfaces_languages() {
        for (line, label, value) in [
            ("BYLINE: By Jane Roe", NexisLabel::Byline, "By Jane Roe"),
            ("LENGTH: 376  words", NexisLabel::Length, "376  words"),
            ("Length:\u{a0}116 words", NexisLabel::Length, "116 words"),
            ("LÄNGE: 212 Wörter", NexisLabel::Length, "212 Wörter"),
            ("DATE-CHARGEMENT: 5 mars 2031", NexisLabel::Strong, "5 mars 2031"),
            ("KOP: De brug blijft dicht", NexisLabel::Title, "De brug blijft dicht"),
            ("Load-Date:\u{a0}May 6, 2031", NexisLabel::Strong, "May 6, 2031"),
        ] {
            assert_eq!(split_label(line, false), Some((label, value)), "{line}");
        }
        for line in ["WARNING: the path is not safe", "Section: of the road", "He said: no", "12:30"] {
            assert_eq!(split_label(line, false), None, "{line}");
        }
        assert_eq!(head_of("Body"), Some(NexisHead::Body));
        assert_eq!(head_of("The body"), None);
    }
}

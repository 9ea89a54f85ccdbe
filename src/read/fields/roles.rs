//! What a field of a record can be, and the names that crawlers, media monitors and people give to such fields.
//!
//! Names are compared without case and punctuation: "date_publish", "datePublish" and "date-publish" are one.

/// What a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum FieldRole {
    /// The article's text.
    Text,
    /// Its address.
    Url,
    /// Its headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Published,
    /// When it was last changed.
    Modified,
    /// The part of the paper.
    Section,
    /// The paper's name.
    Source,
    /// The paper's domain.
    Domain,
    /// The language of the text.
    Language,
}

impl FieldRole {
    /// Every role.
    pub const ALL: [FieldRole; 10] = [
        FieldRole::Text,
        FieldRole::Url,
        FieldRole::Title,
        FieldRole::Byline,
        FieldRole::Published,
        FieldRole::Modified,
        FieldRole::Section,
        FieldRole::Source,
        FieldRole::Domain,
        FieldRole::Language,
    ];

    /// The word for it in `--map`.
    pub fn as_str(self) -> &'static str {
        match self {
            FieldRole::Text => "text",
            FieldRole::Url => "url",
            FieldRole::Title => "title",
            FieldRole::Byline => "byline",
            FieldRole::Published => "published",
            FieldRole::Modified => "modified",
            FieldRole::Section => "section",
            FieldRole::Source => "source",
            FieldRole::Domain => "domain",
            FieldRole::Language => "language",
        }
    }

    /// The names that crawlers use (news-please, newspaper4k, trafilatura, Scrapy items, feeds, news APIs), folded; after
    /// them the names in exports of media monitors and press databases, and those of people's own columns in German,
    /// French, Spanish and Italian.
    pub fn known_names(self) -> &'static [&'static str] {
        match self {
            FieldRole::Text => TEXT_NAMES,
            FieldRole::Url => URL_NAMES,
            FieldRole::Title => TITLE_NAMES,
            FieldRole::Byline => BYLINE_NAMES,
            FieldRole::Published => PUBLISHED_NAMES,
            FieldRole::Modified => MODIFIED_NAMES,
            FieldRole::Section => SECTION_NAMES,
            FieldRole::Source => SOURCE_NAMES,
            FieldRole::Domain => DOMAIN_NAMES,
            FieldRole::Language => LANGUAGE_NAMES,
        }
    }
}

const TEXT_NAMES: &[&str] = &[
    "text",
    "maintext",
    "body",
    "articlebody",
    "articletext",
    "fulltext",
    "content",
    "contenttext",
    "bodytext",
    "textcontent",
    "cleanedtext",
    "story",
    "rawtext",
    "articlecontent",
    "paragraphs",
    "newstext",
    "fullarticle",
    "fullarticletext",
    "documenttext",
    "artikeltext",
    "inhalt",
    "texte",
    "contenu",
    "texto",
    "contenido",
    "testo",
    // What crawlers for language models make of a page.
    "markdown",
    "fitmarkdown",
    "rawmarkdown",
];

const URL_NAMES: &[&str] = &[
    "url",
    "link",
    "articleurl",
    "canonicalurl",
    "canonicallink",
    "pageurl",
    "weburl",
    "permalink",
    "originalurl",
    "uri",
    "href",
];

const TITLE_NAMES: &[&str] = &[
    "title",
    "headline",
    "articletitle",
    "heading",
    "titlepage",
    "ogtitle",
    "newsheadline",
    "articleheadline",
    "documenttitle",
    "titel",
    "überschrift",
    "schlagzeile",
    "titre",
    "título",
    "titulo",
    "titular",
    "titolo",
];

const BYLINE_NAMES: &[&str] = &[
    "byline",
    "authors",
    "author",
    "writer",
    "creator",
    "dccreator",
    "reporter",
    "reporters",
    "authorname",
    "authornames",
    "journalist",
    "journalists",
    "autor",
    "autoren",
    "verfasser",
    "auteur",
    "auteurs",
    "autores",
    "autore",
];

const PUBLISHED_NAMES: &[&str] = &[
    "published",
    "datepublish",
    "datepublished",
    "publishdate",
    "publisheddate",
    "publishedat",
    "publishedon",
    "pubdate",
    "publicationdate",
    "publishtime",
    "publishedtime",
    "publicationtime",
    "dateofpublication",
    "articledate",
    "date",
    "datetime",
    "posted",
    "posteddate",
    "timestamp",
    "time",
    "newsdate",
    "issuedate",
    "datum",
    "veröffentlicht",
    "publiéle",
    "fecha",
    "datadipubblicazione",
];

const MODIFIED_NAMES: &[&str] = &[
    "modified",
    "datemodify",
    "datemodified",
    "modifieddate",
    "modifiedat",
    "modifiedtime",
    "lastmodified",
    "lastmod",
    "updated",
    "updatedat",
    "dateupdated",
    "lastupdated",
    "updatedate",
    "updatetime",
    "dateupdate",
];

const SECTION_NAMES: &[&str] = &[
    "section",
    "articlesection",
    "sectionname",
    "category",
    "categories",
    "categoryname",
    "desk",
    "rubric",
    "topsection",
    "ressort",
    "rubrik",
    "rubrique",
    "sección",
    "seccion",
];

const SOURCE_NAMES: &[&str] = &[
    "sourcename",
    "sitename",
    "source",
    "publisher",
    "publication",
    "newspaper",
    "outlet",
    "site",
    "medium",
    "paper",
    "media",
    "outletname",
    "publicationname",
    "publicationtitle",
    "newspapername",
    "pubtitle",
    "medianame",
    "quelle",
    "zeitung",
    "journal",
    "periódico",
    "fuente",
    "fonte",
];

const DOMAIN_NAMES: &[&str] =
    &["sourcedomain", "domain", "sourcehostname", "hostname", "host", "sourceurl", "netloc"];

const LANGUAGE_NAMES: &[&str] =
    &["language", "lang", "metalang", "inlanguage", "sprache", "langue", "idioma", "lingua"];

/// The names that crawlers give to a field that holds a page of HTML, folded.
pub(crate) const HTML_PAGE_FIELDS: [&str; 8] =
    ["html", "rawhtml", "pagehtml", "htmlcontent", "htmlsource", "pagesource", "rawcontent", "responsebody"];

/// Whether a field's name is one that is known for some role.
pub(crate) fn is_known_field(name: &str) -> bool {
    let name = fold_name(name);
    FieldRole::ALL.iter().any(|role| role.known_names().contains(&name.as_str()))
}

/// A name as names are compared: letters and digits in lower case.
pub(crate) fn fold_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

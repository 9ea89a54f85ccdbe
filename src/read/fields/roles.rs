//! What a field of a record can be, and the names that crawlers, monitors and people give to such fields.
//!
//! Names are compared without case and punctuation: "date_publish", "datePublish" and "date-publish" are one.

/// What a field can be to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
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

impl Role {
    /// Every role.
    pub const ALL: [Role; 10] = [
        Role::Text,
        Role::Url,
        Role::Title,
        Role::Byline,
        Role::Published,
        Role::Modified,
        Role::Section,
        Role::Source,
        Role::Domain,
        Role::Language,
    ];

    /// The word for it in `--map`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Url => "url",
            Role::Title => "title",
            Role::Byline => "byline",
            Role::Published => "published",
            Role::Modified => "modified",
            Role::Section => "section",
            Role::Source => "source",
            Role::Domain => "domain",
            Role::Language => "language",
        }
    }

    /// The names that crawlers use (news-please, newspaper4k, trafilatura, Scrapy items, feeds, news APIs), folded, and
    /// after them those of what media monitors and press databases export, and what people call their columns in German,
    /// French, Spanish and Italian.
    pub fn known_names(self) -> &'static [&'static str] {
        match self {
            Role::Text => &[
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
            ],
            Role::Url => &[
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
            ],
            Role::Title => &[
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
            ],
            Role::Byline => &[
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
            ],
            Role::Published => &[
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
            ],
            Role::Modified => &[
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
            ],
            Role::Section => &[
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
            ],
            Role::Source => &[
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
            ],
            Role::Domain => {
                &["sourcedomain", "domain", "sourcehostname", "hostname", "host", "sourceurl", "netloc"]
            }
            Role::Language => {
                &["language", "lang", "metalang", "inlanguage", "sprache", "langue", "idioma", "lingua"]
            }
        }
    }
}

/// What crawlers call a field that holds a page as it came, folded.
pub const PAGES: [&str; 8] =
    ["html", "rawhtml", "pagehtml", "htmlcontent", "htmlsource", "pagesource", "rawcontent", "responsebody"];

/// Whether a column's name is one that crawlers use for something.
pub fn is_known(name: &str) -> bool {
    let name = fold(name);
    Role::ALL.iter().any(|role| role.known_names().contains(&name.as_str()))
}

/// A name without what names are compared without.
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

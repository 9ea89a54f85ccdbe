//! What a field of a record can be, and the names that crawlers, media monitors and people give to such fields.
//!
//! Names are compared without case and punctuation: "date_publish", "datePublish" and "date-publish" are one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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
    /// The page of the printed paper.
    Page,
    /// The number that a press database gives to the article.
    VendorNumber,
}

impl FieldRole {
    /// Every role.
    pub const ALL: [FieldRole; 12] = [
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
        FieldRole::Page,
        FieldRole::VendorNumber,
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
            FieldRole::Page => "page",
            FieldRole::VendorNumber => "vendor_number",
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
            FieldRole::Page => PAGE_NAMES,
            FieldRole::VendorNumber => VENDOR_NUMBER_NAMES,
        }
    }
}

impl FieldRole {
    /// The role that a name, folded, is known for, and how much other names of the role are trusted more.
    pub fn of_name(folded: &str) -> Option<(FieldRole, usize)> {
        static ROLES: LazyLock<FxHashMap<&str, (FieldRole, usize)>> = LazyLock::new(|| {
            let known = |role: FieldRole| {
                role.known_names().iter().enumerate().map(move |(rank, name)| (*name, (role, rank)))
            };
            FieldRole::ALL.into_iter().rev().flat_map(known).collect()
        });
        ROLES.get(folded).copied()
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
    "текст",
    "полныйтекст",
    // What crawlers for language models make of a page.
    "markdown",
    "fitmarkdown",
    "rawmarkdown",
    "storytext",
    "storybody",
    "newscontent",
    "newsbody",
    "maincontent",
    "cleantext",
    "extractedtext",
    "fullcontent",
    "postcontent",
    // In corpora for language models.
    "article",
    "document",
    // Content systems and feeds in JSON: blocks, and pieces of HTML.
    "contenthtml",
    "bodyhtml",
    "articlehtml",
    "articlebodyhtml",
    "plaintext",
    "contentelements",
    "contentblocks",
    "bodyblocks",
    "blocks",
    "ops",
    "html",
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
    "posturl",
    "storyurl",
    "newsurl",
    "newslink",
    "articlelink",
    "finalurl",
    "requestedurl",
    "respondedurl",
    "ogurl",
    "documentidentifier",
    "externalurl",
    "documenturl",
    "ссылка",
    "адрес",
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
    "webtitle",
    "headlines",
    "posttitle",
    "newstitle",
    "storytitle",
    "заголовок",
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
    "bylines",
    "creators",
    "articleauthor",
    "articleauthors",
    "newsauthor",
    "postauthor",
    "writers",
    "writtenby",
    // wallabag.
    "publishedby",
    "автор",
    "авторы",
];

const PUBLISHED_NAMES: &[&str] = &[
    "published",
    "datepublish",
    "datepublished",
    "publishdate",
    "publisheddate",
    "publishedat",
    "publishedon",
    "publishingdate",
    "articlepublishedtime",
    "articlepublished",
    "webpublicationdate",
    "datetimepub",
    "firstpublishedat",
    "firstpublishdate",
    "firstpublicationdate",
    "publisheddatetime",
    "publishdatetime",
    "publicationdatetime",
    "displaydate",
    "postdate",
    "dateposted",
    "pubtime",
    "postdate",
    "dateposted",
    "pubtime",
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
    "seendate",
    "дата",
    "датапубликации",
    "datecreated",
    "createdat",
    "created",
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
    "articlemodifiedtime",
    "lastmodifieddate",
    "lastupdateddate",
    "weblastmodified",
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
    "primarytag",
    "primarycategory",
    "primarysection",
    "ressort",
    "rubrik",
    "rubrique",
    "sección",
    "seccion",
    "subject",
    "рубрика",
];

const SOURCE_NAMES: &[&str] = &[
    "sourcename",
    "sitename",
    "metasitename",
    // trafilatura writes the paper's name here, and the page's address as "source".
    "sourcehostname",
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
    "ogsitename",
    "sourcecommonname",
    "источник",
    "издание",
];

const DOMAIN_NAMES: &[&str] = &["sourcedomain", "domain", "hostname", "host", "sourceurl", "netloc"];

const LANGUAGE_NAMES: &[&str] =
    &["language", "lang", "metalang", "inlanguage", "sprache", "langue", "idioma", "lingua", "язык"];

const PAGE_NAMES: &[&str] = &[
    "page",
    "pages",
    "startpage",
    "pagenumber",
    "pagenumbers",
    "printpage",
    "pageno",
    "seite",
    "seiten",
    "página",
    "pagina",
    "sida",
    "side",
    "стр",
    "страница",
];

const VENDOR_NUMBER_NAMES: &[&str] = &[
    "vendornumber",
    "accessionnumber",
    "accessionno",
    "accno",
    "an",
    "docid",
    "documentid",
    "storeid",
    "proquestdocumentid",
    "proquestid",
];

/// The names of what says less than the story, folded: it is taken where there is no more.
pub(crate) const SUMMARY_NAMES: [&str; 13] = [
    "leadparagraph",
    "description",
    "summary",
    "abstract",
    "excerpt",
    "snippet",
    "lead",
    "standfirst",
    "trailtext",
    "teaser",
    "dek",
    "metadescription",
    "анонс",
];

/// The names of what may be the article's address or something else, folded: it is taken only if it looks like one.
pub(crate) const POSSIBLE_URL_NAMES: [&str; 5] = ["sourceurl", "source", "guid", "atomid", "id"];

/// The names of the status that a server answered with, folded.
pub(crate) const STATUS_NAMES: [&str; 5] =
    ["statuscode", "httpstatus", "httpstatuscode", "responsestatus", "status"];

/// The names that crawlers give to a field that holds a page of HTML, folded.
pub(crate) const HTML_PAGE_FIELDS: [&str; 8] =
    ["html", "rawhtml", "pagehtml", "htmlcontent", "htmlsource", "pagesource", "rawcontent", "responsebody"];

/// Whether a field's name is one that is known for some role.
pub(crate) fn is_known_field(name: &str) -> bool {
    let name = fold_name(name);
    FieldRole::of_name(&name).is_some()
}

/// Whether a field of this name may hold the whole article as an object.
pub(crate) fn is_wrapper_name(name: &str) -> bool {
    matches!(
        name,
        "data"
            | "article"
            | "result"
            | "page"
            | "document"
            | "item"
            | "record"
            | "post"
            | "story"
            | "attributes"
            | "fields"
            | "_source"
            | "node"
            | "doc"
            | "entry"
            | "news"
            | "object"
            | "payload"
            | "properties"
            | "value"
            | "parsed"
            | "extracted"
            | "newsarticle"
    )
}

/// A name as names are compared: letters and digits in lower case.
pub(crate) fn fold_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

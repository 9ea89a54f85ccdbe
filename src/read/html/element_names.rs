//! What the names of elements say of them: the words of their classes and identifiers.
//!
//! The surprising decision: a name is evidence and no proof. Templates put misleading names on whole stories, so the caller
//! weighs how much of the page an element holds.

use dom_query::NodeRef;

/// Words for readers' comments.
const COMMENTS: &[&str] =
    &["comments", "disqus", "kommentare", "commentaires", "comentarios", "commenti", "reacties"];

/// Whether an element is called comments.
pub(crate) fn is_called_comments(node: &NodeRef<'_>) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|token| {
            let words = split_name(token);
            words.iter().any(|word| COMMENTS.contains(&word.as_str()))
        })
    })
}

/// Words of boilerplate in classes and identifiers.
const BOILERPLATE_WORDS: &[&str] = &[
    "related",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "newsletter",
    "newsletters",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "pager",
    "disqus",
    "taboola",
    "outbrain",
    "share",
    "sharing",
    "sharebar",
    "sharedaddy",
    "social",
    "sponsored",
    "advert",
    "advertisement",
    "promo",
    "promos",
    "promotion",
    "trending",
    "subscribe",
    "subscription",
    "signup",
    "ticker",
    "copyright",
    "bio",
    "rollover",
    "comments",
    "tags",
    "taglist",
    "caption",
    "credit",
    "credits",
    "similar",
    "readmore",
    "breadcrumbs",
    "paywall",
    "cookie",
    "cookies",
    "gdpr",
    "toolbar",
    "submeta",
    "imagecredit",
    "cta",
    "footer",
    "sidebar",
    "teaser",
    "teasers",
    "disclaimer",
    "outbrain",
    "consent",
    "upsell",
    "comment",
    "kommentare",
    "werbung",
    "anzeige",
    "publicidad",
    "publicite",
    "pubblicita",
    "relacionadas",
    "relacionados",
    "relacionada",
    "correlati",
    "bildunterschrift",
    "bildtext",
    "authorbox",
    "factbox",
    "infobox",
    "faktaboks",
    "faktaruta",
    "infokasten",
    "faktenbox",
    "autorbox",
    "autorenbox",
];

/// Pairs of words next to each other.
const BOILERPLATE_WORD_PAIRS: &[(&str, &str)] = &[
    ("read", "more"),
    ("more", "on"),
    ("more", "stories"),
    ("more", "from"),
    ("also", "read"),
    ("read", "also"),
    ("read", "next"),
    ("next", "prev"),
    ("prev", "next"),
    ("most", "read"),
    ("most", "popular"),
    ("most", "viewed"),
    ("tag", "list"),
    ("author", "bio"),
    ("author", "info"),
    ("author", "box"),
    ("about", "author"),
    ("sign", "up"),
    ("video", "title"),
    ("comment", "list"),
    ("comments", "area"),
    ("story", "timeline"),
    ("print", "only"),
    ("print", "block"),
    ("see", "also"),
    ("lire", "aussi"),
    ("leggi", "anche"),
    ("lea", "tambien"),
    ("author", "card"),
    ("author", "profile"),
    ("author", "details"),
    ("about", "the"),
    ("up", "next"),
    ("article", "footer"),
    ("job", "market"),
    ("fact", "box"),
    ("info", "box"),
    ("second", "article"),
    ("next", "article"),
    ("breaking", "news"),
    ("privacy", "overview"),
];

/// Words for what is between headline and story.
const DECK_WORDS: &[&str] = &[
    "dek",
    "deck",
    "standfirst",
    "subhead",
    "subheading",
    "subheadline",
    "subtitle",
    "summary",
    "strapline",
    "sub",
];

/// Whether an element is called boilerplate; `prose_above` is how many characters of prose the page has before it.
pub(crate) fn has_boilerplate_name(node: &NodeRef<'_>, prose_above: usize) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|token| {
            let words = split_name(token);
            let listed = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
            // WordPress's own; "elementor-widget" is around stories.
            token == "widget"
                || listed(BOILERPLATE_WORDS)
                || words
                    .windows(2)
                    .any(|pair| BOILERPLATE_WORD_PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())))
                || prose_above == 0 && listed(DECK_WORDS)
        })
    })
}

/// "articleShareBar", "article__share-bar" → article, share, bar.
fn split_name(token: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in token.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && lower {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Names of the element of a story's text.
const STORY_NAMES: &[&[&str]] = &[
    &["article", "body"],
    &["article", "content"],
    &["article", "text"],
    &["article", "main"],
    &["article", "detail"],
    &["articlebody"],
    &["articlecontent"],
    &["articletext"],
    &["articlemain"],
    &["story", "body"],
    &["story", "content"],
    &["story", "text"],
    &["storybody"],
    &["storycontent"],
    &["storytext"],
    &["post", "content"],
    &["post", "body"],
    &["post", "text"],
    &["postcontent"],
    &["entry", "content"],
    &["entry", "body"],
    &["news", "body"],
    &["news", "content"],
    &["news", "text"],
    &["news", "detail"],
    &["content", "body"],
    &["body", "content"],
    &["body", "text"],
    &["main", "text"],
    &["richtext"],
    &["artikel", "text"],
    &["artikel", "body"],
    &["artikeltext"],
    &["texto", "noticia"],
    &["cuerpo", "noticia"],
    &["corps", "article"],
    &["contenu", "article"],
    &["testo", "articolo"],
    &["tekst", "artikkel"],
];

/// Whether an element is marked or called the text of a story.
pub(crate) fn is_called_story(node: &NodeRef<'_>) -> bool {
    if node
        .attr("itemprop")
        .is_some_and(|value| value.split_whitespace().any(|name| name.eq_ignore_ascii_case("articleBody")))
    {
        return true;
    }
    ["class", "id", "data-testid"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|token| {
            let words = split_name(token);
            STORY_NAMES
                .iter()
                .any(|name| words.windows(name.len()).any(|window| window.iter().eq(name.iter())))
        })
    })
}

//! Words that stand beside the names in a byline, or where a name should be, and name nobody: roles, degrees, labels,
//! buttons, days.

/// Words of roles, in lower case. None of them is a usual part of a name.
const ROLES: &[&str] = &[
    // English
    "analyst", "assistant", "associate", "author", "blogger", "columnist", "contributing",
    "contributor", "contributors", "co-founder", "correspondent", "correspondents", "deputy", 
    "economist", "editor", "editor-at-large", "editor-in-chief", "editors", "editorial", "essayist", 
    "expert", "founder", "freelance", "freelancer", "historian", "investigative",
    "journalist", "journalists", "lecturer", "managing", "novelist", "photographer", "photojournalist",
    "presenter", "producer", "professor", "reporter", "reporters", "reporting", "researcher",
    "scientist", "specialist", "staff", "trainee", "videographer", "writer", "writers",
    // German
    "autor", "autorin", "chefredakteur", "chefredakteurin", "chefreporter", "freie", "freier", "gastautor",
    "gastautorin", "journalistin", "kolumnist", "kolumnistin", "korrespondent", "korrespondentin", "leitender",
    "leitende", "mitarbeiter", "mitarbeiterin", "redakteur", "redakteurin", "redaktor", "redaktorin", "redaktion",
    "redaktionsleiter", "reporterin", "ressortleiter", "ressortleiterin", "volontär", "volontärin", "praktikant",
    "praktikantin", "news-redakteur", "news-redakteurin", "stellvertretender", "stellvertretende",
    // French
    "auteur", "autrice", "chroniqueur", "chroniqueuse", "correspondant", "correspondante", "envoyé", "envoyée",
    "journaliste", "pigiste", "rédacteur", "rédactrice", "rédaction", "stagiaire",
    // Spanish, Portuguese, Italian
    "articulista", "autora", "colaborador", "colaboradora", "colunista", "columnista", "corresponsal", "correspondente",
    "corrispondente", "editora", "editorialista", "enviada", "enviado", "giornalista", "inviata",
    "inviato", "jornalista", "periodista", "redação", "redacción", "redactor", "redactora", "redator", "redatora",
    "redazione", "repórter", "reportero", "reportera", "autore",
    // Dutch, Danish, Norwegian, Swedish, Finnish
    "verslaggever", "verslaggeefster", "redacteur", "redactie", "correspondente", "journalister", "redaktør",
    "redaktör", "reportasjeleder", "utenriksredaktør", "skribent", "forfatter", "författare", "toimittaja",
    "kirjeenvaihtaja", "toimitus", "praktikant", "kommentator", "kulturredaktør", "nyhedsredaktør",
    // Polish, Czech, Turkish, Russian, Ukrainian
    "dziennikarz", "dziennikarka", "redaktorka", "redaktor", "korespondent", "korespondentka", "novinář", "novinářka",
    "muhabir", "muhabiri", "editör", "editörü", "yazar", "yazarı", "журналист", "журналистка", "корреспондент",
    "редактор", "автор", "обозреватель", "журналіст", "журналістка", "кореспондент",
    // Indonesian, Arabic
    "wartawan", "penulis", "jurnalis", "مراسل", "مراسلة", "صحفي", "كاتب", "محرر",
];

/// Words that belong to roles, but are names too: they count only beside a word of [`ROLES`], or alone.
const PARTS_OF_ROLES: &[&str] = &["agencies", "agency", "bureau", "business", "court", "crime", "desk", "diplomatic", "economics", "education", "environment", "foreign", "health", "news", "newsroom", "online", "politics", "report", "science", "service", "sport", "sports", "team", "technology", "web", "guest", "fellow", "host", "student", "grand", "chef", "president", "chief", "special", "senior", "anchor", "critic", "director", "political", "executive", "intern", "manager", "spécial", "spéciale", "especial", "europe", "asia", "africa", "middle", "east", "world", "national", "city", "arts", "culture", "travel", "food"];

/// Endings of names in scripts without spaces that say what the person does.
const ROLE_ENDINGS: &[&str] = &[
    "記者", "编辑部记者", "记者", "特派員", "支局長", "編集委員", "論説委員", "編集長", "通信員", "撰稿", "编辑", "기자", "특파원", "논설위원", "선임기자",
    "전문기자", "인턴기자", "객원기자", "앵커", "PD",
];

/// Degrees and orders after names, without points and in lower case.
const DEGREES: &[&str] = &[
    "phd", "md", "ba", "bsc", "msc", "mba", "mph", "rn", "llb", "llm", "jd", "dphil", "esq", "cpa", "obe", "mbe", "cbe", "dds",
    "pharmd", "mscn", "facp", "edd", "mfa", "frcp", "frs",
];

/// Words of buttons, links and labels beside names, in lower case.
const LABELS: &[&str] = &[
    "about", "abo", "abonnieren", "abonnez-vous", "account", "admin", "administrator", "advertisement", "alle", "anonymous",
    "anzeige", "archive", "article", "articles", "artikel", "author", "authors", "auteur", "auteurs", "autor", "autore",
    "autoren", "bio", "biografie", "biography", "bluesky", "by", "by:", "close", "comment", "comments", "contact", "copy",
    "del", "diplomatic", "drucken", "e-mail", "email", "envoyer", "facebook", "flipboard", "følg", "följ", "folgen", "folge",
    "follow", "following", "gift", "google", "guardar", "home", "info", "instagram", "kommentare", "kontakt", "les", "linkedin",
    "link", "listen", "login", "mail", "mehr", "menu", "merken", "messenger", "more", "null", "none", "n/a", "nan", "no",
    "pinterest", "plus", "posted", "print", "profil", "profile", "published", "read", "reddit", "rss", "save", "search",
    "seguir", "segui", "share", "siehe", "sign", "speichern", "subscribe", "suivre", "super", "superuser", "takip", "teilen",
    "telegram", "threads", "tiktok", "tumblr", "twitter", "undefined", "unknown", "updated", "user", "verfasst", "view", "volg",
    "von", "webmaster", "website", "whatsapp", "x", "xing", "youtube", "zur", "contributor", "keine", "obserwuj", "editor",
    "default", "root", "redaktion", "redacción", "redazione", "rédaction", "toimitus", "redaksjonen", "newsroom",
];

/// Names of days, in lower case; months are names of people in many languages.
const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch",
    "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "lunedì", "martedì", "mercoledì", "giovedì",
    "venerdì", "sabato", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "mandag",
    "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "måndag", "tisdag", "lördag", "söndag", "today",
    "yesterday", "heute", "gestern", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
    "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "pazartesi", "salı", "çarşamba",
    "perşembe", "cuma", "cumartesi", "pazar",
];

/// Names of months that are no usual names of people, in lower case, and words that follow "By" in sentences.
const MONTHS_AND_SENTENCES: &[&str] = &[
    "january", "february", "march", "october", "november", "december", "september", "januar", "februar", "märz", "oktober",
    "dezember", "janvier", "février", "mars", "avril", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "septiembre", "octubre", "noviembre", "diciembre",
    "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "contrast", "comparison", "may",
    "april", "june", "july", "august", "mai", "juni", "juli", "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz",
    "ağustos", "eylül", "ekim", "kasım", "aralık", "default", "law", "design",
];

/// A word without marks around it, in lower case.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a word is one of a role.
pub(super) fn is_role(word: &str) -> bool {
    ROLES.contains(&bare(word).as_str())
}

/// Whether a word belongs to a role, or is a name.
pub(super) fn may_be_role(word: &str) -> bool {
    is_role(word) || PARTS_OF_ROLES.contains(&bare(word).as_str())
}

/// Whether a word is a degree.
pub(super) fn is_degree(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    // "Ba" and "Md" are names; "BA" and "M.D." are degrees.
    let cased = letters.chars().next_back().is_some_and(char::is_uppercase) || letters == "Esq";
    cased && DEGREES.contains(&letters.to_lowercase().as_str())
}

/// Whether a word is one of a label or a button.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(&bare(word).as_str())
}

/// Whether a word is the name of a day.
pub(super) fn is_day(word: &str) -> bool {
    DAYS.contains(&bare(word).as_str())
}

/// Whether a word alone is no name: a day, a month, the beginning of a sentence.
pub(super) fn is_no_name_alone(word: &str) -> bool {
    is_day(word) || MONTHS_AND_SENTENCES.contains(&bare(word).as_str())
}

/// A name in a script without spaces, without the role at its end: "신현주 기자" → "신현주".
pub(super) fn strip_role_ending(name: &str) -> &str {
    let mut name = name.trim();
    while let Some(rest) = ROLE_ENDINGS.iter().find_map(|end| name.strip_suffix(end)) {
        let is_caseless = rest.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
        if !is_caseless && !rest.trim().is_empty() {
            break;
        }
        name = rest.trim_end();
    }
    name
}

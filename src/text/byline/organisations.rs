//! Organisations that sign stories: news agencies, and the desks and newsrooms of papers.

/// News agencies, in lower case.
const AGENCIES: &[&str] = &[
    "aa", "aap", "abna", "adnkronos", "afp", "agence france-presse", "agência brasil", "agerpres", "agi", "anadolu",
    "anadolu agency", "anadolu ajansı", "ani", "anp", "ansa", "antara", "ap", "apa", "askanews", "associated press",
    "ats", "australian associated press", "aws", "belga", "bloomberg", "bns", "bta", "caixin", "canadian press", "cna",
    "ctk", "čtk", "cp", "delfi", "dha", "dpa", "dpa-afx", "dts", "efe", "epa", "epd", "europa press", "eph", "fakti",
    "france-presse", "hina", "ians", "iha", "interfax", "irna", "italpress", "itar-tass", "jiji", "jiji press",
    "kna", "kyodo", "kyodo news", "leta", "lusa", "mti", "mtva", "nana", "news agency of nigeria", "ntb", "nyt", "pa",
    "pa media", "pap", "presidential office", "press association", "press trust of india", "pti", "reuters", "ritzau",
    "ria novosti", "rnz", "sapa", "sda", "keystone-sda", "sid", "sinc", "stt", "sta", "tass", "tanjug", "tasr",
    "télam", "the associated press", "the canadian press", "thomson reuters", "tt", "ukrinform", "uni", "upi", "wam",
    "xinhua", "xinhua news agency", "yonhap", "yonhap news", "укринформ", "укрінформ", "тасс", "риа новости",
    "интерфакс", "интерфакс-украина", "共同", "共同通信", "時事通信", "新华社", "新華社", "中新社", "中央社", "연합뉴스",
    "뉴시스", "뉴스1", "رويترز", "أ ف ب", "وكالات", "الأناضول",
];

/// Words of the names of desks, newsrooms and papers, in lower case. Each may accompany the name of a paper, and none is
/// a word of people's names.
const DESK_WORDS: &[&str] = &[
    "agence", "agencia", "agencias", "agencies", "agency", "agentur", "agenturen", "agenzia", "agenzie", "agência",
    "agentschap", "ajansı", "associated", "associates", "association", "board", "bureau", "channel", "committee",
    "correspondents", "daily", "desk", "digital", "editorial", "editors", "équipe", "equipo", "foundation", "group",
    "haber", "haberler", "institute", "journal", "magazine", "magazin", "media", "medien", "nachrichten", "network",
    "news", "newsdesk", "newspaper", "newsroom", "newswire", "nyheter", "online-redaktion", "organisation",
    "organization", "partners", "press", "presse", "radio", "reporters", "redaccion", "redacción", "redactie",
    "redação", "redakce", "redakcja", "redakcija", "redakció", "redaktion", "redaktionen", "redaksjon", "redaksjonen",
    "redazione", "rédaction", "redactia", "redacția", "report", "reuters", "service", "services", "sport", "sports",
    "staff", "studio", "szerkesztőség", "team", "televisión", "television", "toimitus", "tv", "university", "weekly",
    "writers", "zeitung", "агентство", "новости", "новини", "редакция", "редакція", "σύνταξη",
];

/// Endings of the names of organisations in scripts without spaces.
const DESK_ENDINGS: &[&str] = &[
    "編集部", "取材班", "支局", "新聞", "新聞社", "通信", "通信社", "報道部", "社会部", "政治部", "经济部", "デジタル", "日报", "晚报", "日報", "网", "新闻",
    "编辑部", "通讯社", "뉴스", "뉴스팀", "신문", "일보", "편집국", "편집부", "취재팀", "팀", "통신", "방송",
];

/// Whether a name is that of a news agency.
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a name, which is no agency's, is that of a desk, a newsroom or a paper.
pub(super) fn is_desk(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| c.is_whitespace() || c == '-');
    let is_domain = !name.contains(' ') && lower.rsplit_once('.').is_some_and(|(head, end)| {
        head.len() > 1 && (2..=4).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase())
    });
    is_domain
        || words.any(|word| DESK_WORDS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
        || DESK_ENDINGS.iter().any(|end| name.ends_with(end) && name.chars().count() > end.chars().count())
}

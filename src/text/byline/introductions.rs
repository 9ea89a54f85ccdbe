//! The words that introduce authors, "By", "Text:", "Erstellt von", "记者", and those that introduce somebody else, "Foto:".
//!
//! Takes the text of a byline, gives what follows the introduction. The surprising decision: some of these words are also
//! parts of names ("Von Miller", "Di Stefano"), so those count only before at least two more words, or after a word that no
//! name begins with.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::byline::organisations::is_agency;
use crate::text::patterns::compile_pattern;

/// "By", in languages where it is no part of names.
const BY: &str = "by|par|por|door|przez|napsal|napsala|napisał|napisała|írta|yazan|skrevet af|skrevet av";
/// "By", in languages where names have it too.
const BY_OR_PARTICLE: &str = "von|vom|di|da|de|del|av|af|från|from|fra|od|oleh|ni|na";

/// What was done by somebody, before a word for "by".
const WORKS: &str = "written|reported|posted|story|stories|words|article|text|texts|reporting|additional reporting|review|\
    interview|analysis|opinion|comment|commentary|column|essay|report|compiled|authored|contributed|submitted|published|\
    guest post|guest essay|guest column|words and pictures|words and photos|story and photos|text and photos|\
    erstellt|geschrieben|verfasst|veröffentlicht|eingestellt|aufgezeichnet|protokolliert|artikel|beitrag|gastbeitrag|\
    gastkommentar|analyse|kommentar|reportage|kolumne|protokoll|rezension|bericht|leitartikel|glosse|\
    écrit|rédigé|publié|propos recueillis|recueilli|entretien|chronique|tribune|texte|enquête|billet|\
    escrito|redactado|publicado|texto|entrevista|crónica|análisis|opinión|reportaje|escrita|reportagem|análise|\
    scritto|pubblicato|a cura|testo|intervista|articolo|analisi|\
    geschreven|gepubliceerd|geplaatst|tekst|opgetekend|\
    skrevet|publisert|skriven|skrivet|publicerad|publicerat|artikkel|krönika|tekst og foto|\
    ditulis|dilaporkan";

/// The beginnings of bylines that need a colon: "Autor: Jane Roe".
const LABELS: &str = "author|authors|author name|text|texts|words|story|writer|writers|reporter|reporters|reporting|\
    journalist|journalists|byline|written|contributor|contributors|\
    autor|autorin|autoren|autor\\*in|autor/in|autor:in|texte|bericht|redakteur|redakteurin|verfasser|verfasserin|\
    auteur|auteure|auteurs|autrice|journaliste|rédacteur|rédactrice|rédaction|\
    autora|autores|autoras|texto|textos|redactor|redactora|periodista|redação|\
    autore|autori|testo|testi|giornalista|redazione|\
    tekst|schrijver|redacteur|\
    forfatter|forfattere|journalister|skribent|författare|skrevet af|skrevet av|skriven av|reportage|\
    teksti|kirjoittaja|kirjoittajat|toimittaja|toimittajat|\
    autorzy|autorka|tekst i zdjęcia|opracowanie|opracował|opracowała|redaktor|\
    autoři|text a foto|připravil|připravila|szerző|szerzők|írta|szöveg|autorul|autori|text și foto|\
    autorius|autorė|autors|autore|tekstas|teksts|tekst|\
    yazar|yazan|haber|muhabir|hazırlayan|editör|penulis|reporter|tác giả|mwandishi|na|\
    автор|авторы|автори|авторка|текст|журналист|журналістка|журналіст|корреспондент|кореспондент|подготовил|подготовила|\
    συντάκτης|συντάκτρια|κείμενο|γράφει ο|γράφει η|γράφει|\
    الكاتب|كتب|كتبت|بقلم|إعداد|تحرير|نویسنده|מאת|כתב|כתבה|लेखक|द्वारा|রিপোর্টার|লেখক|ผู้เขียน|โดย";

/// Introductions that need neither a space nor a colon after them.
const EAST_ASIAN: &str = "取材・文・写真|取材・文|構成・文|文・写真|文と写真|文・構成|取材|執筆者|執筆|筆者|著者|聞き手|記者|\
    本报记者|本報記者|新华社记者|本刊记者|见习记者|实习记者|特约记者|通讯员|记者|作者|撰文|撰稿|采写|编译|责任编辑|责编|编辑|文字|\
    취재|기자|글쓴이|작성자|By|by";

/// The same of one letter, which begins other words too: a mark or a space has to follow.
const EAST_ASIAN_LETTERS: &str = "글|文|作";

/// Pictures, not words.
const PICTURES: &str = "foto|fotos|photo|photos|photograph|photographs|photography|photographer|picture|pictures|image|\
    images|bild|bilder|bilde|billede|billeder|illustration|illustrations|illustrationen|illustratie|grafik|graphic|graphics|\
    video|kamera|camera|kuva|kuvat|zdjęcia|zdjęcie|zdj|fotografie|fotografia|fotografía|fotografías|fotografo|fotografii|\
    fotó|fotók|fotoğraf|fotoğraflar|фото|фотографии|фотограф|εικόνες|φωτογραφίες|صور|تصوير|写真|撮影|摄影|攝影|图|사진|\
    editing|edited|editor|producer|produced|translation|translated|übersetzung|traduction|traducción|redigering|layout";

/// "By" and its like at the beginning of a byline; the group `rest` is what follows.
static CERTAIN: LazyLock<Regex> = LazyLock::new(|| {
    let article = "(?:an?|the|eine?|une?|una|een|en|et|ett|um|uma) ";
    compile_pattern(&format!(
        r"(?is)^\W*(?:(?:{article})?(?:{WORKS})\s+(?:{BY}|{BY_OR_PARTICLE})\s*[:：]?\s|(?:{BY})\s*[:：]\s*|(?:{BY})\s|(?:{BY_OR_PARTICLE})\s*[:：]\s*|(?:{LABELS})(?:\s*(?:und|and|&|et|y|e|og|och|ja|i|en|a|\+|/|,)\s*(?:{PICTURES}))?\s*[:：=＝]\s*)(?P<rest>\S.*)$"
    ))
});
static UNCERTAIN: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(&format!(r"(?is)^\W*(?:{BY_OR_PARTICLE})\s+(?P<rest>\S.*)$")));
static WITHOUT_SPACE: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(&format!(
        r"(?s)^[\s(（\[【「]*(?:(?:{EAST_ASIAN})\s*[:：・=＝/／|｜]?|(?:{EAST_ASIAN_LETTERS})\s*[:：・=＝/／|｜\s])\s*(?P<rest>[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}\p{{Hangul}}].*)$"
    ))
});
static PICTURE_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(&format!(
        r"(?is)(?:^|[\s,;/|–—(-])(?:{PICTURES})(?:\s*[:：=＝/]|\s+(?:by|von|par|por|di|door|av|af)\s).*$"
    ))
});

/// A byline without what introduces it, or the whole where nothing does.
pub(super) fn strip_introduction(byline: &str) -> &str {
    find_introduced(byline).map_or(byline.trim(), |(rest, _)| rest)
}

/// How sure it is that a line names authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Introduction {
    /// "Written by", "Autor:".
    Certain,
    /// "Von", which begins names and sentences too.
    Uncertain,
}

/// What follows an introduction, if the text has one.
pub(super) fn find_introduced(text: &str) -> Option<(&str, Introduction)> {
    let mut found: Option<(&str, Introduction)> = None;
    // "Text: Von Jane Roe" has two.
    for _ in 0..3 {
        let text = found.map_or(text, |(rest, _)| rest);
        let Some(next) = find_one(text) else { break };
        let first = found.map_or(next.1, |(_, first)| first);
        found = Some((next.0, first));
    }
    found
}

fn find_one(text: &str) -> Option<(&str, Introduction)> {
    let rest = |pattern: &Regex| Some(pattern.captures(text)?.name("rest")?.as_str().trim());
    if let Some(rest) = rest(&CERTAIN).or_else(|| rest(&WITHOUT_SPACE)) {
        return Some((rest, Introduction::Certain));
    }
    let rest = rest(&UNCERTAIN)?;
    if is_agency(rest) {
        return Some((rest, Introduction::Uncertain));
    }
    // "von Konrad" has a word in lower case, and "Von Mitchell" a name.
    let lower = ["von ", "vom ", "av ", "af ", "från ", "fra ", "from ", "od ", "oleh "];
    if !rest.contains(' ') && !lower.iter().any(|by| text.trim_start().starts_with(by)) {
        return None;
    }
    // "De La Cruz" and "von der Heide" are names: what follows the word is no name by itself.
    let first = rest.split_whitespace().next()?;
    let is_name = first.chars().next().is_some_and(|c| !c.is_lowercase())
        && !matches!(first.to_lowercase().as_str(), "la" | "las" | "los" | "der" | "den" | "de" | "del");
    is_name.then_some((rest, Introduction::Uncertain))
}

/// A byline without the credits of pictures, translators and producers in it: "Text: Jane Roe, Foto: Tom Poe".
pub(super) fn cut_other_credits(byline: &str) -> &str {
    let Some(credit) = PICTURE_CREDIT.find(byline) else { return byline };
    byline[..credit.start()].trim_end_matches([' ', ',', ';', '/', '|', '–', '—', '-', '('])
}

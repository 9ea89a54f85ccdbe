//! A byline split into its authors, without what is around their names: introductions, roles, places, addresses, times.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::byline::introductions::{cut_other_credits, strip_introduction};
use crate::text::byline::names::{AuthorKind, has_form_of_name, is_caseless, kind_of_name};
use crate::text::byline::organisations::{is_agency, is_desk_word};
use crate::text::byline::roles::{
    is_day, is_degree, is_no_name_alone, is_role, may_be_role, strip_role_ending,
};
use crate::text::calendar_words::{is_weekday, month_number};
use crate::text::characters::collapse_whitespace;
use crate::text::list_cells::list_items;
use crate::text::patterns::compile_pattern;

/// One of the authors in a byline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// As written: "Jane Roe", "AFP".
    pub name: String,
    /// A person or an organisation.
    pub kind: AuthorKind,
}

/// What certainly separates two names.
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"\s*(?:,\s(?:(?i:and|und|et|og|och|with)|sowie|y|e|i|en|ja|ve|и|та)\s|[,/|&+•、，／｜\n]|\s·|·\s|\s[–—-]\s|–|—|\s(?:(?i:and|und|et|og|och|with|sowie)|mit|avec|con|com|med|plus|ja|sekä|ve|dan|și|és|oraz|samt|и|та|και|және)\s)\s*",
    )
});
/// What separates two names, where it has full names on both sides: "y" in "Ana Gil y Eva Sanz" and "José Ortega y Gasset".
static DOUBTFUL_SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"\s(?:y|e|i|en|a|u|ir|un|na|at|o|й|і|Y|E|EN|JA|VE|OG|OCH)\s"));
/// What may follow a name: "in London", "for the Island Echo", "aus Berlin".
static PLACE_OR_OUTLET: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?:^|\s)(?:(?i:in|for|at|from|of|aus|für|på|från|för|pour)|à|im|zur|bei|dans|em|uit|voor|из|для)\s",
    )
});
/// "Ana Gil en Madrid", "Bo Lind i Oslo": a place of one word.
static ONE_WORD_PLACE: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"\s(?:en|i|w|em|a)\s\p{Lu}\S+$"));
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*"));
/// "and others", "외 1명"
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?i)\s+(?:et al\.?|and others|u\.\s?a\.|and \d+ (?:others|more)|\+\s?\d+ more|외\s*\d+명|ほか)\s*$",
    )
});
const NAME_SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "IV"];
/// Marks around names that belong to no name.
const MARKS_AROUND_NAMES: &str = "()[]（）【】*:：•·-–—\"“”„«»|,;<>";

/// Everybody whom a byline names, people and organisations, in order.
///
/// A cell that holds a list as text is read as one. Entries that ";" separates are authors in their own right: an agency
/// after a comma is where a person works.
pub fn read_authors(byline: &str) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    let items = list_items(byline).unwrap_or_else(|| vec![byline.to_string()]);
    for entry in items.iter().flat_map(|item| item.split([';', '；'])) {
        for author in read_entry(entry) {
            if !authors.iter().any(|known| known.name == author.name) {
                authors.push(author);
            }
        }
    }
    authors
}

/// The people of an entry; the organisations where it names no people.
fn read_entry(entry: &str) -> Vec<Author> {
    let entry = without_addresses(entry);
    let entry = OTHERS.replace(&entry, "");
    let chinese_list = entry.contains(['记', '编', '采', '撰']);
    let entry = cut_other_credits(strip_introduction(&entry));
    let (mut people, mut organisations): (Vec<Author>, Vec<Author>) = (Vec::new(), Vec::new());
    let parts: Vec<String> = SEPARATOR.split(entry).flat_map(split_doubtful).collect();
    let parts = surname_first(entry).map_or(parts, |name| vec![name]);
    for part in parts.iter().flat_map(|part| split_caseless(part, chinese_list)) {
        let part = bare_name(&part);
        if NAME_SUFFIXES.contains(&part.trim_end_matches('.')) {
            if let Some(last) = people.last_mut() {
                last.name = format!("{}, {part}", last.name);
            }
            continue;
        }
        // "Jane Roe, Lille": after a full name, one word is a place.
        let may_be_place = !part.contains(' ') && !is_caseless(&part);
        if may_be_place && people.iter().any(|known| known.name.contains(' ')) {
            continue;
        }
        let is_first = people.is_empty() && organisations.is_empty();
        match kind_of_name(&part, is_first) {
            Some(AuthorKind::Person) if may_be_place && !organisations.is_empty() => {}
            Some(kind @ AuthorKind::Person) => people.push(Author { name: part, kind }),
            Some(kind @ AuthorKind::Organisation) => organisations.push(Author { name: part, kind }),
            None => {}
        }
    }
    // "Jane, Tom" are two; but "Vellmark, Jane Roe" has a place before the name.
    if people.iter().any(|known| known.name.contains(' ')) {
        let is_kept = |author: &Author| author.name.contains(' ') || is_caseless(&author.name);
        people.retain(is_kept);
    }
    if people.is_empty() { organisations } else { people }
}

/// The text without addresses, handles and what is in brackets, unless there is nothing else.
fn without_addresses(entry: &str) -> String {
    let is_address = |word: &&str| {
        word.contains("://") || word.contains('@') || word.starts_with("www.") || word.contains(".com/")
    };
    let words: Vec<&str> = entry.split_whitespace().filter(|word| !is_address(word)).collect();
    let entry = words.join(" ");
    let outside = collapse_whitespace(&BRACKETED.replace_all(&entry, " "));
    if outside.contains(char::is_alphabetic) { outside } else { entry }
}

/// "Ana Gil y Eva Sanz" → two; "José Ortega y Gasset" → one.
fn split_doubtful(part: &str) -> Vec<String> {
    let full_name = |text: &str| {
        text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2
            && has_form_of_name(text)
    };
    for found in DOUBTFUL_SEPARATOR.find_iter(part) {
        let (left, right) = (&part[..found.start()], &part[found.end()..]);
        if full_name(left) && full_name(right) {
            return [vec![left.to_string()], split_doubtful(right)].concat();
        }
    }
    vec![part.to_string()]
}

/// "Roe, Jane" → "Jane Roe".
fn surname_first(entry: &str) -> Option<String> {
    let (surname, name) = entry.split_once(", ")?;
    let is_one_word = |part: &str| {
        !part.contains(' ')
            && part.chars().any(char::is_lowercase)
            && part.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
            && kind_of_name(part, false) == Some(AuthorKind::Person)
    };
    (is_one_word(surname) && is_one_word(name)).then(|| format!("{name} {surname}"))
}

/// Names in scripts without capitals, which spaces and points separate: "김철수 기자 이영희 기자", "김철수·이영희".
fn split_caseless(part: &str, chinese_list: bool) -> Vec<String> {
    if !is_caseless(part) {
        return vec![part.to_string()];
    }
    let is_hangul = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '々';
    let names: Vec<&str> = part
        .split([' ', '·', '‧'])
        .map(strip_role_ending)
        .filter(|name| !name.is_empty() && !is_role_alone(name))
        .collect();
    let short = |is: &dyn Fn(char) -> bool| {
        names.iter().all(|name| (2..=4).contains(&name.chars().count()) && name.chars().all(is))
    };
    let separate =
        short(&is_hangul) || (short(&is_han) && (names.len() > 2 || chinese_list || part.contains('·')));
    if separate { names.into_iter().map(str::to_string).collect() } else { vec![part.to_string()] }
}

/// Whether a word in such a script is a role by itself: "기자".
fn is_role_alone(word: &str) -> bool {
    strip_role_ending(&format!("一{word}")) == "一"
}

/// A name without introduction, place, role and degree.
fn bare_name(part: &str) -> String {
    let part = strip_introduction(part);
    let part = PLACE_OR_OUTLET.split(part).next().unwrap_or(part);
    let part = ONE_WORD_PLACE
        .find(part)
        .filter(|found| part[..found.start()].contains(' '))
        .map_or(part, |found| &part[..found.start()]);
    // "reader201" is a pen name.
    let part = if part.contains(' ') { text_before_time(part) } else { part };
    let part = part.trim_matches(|c: char| c.is_whitespace() || MARKS_AROUND_NAMES.contains(c));
    let part = strip_role_ending(part);
    let mut words: Vec<&str> = part.split_whitespace().collect();
    let is_capital = |word: Option<&&str>| word.is_some_and(|word| !word.starts_with(char::is_lowercase));
    let full = |words: &[&str]| {
        words.len() >= 2
            && is_capital(words.first())
            && is_capital(words.last())
            && has_form_of_name(&words.join(" "))
    };
    // "Staff Writer Jane Roe", "Jane Roe Political Editor"
    let roles = words.iter().take_while(|word| may_be_role(word)).count();
    if words[..roles].iter().any(|word| is_role(word)) && full(&words[roles..]) {
        words.drain(..roles);
    }
    let roles = words.iter().rev().take_while(|word| may_be_role(word)).count();
    let name = words.len() - roles;
    // "Echo Editorial Staff" is nobody's role.
    let is_persons = |word: &&str| is_role(word) && !is_desk_word(word);
    if words[name..].iter().any(is_persons) && full(&words[..name]) {
        words.truncate(name);
    }
    while words.len() > 2 && words.last().is_some_and(|last| is_degree(last) || is_agency_mark(last)) {
        words.pop();
    }
    let name = words.join(" ");
    name.trim_matches(|c: char| c.is_whitespace() || MARKS_AROUND_NAMES.contains(c)).to_string()
}

/// "AFP" after a name; "Pa" and "Sta" are names.
fn is_agency_mark(word: &str) -> bool {
    word.chars().all(char::is_uppercase) && is_agency(word)
}

/// The text before the first digit, without a day, a month or "Published on" at its end.
pub(super) fn text_before_time(text: &str) -> &str {
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else { return text };
    let head = text[..digit].trim_end_matches(|c: char| !c.is_whitespace() && !"|,·•".contains(c));
    let mut head = head.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let dated = [
        "published",
        "updated",
        "posted",
        "on",
        "last",
        "am",
        "le",
        "vom",
        "den",
        "publié",
        "mis",
        "à",
        "jour",
        "el",
        "il",
        "veröffentlicht",
        "aktualisiert",
        "stand",
        "publicado",
        "actualizado",
        "pubblicato",
        "gepubliceerd",
        "op",
        "d",
        "opdateret",
        "publisert",
        "oppdatert",
        "uppdaterad",
        "publicerad",
        "the",
        "date",
    ];
    while let Some(word) = head.rsplit(char::is_whitespace).next().filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_month = bare.chars().count() >= 3 && month_number(&bare).is_some();
        if !(bare.is_empty()
            || dated.contains(&bare.as_str())
            || is_month
            || is_day(word)
            || is_weekday(&bare)
            || is_no_name_alone(word))
        {
            break;
        }
        head = head[..head.len() - word.len()].trim_end();
    }
    head
}

//! Lines of a newsletter that are about the newsletter: how to read it elsewhere, change it, stop it, and who sends it.
//!
//! Takes the text of a message, gives it without them. Only lines at its beginning and end are taken away: inside of it,
//! somebody may write about newsletters. The main text of a page may have lost the line that shows where the foot begins,
//! so the foot is looked for in all lines of the page.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::identity::text_key;
use crate::text::patterns::compile_pattern;

/// A longer line is a paragraph, whatever it says.
const MAX_LINE_CHARS: usize = 260;
/// How many lines before the story may be about the letter.
const MAX_LINES_ABOVE: usize = 8;
/// What is below the first line about the letter is its foot if it is at most this share of the text, in percent.
const MAX_FOOT_PERCENT: usize = 35;

/// Whether a line is about the letter.
pub(crate) fn is_about_letter(line: &str) -> bool {
    static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
        let english = [
            r"unsubscribe",
            r"manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?|alerts?|settings)",
            r"(?:update|change) your (?:profile|preferences|e-?mail)",
            r"(?:view|read|open) (?:this |it )?(?:e-?mail |newsletter |message )?(?:in (?:your |a )?(?:web )?browser|online|on the web)",
            r"you(?:['’]re| are| have)? (?:receiv|get|subscrib|sign)\w*\b.{0,60}\b(?:e-?mails?|newsletter|letter|message|alerts?|list|because|updates)",
            r"(?:was )?(?:this (?:e-?mail|newsletter) )?forwarded (?:this|to you)",
            r"(?:see (?:more|all) results|edit this alert|flag as irrelevant)",
            r"privacy (?:policy|notice)|all rights reserved|add us to your address book",
        ];
        let others = [
            r"abbestellen|abmelden|newsletter[- ]?abmeldung|im browser (?:ansehen|anzeigen|öffnen)|keine (?:e-?mails|newsletter) mehr",
            r"se d[ée]sabonner|se d[ée]sinscrire|d[ée]sabonner|dans (?:votre|le) navigateur|version en ligne",
            r"darse de baja|cancelar (?:la |tu |su )?suscripci[óo]n|en (?:el|su|tu) navegador",
            r"annulla(?:re)? l[’']iscrizione|disiscri\w+|nel (?:tuo )?browser",
            r"afmelden|uitschrijven|in (?:je|uw) browser|avsluta prenumeration\w*|avregistrera|avmeld\w*|afmeld\w*|i webbläsaren|i nettleseren",
        ];
        compile_pattern(&format!(r"(?i)\b(?:{})\b", [&english[..], &others[..]].concat().join("|")))
    });
    line.chars().count() <= MAX_LINE_CHARS && ABOUT.is_match(line)
}

/// Where the foot of a letter begins among its lines: at a line about the letter that little follows.
fn start_of_foot(lines: &[&str]) -> usize {
    let all: usize = lines.iter().map(|line| line.chars().count()).sum();
    let (mut below, mut start) = (0, lines.len());
    for (at, line) in lines.iter().enumerate().rev() {
        below += line.chars().count();
        if below * 100 > all * MAX_FOOT_PERCENT {
            break;
        }
        if is_about_letter(line) {
            start = at;
        }
    }
    start
}

/// A text without the lines about the letter above and below it. `source` is the name of the letter, and `shown` are all lines
/// of its page, if it is one.
pub(crate) fn strip_letter_lines(text: &str, source: Option<&str>, shown: &[&str]) -> String {
    let name = source.map(text_key);
    let is_above =
        |line: &str| is_about_letter(line) || name.as_ref().is_some_and(|name| *name == text_key(line));
    let mut written = 0;
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        let is_text = !line.trim().is_empty();
        if is_text && written < MAX_LINES_ABOVE && is_above(line) {
            continue;
        }
        written += usize::from(is_text);
        kept.push(line);
    }
    kept.truncate(start_of_foot(&kept));
    let foot: Vec<String> = shown[start_of_foot(shown)..].iter().map(|line| text_key(line)).collect();
    let is_of_foot = |line: &&str| line.trim().is_empty() || foot.contains(&text_key(line));
    while kept.len() > 1 && kept.last().is_some_and(is_of_foot) {
        kept.pop();
    }
    kept.join("\n").trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_the_letter_goes_above_and_below_and_stays_inside() {
        let story = "The museum has handed back a drum.\n\nReaders can unsubscribe, its director said, and many of them have done so since the year began.\n\nFour more objects are under review, and nothing will be hidden from those who asked for them, the museum said.";
        let above = "View this email in your browser\n\nThe Coast Letter\n\n";
        let below =
            "\n\nYou receive this letter because you signed up at coast.example.\n\nCoast House, Quay 1";
        let letter = format!("{above}{story}{below}");
        assert_eq!(strip_letter_lines(&letter, Some("The Coast Letter"), &[]), story);
        let main_text = format!("{story}\n\nCoast House, Quay 1");
        assert_eq!(strip_letter_lines(&main_text, None, &letter.lines().collect::<Vec<_>>()), story);
    }

    #[test]
    fn sentences_of_stories_are_not_about_the_letter() {
        for line in [
            "If you get a parcel from the council, open it.",
            "You received a prize.",
            "The browser is open.",
        ] {
            assert!(!is_about_letter(line), "{line}");
        }
        for line in [
            "Im Browser ansehen",
            "Se désabonner",
            "You are receiving this email because you signed up",
            "Read online",
        ] {
            assert!(is_about_letter(line), "{line}");
        }
    }
}

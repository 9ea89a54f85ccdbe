//! The gate: whether what cleaning left is a story at all.
//!
//! Takes an article's headline and body, gives a [`Verdict`] with its evidence, or nothing: then it is admitted. The
//! surprising decision: only short texts are judged by what they say. A story about cookie walls may say everything that a
//! cookie wall says, and a real story rejected is the worse error; a wall is never as long as a story.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::characters::{collapse_whitespace, ends_as_sentence};
use crate::text::patterns::{PatternSet, compile_pattern, with_ascii_words};
use crate::text::shingles::is_unspaced;

/// What a text is that is no story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// "404 Not Found".
    ErrorPage,
    /// "Checking your browser".
    BotCheck,
    /// "We value your privacy".
    CookieWall,
    /// The opening of a story that only subscribers may read, or less.
    PaywallStub,
    /// "Sign in to your account".
    LoginPage,
    /// Headlines under one another.
    IndexPage,
    /// A few words that are no sentence.
    TooShort,
}

impl Verdict {
    /// The rule in the archive's rejects.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::ErrorPage => "error page",
            Verdict::BotCheck => "bot check",
            Verdict::CookieWall => "cookie wall",
            Verdict::PaywallStub => "paywall stub",
            Verdict::LoginPage => "login page",
            Verdict::IndexPage => "index page",
            Verdict::TooShort => "too short",
        }
    }
}

/// Why something is no story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What it is instead.
    pub verdict: Verdict,
    /// What shows it.
    pub evidence: String,
}

/// A text with more words is never judged by what it says.
const MAX_JUDGED_WORDS: usize = 130;

/// A paywall shows no more words of a story; more of one is worth keeping.
const MAX_STUB_WORDS: usize = 90;

/// A page of headlines has at least as many lines.
const MIN_INDEX_LINES: usize = 12;

/// The phrases of each kind of page, which no other short text has.
static PHRASES: LazyLock<Vec<(Verdict, PatternSet)>> = LazyLock::new(|| {
    let set = |verdict: Verdict, phrases: &[&str]| {
        (verdict, PatternSet::new(phrases.iter().map(|phrase| format!("(?i){}", with_ascii_words(phrase)))))
    };
    vec![
        set(
            Verdict::BotCheck,
            &[
                r"(checking|verifying) (your|the) browser",
                r"(verify|confirm|prove|checking|make sure) (that )?(if )?(you are|you're|you’re) (a )?(human|not a robot)",
                r"(enable|turn on) javascript( and cookies)? (to continue|in your browser|and then reload)",
                r"please (enable|turn on) (js|javascript|cookies)",
                r"pardon our interruption",
                r"unusual (traffic|activity) from your (computer )?network",
                r"(complete|solve) the (captcha|security check)",
                r"ray id: ?[0-9a-f]{8,}",
                r"^attention required",
                r"^just a moment",
                r"ddos protection by",
                r"your (request|access) (has been|was) (blocked|identified as)",
                r"(sorry, )?you have been blocked",
                r"access to this page has been denied",
                r"^are you a (robot|human)\?|(show|let us know|confirm) (that )?you('|’)?(re| are) (not a robot|human)",
                r"(while we|need to) (verify|check) (your browser|(that )?you)",
                r"need to enable javascript|javascript (is|has been|appears to be) (disabled|blocked|turned off)|requires javascript( to|$)",
            ],
        ),
        set(
            Verdict::ErrorPage,
            &[
                r"^(error )?(4(00|01|03|04|05|10|29|51)|50[0-4])\b.{0,40}$",
                r"^(error[: ]+)?(page|article|story|file|content) (not found|(is )?no longer available|unavailable)",
                r"(the|this) (page|story|article|url|file|content|address) (that )?(you('re| are|’re)? (requested|looking for|were looking for|tried to (reach|open))|requested) .{0,40}(not (be )?found|not exist|no longer|moved|removed|unavailable)",
                r"(page|article) (you('re| are|’re) looking for|you requested) (cannot|can't|can’t|could not|couldn't|couldn’t) be found",
                r"(sorry|oops|whoops)[,!.]? .{0,40}(page|article) .{0,40}(not (be )?found|not exist|no longer|isn't here|isn’t here)",
                r"^not found$|the requested (url|page|resource|address|file) .{0,60}not (be )?(found|exist)",
                r"^(403 )?forbidden$|^access denied|you don['’]?t have permission to access",
                r"^(internal server error|bad gateway|service (temporarily )?unavailable|gateway time-?out)",
                r"temporarily unable to service your request",
                r"not available in your (country|region)|unavailable (in|from) (your|most european) (country|region|countries)|unavailable for legal reasons",
                r"error establishing a database connection",
                r"^(oops|sorry)?[!,.]? ?that page can['’]t be found|nothing was found at this location|^(page|article|story) (has been )?(removed|deleted|expired)",
                r"^this (page|article|story|video|content) (has been|was) (removed|deleted|taken down)|^this (page|article|story) (has expired|does not exist)",
                r"^wallabag can['’]t retrieve contents for this article",
                r"^account suspended|this account has been suspended",
                r"(domain|website) (name )?(is|may be) for sale|buy this domain|domain (is|has been) (parked|registered)|^(apache2?|welcome to nginx|test page for)",
                r"(site|page|website) is (currently |temporarily )?(undergoing|down for|under|offline for) (scheduled |routine )?(maintenance|construction)|(^|please )(check|come) back (soon|shortly|later)[.!]?$",
                r"^(oops|sorry|whoops)?[,!.]? ?(something|an error|an unexpected error) (went wrong|has occurred|occurred)",
                r"^(guru meditation|xid:)|^the server (encountered|is temporarily)",
            ],
        ),
        set(
            Verdict::CookieWall,
            &[
                r"(we|our site|this (site|website)) (and our \d* ?partners )?(use|uses|store|stores)[^.]{0,40} cookies",
                r"store and/or access information on a device",
                r"we (value|care about|respect) your privacy",
                r"(accept|reject|allow) all( cookies)?\b",
                r"(manage|review|change) (your |my )?(cookie|consent|privacy) (preferences|settings|choices)",
                r"(give|withdraw) (your )?consent",
                r"before you continue to",
                r"consent to (our|the) use of cookies|use of cookies",
            ],
        ),
        set(
            Verdict::PaywallStub,
            &[
                r"(subscribe|sign up|register|log in|sign in) (now )?(to|and) (continue|keep|read|unlock|get (full|unlimited) access)",
                r"(to|please) (continue|keep) reading,? (this (article|story))?,? ?(please )?(subscribe|log in|sign in|register|become|you)",
                r"(this (article|story|content) is|available) (only )?(for|to|reserved for|exclusive(ly)? (for|to)) (our )?(paying |premium |registered )?(subscribers|members)",
                r"(already|not yet) (a|an) (subscriber|member)\?",
                r"(you have|you've|you’ve) (reached|read|used)[^.]{0,30} (free|complimentary) (articles|stories)",
                r"(unlock|get) (this article|unlimited access|full access)",
                r"subscribers[- ]only",
                r"continue reading (your|this|the) (article|story)? ?with|subscribe (now )?(for|to get) (full|unlimited|more)",
                r"^(choose|select) (your|a) (plan|subscription)|^cancel any ?time[.!]?$|^already subscribed\?",
            ],
        ),
        set(
            Verdict::LoginPage,
            &[
                r"forgot(ten)? (your |my )?(password|username)",
                r"(log|sign) in to (your|my) account|(log|sign) in (with|using) (your )?(google|facebook|apple|twitter|email)",
                r"don['’]t have an account\?|create (a new|an|your) account",
                r"(enter|reset) your (e-?mail|password|username)",
                r"keep me (logged|signed) in|remember me",
            ],
        ),
    ]
});

/// Judges a page by the status of its server's response, which is not 2xx.
pub fn judge_status(status: u16) -> Judgement {
    let verdict = match status {
        401 | 407 => Verdict::LoginPage,
        402 => Verdict::PaywallStub,
        _ => Verdict::ErrorPage,
    };
    Judgement { verdict, evidence: format!("the server answered with status {status}") }
}

/// Judges an article; `None` admits it.
pub fn judge(title: Option<&str>, body: &str) -> Option<Judgement> {
    let words = body.split_whitespace().take(MAX_JUDGED_WORDS + 1).count();
    if let Some(judgement) = judge_index_page(body) {
        return Some(judgement);
    }
    if words > MAX_JUDGED_WORDS {
        return None;
    }
    judge_by_phrases(title, body, words).or_else(|| judge_length(title, body, words))
}

fn judge_by_phrases(title: Option<&str>, body: &str, words: usize) -> Option<Judgement> {
    let lines: Vec<&str> =
        title.into_iter().chain(body.lines()).filter(|line| !line.trim().is_empty()).collect();
    for (verdict, phrases) in PHRASES.iter() {
        let matching: Vec<&str> = lines.iter().filter(|line| phrases.is_match(line)).copied().collect();
        let Some(first) = matching.first() else { continue };
        let matches: usize = matching.iter().map(|line| phrases.matches(line).len()).sum();
        let has_quote = body.contains(['“', '”']) || body.matches('"').count() >= 2;
        let certain = match verdict {
            // Two phrases match, or there is hardly any other text.
            Verdict::CookieWall | Verdict::LoginPage => matches >= 2 || words <= 25,
            Verdict::PaywallStub => words <= MAX_STUB_WORDS || lines.last() == Some(first),
            Verdict::BotCheck | Verdict::ErrorPage => {
                title.is_some_and(|title| phrases.is_match(title)) || matches >= 2 || words <= 60
            }
            Verdict::IndexPage | Verdict::TooShort => false,
        };
        // A story about such a page quotes it, and attributes the quote; a wall quotes nobody.
        let is_story = has_quote && *verdict != Verdict::PaywallStub;
        if certain && !is_story {
            let evidence = format!("it says “{}”", shortened(first));
            return Some(Judgement { verdict: *verdict, evidence });
        }
    }
    None
}

/// An index page has many lines, none of which is a sentence.
fn judge_index_page(body: &str) -> Option<Judgement> {
    let lines: Vec<&str> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < MIN_INDEX_LINES {
        return None;
    }
    if lines.iter().any(|line| ends_as_sentence(line) || line.chars().count() > 140) {
        return None;
    }
    let listed =
        lines.iter().filter(|line| line.starts_with(['-', '•', '*', '|']) || is_result(line)).count();
    // Tables of results and lists of names are stories too; headlines have several words each.
    let headlines = lines.iter().filter(|line| (3..=20).contains(&line.split_whitespace().count())).count();
    if listed * 5 < lines.len() && headlines * 10 >= lines.len() * 8 {
        let evidence = format!("{} lines such as “{}”, and no sentence", lines.len(), shortened(lines[0]));
        return Some(Judgement { verdict: Verdict::IndexPage, evidence });
    }
    None
}

/// "Tottenham 3 Aston Villa 1", "1. Jane Roe 2:14:09".
fn is_result(line: &str) -> bool {
    static DIGIT: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"\d"));
    DIGIT.is_match(line)
}

fn judge_length(title: Option<&str>, body: &str, words: usize) -> Option<Judgement> {
    // Scripts without spaces have few "words".
    let letters = body.chars().filter(|c| c.is_alphabetic()).count();
    let has_few_spaces = body.chars().any(|c| c > '\u{2e7f}' || is_unspaced(c));
    let has_sentence = body.lines().any(ends_as_sentence);
    let is_short =
        !has_few_spaces && (words < 4 || (words < 12 && !has_sentence && (title.is_none() || letters < 20)));
    is_short.then(|| Judgement {
        verdict: Verdict::TooShort,
        evidence: format!("all it has is “{}”", shortened(body)),
    })
}

fn shortened(text: &str) -> String {
    let text = collapse_whitespace(text);
    match text.char_indices().nth(100) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(title: &str, body: &str) -> Option<Verdict> {
        judge((!title.is_empty()).then_some(title), body).map(|judgement| judgement.verdict)
    }

    #[test]
    fn pages_without_a_story_are_recognised_by_their_phrases() {
        for (title, body, is) in [
            ("404 Not Found", "nginx", Verdict::ErrorPage),
            (
                "",
                "Sorry, the page you were looking for could not be found.\n\nTry our home page.",
                Verdict::ErrorPage,
            ),
            (
                "Access Denied",
                "You don't have permission to access this resource on this server.",
                Verdict::ErrorPage,
            ),
            ("Just a moment...", "Enable JavaScript and cookies to continue", Verdict::BotCheck),
            ("", "Please verify you are a human.\n\nRay ID: 7f00aa12bc", Verdict::BotCheck),
            (
                "Arden Post",
                "We value your privacy\n\nWe and our 812 partners store and/or access information on a device.\n\nAccept all",
                Verdict::CookieWall,
            ),
            (
                "Ferry late",
                "The ferry from Port Arden was late on Tuesday by three hours.\n\nSubscribe to continue reading.",
                Verdict::PaywallStub,
            ),
            (
                "Log in",
                "Log in to your account\n\nForgot your password?\n\nCreate an account",
                Verdict::LoginPage,
            ),
            ("", "Photo gallery", Verdict::TooShort),
            ("Arden Post", "You need to enable JavaScript to run this app.", Verdict::BotCheck),
            (
                "Arden Post",
                "Sorry, you have been blocked\n\nYou are unable to access this site",
                Verdict::BotCheck,
            ),
            ("", "Are you a robot?\n\nPlease click the box below to go on.", Verdict::BotCheck),
            ("Oops! That page can’t be found.", "Maybe try a search?", Verdict::ErrorPage),
            ("Arden Post", "This article has been removed.", Verdict::ErrorPage),
            (
                "Arden Post",
                "The site is undergoing scheduled maintenance. Please check back soon.",
                Verdict::ErrorPage,
            ),
            ("", "Something went wrong. Please try again later.", Verdict::ErrorPage),
            ("Subscribe", "Choose your plan\n\n$1 a week\n\nCancel anytime", Verdict::PaywallStub),
            ("Sign in", "Sign in with Google\n\nForgot your password?", Verdict::LoginPage),
        ] {
            assert_eq!(verdict(title, body), Some(is), "{title}: {body}");
        }
        let headlines: Vec<String> = ["one", "two", "three"]
            .iter()
            .cycle()
            .take(15)
            .map(|n| format!("Council votes on pier {n} again"))
            .collect();
        assert_eq!(verdict("Arden Post", &headlines.join("\n\n")), Some(Verdict::IndexPage));
    }

    #[test]
    fn stories_about_such_pages_and_short_stories_are_admitted() {
        for (title, body) in [
            ("", "The ferry is late."),
            ("Ferry late", "Harbour office: late until May"),
            (
                "Site down",
                "The city’s site was down on Monday. “The page you requested could not be found,” readers were told for hours, and the city said that it did not know why.",
            ),
            (
                "Cookies fined",
                "The regulator fined two papers on Friday over the use of cookies without consent. Both had set them before readers could agree, it said, and had not let them change it. They may appeal within a month, a court official said.",
            ),
            ("Results", "Arden 3 Sund 1\n\nQuillan 0 Meer 0"),
            ("地震", "東京で地震があった"),
            (
                "Bank",
                "The bank said on Friday that something went wrong when it moved its accounts to a new system, and that customers had been blocked from theirs for five hours. It asked them to come back later.",
            ),
            (
                "Page",
                "The page that was removed from the city’s Bible in 1911 has come back, the museum of Sund said on Monday. It will be shown from May.",
            ),
        ] {
            assert_eq!(verdict(title, body), None, "{title}: {body}");
        }
    }
}

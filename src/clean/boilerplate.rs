//! Boilerplate lines, which are on a page and belong to no story: credits, advertisements, share buttons, notices.
//!
//! A rule matches a whole line or nothing, and never a full sentence of prose: "Photo: AFP" is a credit, "Photo
//! finishes are rare." is not. Each rule says what it matches with an example; a new rule is a new line.

use std::sync::LazyLock;

use crate::model::BlockKind;
use crate::text::patterns::{PatternSet, with_ascii_words};
use crate::text::written_dates::parse_written_date;

/// A kind of line, its pattern (matched against the whole line, ignoring case), and its limits. The end of a long line is
/// limited by `max_chars` and not by its pattern: a counted "any character" is as many states as its count, and there is an
/// automaton to be made of them in every process.
struct LineRule {
    kind: BlockKind,
    pattern: &'static str,
    max_chars: usize,
    /// What every such line contains, if its first words do not tell.
    precheck: Option<Precheck>,
}

/// Whether a line contains what it must contain, found without a pattern.
type Precheck = fn(&str) -> bool;

/// A rule for lines that their first words tell.
const fn by_opening(kind: BlockKind, pattern: &'static str, max_chars: usize) -> LineRule {
    LineRule { kind, pattern, max_chars, precheck: None }
}

/// A rule for lines that may begin like any sentence: its pattern is tried only after its precheck.
const fn by_precheck(
    kind: BlockKind,
    pattern: &'static str,
    max_chars: usize,
    precheck: Precheck,
) -> LineRule {
    LineRule { kind, pattern, max_chars, precheck: Some(precheck) }
}

/// News and picture agencies, as a pattern.
const AGENCIES: &str = "afp|ap|epa|epa-efe|reuters|getty images|getty|bloomberg|xinhua|anp|dpa|kyodo(?: news)?|yonhap|cna|pti|ani|efe|tass|shutterstock|istock|unsplash|ap photo|afp photo";

static RULES: LazyLock<Vec<LineRule>> = LazyLock::new(|| {
    use BlockKind::*;
    vec![
        // "Photo: AFP", "Picture credit: Jane Roe, Island Echo"
        by_opening(
            Credit,
            r"\(?(?:file |stock )?(?:photo|picture|image|illustration|graphic|video|map|chart|foto|screengrab)s?(?: by| credit| courtesy| source)?\s*[:：]\s*\S.*",
            110,
        ),
        // "Credit: Jane Roe", "Source: AFP"
        by_opening(Credit, r"(?:credit|source)s?\s*[:：]\s*\S.*[^.]", 75),
        // "(Photo by Jane Roe)", "Image courtesy of the museum"
        by_opening(
            Credit,
            r"\(?(?:photo(?:graph)?|picture|image|illustration)s?(?: by| courtesy(?: of)?| credit)\s+[^.]{2,}\)?",
            100,
        ),
        // "Jane Roe/AFP", "REUTERS/Jane Roe"
        by_precheck(Credit, r"[^.!?:;]{2,}\s?[/|]\s?(?:AGENCIES)(?:\s?[/|]\s?[^.!?]{2,40})?", 90, |line| {
            line.contains(['/', '|'])
        }),
        by_opening(Credit, r"(?:AGENCIES)\s?/\s?[^.!?:;]{2,}", 90),
        // "A ferry leaves Port Arden on Monday. Photo: AFP", "… (AP Photo/Jane Roe)"
        by_precheck(
            Caption,
            r".{10,}[.”)]\s+(?:file )?(?:photo|picture|image)(?: by| credit| courtesy)?\s*:\s*[^.]{2,60}",
            500,
            |line| line.rsplit_once(':').is_some_and(|(_, rest)| !rest.contains('.')),
        ),
        by_precheck(
            Caption,
            r".{10,}\s\((?:file )?(?:photo|image|picture|credits?\s*:|(?:AGENCIES)\s?/|ap photo|afp photo)[^()]{0,60}\)\.?",
            500,
            |line| line.strip_suffix('.').unwrap_or(line).ends_with(')'),
        ),
        // "The lighthouse, 14 March. © AFP / Jane Roe"
        by_precheck(Caption, r".{10,}[.”)\d]\s+©\s?[^.!?©]{2,60}", 400, |line| line.contains('©')),
        by_opening(
            Caption,
            r"(?:caption|pictured|in this (?:file )?(?:photo|picture|image))\s*[:：,].{10,}",
            400,
        ),
        // "Read more: Storms come earlier", "Also read | …", "Related stories"
        by_opening(
            ReadMore,
            r"(?:read more|also read|read also|read next|read|must read|see also|see more|related|related (?:stories|story|articles?|news|coverage|topics|posts)|more on this(?: story)?|more from [^.]{2,40}|recommended(?: for you)?|you (?:may|might) also like|don[’']?t miss|in other news|up next|watch(?: now| this| more)?|listen(?: now)?)\s*[:：>»|].*",
            260,
        ),
        by_opening(
            ReadMore,
            r"(?:read more|read the full (?:story|article)|also read|read also|read next|see also|related|related (?:stories|articles|news|coverage|topics)|more on this story|recommended(?: for you)?|you (?:may|might) also like|don[’']?t miss|continue reading|keep reading|explore further|learn more|find out more|more (?:stories|news)|also on [a-z]{2,20}\.[a-z]{2,4}|click here (?:to|for) [^.!?,]{2,60}|most (?:read|popular|viewed)|trending(?: now)?|editors?[’']? picks?|top stories|latest news)\s*[.…»>]*",
            100,
        ),
        // "Lesen Sie auch: Stürme kommen früher", "LEES OOK | …", "À lire aussi"
        by_opening(
            ReadMore,
            r"(?:lesen sie (?:auch|mehr)|lies auch|mehr zum thema|(?:das könnte sie )?auch interess(?:ant|ieren)|verwandte artikel|(?:à )?lire aussi|sur le même sujet|le[ae] también|te puede interesar|leggi anche|leia (?:também|mais)|lees (?:ook|meer|verder)|les (?:også|mer)|læs (?:også|mere)|läs (?:också|även|mer)|lue (?:myös|lisää)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|čtěte také|olvassa el ezt is|citește și|читайте (?:также|також)|baca juga|đọc thêm|関連記事|あわせて読みたい|相关阅读|延伸閱讀|관련 ?기사)(?:\s*[:：>»|].*|\s*[.…»>!]*)",
            260,
        ),
        // "Found an error? Report it here.", "Fehler gefunden? Jetzt melden.", "Signaler une erreur"
        by_opening(
            Furniture,
            r"(?:(?:found|spotted|see|notice) (?:an? )?(?:error|mistake|typo)s?\?.{0,60}|report (?:an? )?(?:error|mistake|typo)s?\.?|fehler (?:gefunden|entdeckt|melden)\b.{0,50}|(?:une )?erreur (?:dans|sur) .{0,30}\? .{0,50}|signaler une (?:erreur|faute).{0,30}|(?:¿has |¿ha )?(?:encontrado|visto|visto algún) (?:un |algún )?error\?.{0,50}|reportar (?:un )?error\.?|segnala (?:un )?errore\.?|fout (?:gezien|gevonden|melden)\b.{0,40}|(?:har du )?(?:hittat|funnet|fundet) (?:ett |en )?fe[ij]l\?.{0,40}|hata bildir\.?|zgłoś błąd\.?)",
            110,
        ),
        // "$$ARTICLEAD$$", "{{ad_slot_2}}", "[[related]]": marks of a template that nothing has filled
        by_precheck(
            Furniture,
            r"(?:\$\$|%%|##|\{\{|\[\[)\s?[\w .:-]{1,40}?\s?(?:\$\$|%%|##|\}\}|\]\])",
            50,
            |line| line.starts_with(['$', '%', '#', '{', '[']),
        ),
        // "READ MORE ON THE ECHO BY CLICKING HERE"
        by_opening(ReadMore, r"(?:get|see|read|find out|learn|watch)\b[^.!?]{2,} by clicking here\.?", 100),
        // "Advertisement", "Story continues below"
        by_opening(
            Advertisement,
            r"[-–—\s]*(?:anzeige|werbung|publicité|publicidad|publicidade|pubblicità|annonce|annonser?|annons|reklame|reklama|reklam|reklám|reclame|advertentie|mainos|hirdetés|inzerce|реклама|διαφήμιση|iklan|quảng cáo|広告|廣告|广告|광고|โฆษณา|विज्ञापन|إعلان|פרסומת|advertisements?|adverts?|advertising|advertise with us|ads?|sponsored(?: content)?|promoted(?: content)?|paid (?:content|post)|(?:story|article) continues (?:below|after)(?: this| the)?(?: advertisement| ad)?|scroll (?:down )?to continue(?: reading)?|remove ads)[-–—\s.]*",
            70,
        ),
        // "Share this article on social media", "Facebook Twitter WhatsApp", "Follow us on X"
        by_opening(
            Share,
            r"(?:share|tweet|pin|email|print|save|copy link|send)(?: (?:this|it|the))?(?: (?:article|story|page|post|link|news))?(?:\s*(?:on|via|with|to|by)?[ ,|/·]*(?:social media|facebook|twitter|x|whatsapp|linkedin|e-?mail|telegram|reddit|pinterest|print|link|your friends|friends|messenger|line|weibo))*\s*[:.!]?",
            120,
        ),
        by_opening(
            Share,
            r"(?:(?:facebook|twitter|x|whatsapp|linkedin|e-?mail|telegram|reddit|pinterest|print|messenger|instagram|youtube|copy link|share)[ ,|/·]*){2,}",
            120,
        ),
        by_opening(
            Share,
            r"(?:facebook|twitter|whatsapp|linkedin|telegram|reddit|pinterest|messenger|instagram|youtube)",
            20,
        ),
        by_opening(
            Share,
            r"(?:please )?(?:follow|like|find|join) (?:us|.{2,30}) on (?:our )?(?:facebook|twitter|x|instagram|whatsapp|telegram|youtube|linkedin|tiktok|google news|social media|threads|bluesky)\b.*",
            140,
        ),
        // "Like this story? Share it with a friend!"
        by_opening(
            Share,
            r"(?:did you )?(?:like|liked|enjoy|enjoyed|love|loved) (?:this|our|what) [^.!?]{2,50}\?\s*(?:please |then )?(?:share|subscribe|sign up|follow|join|support)\b(?: (?:it|this|us|to|for|with|on|now)\b[^.!?]*)?[.!]?",
            150,
        ),
        // "Sign up for our weekly newsletter"
        by_opening(
            Newsletter,
            r"(?:please )?(?:sign up|subscribe|register)(?: now| here| today| free)?(?: (?:for|to|and get)\b.{0,40}?\b(?:newsletters?|e-?mails?|alerts?|updates?|briefing|channel|our (?:daily|weekly).{0,30}|inbox|podcast|app)\b.*)?\s*[.!]?",
            180,
        ),
        by_opening(
            Newsletter,
            r"(?:get|receive|want) (?:the|our|all|more|daily|breaking|top)\b.*\b(?:newsletters?|inbox|alerts|e-?mail)\b.*",
            180,
        ),
        by_opening(Newsletter, r"(?:download|get) (?:our|the) .{0,30}\bapp\b.*", 140),
        by_opening(
            Newsletter,
            r"subscribe to [^.!?]{2,50} on (?:youtube|apple podcasts|spotify|telegram|whatsapp|google news)\b[^.!?]*[.!:]?",
            150,
        ),
        by_opening(
            Newsletter,
            r"for (?:the )?(?:latest|more|breaking|all the)\b[^.!?]{2,} download (?:the|our) [^.!?]{2,40}\bapps?\b[^.!?]{0,50}[.!]?",
            180,
        ),
        // "© 2031 Island Echo. All rights reserved."
        by_opening(Copyright, r"(?:©|ⓒ|\(c\)\s|copyright\s*(?:©|ⓒ|\(c\)|\d{4}|[:：]|by\s)).*", 190),
        by_precheck(Copyright, r"(?:.{0,60}\s)?all rights reserved\.?(?:.*)", 170, |line| {
            line.as_bytes().windows(4).any(|letters| letters.eq_ignore_ascii_case(b"ight"))
        }),
        by_opening(
            Copyright,
            r"this (?:article|story|material|content|report|document) (?:is the copyrighted|is subject to copyright|may not be (?:published|reproduced)|is protected by copyright|was (?:originally|first) published (?:on|by|in))\b.*",
            260,
        ),
        // "Updated at 1:23 p.m."
        by_opening(
            Updated,
            r"(?:last )?(?:updated|modified)(?: at)?\s*:?\s*\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?: [a-z]{2,4})?\.?",
            50,
        ),
        // "Enlarge image", "Back to gallery"
        by_opening(
            Furniture,
            r"(?:(?:click to )?enlarge|view|expand|open|see)(?: the)?(?: full)? (?:image|gallery|slideshow|picture)(?: \(\d+ images?\))?|back to (?:gallery|article|story)",
            40,
        ),
        // "Filed under", "Related tags:"
        by_opening(Furniture, r"(?:related )?(?:tags|topics|keywords)\s*:|related tags|filed under\s*:?", 30),
        by_opening(
            Furniture,
            r"(?:tell us|let us know) what you think(?: in the comments(?: below)?)?\s*[.!…]*",
            60,
        ),
        // "12 comments", "Skip to main content", "3 min read"
        by_opening(
            Furniture,
            r"(?:\d+ comments?|comments?(?: ?\(\d+\))?|leave a (?:comment|reply)|post (?:a )?comments?(?: ?\(.{1,5}\))?|view comments|show comments|join the conversation|no comments(?: yet)?|be the first to comment)\s*[.!]?",
            40,
        ),
        by_opening(
            Furniture,
            r"(?:home|menu|search|captions?|log ?in|sign in|back to top|go to top|skip to (?:main )?content|skip to navigation|print(?: this)?(?: article| page)?|listen(?: to (?:this|the) (?:article|story))?|next|previous|next (?:article|story|post)|previous (?:article|story|post)|loading\W*|close|accept(?: all)?(?: cookies)?|toggle navigation)",
            50,
        ),
        by_opening(Furniture, r"(?:reading time:? )?\d+[ -]min(?:ute)?s?(?: read)?(?: time)?", 40),
        by_opening(Furniture, r"(?:views?|reads?|shares?|likes?)\s*[:：]?\s*[\d,.]+k?", 30),
        by_opening(
            Furniture,
            r"(?:tags?|topics?|keywords?|filed under|categories|category|section)\s*[:：]\s*.{2,}",
            170,
        ),
    ]
});

/// The rules compiled: those for first words as one set, since most lines fail after a letter or two, and each of the others
/// by itself. All together would be an automaton with more states than the cache holds.
struct CompiledRules {
    by_opening: PatternSet,
    /// The indices of its rules.
    indices: Vec<usize>,
    /// Each is compiled when a line first passes its precheck; in a small import few do.
    by_precheck: Vec<(usize, Precheck, LazyPattern)>,
}

type LazyPattern = LazyLock<PatternSet, Box<dyn FnOnce() -> PatternSet + Send>>;

static COMPILED: LazyLock<CompiledRules> = LazyLock::new(|| {
    let is_by_opening = |index: &usize| RULES[*index].precheck.is_none();
    let indices: Vec<usize> = (0..RULES.len()).filter(is_by_opening).collect();
    let inner = |(index, rule): (usize, &'static LineRule)| {
        let pattern: LazyPattern = LazyLock::new(Box::new(|| PatternSet::new([whole_line(rule)])));
        Some((index, rule.precheck?, pattern))
    };
    CompiledRules {
        by_opening: PatternSet::new(indices.iter().map(|&index| whole_line(&RULES[index]))),
        indices,
        by_precheck: RULES.iter().enumerate().filter_map(inner).collect(),
    }
});

/// A rule's pattern as it is compiled: of the whole line, whatever its case.
fn whole_line(rule: &LineRule) -> String {
    format!("^(?i:{})$", with_ascii_words(&rule.pattern.replace("AGENCIES", AGENCIES)))
}

/// A longer line is prose.
const MAX_LINE_CHARS: usize = 500;
/// A longer line with a date is no time stamp.
const MAX_TIME_STAMP_CHARS: usize = 80;

/// The kind of a line, if it is boilerplate.
pub(crate) fn classify_boilerplate(line: &str) -> Option<BlockKind> {
    let length = line.chars().count();
    if length > MAX_LINE_CHARS {
        return None;
    }
    let fits = |index: &usize| length <= RULES[*index].max_chars;
    let rules = &*COMPILED;
    let beginning = rules.by_opening.matches(line).into_iter().map(|at| rules.indices[at]).find(fits);
    let inner = rules.by_precheck.iter().filter(|(index, precheck, _)| fits(index) && precheck(line));
    let inner = inner.filter(|(_, _, pattern)| pattern.is_match(line)).map(|(index, ..)| *index).next();
    match (beginning, inner) {
        (Some(one), Some(other)) => Some(RULES[one.min(other)].kind),
        (one, other) => one.or(other).map(|index| RULES[index].kind).or_else(|| classify_time_stamp(line)),
    }
}

/// "Updated: March 16, 2031, 10:30 am", "Published on 2031-03-16", or such a date alone on its line.
fn classify_time_stamp(line: &str) -> Option<BlockKind> {
    if line.chars().count() > MAX_TIME_STAMP_CHARS {
        return None;
    }
    match parse_time_stamp(line)? {
        (Label::Updated, _) => Some(BlockKind::Updated),
        (Label::Published | Label::None, Some(_)) => Some(BlockKind::Published),
        (Label::Published, None) if line.contains(':') => Some(BlockKind::Published),
        _ => None,
    }
}

enum Label {
    Published,
    Updated,
    None,
}

/// The date, as written, on a line that [`classify_boilerplate`] takes for a time stamp.
pub(crate) fn stamped_date(line: &str) -> Option<String> {
    parse_time_stamp(line)?.1
}

/// The label and the date of a line such as "Published on 2031-03-16".
fn parse_time_stamp(line: &str) -> Option<(Label, Option<String>)> {
    const UPDATED: &[&str] = &["last updated", "last modified", "updated", "modified", "revised", "update"];
    const PUBLISHED: &[&str] =
        &["first published", "published", "posted", "publication date", "date published", "date", "issued"];
    let lower = line.to_lowercase();
    let after = |labels: &[&str]| {
        labels
            .iter()
            .find_map(|label| lower.strip_prefix(label).and_then(|rest| line.get(line.len() - rest.len()..)))
    };
    let strip = |rest: &str| {
        let rest = rest.trim_start_matches([':', '：', ' ', '-', '–', '|']);
        rest.strip_prefix("on ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest).trim().to_string()
    };
    let labelled = |rest: &str, label| {
        let date = Some(strip(rest)).filter(|date| parse_written_date(date).is_ok());
        let is_labelled =
            rest.trim_start().starts_with([':', '：']) && rest.contains(|c: char| c.is_ascii_digit());
        (is_labelled || date.is_some()).then_some((label, date))
    };
    if let Some(rest) = after(UPDATED) {
        return labelled(rest, Label::Updated);
    }
    if let Some(rest) = after(PUBLISHED) {
        return labelled(rest, Label::Published);
    }
    // A bare year or number is a heading or a list, not a time stamp.
    parse_written_date(line)
        .ok()
        .filter(|date| line.len() >= 8 && (date.certain.anchor().is_some() || date.numeric.is_some()))?;
    Some((Label::None, Some(line.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    #[test]
    fn boilerplate_is_recognised() {
        for (line, kind) in [
            ("Photo: AFP", Credit),
            ("Photo: Nora Quint, Island Echo", Credit),
            ("(Photo by Nora Quint)", Credit),
            ("Nora Quint/AFP", Credit),
            ("REUTERS/Nora Quint", Credit),
            ("A tug in the harbour, November 19, 2030. © Reuters / Nora Quint", Caption),
            ("The engine after its repair in March. (credit: Island Echo/Nora Quint)", Caption),
            ("READ MORE ON THE ECHO BY CLICKING HERE", ReadMore),
            ("Click here to get the Island Echo app", ReadMore),
            ("Advert", Advertisement),
            ("Like this story? Share it with a friend!", Share),
            ("Subscribe to the Echo on YouTube for more island news:", Newsletter),
            ("For the latest stories and breaking news download the Echo apps for your phone.", Newsletter),
            ("Updated at 1:23 p.m.", Updated),
            ("Enlarge image", Furniture),
            ("$$ARTICLEAD$$", Furniture),
            ("{{ ad_slot_2 }}", Furniture),
            ("%%RELATED%%", Furniture),
            ("Found an error? Tell us.", Furniture),
            ("Fehler gefunden? Jetzt melden.", Furniture),
            ("Signaler une erreur", Furniture),
            ("Filed under", Furniture),
            ("Post Comment (+)", Furniture),
            ("A ferry leaves Port Arden on Monday. Photo: AFP", Caption),
            ("The lighthouse of Saint Brannock in 2029 (AP Photo/Nora Quint)", Caption),
            ("Read more: Storms come earlier, study finds", ReadMore),
            ("ALSO READ | Judge to settle dock strike", ReadMore),
            ("Most read", ReadMore),
            ("Advertisement", Advertisement),
            ("Story continues below advertisement", Advertisement),
            ("Share this article on social media", Share),
            ("Facebook Twitter WhatsApp", Share),
            ("Follow us on Facebook", Share),
            ("Sign up for our weekly newsletter", Newsletter),
            ("Subscribe to the Echo’s daily email briefing.", Newsletter),
            ("© 2031 Island Echo. All rights reserved.", Copyright),
            ("12 comments", Furniture),
            ("3 min read", Furniture),
            ("Updated: March 16, 2031, 10:30 am", Updated),
            ("Last updated 16 March 2031", Updated),
            ("Published on 2031-03-16", Published),
            ("March 16, 2031", Published),
        ] {
            assert_eq!(classify_boilerplate(line), Some(kind), "{line}");
        }
    }

    #[test]
    fn sentences_of_a_story_are_not_boilerplate() {
        for line in [
            "Photo finishes are rare in Port Arden.",
            "[Sic], he wrote below it.",
            "$5 and 3 %",
            "Found an error? So had the engineer, and he told nobody for eleven years, as the report of the council says on its last page.",
            "Report errors that others make, the teacher said.",
            "Share prices fell by 3 percent on Monday.",
            "Updated figures will be published in May.",
            "Read the letter, he told her.",
            "Related companies were also searched, the police said.",
            "Click here, and they know where you live, the hacker wrote.",
            "Like the mayor? Support for him is falling, and he knows it.",
            "Updated at noon, the list now has 12 names.",
            "Customers can download the new apps for free.",
            "View the gallery as a shop, he said.",
            "Sign up or leave: that was the choice the union gave its members on Thursday, Lind said.",
            "Copyright law has not kept up with that.",
            "Advertisement revenue fell.",
            "Source: nobody would say.",
            "2029",
            "Follow the money, she said.",
            "Published last week, the report names nobody.",
            "Next came the ferries.",
            "By Monday the river had risen.",
            "Relevant agencies should maintain a thorough response system, the statement said. (Xinhua)",
            "“Photo: AFP,” the caption said, but the picture was ours.",
        ] {
            assert_eq!(classify_boilerplate(line), None, "{line}");
        }
    }
}

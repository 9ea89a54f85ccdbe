//! Factiva: HTML with codes and without, text, RTF and XML.

use super::press_nexis::FACTS;
use crate::workspace::Workspace;

const FIRST: &str = "Dock workers in Port Lissane went back to their cranes on Wednesday after both sides agreed to let a judge decide.";
const SECOND: &str = "“We are tired, and tired men drop containers,” said Jelka Praun of the Harbour Union, who had led the walkout.";

fn row(code: &str, value: &str) -> String {
    format!("<tr><td class=\"index\"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>")
}

fn coded(number: &str, rows: &[(&str, &str)]) -> String {
    let rows: String = rows.iter().map(|(code, value)| row(code, value)).collect();
    format!(
        "<div id=\"article-{number}\" class=\"article\"><div class=\"article enArticle\"><table>{rows}</table></div></div>"
    )
}

fn paragraphs(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("<p class=\"articleParagraph enarticleParagraph\">{text}\n</p>"))
        .collect()
}

#[test]
fn coded_html_has_each_article_once_with_its_codes_as_columns() {
    let space = Workspace::new();
    let (lead, rest) = (paragraphs(&[FIRST]), paragraphs(&[SECOND, "Photo: Cranes at dawn."]));
    let article = coded(
        "LISGAZ0020310409ex490000a",
        &[
            ("SE", "Business"),
            ("HD", "<span class='enHeadline'>Dockers agree to <b>arbitra</b>tion</span>"),
            ("BY", "By Hana Brodie<br>Labour Correspondent"),
            ("WC", "1,097 words"),
            ("PD", "3 mars 2031"),
            ("ET", "15:32"),
            ("SN", "Lissane Gazette"),
            ("PG", "1, 4"),
            ("LA", "Anglais"),
            ("LP", &lead),
            ("TD", &rest),
            ("CX", "The union has 900 members."),
            ("PUB", "Lissane Press AG"),
            ("AN", "Document LISGAZ0020310409ex490000a"),
        ],
    );
    let lead_alone = coded(
        "ISLECH0020310410ex4a0000b",
        &[
            ("HD", "Ferry returns"),
            ("PD", "9 April 2031"),
            ("SN", "Island Echo"),
            ("LP", &rest),
            ("AN", "Document ISLECH0020310410ex4a0000b"),
        ],
    );
    space.file(
        "Factiva.html",
        format!("<html><head><title>Factiva</title></head><body>{article}<br/>{lead_alone}</body></html>"),
    );
    space
        .import(&["Factiva.html"])
        .code(0)
        .says("2 new")
        .says("longer or shorter than the database says: 1 article");
    assert_eq!(
        space.rows(FACTS),
        [
            [
                "Dockers agree to arbitration",
                "Hana Brodie, Labour Correspondent",
                "Lissane Gazette",
                "2031-03-03T15:32:00",
                "Business",
                "1, 4"
            ],
            ["Ferry returns", "∅", "Island Echo", "2031-04-09", "∅", "∅"]
        ]
    );
    assert_eq!(
        space.rows("SELECT vendor, vendor_number, stated_words, language, body FROM articles WHERE id = 1"),
        [["Factiva", "LISGAZ0020310409ex490000a", "1097", "en", &format!("{FIRST}\n\n{SECOND}")]]
    );
    assert_eq!(
        space.rows("SELECT kind, text FROM blocks WHERE article_id = 1 ORDER BY kind"),
        [["caption", "Photo: Cranes at dawn."], ["correction", "The union has 900 members."]]
    );
}

#[test]
fn html_without_codes_is_read_from_the_line_that_counts_words() {
    let space = Workspace::new();
    let article = |lines: &[&str], number: &str| {
        let lines: String = lines.iter().map(|line| format!("<div>{line}</div>")).collect();
        let lines = lines.replacen("<div>#", "<div id=\"hd\">", 1);
        format!(
            "<div class=\"article\"><div class=\"article deArticle\">{lines}{}<p>Lissane Press AG</p><p>Dokument {number}</p></div></div>",
            paragraphs(&[FIRST, SECOND])
        )
    };
    let full = article(
        &[
            "Wirtschaft; 2",
            "#Dockers agree",
            "Von Hana Brodie",
            "48 Wörter",
            "9 Januar 1993",
            "12:30",
            "Lissane Gazette",
            "LISGAZ",
            "Final",
            "A4",
            "Englisch",
            "(c) 1993 Lissane Gazette",
        ],
        "LISGAZ0019930109dp1900001",
    );
    let bare = article(
        &[
            "#Ferry returns",
            "48 Wörter",
            "9 März 2031",
            "Island Echo",
            "ISLECH",
            "Englisch",
            "(c) 2031 Island Echo",
        ],
        "ISLECH0020310309en3900001",
    );
    space.file("Factiva.htm", format!("<html><body>{full}{bare}</body></html>"));
    space.import(&["Factiva.htm"]).code(0).says("1 new, 0 unchanged, 0 revised, 1 duplicate");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Dockers agree", "Hana Brodie", "Lissane Gazette", "1993-01-09T12:30:00", "Wirtschaft", "A4"],
            ["Ferry returns", "∅", "Island Echo", "2031-03-09", "∅", "∅"]
        ]
    );
    assert_eq!(space.column("SELECT DISTINCT body FROM articles"), [format!("{FIRST}\n\n{SECOND}")]);
}

#[test]
fn text_is_read_with_starred_codes_with_bare_ones_and_without() {
    let space = Workspace::new();
    space.file(
        "starred.txt",
        format!("*HD*  Dockers agree\n*BY*  By Hana Brodie\n*WC*  48 words\n*PD*  9 April 2031\n*ET*  03:32 PM\n*SN*  Lissane Gazette\n*PG*  B1\n*LP*\n{FIRST}\n*TD*\n{SECOND}\n*AN*  Document LISGAZ0020310409ex490000a\n"),
    );
    space.file(
        "bare.txt",
        format!("HD\nFerry returns\n\nWC\n48 words\n\nPD\n10 April 2031\n\nSN\nIsland Echo\n\nLP\n{SECOND}\n\nTD\n{FIRST}\n\nIN\ni763 : Ports\n\nAN\nDocument ISLECH0020310410ex4a0000b\n"),
    );
    space.file(
        "plain.txt",
        format!("Depot closes in Port Arden\nBy Tom Poe\n48 words\n11 April 2031\nArden Post\nARDPOS\nB1\nEnglish\n(c) 2031 Arden Post.\n\n{FIRST}\n\n{SECOND}\n\nDocument ARDPOS0020310411ex4b0000c\n\nLocal\nNo author here\n48 words\n12 April 2031\nSund Gazette\nSUNGAZ\nEnglish\nCopyright 2031\n\n{SECOND}\n\n{FIRST}\n\nDocument SUNGAZ0020310412ex4c0000d\n"),
    );
    space.import(&["starred.txt", "bare.txt", "plain.txt"]).code(0);
    assert_eq!(
        space.rows(FACTS),
        [
            ["Dockers agree", "Hana Brodie", "Lissane Gazette", "2031-04-09T15:32:00", "∅", "B1"],
            ["Ferry returns", "∅", "Island Echo", "2031-04-10", "∅", "∅"],
            ["Depot closes in Port Arden", "Tom Poe", "Arden Post", "2031-04-11", "∅", "B1"],
            ["No author here", "∅", "Sund Gazette", "2031-04-12", "Local", "∅"]
        ]
    );
    assert_eq!(space.value("SELECT body FROM articles WHERE id = 3"), format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn rtf_rows_are_codes_and_the_contents_and_the_summary_are_none() {
    let space = Workspace::new();
    let row = |code: &str, value: &str| {
        format!("\\trowd\\cellx900{{\\pard\\intbl\\b {code}\\~\\cell}}{{\\pard\\intbl {value}\\cell}}\\row\n")
    };
    let article = |title: &str, paper: &str, number: &str| {
        [
            ("HD", title),
            ("WC", "30 words"),
            ("PD", "6 May 2031"),
            ("ET", "07:05 PM"),
            ("SN", paper),
            ("PG", "3"),
            ("LP", "The court found that the public had a right to know who had asked for the road."),
            ("TD", "The state has a fortnight to appeal.\\par The editor said she would go to bed."),
            ("AN", number),
        ]
        .iter()
        .map(|(code, value)| row(code, value))
        .collect::<String>()
    };
    space.file(
        "Factiva.rtf",
        format!(
            "{{\\rtf1\\ansi{{\\header Page \\chpgn  \\'a9 2031 Factiva\\par}}{{\\pard Court clears editor\\tab 2\\par}}\\page\n{}\\pard\\page\n{}\\pard\\page{{\\b Search Summary}}\\par Results Found: 2\\par}}",
            article("Court clears editor\\u8217?s letters", "Weekly Eye", "Document ALDEYE0020310506ex560000a"),
            article("Court clears editor", "Arden Post", "Document ARDPOS0020310506ex560000b")
        ),
    );
    space.import(&["Factiva.rtf"]).code(0).says("1 new, 0 unchanged, 0 revised, 1 duplicate");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Court clears editor’s letters", "∅", "Weekly Eye", "2031-05-06T19:05:00", "∅", "3"],
            ["Court clears editor", "∅", "Arden Post", "2031-05-06T19:05:00", "∅", "3"]
        ]
    );
    assert_eq!(
        space.value("SELECT body FROM articles WHERE id = 1"),
        "The court found that the public had a right to know who had asked for the road.\n\nThe state has a fortnight to appeal.\n\nThe editor said she would go to bed."
    );
}

#[test]
fn xml_is_read_with_hits_inside_words() {
    let space = Workspace::new();
    space.file(
        "factiva.xml",
        format!(
            "<?xml version=\"1.0\"?><PPSResponse><ppsArticleResponse xmlns=\"http://global.factiva.com/pps/2.0\"><ppsarticleResultSet count=\"1\"><ppsarticle><article>
             <accessionNo>NORHER0020310314e51700030</accessionNo><baseLanguage>EN</baseLanguage><byline>  Oda Melkvist   </byline>
             <headline><paragraph><hlt>Dock</hlt>ers agree</paragraph></headline><leadParagraph><paragraph>{FIRST}</paragraph></leadParagraph>
             <page>5</page><publicationDate><date>2031-03-14</date><dateTime>2031-03-14T09:20:00Z</dateTime></publicationDate>
             <publisherName>Herald Ltd</publisherName><sectionName>Islands</sectionName><sourceName>The Herald</sourceName>
             <tailParagraphs><paragraph>{SECOND}</paragraph></tailParagraphs><wordCount>48</wordCount></article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
        ),
    );
    space.import(&["factiva.xml"]).code(0).says("1 new");
    assert_eq!(
        space.rows(FACTS),
        [["Dockers agree", "Oda Melkvist", "The Herald", "2031-03-14T09:20:00Z", "Islands", "5"]]
    );
    assert_eq!(space.value("SELECT body FROM articles"), format!("{FIRST}\n\n{SECOND}"));
}

//! ProQuest: text, HTML, RTF with page scans, and tables.

use super::press_nexis::FACTS;
use crate::workspace::Workspace;

const FIRST: &str = "The smallest school in the Tarn valley will not close this summer after all, because eleven families have promised to cook.";
const SECOND: &str =
    "“A school is the one light that is on in the morning,” she said after the vote, which went six to five.";

fn citation(title: &str, paper: &str, date: &str, id: &str) -> String {
    [
        "Subject: Councils; Schools",
        "Company / organization: Name: City of Kallerup; NAICS: 921110",
        &format!("Title: {title}"),
        &format!("Publication title: {paper}; Upper Tarn"),
        "Pages: B.4",
        "Publication year: 2031",
        &format!("Publication date: {date}"),
        "Section: Local",
        "Language of publication: English",
        &format!("ProQuest document ID: {id}"),
        &format!("Document URL: https://www.proquest.example/docview/{id}/se-2?accountid=10000"),
        "Last updated: 2031-11-07",
    ]
    .join("\n\n")
}

#[test]
fn text_has_its_citation_below_and_the_day_is_never_that_of_the_report() {
    let space = Workspace::new();
    let rule = "_".repeat(60);
    let document = |number: u32, title: &str, author: &str, summary: &str, date: &str| {
        format!(
            "Document {number} of 2\n\n{title}\n\nAuthor: {author}\n\nPublication info: Tarn Valley Post ; Upper Tarn [Upper Tarn]21 Mar 2031: B.4.\n\n\
             https://www.proquest.example/docview/25{number}?accountid=10000\n\nAbstract: {summary}\n\nLinks: https://sfx.example/x\n\n\
             Full text: {FIRST}\n\nTitle: that was the word on the door.\n\n{SECOND}\n\nCORRECTION: It was seven to four.\n\n--\n\ndesk@post.example\n\n{}\n\n{rule}\n\n",
            citation(title, "Tarn Valley Post", date, &format!("25143997{number}"))
        )
    };
    space.file(
        "ProQuest.txt",
        format!(
            "{rule}\n\nReport Information from ProQuest\nMarch 21 2031 10:12\n{rule}\n\n                 Table of contents\n\n1. Village school\n2. Night: a library\n\n{rule}\n\n{}{}Contact ProQuest\n",
            document(1, "Village school; parents cook", "Asling, Per; Kosk, Mirja", FIRST, "Mar 13, 2031"),
            document(2, "Night: a library", "Anonymous", "None available.", "Jan 11, 2 031")
        ),
    );
    space.import(&["ProQuest.txt"]).code(0);
    assert_eq!(
        space.rows(FACTS),
        [
            [
                "Village school; parents cook",
                "Per Asling, Mirja Kosk",
                "Tarn Valley Post",
                "2031-03-13",
                "Local",
                "B.4"
            ],
            ["Night: a library", "∅", "Tarn Valley Post", "2031-01-11", "Local", "B.4"]
        ]
    );
    assert_eq!(
        space.value("SELECT body FROM articles WHERE id = 1"),
        format!("{FIRST}\n\nTitle: that was the word on the door.\n\n{SECOND}")
    );
    assert_eq!(
        space.rows("SELECT url, vendor, vendor_number FROM articles WHERE id = 2"),
        [["https://www.proquest.example/docview/251439972", "ProQuest", "251439972"]]
    );
    assert_eq!(
        space.rows(
            "SELECT article_id, kind, text FROM blocks WHERE kind IN ('abstract', 'correction') ORDER BY 1, 2"
        ),
        [
            ["1", "abstract", FIRST],
            ["1", "correction", "CORRECTION: It was seven to four."],
            ["2", "correction", "CORRECTION: It was seven to four."]
        ]
    );
}

#[test]
fn html_keeps_the_text_that_is_a_page_inside_a_paragraph() {
    let space = Workspace::new();
    let document = |id: &str, title: &str, text: &str| {
        format!(
            "<div><a name=\"DocID_MSTAR_{id}\"></a><p></p><p style=\"font-weight:bold;\">{title}</p><p><strong>Author:  </strong>Roe, Jane</p>\
             <p><strong>Publication info: </strong>Arden Post ; Arden [Arden]08 May 2031: AA.2.</p><p><a href=\"x\">ProQuest document link</a></p>\
             <p><strong>Abstract:  </strong></p><p>A summary of it all.</p><p><strong>Full text: </strong>{text}</p>{}</div>",
            citation(title, "Arden Post", "May 5, 2031", id)
                .split("\n\n")
                .map(|line| {
                    let (label, value) = line.split_once(": ").unwrap();
                    format!("<p><strong>{label}: </strong>{value}</p>")
                })
                .collect::<String>()
        )
    };
    let plain = format!(
        "<text wordcount=\"40\" htmlcontent=\"true\"><title></title><p>{FIRST}</p> <p>{SECOND}</p></text>"
    );
    let page = format!(
        "<Text WordCount=\"40\"><html><head><title>x</title></head><body><p>{SECOND}</p><p>{FIRST}</p></body></html></Text>"
    );
    space.file(
        "ProQuest.html",
        format!(
            "<!DOCTYPE html><html><body>{}{}</body></html>",
            document("400000001", "Drum returns", &plain),
            document("400000002", "Bees die", &page)
        ),
    );
    space.import(&["ProQuest.html"]).code(0).says("2 new");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Drum returns", "Jane Roe", "Arden Post", "2031-05-05", "Local", "B.4"],
            ["Bees die", "Jane Roe", "Arden Post", "2031-05-05", "Local", "B.4"]
        ]
    );
    assert_eq!(
        space.column("SELECT body FROM articles ORDER BY id"),
        [format!("{FIRST}\n\n{SECOND}"), format!("{SECOND}\n\n{FIRST}")]
    );
    assert_eq!(
        space.value("SELECT count(*) FROM blocks WHERE kind = 'abstract' AND text = 'A summary of it all.'"),
        "2"
    );
}

#[test]
fn page_scans_in_rtf_are_skipped_whatever_bytes_they_have_and_rejected_by_name() {
    let space = Workspace::new();
    let document = |title: &str, cited: &str, text: &str, id: &str, paper: &str| -> Vec<u8> {
        let row = |label: &str, value: &str| {
            format!("\\trowd\\cellx900{{\\pard\\intbl {label}\\cell}}{{\\pard\\intbl {value}\\cell}}\\row\n")
        };
        let details = [
            ("Publication title:", paper),
            ("Pages:", "4"),
            ("Publication date:", "Mar 13, 2031"),
            ("ProQuest document ID:", id),
        ]
        .map(|(label, value)| row(label, value))
        .concat();
        format!("\\pard {title}\\par {cited}\\par {{\\field{{\\*\\fldinst HYPERLINK x}}{{\\fldrslt ProQuest document link}}}}\\par {text}DETAILS\\par\n{details}\\pard\\par ").into_bytes()
    };
    let full = "FULL TEXT\\par The smallest school in the valley will not close after all, the council said.\\par It is the one light that is on.\\par ";
    let scan = "{\\pict\\jpegblip\\bin12 }}}{{{\\bin9}}}\\par ";
    let rtf = [
        b"{\\rtf1\\ansi{\\footer Page\\par}".to_vec(),
        document(
            "Village school",
            "Asling, Per. Tarn Valley Post [Tarn] 13 Mar 2031: 4.",
            full,
            "251439970",
            "Tarn Valley Post",
        ),
        document(
            "A page of 1931",
            "Tarn Valley Post [Tarn] 14 Mar 1931: 4.",
            scan,
            "251439971",
            "Tarn Valley Post",
        ),
        document("School again", "Island Echo [Sund] 15 Mar 2031: 4.", full, "251439972", "Island Echo"),
        b"Contact ProQuest\\par}".to_vec(),
    ];
    space.file("ProQuest.rtf", rtf.concat());
    space.import(&["ProQuest.rtf"]).code(3).says("1 new, 0 unchanged, 0 revised, 1 duplicate, 1 rejected");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Village school", "Per Asling", "Tarn Valley Post", "2031-03-13", "∅", "4"],
            ["School again", "∅", "Island Echo", "2031-03-13", "∅", "4"]
        ]
    );
    assert!(space.value("SELECT reason FROM rejects").contains("it is a page scan"));
}

//! Nexis and LexisNexis: Word, ZIP of Word files, RTF, text and HTML, in several languages of the interface.

use crate::workspace::{Workspace, zip};

const FIRST: &str = "The council of Port Arden voted on Tuesday to close the tram depot for two years while its floor is \
                     rebuilt, a decision that had been expected.";
const SECOND: &str = "“We have waited long enough,” Mayor Ilse Brandt said after the vote. Work is to begin in May, the \
                      council said, and will cost nine million.";
const GERMAN: &str = "Der Rat von Bad Ahlen hat am Dienstag beschlossen, die Brücke über die Ahle für zwei Jahre zu \
                      schließen, weil ihre Pfeiler brüchig sind und niemand mehr haften will.";

/// Headline, authors, paper, day, section and page of each article.
pub(super) const FACTS: &str = "SELECT a.title, a.byline, s.name, a.published_at, a.section, a.page
    FROM articles a LEFT JOIN sources s ON s.id = a.source_id ORDER BY a.id";

/// A paragraph of WordprocessingML.
fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn heading(text: &str) -> String {
    format!(
        "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:bookmarkEnd w:id=\"1\"/></w:p>\
         <w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:hyperlink><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>"
    )
}

/// A document as Nexis Uni writes it, with a search hit that parts a word.
fn english() -> String {
    let head = [
        heading("Depot closes; trams stay"),
        paragraph("Arden Post (London)"),
        paragraph("July 1, 2031 Tuesday 9:20 AM GMT"),
        "<w:p><w:r><w:br/><w:t>Copyright 2031 Arden Post All Rights Reserved</w:t></w:r></w:p>".to_string(),
        paragraph("Section:\u{a0}Section B; Column 0; Business Desk; Pg. 4"),
        paragraph("Length:\u{a0}49 words"),
        paragraph("Byline:\u{a0}By Jane Roe; Tom Poe reported from Sund"),
        paragraph("Highlight:\u{a0}A long closure."),
        paragraph("Body"),
        paragraph("ABSTRACT"),
        paragraph("The depot closes."),
        paragraph("FULL TEXT"),
    ];
    let split = FIRST.replace("tram depot", "tr</w:t></w:r><w:r><w:b/><w:t xml:space=\"preserve\">am depot");
    let body = [
        paragraph(&split),
        "<w:p/><w:p/><w:p/>".to_string(),
        paragraph("Update: the trams stay, the council said."),
    ];
    let tail = [
        paragraph(SECOND),
        paragraph("Graphic"),
        paragraph("The depot from above."),
        paragraph("Correction"),
        paragraph("It was the north depot."),
        paragraph("Classification"),
        paragraph("Language:\u{a0}ENGLISH"),
        paragraph("Load-Date:\u{a0}July 2, 2031"),
        "<w:p><w:r><w:br/><w:t>End of Document</w:t></w:r></w:p>".to_string(),
    ];
    [head.concat(), body.concat(), tail.concat()].concat()
}

fn german() -> String {
    [
        heading("Brücke in Bad Ahlen bleibt zu"),
        paragraph("Ahlener Zeitung"),
        paragraph("5. Juli 2031 Samstag"),
        paragraph("Rubrik:\u{a0}LOKALES; S. 7"),
        paragraph("Länge:\u{a0}25 Wörter"),
        paragraph("Autor:\u{a0}Von Lena Ahr"),
        paragraph("Text"),
        paragraph(GERMAN),
        paragraph("Klassifikation"),
        paragraph("Sprache:\u{a0}GERMAN; DEUTSCH"),
        paragraph("Ladedatum:\u{a0}6. Juli 2031"),
        paragraph("Ende des Dokuments"),
    ]
    .concat()
}

fn cover() -> String {
    [
        "User Name:\u{a0}Reader",
        "Date and Time: Friday, 4. July 2031",
        "Job Number:\u{a0}1",
        "Documents (2)",
        "1. Depot closes; trams stay",
    ]
    .map(paragraph)
    .concat()
}

fn docx(body: &str) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/header1.xml", "<w:hdr>Page 1</w:hdr>"),
        ("word/document.xml", &document),
    ])
}

const ENGLISH_FACTS: [&str; 6] = [
    "Depot closes; trams stay",
    "Jane Roe",
    "Arden Post (London)",
    "2031-07-01T09:20:00Z",
    "Business Desk",
    "B4",
];
const GERMAN_FACTS: [&str; 6] =
    ["Brücke in Bad Ahlen bleibt zu", "Lena Ahr", "Ahlener Zeitung", "2031-07-05", "LOKALES", "7"];

#[test]
fn a_word_file_of_many_documents_has_each_once_in_the_interfaces_language() {
    let space = Workspace::new();
    space.file("Files (3).DOCX", docx(&[cover(), english(), german()].concat()));
    space.import(&["Files (3).DOCX"]).code(0).says("2 new");
    assert_eq!(space.rows(FACTS), [ENGLISH_FACTS, GERMAN_FACTS]);
    let body = space.value("SELECT body FROM articles WHERE id = 1");
    assert_eq!(body, format!("{FIRST}\n\nUpdate: the trams stay, the council said.\n\n{SECOND}"));
    assert_eq!(
        space
            .rows("SELECT kind, text FROM blocks WHERE article_id = 1 AND kind <> 'copyright' ORDER BY kind"),
        [
            ["abstract", "The depot closes."],
            ["caption", "The depot from above."],
            ["correction", "It was the north depot."],
            ["highlight", "A long closure."]
        ]
    );
    assert_eq!(space.column("SELECT language FROM articles ORDER BY id"), ["en", "de"]);
    let traced = space.run("trace article 2").code(0).stdout;
    assert!(
        traced.contains("record 2 of Files (3).DOCX, word/document.xml")
            && traced.contains("Ahlener Zeitung"),
        "{traced}"
    );
}

#[test]
fn a_zip_of_single_documents_leaves_out_the_list_and_the_lock_files() {
    let space = Workspace::new();
    let files = [
        ("Depot closes.DOCX", docx(&english())),
        ("Bruecke.DOCX", docx(&german())),
        ("Files_doclist.DOCX", docx(&cover())),
        ("~$Depot closes.DOCX", b"\x06Reader\0\0\0\0".to_vec()),
    ];
    space.file("Files.ZIP", zip(&files));
    space.import(&["Files.ZIP"]).code(0).says("2 new, 0 unchanged, 0 revised, 0 duplicate, 0 rejected");
    assert_eq!(space.rows(FACTS), [ENGLISH_FACTS, GERMAN_FACTS]);
}

#[test]
fn a_word_file_of_something_else_is_told_apart() {
    let space = Workspace::new();
    space.file("letter.docx", docx(&[paragraph("Dear reader"), paragraph(FIRST)].concat()));
    space.import(&["letter.docx"]).code(3).says("is a Word document, and no export of Nexis");
}

#[test]
fn rtf_has_the_same_documents_without_headers_pictures_and_instructions() {
    let space = Workspace::new();
    let document = |title: &str, paper: &str, text: &str| {
        format!(
            r"{{\pard\qc{{\field{{\*\fldinst HYPERLINK x}}{{\fldrslt {title}}}}}\par}}{{\pard\qc {paper}\par}}{{\pard\qc July 1, 2031 Tuesday\par}}
              {{\b Section:}}\~NEWS; Pg. 22\par{{\b Byline:}}\~By Jane Roe\par{{\b Body}}\par{{\pict\pngblip\bin5 {{\}}x{{}}\par
              {text}\par\'8bIt is late,\'9b she said, and left the hall before the others had read the letter to its end.\par
              {{\b Load-Date:}}\~July 2, 2031\par{{\b End of Document}}\par\sect "
        )
    };
    let first = document(
        "Depot \\u8220?closes\\u8221?",
        "Arden Post",
        "The council of Port Arden voted to close the depot for two years.",
    );
    let second = document(
        "Ferry returns",
        "Island Echo",
        "The ferry came back to Port Arden on Monday, three weeks after a storm.",
    );
    space.file(
        "Files(3).RTF",
        format!("{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}{{\\header Page 1\\par}}{{\\info{{\\title No}}}}{first}{second}}}"),
    );
    space.import(&["Files(3).RTF"]).code(0).says("2 new");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Depot “closes”", "Jane Roe", "Arden Post", "2031-07-01", "NEWS", "22"],
            ["Ferry returns", "Jane Roe", "Island Echo", "2031-07-01", "NEWS", "22"]
        ]
    );
    let body = space.value("SELECT body FROM articles WHERE id = 1");
    assert!(
        body.starts_with("The council of Port Arden") && body.contains("‹It is late,› she said"),
        "{body}"
    );
    assert!(!body.contains("pngblip") && !body.contains("Load-Date"), "{body}");
    let traced = space.run("trace article 2").code(0).stdout;
    assert!(traced.contains("record 2 of Files(3).RTF") && traced.contains("Ferry returns"), "{traced}");
}

/// A document of LexisNexis as text: the counter, paper, date, edition; headline and labels; the text; labels below.
fn classic(counter: &str, head: [&str; 3], labels: &str, text: &str, below: &str) -> String {
    let [paper, date, title] = head;
    let wrapped: Vec<String> = text.split("\n\n").map(|paragraph| textwrap::fill(paragraph, 76)).collect();
    format!(
        "                                {counter}\n\n\n                             {paper}\n\n                          {date}\n\n\
         {title}\n\n{labels}\n\n{}\n\n{below}\n\n\n                 Copyright 2031 {paper}\n                     All Rights Reserved\n\n\n",
        wrapped.join("\n\n")
    )
}

fn french() -> String {
    classic(
        "Document 1 de 1",
        ["Le Courrier du Drevon", "4 novembre 2003 mardi", "Le pont fermé"],
        "AUTEUR: Élodie Marchetaud\n\nRUBRIQUE: RÉGION; Pg. 5\n\nLONGUEUR: 26 mots\n\nENCART: Deux ans",
        "Le conseil de Sainte-Odette a voté mardi la fermeture du pont pour deux ans, le temps de refaire ses piles, une décision attendue depuis des mois.",
        "DATE-CHARGEMENT: 5 novembre 2003\n\nLANGUE: FRENCH; FRANÇAIS\n\nTYPE-PUBLICATION: Journal",
    )
}

fn dutch() -> String {
    classic(
        "1 of 1 DOCUMENT",
        ["Kallerups Dagblad", "12 maart 2031 woensdag", ""],
        "KOP: Brug blijft dicht\n\nAUTEUR: DOOR JAN DE BOER\n\nSECTIE: Binnenland; Blz. 6\n\nLENGTE: 24 woorden",
        "De raad van Kallerup heeft dinsdag besloten de brug twee jaar te sluiten, omdat de pijlers brokkelen en niemand meer durft in te staan voor de veiligheid.",
        "TAAL: DUTCH\n\nLAAD-DATUM: 13 maart 2031",
    )
}

#[test]
fn classic_text_is_read_in_four_languages_and_its_lines_are_joined() {
    let space = Workspace::new();
    let cover =
        "\u{feff}\n\nDownload Request: Selected Items: 1-2\nTime Of Request: Friday, March 21, 2031\n\n\n";
    let text = format!(
        "{FIRST}\n\nWARNING: the path is closed to dogs too, a notice said, until the end of summer at least.\n\n{SECOND}"
    );
    let english = classic(
        "1 of 2 DOCUMENTS",
        [
            "Arden Post",
            "March 15, 2031 Saturday\n                                1st Edition",
            "Depot closes",
        ],
        "BYLINE: By JANE ROE, Special to the Post\n\nSECTION: Section A; Page 22, Column 2; National Desk\n\nLENGTH: 65  words\n\nDATELINE: PORT ARDEN",
        &text,
        "URL: http://www.ardenpost.example/depot\n\nLOAD-DATE: March 16, 2031\n\nLANGUAGE: ENGLISH\n\nGRAPHIC: The depot\n\nCORRECTION: It was the north depot.\n\nPUBLICATION-TYPE: Newspaper",
    );
    let second = classic(
        "2 of 2 DOCUMENTS",
        ["Quarry and Field", "February 2031", "Owls are back"],
        "LENGTH: 40 words",
        SECOND,
        "LANGUAGE: ENGLISH",
    );
    space.file("en.TXT", format!("{cover}{english}{second}"));
    let german = classic(
        "Dokument 1 von 1",
        ["Ahlener Zeitung", "Freitag 2. September 2011", "Brücke bleibt zu"],
        "AUTOR: Von Lena Ahr\n\nRUBRIK: LOKALES; S. 7\n\nLÄNGE: 25 Wörter",
        GERMAN,
        "UPDATE: 3. September 2011\n\nSPRACHE: DEUTSCH; GERMAN\n\nPUBLICATION-TYPE: Zeitung",
    );
    space.file("de.txt", encoding_rs::WINDOWS_1252.encode(&german).0);
    space.file("fr.txt", french()).file("nl.txt", dutch());
    space.import(&["en.TXT", "de.txt", "fr.txt", "nl.txt"]).code(0).says("5 new");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Depot closes", "JANE ROE", "Arden Post", "2031-03-15", "National Desk", "A22"],
            ["Owls are back", "∅", "Quarry and Field", "2031-02", "∅", "∅"],
            ["Brücke bleibt zu", "Lena Ahr", "Ahlener Zeitung", "2011-09-02", "LOKALES", "7"],
            ["Le pont fermé", "Élodie Marchetaud", "Le Courrier du Drevon", "2003-11-04", "RÉGION", "5"],
            ["Brug blijft dicht", "JAN DE BOER", "Kallerups Dagblad", "2031-03-12", "Binnenland", "6"]
        ]
    );
    assert_eq!(space.value("SELECT body FROM articles WHERE id = 1"), text);
    assert_eq!(
        space.rows("SELECT url, dateline FROM articles WHERE id = 1"),
        [["http://www.ardenpost.example/depot", "PORT ARDEN"]]
    );
    assert_eq!(space.column("SELECT language FROM articles ORDER BY id"), ["en", "en", "de", "fr", "nl"]);
    assert_eq!(
        space.column(
            "SELECT text FROM blocks WHERE kind IN ('caption', 'correction', 'highlight') ORDER BY id"
        ),
        ["The depot", "It was the north depot.", "Deux ans"]
    );
}

#[test]
fn classic_html_is_cut_at_its_comments_and_an_error_message_is_a_reject() {
    let space = Workspace::new();
    let document = |number: u32, inner: &str| {
        format!(
            "<A NAME=\"DOC_ID_0_{number}\"></A><!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->\n{inner}\n\
             <!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n<DIV CLASS=\"c10\"/>\n"
        )
    };
    let story = format!(
        "<BR><DIV CLASS=\"c0\"><P CLASS=\"c1\"><SPAN CLASS=\"c2\">1 of 2 DOCUMENTS</SPAN></P></DIV><DIV><P>County Bird News</P></DIV>\
         <DIV><P><SPAN CLASS=\"c4\">January</SPAN><SPAN> 28, 2031, Tuesday, Late Edition - Final<BR>Correction Appended</SPAN></P></DIV>\
         <DIV><P>Night library draws more readers;<BR>Even the bakers come</P></DIV><DIV><P><SPAN>BYLINE: </SPAN><SPAN>By JANE ROE</SPAN></P></DIV>\
         <DIV><P>LENGTH: 49 words</P></DIV><DIV><P>{}</P><P>{SECOND}</P></DIV><DIV><P>LOAD-DATE: January 29, 2031</P></DIV>\
         <DIV><P>LANGUAGE: ENGLISH</P></DIV><DIV><P>Copyright 2031 County Bird News</P></DIV>",
        FIRST.replace("tram depot", "tr<SPAN CLASS=\"c4\">am dep</SPAN>ot")
    );
    let error = "<P>2 of 2 DOCUMENTS</P><P>We are sorry but there is an error in this document and it is not possible to display it.</P>";
    space.file(
        "News.HTML",
        format!(
            "<HTML><BODY><DIV>Download Request</DIV>{}{}</BODY></HTML>",
            document(1, &story),
            document(2, error)
        ),
    );
    space.import(&["News.HTML"]).code(3).says("1 new, 0 unchanged, 0 revised, 0 duplicate, 1 rejected");
    assert_eq!(
        space.rows(FACTS),
        [[
            "Night library draws more readers; Even the bakers come",
            "JANE ROE",
            "County Bird News",
            "2031-01-28",
            "∅",
            "∅"
        ]]
    );
    assert_eq!(space.value("SELECT body FROM articles"), format!("{FIRST}\n\n{SECOND}"));
    assert!(space.value("SELECT reason FROM rejects").contains("error message"));
}

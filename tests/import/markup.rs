//! XML and SGML of news: the vocabularies, any other with `--element`, and files that mean harm.

use super::story;
use crate::workspace::Workspace;

/// A story's sentences as paragraphs between these tags.
fn paragraphs(subject: &str, open: &str, close: &str) -> String {
    let text = story(subject);
    let (first, rest) = text.split_at(text.find(" “").unwrap());
    format!("{open}{first}{close}\n{open}{}{close}", rest.trim())
}

/// What a file gives: title, byline, source, day, dateline and the number of paragraphs, an article a line.
#[track_caller]
fn read(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Vec<String> {
    let space = Workspace::new();
    space.file(name, content).import(&[&[name], options].concat()).code(0);
    for body in space.column("SELECT body FROM articles") {
        assert!(
            body.starts_with("The council of Port Arden") && body.ends_with("the council said."),
            "{body}"
        );
        assert!(!body.contains(['<', '&']), "{body}");
    }
    space.column(
        "SELECT coalesce(a.title, '-') || '|' || coalesce(a.byline, '-') || '|' || coalesce(s.name, '-') || '|' || coalesce(a.published_at, '-') || '|'
             || coalesce(a.dateline, '-') || '|' || (length(a.body) - length(replace(a.body, char(10) || char(10), ' ')) + 1)
         FROM articles a LEFT JOIN sources s ON s.id = a.source_id ORDER BY a.id",
    )
}

#[test]
fn nitf_takes_the_full_text_and_the_printed_byline() {
    let text = paragraphs("hall", "<p>", "</p>");
    let nitf = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE nitf SYSTEM \"http://www.nitf.org/nitf-3-3.dtd\">\n<nitf><head><title>Index title</title>
         <meta name=\"print_page_number\" content=\"7\"/><meta name=\"online_sections\" content=\"Town; Sea\"/>
         <docdata><doc-id id-string=\"4711\"/></docdata>
         <pubdata date.publication=\"20310314T000000\" ex-ref=\"https://echo.example/hall\" name=\"Island Echo\"/></head>
         <body><body.head><hedline><hl1>Hall to close</hl1></hedline><byline class=\"normalized_byline\">Quill, A</byline>
         <byline class=\"print_byline\">By ADA QUILL</byline><dateline>PORT ARDEN</dateline><abstract><p>A hall closes.</p></abstract></body.head>
         <body.content><block class=\"lead_paragraph\"><p>The council again.</p></block><block class=\"full_text\">{text}
         <media media-type=\"image\"><media-caption>A hall.</media-caption></media></block></body.content></body></nitf>"
    );
    assert_eq!(read("a.xml", nitf, &[]), ["Hall to close|ADA QUILL|Island Echo|2031-03-14|PORT ARDEN|2"]);
}

#[test]
fn items_of_newsml_are_articles_each() {
    let text = paragraphs("hall", "<p>", "</p>");
    let g2 = |number: u32| {
        format!(
            "<itemSet><newsItem guid=\"urn:x:{number}\" xml:lang=\"en\"><itemMeta><provider literal=\"Harbour Wire\"/><versionCreated>2031-03-15T09:00:00Z</versionCreated></itemMeta>
             <contentMeta><contentCreated>2031-03-14T08:05:00Z</contentCreated><headline>Hall {number} to close</headline><by>Ada Quill</by></contentMeta>
             <contentSet><inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body>{}</body></html></inlineXML></contentSet></newsItem></itemSet>",
            text.replace("hall", &format!("hall number {number}"))
        )
    };
    let message = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">{}{}</newsMessage>",
        g2(1),
        g2(2)
    );
    assert_eq!(
        read("a.xml", message, &[]),
        [
            "Hall 1 to close|Ada Quill|Harbour Wire|2031-03-14T08:05:00Z|-|2",
            "Hall 2 to close|Ada Quill|Harbour Wire|2031-03-14T08:05:00Z|-|2"
        ]
    );
    let rcv1 = format!(
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?>\n<newsitem itemid=\"9\" date=\"2031-03-14\" xml:lang=\"en\"><title>ARDEN: Hall.</title><headline>Hall to close.</headline>
         <byline>Zoë Quill</byline><dateline>PORT ARDEN 2031-03-14</dateline><text>{text}</text><copyright>(c) Wire</copyright>
         <metadata><dc element=\"dc.source\" value=\"Harbour Wire\"/></metadata></newsitem>"
    );
    let latin: Vec<u8> = rcv1
        .chars()
        .flat_map(|c| match c {
            'ë' => vec![0xeb],
            '“' | '”' => b"&quot;".to_vec(),
            c => c.to_string().into_bytes(),
        })
        .collect();
    assert_eq!(
        read("9newsML.xml", latin, &[]),
        ["Hall to close.|Zoë Quill|Harbour Wire|2031-03-14|PORT ARDEN 2031-03-14|2"]
    );
}

#[test]
fn tei_and_trafilatura_say_what_a_page_was() {
    let text = paragraphs("hall", "<p>", "</p>");
    let tei = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Hall to close</title><author>Ada Quill</author></titleStmt>
         <publicationStmt><publisher>Some Library</publisher><date when=\"2040-01-01\"/></publicationStmt>
         <sourceDesc><biblStruct><monogr><title level=\"j\">Island Echo</title><imprint><date when=\"2031-03-14\"/></imprint></monogr></biblStruct></sourceDesc></fileDesc></teiHeader>
         <text><body><head>Hall to close</head><div type=\"entry\">{text}</div><div type=\"comments\"><p>Shame on them, all of them!</p></div></body></text></TEI>"
    );
    assert_eq!(read("a.xml", &tei, &[]), ["Hall to close|Ada Quill|Island Echo|2031-03-14|-|2"]);
    let corpus = format!(
        "<?xml version='1.0'?><teiCorpus>{tei}{}</teiCorpus>",
        tei.replace("hall", "pier").replace("Hall", "Pier")
    );
    assert_eq!(read("b.xml", corpus, &[]).len(), 2);
    let doc = format!(
        "<doc sitename=\"Island Echo\" title=\"Hall to close\" author=\"Ada Quill; Tom Poe\" date=\"2031-03-14\" url=\"https://echo.example/1\" categories=\"Town;Sea\">\n<main><head rend=\"h1\">Hall to close</head>{text}</main><comments><p>Shame!</p></comments></doc>"
    );
    assert_eq!(read("c.xml", doc, &[]), ["Hall to close|Ada Quill, Tom Poe|Island Echo|2031-03-14|-|2"]);
}

#[test]
fn documents_in_sgml_need_no_end_tags() {
    let lines = |subject: &str| story(subject).replace(" “", "\n   “").replace(". The ", ".\nThe ");
    let reuters = format!(
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><DATE>14-MAR-1987 08:15:00.79</DATE><TOPICS><D>hall</D></TOPICS><UNKNOWN>&#5;&#22;f0704</UNKNOWN>
<TEXT>&#2;\n<TITLE>HALL TO CLOSE</TITLE>\n<DATELINE>    PORT ARDEN, March 14 - </DATELINE><BODY>{}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"2\"><DATE>15-MAR-1987 08:15:00.79</DATE>\n<TEXT>&#2;\n<TITLE>PIER &lt;PRA> TO CLOSE</TITLE><BODY>{}\n REUTER\n&#3;</BODY></TEXT>\n",
        lines("hall"), lines("pier")
    );
    assert_eq!(
        read("reut2-000.sgm", reuters, &[]),
        [
            "HALL TO CLOSE|-|Reuters|1987-03-14T08:15:00|PORT ARDEN, March 14|2",
            "PIER <PRA> TO CLOSE|-|Reuters|1987-03-15T08:15:00|-|2"
        ]
    );
    let trec = format!(
        "<DOC>\n<DOCNO> AP880314-0001 </DOCNO>\n<HEAD>Hall To Close</HEAD>\n<BYLINE>By ADA QUILL</BYLINE>\n<DATELINE>PORT ARDEN (AP) </DATELINE>\n<TEXT>\n{}\n</TEXT>\n</DOC>\n<DOC id=\"AFP_ENG_19940512.0004\" type=\"story\" >\n<HEADLINE>\nPier to close\n</HEADLINE>\n<DATELINE>\nARDEN, May 12\n</DATELINE>\n<TEXT>\n<P>\n{}\n</TEXT>\n</DOC>\n",
        lines("hall"),
        story("pier")
    );
    assert_eq!(
        read("ap880314", trec, &[]),
        [
            "Hall To Close|ADA QUILL|-|1988-03-14|PORT ARDEN (AP)|2",
            "Pier to close|-|-|1994-05-12|ARDEN, May 12|1"
        ]
    );
}

#[test]
fn pages_of_a_wiki_are_articles_and_its_talk_is_not() {
    let page = |title: &str, ns: u32, extra: &str, text: &str| {
        format!(
            "<page><title>{title}</title><ns>{ns}</ns><id>1</id>{extra}<revision><id>2</id><timestamp>2031-04-01T00:00:00Z</timestamp><text xml:space=\"preserve\">{text}</text></revision></page>"
        )
    };
    let wikitext = format!(
        "{{{{date|March 14, 2031}}}}\n[[File:Hall.jpg|thumb|A [[hall]].]]\n{}\n== Sources ==\n*{{{{source|url=https://x.example}}}}\n",
        story("hall")
            .replace("Port Arden", "[[Port Arden (town)|Port Arden]]")
            .replace(" “", "\n\n“")
            .replace("council said", "'''council''' said")
    );
    let dump = format!(
        "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" xml:lang=\"en\"><siteinfo><sitename>Wikinews</sitename><base>https://en.wikinews.org/wiki/Main_Page</base></siteinfo>{}{}{}</mediawiki>",
        page("Hall to close", 0, "", &wikitext),
        page("Talk:Hall", 1, "", &wikitext),
        page("Hall", 0, "<redirect title=\"Hall to close\" />", "#REDIRECT [[Hall to close]]")
    );
    let space = Workspace::new();
    space.file("dump.xml", dump).import(&["dump.xml"]).code(0);
    let row = &space.rows("SELECT a.title, a.published_at, a.url, s.name, a.body FROM articles a JOIN sources s ON s.id = a.source_id")[0];
    assert_eq!(
        row[..4],
        ["Hall to close", "2031-03-14", "https://en.wikinews.org/wiki/Hall_to_close", "Wikinews"]
    );
    assert_eq!(row[4], story("hall").replace(" “", "\n\n“"));
    assert_eq!(space.value("SELECT passed_over FROM import_files"), "2");
}

#[test]
fn alto_gives_the_words_of_a_page() {
    let text = story("hall");
    let mut words: Vec<String> =
        text.split(' ').map(|word| format!("<String CONTENT=\"{word}\" HPOS=\"1\"/>")).collect();
    let at = text.split(' ').position(|word| word == "rebuilt.").unwrap();
    words[at] = "<String CONTENT=\"re\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"rebuilt.\"/><HYP CONTENT=\"-\"/></TextLine><TextLine><String CONTENT=\"built.\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"rebuilt.\"/>".to_string();
    let alto = format!(
        "<?xml version=\"1.0\"?><alto xmlns=\"http://schema.ccs-gmbh.com/ALTO\"><Layout><Page><PrintSpace><TextBlock><TextLine>{}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>",
        words.join("<SP/>")
    );
    let space = Workspace::new();
    space.file("ocr.xml", alto).import(&["ocr.xml"]).code(0);
    assert_eq!(space.value("SELECT body FROM articles"), text);
}

#[test]
fn any_other_xml_is_read_with_its_element_and_refused_without() {
    let item = |subject: &str| {
        format!(
            "<beitrag nr=\"5\" tag=\"2031-03-14\"><kopf><zeile>{subject} to close</zeile><autor>Ada Quill</autor><autor>Tom Poe</autor></kopf><haupt>{}</haupt></beitrag>",
            paragraphs(subject, "<p>", "</p>")
        )
    };
    let xml = format!("<?xml version=\"1.0\"?>\n<export>{}{}</export>", item("hall"), item("pier"));
    let space = Workspace::new();
    space.file("a.xml", &xml).import(&["a.xml"]).code(3);
    let reason = space.value("SELECT reason FROM rejects");
    assert!(reason.contains("root <export>") && reason.contains("--element beitrag"), "{reason}");
    let options = ["--element", "beitrag", "--map", "text=haupt,title=kopf/zeile,published=@tag"];
    assert_eq!(
        read("a.xml", &xml, &options),
        [
            "hall to close|Ada Quill, Tom Poe|-|2031-03-14|-|2",
            "pier to close|Ada Quill, Tom Poe|-|2031-03-14|-|2"
        ]
    );
    space.import(&[&["a.xml"], &options[..]].concat()).code(0);
    assert_eq!(space.value("SELECT count(*) FROM rejects"), "0");
    let shown = space.run("trace article 2").code(0).stdout;
    assert!(
        shown.starts_with("record 2 of a.xml: bytes ") && shown.contains("<zeile>pier to close</zeile>"),
        "{shown}"
    );
}

#[test]
fn fields_named_by_an_attribute_are_known() {
    let doc = |subject: &str| {
        format!(
            "<doc><str name=\"title\">{subject}</str><arr name=\"author\"><str>Ada Quill</str><str>Tom Poe</str></arr><date name=\"published\">2031-03-14</date><str name=\"body\">{}</str></doc>",
            story(subject)
        )
    };
    let xml = format!(
        "<?xml version=\"1.0\"?><response><result name=\"response\">{}{}</result></response>",
        doc("hall"),
        doc("pier")
    );
    assert_eq!(
        read("a.xml", xml, &["--element", "doc"]),
        ["hall|Ada Quill, Tom Poe|-|2031-03-14|-|1", "pier|Ada Quill, Tom Poe|-|2031-03-14|-|1"]
    );
}

#[test]
fn entities_are_not_expanded_and_the_other_articles_go_in() {
    let entities: String =
        (1..10).map(|n| format!("<!ENTITY lol{n} \"{}\">", format!("&lol{};", n - 1).repeat(10))).collect();
    let docs = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE docs [<!ENTITY lol0 \"lol\">{entities}]>\n<docs><doc><title>Bomb</title><text>&lol9; {}</text></doc><doc><title>Hall</title><text>{}</text></doc></docs>",
        story("pier"),
        story("hall")
    );
    let space = Workspace::new();
    space.file("a.xml", docs).import(&["a.xml"]).code(3);
    assert_eq!(space.column("SELECT title FROM articles"), ["Hall"]);
    assert_eq!(space.rows("SELECT rule, record FROM rejects"), [["entity", "1"]]);
}

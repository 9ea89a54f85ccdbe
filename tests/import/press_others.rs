//! Europresse, Retriever and Integrum; and what all databases share: identity by number, lengths, and damaged files.

use super::press_nexis::FACTS;
use super::story;
use crate::workspace::{Workspace, zip};

const FRENCH: &str = "Le conseil de Sainte-Odette a voté mardi la fermeture du pont pour deux ans, le temps de refaire ses piles, une décision attendue depuis des mois.";
const SWEDISH: &str = "Bron över Sundviken stängs för all trafik från och med måndag, sedan dykare hittat rost i tre av de bärande balkarna under vägen.";
const RUSSIAN: &str = "Мост через Сундвик закрыли для всех машин на четыре недели, потому что водолазы нашли ржавчину в трёх несущих балках под дорогой.";

#[test]
fn europresse_is_read_as_articles_and_as_tables() {
    let space = Workspace::new();
    let article = |name: &str, header: &str, author: &str, text: &str, number: &str| {
        format!(
            "<article><header><div class=\"rdp__DocPublicationName\"><span class=\"DocPublicationName\">{name}   </span></div><div><span class=\"DocHeader\">{header}</span></div>\
             <div><p>TRAVAUX</p></div><div class=\"titreArticle\"><p class=\"titreArticleVisu rdp__articletitle\">Le pont <mark>fer</mark>mé</p></div>{author}</header>\
             <section><div class=\"DocText clearfix\"><div class=\"docOcurrContainer\">{text}</div></div></section><aside><p><b>Illustration(s) : </b></p><p>Une photo.</p></aside>\
             <footer><small>© 2031. Tous droits réservés.</small><div class=\"publiC\"><span class=\"publiC-lblNodoc\">{number}</span></div></footer></article>"
        )
    };
    let linked = format!(
        "<p>{FRENCH}</p><p>Cet article est paru dans <a href=\"https://www.bourg.example/pont\">Le Bourg</a></p>"
    );
    space.file(
        "europresse.HTML",
        format!(
            "<!DOCTYPE html><html><body>{}{}{}</body></html>",
            article(
                "La Dépêche, no. 15968",
                "Région, lundi 10 mars 2031 1 204 mots, p. 16",
                "<div class=\"docAuthors\">Élodie Marchetaud</div>",
                &format!("<p>{FRENCH}</p>"),
                "news·20310310·DV·0q1503"
            ),
            article(
                "Le Bourg (site web)",
                "vendredi 7 mars 2031 - 08:15 UTC +01:00 412 mots",
                "",
                &linked,
                "news·20310307·BLW·20310307x1"
            ),
            article(
                "Brenwick News",
                "News, Saturday, March 15, 2031 25 words, p. A7",
                "<div>Jane Roe</div>",
                &format!("<p>{FRENCH} Encore.</p>"),
                "news·20310315·BDN·112233"
            ),
        ),
    );
    let old = format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\"></head><body><table><tr><td><span class=\"DocPublicationName\">Le Monde</span></td></tr>\
         <tr><td><span class=\"DocHeader\">Politique</span>, <span class=\"DocHeader\">mardi 14 mars 2006</span>, <span class=\"DocHeader\">p. 12</span></td></tr>\
         <tr><td><span class=\"TitreArticleVisu\">L'école fermée</span></td></tr><tr><td><p>{FRENCH} Puis la fête.</p><span id=\"PubliC_lblNodoc\">news·20060314·LM·0q15</span></td></tr></table></body></html>"
    );
    space.file("old.html", encoding_rs::WINDOWS_1252.encode(&old).0);
    space.import(&["europresse.HTML", "old.html"]).code(0);
    assert_eq!(
        space.rows(FACTS),
        [
            ["Le pont fermé", "Élodie Marchetaud", "La Dépêche", "2031-03-10", "Région", "16"],
            ["Le pont fermé", "∅", "Le Bourg (site web)", "2031-03-07T08:15:00+01:00", "∅", "∅"],
            ["Le pont fermé", "Jane Roe", "Brenwick News", "2031-03-15", "News", "A7"],
            ["L'école fermée", "∅", "Le Monde", "2006-03-14", "Politique", "12"]
        ]
    );
    assert_eq!(
        space.rows("SELECT url, vendor_number, kicker, stated_words FROM articles WHERE id < 3 ORDER BY id"),
        [
            ["∅", "news·20310310·DV·0q1503", "TRAVAUX", "1204"],
            ["https://www.bourg.example/pont", "news·20310307·BLW·20310307x1", "TRAVAUX", "412"]
        ]
    );
    assert_eq!(
        space.column("SELECT body FROM articles WHERE id IN (2, 4) ORDER BY id"),
        [FRENCH.to_string(), format!("{FRENCH} Puis la fête.")]
    );
}

#[test]
fn retriever_is_read_in_utf_16_and_in_norwegian() {
    let space = Workspace::new();
    let rule = "=".repeat(78);
    let swedish = format!(
        "Kallerups universitet\nDatum 2031-05-29\n\nNyheter:\n\n> Bron stängs, Sundvikens Tidning, 2031-05-26 09:31\n\n\nBron stängs\nINRIKES.\nSundvikens Tidning, 2031-05-26 09:31\nPublicerat på webb. \n\n{}\n\nBildtext: Bron från norr.\n\n©Sundvikens Tidning<br>Alla artiklar är skyddade.\n\nSe webartikeln på http://ret.example/7Ml\n{rule}\n\nKallbadhuset räddat\nHamnby Allehanda, 2031-05-22\nSida 15\nPublicerat i print. \n\n{} Så är det.\n\n{rule}\n",
        textwrap::fill(SWEDISH, 88),
        textwrap::fill(SWEDISH, 88)
    );
    let bytes: Vec<u8> = [0xfeff_u16]
        .into_iter()
        .chain(swedish.replace('\n', "\r\n").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    space.file("Valda artiklar.txt", bytes);
    let norwegian = format!(
        "Dato 29.05.2031\n\nNyheter:\n\n> Broen stenges, Sundets Avis, 26.05.2031 09.31\n\n\nBroen stenges\nSundets Avis, 26.05.2031 09.31\nSide 4\nPublisert på nett.\n\n{}\n\n© Sundets Avis\n\nSe webartikkelen på http://ret.example/8Ab\n{rule}\n",
        textwrap::fill(
            "Broen over Sundet stenges i fire uker, etter at dykkere fant rust i tre av de bærende bjelkene under veibanen, sier ingeniør Yngve Marklund.",
            88
        )
    );
    space.file("Valgte artikler.txt", encoding_rs::WINDOWS_1252.encode(&norwegian).0);
    space.import(&["Valda artiklar.txt", "Valgte artikler.txt"]).code(0).says("3 new");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Bron stängs", "∅", "Sundvikens Tidning", "2031-05-26T09:31:00", "INRIKES", "∅"],
            ["Kallbadhuset räddat", "∅", "Hamnby Allehanda", "2031-05-22", "∅", "15"],
            ["Broen stenges", "∅", "Sundets Avis", "2031-05-26T09:31:00", "∅", "4"]
        ]
    );
    assert_eq!(
        space.rows("SELECT url, body FROM articles WHERE id = 1"),
        [["http://ret.example/7Ml", SWEDISH]]
    );
}

#[test]
fn integrum_is_read_in_windows_1251_and_as_a_table() {
    let space = Workspace::new();
    let article = |title: &str| {
        format!(
            "<P>ИС: Вечерний Калуп<BR>ДТ: 31.12.2031<BR>ЗГ: {title}<BR>АВ: Семёнова Вера<BR>НР: 12</P><P>{RUSSIAN} {title}.</P>"
        )
    };
    let html = format!(
        "<HTML><HEAD><META http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"><TITLE>Report 31.12.2031</TITLE></HEAD><BODY>{}{}</BODY></HTML>",
        article("Мост закрыли"),
        article("Школу оставили")
    );
    space.file("report.html", encoding_rs::WINDOWS_1251.encode(&html).0);
    space.file("table.csv", format!("Источник,Дата,Время,Заголовок,Анонс,Автор\nСеверный листок,05.03.31,07:10,Паром вернулся,\"{RUSSIAN} Паром.\",\n"));
    space.import(&["report.html", "table.csv"]).code(0).says("3 new");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Мост закрыли", "Семёнова Вера", "Вечерний Калуп", "2031-12-31", "∅", "∅"],
            ["Школу оставили", "Семёнова Вера", "Вечерний Калуп", "2031-12-31", "∅", "∅"],
            ["Паром вернулся", "∅", "Северный листок", "2031-03-05", "∅", "∅"]
        ]
    );
    assert_eq!(space.column("SELECT DISTINCT language FROM articles"), ["ru"]);
}

#[test]
fn an_article_without_address_is_known_by_its_number_and_a_changed_text_is_a_revision() {
    let space = Workspace::new();
    let line = |number: &str, paper: &str, text: &str| {
        serde_json::json!({"AN": number, "source": paper, "page": "B4", "title": "Depot closes", "published": "2031-03-13", "text": text}).to_string() + "\n"
    };
    space.file(
        "a.jsonl",
        line("ARDPOS0020310313", "Arden Post", &story("tram depot"))
            + &line("ISLECH0020310313", "Island Echo", &story("tram depot")),
    );
    space.import(&["a.jsonl"]).code(0).says("1 new, 0 unchanged, 0 revised, 1 duplicate");
    assert_eq!(
        space.rows("SELECT page, vendor_number FROM articles ORDER BY id"),
        [["B4", "ARDPOS0020310313"], ["B4", "ISLECH0020310313"]]
    );
    space.file("b.jsonl", line("ARDPOS0020310313", "Arden Post", &story("swimming pool")));
    space.import(&["b.jsonl"]).code(0).says("0 new, 0 unchanged, 1 revised, 0 duplicate");
    space.run("check").code(0);
    let shown = space.run("show 1").code(0).stdout;
    assert!(shown.contains("page B4") && shown.contains("number ARDPOS0020310313"), "{shown}");
}

#[test]
fn damaged_and_foreign_documents_are_rejected_with_their_reason_and_the_rest_goes_in() {
    let space = Workspace::new();
    let whole = zip(&[("[Content_Types].xml", "x".repeat(4000)), ("word/document.xml", "y".repeat(9000))]);
    space.file("1-cut.docx", &whole[..whole.len() * 2 / 3]);
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    space.file(
        "2-locked.docx",
        [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 1016], &marker[..], &[0; 500]].concat(),
    );
    space.file("3-deep.rtf", format!("{{\\rtf1 {}", "{".repeat(1_000_000)));
    space.file("4-other.xml", "<?xml version=\"1.0\"?><dump><story><t>It was late.</t></story></dump>");
    space.file(
        "5-sgml.txt",
        "<BATCH>\n<NO> 1 </NO>\n<HEADLINE>Owls</HEADLINE>\n<WORDS>It was.</WORDS>\n</BATCH>\n",
    );
    space.file("6-good.txt", story("market hall"));
    space.import(&["."]).code(3).says("1 new, 0 unchanged, 0 revised, 0 duplicate, 5 rejected");
    let reasons = space.column("SELECT reason FROM rejects ORDER BY id");
    for (reason, part) in reasons.iter().zip([
        "broken Word file",
        "with a password",
        "groups inside one another",
        "root <dump> is not known",
        "first element is <BATCH>",
    ]) {
        assert!(reason.contains(part), "{reason}");
    }
}

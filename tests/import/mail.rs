//! Newsletters and alerts: messages and mailboxes, what they list, and what is attached to them.

use super::story;
use crate::workspace::{Workspace, gzip};

const FACTS: &str = "SELECT a.title, s.name, a.published_at, a.url, a.member, a.record
    FROM articles a LEFT JOIN sources s ON s.id = a.source_id ORDER BY a.id";

/// A header with a subject, and with a line more.
fn header(subject: &str, more: &str) -> String {
    format!(
        "Return-Path: <bounce@mail.example>\nFrom: \"The Coast Letter\" <letter@coast.example>\nTo: reader@tarn.example\nSubject: {subject}\n\
         Date: Tue, 06 May 2031 07:30:00 +0200\nMessage-ID: <1@mail.example>\nMIME-Version: 1.0\n{more}\n\n"
    )
}

fn part(media_type: &str, more: &str, content: &str) -> String {
    format!("--seam\nContent-Type: {media_type}\n{more}\n{content}\n")
}

/// A newsletter with one story in tables, as programs for newsletters lay it out.
fn letter(subject: &str, about: &str) -> String {
    let page = format!(
        "<html><body><div style=\"display:none\">A preview that nobody sees</div><table><tr><td><a href=\"https://mail.example/view\">View this email in your browser</a></td></tr>
         <tr><td><img src=\"logo.png\"><h2>The Coast Letter</h2></td></tr><tr><td><h1>{about} returns</h1><p>{}</p><p>{}</p><p>{}</p></td></tr>
         <tr><td><p>You are receiving this email because you signed up on our website.</p><p>Coast House, Quay 1, Tarn</p><a href=\"https://mail.example/u\">Unsubscribe</a></td></tr></table></body></html>",
        story(about),
        "The museum’s director, Beatrix Lohmann, said that four more objects were under review.",
        "About two hundred people came to the parish hall to see the crate opened."
    );
    let text = part(
        "text/plain; charset=utf-8",
        "",
        "This is the text part, which nobody should see when there is a page.",
    );
    header(subject, "Content-Type: multipart/alternative; boundary=seam")
        + &text
        + &part("text/html; charset=utf-8", "", &page)
        + "--seam--\n"
}

/// An alert of two stories.
fn alert() -> String {
    let story = |number: u32, headline: &str, text: &str| {
        format!(
            "<tr><td><a href=\"https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://post.example/{number}&amp;ct=ga\">{headline}</a></td></tr>
             <tr><td><div>The Arden Post</div><div>{text}</div></td></tr><tr><td><a href=\"https://www.google.com/alerts/feedback\">Flag as irrelevant</a></td></tr>"
        )
    };
    let page = format!(
        "<html><body><table><tr><td>Tram</td></tr><tr><td>Daily update - May 6, 2031</td></tr>{}{}<tr><td><a href=\"https://www.google.com/a\">See more results</a> | <a href=\"https://www.google.com/e\">Edit this alert</a></td></tr>
         <tr><td>You have received this email because you have subscribed to Google Alerts.</td></tr></table></body></html>",
        story(1, "Tram opens a <b>year</b> late", "The long-awaited <b>tram</b> carried its first passengers on Saturday, a year late and four million under&nbsp;..."),
        story(2, "Second tram line waits for the court", "A second line, to the airport, is to be built once the court has ruled on a complaint by the owners of a garden."),
    );
    header("=?utf-8?Q?Alert_=E2=80=93_tram?=", "Content-Type: text/html; charset=utf-8") + &page + "\n"
}

#[test]
fn a_newsletter_is_its_story_with_what_the_header_says() {
    let space = Workspace::new();
    let encoded = "=?utf-8?Q?The_drum_=E2=80=93?= =?utf-8?Q?_it_returns?=";
    space.file("a.eml", letter(encoded, "drum")).import(&["a.eml"]).code(0).says("1 new");
    assert_eq!(
        space.rows(FACTS),
        [["The drum – it returns", "The Coast Letter", "2031-05-06T07:30:00+02:00", "∅", "∅", "1"]]
    );
    let body = space.value("SELECT body FROM articles");
    assert!(
        body.starts_with("The council of Port Arden") && body.ends_with("to see the crate opened."),
        "{body}"
    );
    for other in ["browser", "Unsubscribe", "Quay 1", "text part", "preview"] {
        assert!(!body.contains(other), "{other} in {body}");
    }
}

#[test]
fn an_alert_gives_each_story_that_it_lists_with_its_own_address_and_without_the_day_of_the_mail() {
    let space = Workspace::new();
    space.file("alert.eml", alert()).import(&["alert.eml"]).code(0).says("2 new");
    assert_eq!(
        space.rows(FACTS),
        [
            ["Tram opens a year late", "post.example", "∅", "https://post.example/1", "body", "1"],
            [
                "Second tram line waits for the court",
                "post.example",
                "∅",
                "https://post.example/2",
                "body",
                "2"
            ],
        ]
    );
    assert_eq!(space.column("SELECT cut_off FROM articles"), ["1", "1"]);
    let traced = space.run("trace article 2 --raw").code(0).stdout;
    assert!(traced.starts_with("Second tram line waits for the court\nhttps://post.example/2\n"), "{traced}");
}

#[test]
fn a_mailbox_gives_its_messages_each_with_its_place() {
    let flowed = header("Fwd: The hall is late", "Content-Type: text/plain; charset=utf-8; format=flowed")
        + &story("hall").replace(". ", ". \n")
        + "\n\n>From here on, nobody knows what the hall will cost, the mayor of Tarn said.\n-- \nThe Coast Letter\nQuay 1, Tarn\n";
    let separator = "From letter@coast.example Tue May  6 07:30:00 2031\n";
    let mailbox =
        [letter("The drum", "drum"), flowed, alert()].map(|mail| format!("{separator}{mail}\n")).concat();
    for (name, bytes) in
        [("letters.mbox", mailbox.clone().into_bytes()), ("letters.mbox.gz", gzip(mailbox.as_bytes()))]
    {
        let space = Workspace::new();
        space.file(name, bytes).import(&[name]).code(0).says("4 new");
        let facts: Vec<Vec<String>> = space
            .rows(FACTS)
            .into_iter()
            .map(|row| vec![row[0].clone(), row[4].clone(), row[5].clone()])
            .collect();
        assert_eq!(
            facts,
            [
                ["The drum", "∅", "1"],
                ["The hall is late", "∅", "2"],
                ["Tram opens a year late", "message 3/body", "1"],
                ["Second tram line waits for the court", "message 3/body", "2"],
            ]
        );
        let hall =
            story("hall") + "\n\nFrom here on, nobody knows what the hall will cost, the mayor of Tarn said.";
        assert_eq!(space.value("SELECT body FROM articles WHERE id = 2"), hall);
        let traced = space.run("trace article 2 --raw").code(0).stdout;
        assert!(
            traced.starts_with(&format!("{separator}Return-Path")) && traced.contains("\n>From here on"),
            "{traced}"
        );
        assert!(space.run("trace article 3 --raw").code(0).stdout.starts_with("Tram opens a year late\n"));
        space.run("check").code(0);
        space.import(&[name]).says("nothing new");
    }
}

#[test]
fn attachments_are_read_as_what_they_are() {
    let table = format!("url,title,text\nhttps://post.example/1,Hall closes,\"{}\"\n", story("hall"));
    let inner = letter("The drum", "drum");
    let mail = header("Your export", "Content-Type: multipart/mixed; boundary=outer")
        + "--outer\nContent-Type: text/plain\n\nHere is the export that you asked for.\n"
        + &format!(
            "--outer\nContent-Type: text/csv\nContent-Disposition: attachment; filename=\"export.csv\"\n\n{table}\n"
        )
        + &format!(
            "--outer\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=\"old.eml\"\n\n{inner}\n"
        )
        + "--outer\nContent-Type: image/png; name=\"logo.png\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\niVBORw0KGgo=\n--outer--\n";
    let space = Workspace::new();
    space.file("mail.eml", mail).import(&["mail.eml"]).code(0).says("2 new");
    let members = space.rows("SELECT title, member, record FROM articles ORDER BY id");
    assert_eq!(members, [["Hall closes", "export.csv", "1"], ["The drum", "old.eml", "1"]]);
    // The note above the attachments, and the picture.
    assert_eq!(space.rows("SELECT format, passed_over FROM import_files"), [["mail", "2"]]);
    assert!(
        space.run("trace article 1 --raw").code(0).stdout.starts_with("https://post.example/1,Hall closes")
    );
}

#[test]
fn what_is_left_of_a_broken_mail_goes_in_and_a_mail_without_its_parts_costs_itself_alone() {
    let separator = "From letter@coast.example Tue May  6 07:30:00 2031\n";
    let wrong = letter("The wrong one", "pool").replace("boundary=seam", "boundary=other");
    let cut = letter("The cut one", "quay");
    let cut = &cut[..cut.find("four more objects").unwrap()];
    let empty = header("The empty one", "Content-Type: multipart/alternative; boundary=seam");
    let mailbox = [letter("The drum", "drum").as_str(), &wrong, &empty, &letter("The hall", "hall"), cut]
        .map(|mail| format!("{separator}{mail}\n"))
        .concat();
    let space = Workspace::new();
    space.file("letters.mbox", mailbox).import(&["letters.mbox"]).code(3).says("4 new").says("1 rejected");
    let facts = space.rows("SELECT title, record, member FROM articles ORDER BY id");
    assert_eq!(
        facts,
        [
            ["The drum", "1", "∅"],
            ["The wrong one", "2", "∅"],
            ["The hall", "4", "∅"],
            ["The cut one", "5", "∅"]
        ]
    );
    assert!(
        space.value("SELECT body FROM articles WHERE record = 5").starts_with("The council of Port Arden")
    );
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["3", "breaks off"]]);
    assert!(space.value("SELECT reason FROM rejects").contains("“--seam”"));
}

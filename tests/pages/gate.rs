//! What is no story is turned away with the rule and its evidence; the user can let it in, and it stays in.

use crate::workspace::Workspace;

const WALL: &str = "<!DOCTYPE html><html><head><title>Arden Post</title></head><body><div><h1>We value your privacy</h1>
    <p>We and our 812 partners store and/or access information on a device, such as cookies, and process personal data.</p>
    <button>Accept all</button></div></body></html>";

#[test]
fn dead_pages_go_to_the_rejects_with_their_rule_and_evidence() {
    let space = Workspace::new();
    space.file("pages/wall.html", WALL);
    space.file(
        "pages/gone.html",
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>",
    );
    space.file(
        "crawl.jsonl",
        "{\"title\": \"Just a moment...\", \"text\": \"Enable JavaScript and cookies to continue\"}\n\
         {\"title\": \"Ferry late\", \"text\": \"The ferry was late on Tuesday.\\n\\nSubscribe to continue reading.\"}\n\
         {\"title\": \"Log in\", \"text\": \"Log in to your account\\n\\nForgot your password?\"}\n\
         {\"title\": \"Ferry late\", \"text\": \"The ferry from Sund was late on Wednesday.\"}\n\
         {\"text\": \"Photo gallery\"}\n",
    );
    space
        .run("import crawl.jsonl pages")
        .code(3)
        .says("1 new")
        .says("6 rejected")
        .says("a bot check, no article");
    assert_eq!(
        space.column("SELECT rule FROM rejects ORDER BY id"),
        ["bot check", "paywall stub", "login page", "too short", "error page", "cookie wall"]
    );
    let reason = space.value("SELECT reason FROM rejects WHERE rule = 'paywall stub'");
    assert_eq!(reason, "is a paywall stub, no article: it says “Subscribe to continue reading.”");
    let listed = space.run_args(&["rejects", "--rule", "cookie wall", "--csv"]).code(0).stdout;
    assert!(listed.contains("wall.html") && !listed.contains("gone.html"), "{listed}");
    let shown = space.run("rejects 6").code(0).stdout;
    assert!(
        shown.contains("cookie wall: is a cookie wall") && shown.contains("<button>Accept all"),
        "{shown}"
    );
    space.run("rejects 99").code(1).says("there is no reject 99");
}

#[test]
fn what_is_let_in_is_an_article_and_stays_one() {
    let space = Workspace::new();
    let stub = "{\"url\": \"https://a.example/1\", \"title\": \"Ferry late\", \"text\": \"The ferry was late, Jane Roe said on Tuesday.\\n\\nSubscribe to continue reading.\"}\n";
    space.file("a.jsonl", format!("{stub}{{\"text\": \n"));
    space
        .run_args(&["import", "a.jsonl", "--source", "Arden Post", "--published", "2031-04-02"])
        .code(3)
        .says("2 rejected");
    space.run("rejects --readmit 2").code(1).says("nothing could be read of it");
    space.run("rejects --readmit 1").code(0).says("1 record let in (1 new");
    assert_eq!(
        space.rows("SELECT a.title, a.url, a.published_at, s.name, a.record FROM articles a JOIN sources s ON s.id = a.source_id"),
        [["Ferry late", "https://a.example/1", "2031-04-02", "Arden Post", "1"]]
    );
    assert_eq!(space.value("SELECT value FROM dates"), "2031-04-01");
    assert_eq!(space.value("SELECT count(*) FROM rejects WHERE readmitted_at IS NOT NULL"), "1");
    space.run("rejects --readmit 1").code(1).says("let in before");
    // In another file, the same record is let in without being asked again.
    space.file(
        "b.jsonl",
        format!("{stub}{{\"url\": \"https://a.example/2\", \"text\": \"The ferry is late.\"}}\n"),
    );
    space.run("import b.jsonl").code(0).says("1 new, 1 unchanged").says("0 rejected");
    // And in the file that it came from, though that is known and not read again: what broke off stays out.
    space
        .run_args(&["import", "a.jsonl", "--source", "Arden Post", "--published", "2031-04-02"])
        .code(3)
        .says("1 unchanged")
        .says("1 rejected")
        .says("(1 known)");
    space.run("check").code(0);
}

#[test]
fn all_of_one_rule_can_be_let_in_at_once() {
    let space = Workspace::new();
    space.file("a.jsonl", "{\"text\": \"Photo gallery\"}\n{\"text\": \"Quiz answers\"}\n{\"title\": \"404\", \"text\": \"Page not found\"}\n");
    space.run("import a.jsonl").code(3).says("3 rejected");
    space.run_args(&["rejects", "--rule", "too short", "--readmit"]).code(0).says("2 records let in");
    assert_eq!(space.column("SELECT body FROM articles ORDER BY id"), ["Photo gallery", "Quiz answers"]);
    space.run_args(&["rejects", "--rule", "too short", "--readmit"]).code(1).says("nothing to let in");
}

#[test]
fn an_article_in_another_language_is_kept_and_not_extracted() {
    let space = Workspace::new();
    let text = "Der Rat der Stadt hat am Dienstag beschlossen, die Halle für zwei Jahre zu schließen, und das ist nicht die erste, die mit dem Geld der Stadt gebaut und von der Stadt geschlossen wurde, sagte Jane Roe.";
    space.file("a.jsonl", format!("{{\"text\": \"{text}\", \"language\": \"en\"}}\n"));
    space.run("import a.jsonl").code(0).says("1 new");
    assert_eq!(
        space.rows("SELECT not_extracted, (SELECT count(*) FROM mentions), (SELECT count(*) FROM dates) FROM articles"),
        [["language: de", "0", "0"]]
    );
}

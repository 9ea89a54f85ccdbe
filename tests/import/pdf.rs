//! PDF files: one article each, in reading order; scans, passwords and damage are told.

use crate::workspace::Workspace;

const FACTS: &str = "SELECT title, byline, published_at, body FROM articles";

/// A PDF of pages, each of lines: left edge, baseline, size and text in Latin-1.
fn pdf(pages: &[&[(u32, u32, u32, &str)]], trailer: &str) -> Vec<u8> {
    let draw = |(x, y, size, text): &(u32, u32, u32, &str)| {
        format!("BT /F1 {size} Tf {x} {y} Td ({}) Tj ET\n", text.replace('(', "\\(").replace(')', "\\)"))
    };
    let contents: Vec<String> = pages.iter().map(|lines| lines.iter().map(draw).collect()).collect();
    pdf_of_contents(&contents, "", trailer)
}

/// A PDF of pages with these contents; object 4 is `/X1`, a drawing or a picture.
fn pdf_of_contents(contents: &[String], drawing: &str, trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" ")),
        format!(
            "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 255/Widths[{}]>>",
            "600 ".repeat(256)
        ),
        format!("<</Type/XObject{drawing}"),
    ];
    if drawing.is_empty() {
        objects[3].push_str(">>");
    }
    for (n, content) in contents.iter().enumerate() {
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>/XObject<</X1 4 0 R>>>>";
        objects.push(format!("{page}/Contents {} 0 R>>", 6 + 2 * n));
        objects.push(format!("<</Length {}>>\nstream\n{content}endstream", content.len()));
    }
    let mut file = "%PDF-1.4\n".to_string();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1));
    for offset in &offsets {
        file.push_str(&format!("{offset:010} 00000 n \n"));
    }
    let size = offsets.len() + 1;
    file.push_str(&format!("trailer <</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF"));
    file.into_bytes()
}

#[test]
fn two_columns_are_read_one_after_the_other_without_running_heads_and_divided_words() {
    let first: &[(u32, u32, u32, &str)] = &[
        (50, 780, 8, "The Arden Herald"),
        (50, 720, 20, "Ferry returns to Port"),
        (50, 698, 20, "Arden after a year"),
        (50, 670, 10, "By Jane Roe"),
        (50, 650, 10, "14 March 2031"),
        (50, 600, 10, "The ferry between Port Arden and Sund"),
        (50, 588, 10, "came back on Monday after eleven mon-"),
        (50, 576, 10, "ths, and the passengers on it cheered."),
        (62, 564, 10, "Engineers had rebuilt both of the old"),
        (330, 600, 10, "engines, which nobody had looked at in"),
        (330, 588, 10, "thirty years, the council of Port Arden"),
        (330, 576, 10, "said."),
        (290, 20, 8, "1"),
    ];
    let second: &[(u32, u32, u32, &str)] = &[
        (50, 780, 8, "The Arden Herald"),
        (62, 700, 10, "Tickets cost twelve crowns until the"),
        (50, 688, 10, "end of the year."),
        (290, 20, 8, "2"),
    ];
    let space = Workspace::new();
    space.file("ferry.pdf", pdf(&[first, second], "")).import(&["ferry.pdf"]).says("1 new");
    let body = "The ferry between Port Arden and Sund came back on Monday after eleven months, and the passengers on it cheered.\n\n\
                Engineers had rebuilt both of the old engines, which nobody had looked at in thirty years, the council of Port Arden said.\n\n\
                Tickets cost twelve crowns until the end of the year.";
    assert_eq!(
        space.rows(FACTS),
        [["Ferry returns to Port Arden after a year", "Jane Roe", "2031-03-14", body]]
    );
}

#[test]
fn a_scan_a_password_and_damage_are_rejects_that_say_what_to_do() {
    let picture = "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n(\nendstream";
    let scan = pdf_of_contents(&["600 0 0 800 0 0 cm /X1 Do\n".to_string()], picture, "");
    let line: &[(u32, u32, u32, &str)] = &[(50, 700, 10, "The ferry between Port Arden and Sund came back.")];
    let filter = format!(
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{}>/U<{}>>>",
        "41".repeat(32),
        "42".repeat(32)
    );
    let space = Workspace::new();
    space
        .file("scan.pdf", scan)
        .file("secret.pdf", pdf(&[line], &filter))
        .file("short.pdf", &pdf(&[line], "")[..300])
        .import(&["scan.pdf", "secret.pdf", "short.pdf"])
        .code(3)
        .says("is a scan: it has no text; run OCR first")
        .says("is a PDF file with a password")
        .says("is a damaged PDF file");
    assert_eq!(space.column("SELECT rule FROM rejects ORDER BY id"), ["scan", "encrypted", "damaged PDF"]);
}

#[test]
fn a_drawing_that_draws_itself_is_a_reject() {
    let content = "/X1 Do\n".to_string();
    let itself = "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 4 0 R>>>>/Length 7>>\nstream\n/X1 Do\nendstream";
    let space = Workspace::new();
    space
        .file("loop.pdf", pdf_of_contents(&[content], itself, ""))
        .import(&["loop.pdf"])
        .code(3)
        .says("takes too long or unpacks to too much");
}

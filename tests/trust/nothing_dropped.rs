//! What goes in comes out, as an article, a reject or a line: nothing is passed over in silence.

use std::io::Write;

use crate::workspace::Workspace;

const STORY: &str = "<html><body><h1>Ferry is late</h1><p>The ferry from Port Arden was late on Tuesday by almost three hours, and the harbour office said that it would be late again.</p></body></html>";

fn zip_of(names: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(STORY.replace("Arden", name).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn members_with_names_that_lead_outside_are_rejects() {
    let space = Workspace::new();
    let outside = ["../x.html", "a/../../y.html", "..\\z.html"];
    space.file("pages.zip", zip_of(&[&outside[..], &["good.html", "./fine.html", ".hidden.html"]].concat()));
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.as_mut_bytes()[..9].copy_from_slice(b"../w.html");
    header.set_size(STORY.len() as u64);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    tar.append(&header, STORY.as_bytes()).unwrap();
    space.file("pages.tar", tar.into_inner().unwrap());
    space.run("import pages.zip pages.tar").code(3).says("4 rejected");
    assert_eq!(
        space.rows("SELECT member, rule FROM rejects ORDER BY member"),
        ["../w.html", "../x.html", "..\\z.html", "a/../../y.html"].map(|name| [name, "unsafe name"])
    );
    assert_eq!(space.value("SELECT count(*) FROM articles"), "2");
    assert_eq!(
        space.value("SELECT count(*) FROM rejects WHERE reason LIKE '%leads out of the archive file%'"),
        "4"
    );
}

#[test]
fn members_that_share_their_bytes_are_unpacked_once() {
    let space = Workspace::new();
    let packed = zip_of(&["a.html"]);
    let central = packed.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let end = packed.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap();
    let count = 300u16;
    let mut zip = packed[..central].to_vec();
    zip.extend(packed[central..end].repeat(count.into()));
    let mut tail = packed[end..].to_vec();
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    tail[12..16].copy_from_slice(&((end - central) as u32 * u32::from(count)).to_le_bytes());
    zip.extend(tail);
    space.file("pages.zip", &zip);
    // 300 names, of which a list by name may keep one; none is unpacked a second time.
    space.run("import pages.zip");
    assert_eq!(space.value("SELECT count(*) FROM articles"), "1");
    assert_eq!(space.value("SELECT count(*) FROM sightings"), "0");
}

#[test]
fn a_blank_line_of_extract_has_its_line_in_the_answer() {
    let space = Workspace::new();
    let text = "{\"id\": 1, \"text\": \"Ana Roe left.\"}";
    let ended = space.run_with_input(&["extract"], format!("{text}\n\n   \n{text}\r\n\r\n{text}"));
    let lines: Vec<serde_json::Value> =
        ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let errors: Vec<Option<&str>> = lines.iter().map(|line| line["error"].as_str()).collect();
    let empty = Some("the line is empty");
    assert_eq!(errors, [None, empty, empty, None, empty, None], "{}", ended.stdout);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
}

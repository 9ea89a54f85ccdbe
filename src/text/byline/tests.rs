//! Bylines of many languages and shapes, and the authors that they name.

use super::*;

fn authors(byline: &str) -> Vec<String> {
    split_authors(Some(byline))
}

#[track_caller]
fn assert_authors(cases: &[(&str, &[&str])]) {
    for (byline, names) in cases {
        assert_eq!(authors(byline), *names, "{byline}");
    }
}

#[test]
fn bylines_are_recognised() {
    for (line, byline) in [
        ("By Jane Roe / Staff reporter", "Jane Roe / Staff reporter"),
        ("BY JANE ROE", "JANE ROE"),
        ("By Jane Roe and Paul Achterberg in Port Arden", "Jane Roe and Paul Achterberg in Port Arden"),
        ("by Lucía Ferrán, Reuters", "Lucía Ferrán, Reuters"),
        ("Jane Roe, Staff Writer", "Jane Roe, Staff Writer"),
        ("Nora Quint | Political correspondent", "Nora Quint | Political correspondent"),
        ("Von Nora Quint und Eino Vik", "Nora Quint und Eino Vik"),
        ("Par Hélène Roux (avec AFP)", "Hélène Roux (avec AFP"),
        ("Tekst: Eino Vik", "Eino Vik"),
        ("Nora Quint, Redakteurin", "Nora Quint, Redakteurin"),
    ] {
        assert_eq!(recognise_byline(line).as_deref(), Some(byline), "{line}");
    }
}

#[test]
fn sentences_and_headings_are_no_bylines() {
    for line in [
        "By Monday the river had risen over the wall.",
        "By Monday",
        "By the numbers",
        "By then it was too late",
        "By 2040 the route will be closed on 30 days",
        "Port Arden, the capital",
        "Tomas Okafor, chief executive of the company, denied it.",
        "Von Kopf bis Fuß",
        "Von Menschen und Mäusen",
        "Di nuovo in mare",
        "Par temps de pluie",
        "Por fin llega el barco",
        "Text: it is short",
    ] {
        assert_eq!(recognise_byline(line), None, "{line}");
    }
}

#[test]
fn a_byline_is_split_into_authors() {
    assert_authors(&[
        ("Jane Roe, Paul Achterberg", &["Jane Roe", "Paul Achterberg"]),
        ("By Jane Roe and John Doe, Jr. / Staff reporters", &["Jane Roe", "John Doe, Jr."]),
        ("Rob Pichet, AFP", &["Rob Pichet"]),
        ("By Rob Pichet in London for the Island Echo", &["Rob Pichet"]),
        ("JANE ROE AND JOHN DOE", &["JANE ROE", "JOHN DOE"]),
        (
            "By ABBY GOODSPEED, THOMAS KAPLER and ROBERT PEARL",
            &["ABBY GOODSPEED", "THOMAS KAPLER", "ROBERT PEARL"],
        ),
        ("AFP/Island Echo", &["Island Echo"]),
        ("AFP", &["AFP"]),
        ("Echo Staff Report", &["Echo Staff Report"]),
        ("Staff Writer", &[]),
        ("@janeroe, https://echo.example/jane, jane@echo.example", &[]),
        ("jane@echo.example (Jane Roe)", &["Jane Roe"]),
        ("No Author", &[]),
        ("Sandy Anders and Andy Brandt", &["Sandy Anders", "Andy Brandt"]),
        ("Roe, Jane; Okafor, Tomas", &["Jane Roe", "Tomas Okafor"]),
        ("Nora Quint; Reuters", &["Nora Quint", "Reuters"]),
        ("Jane Roe et al.", &["Jane Roe"]),
    ]);
    assert_eq!(split_authors(None), Vec::<String>::new());
}

#[test]
fn introductions_of_other_languages_are_removed() {
    for introduction in [
        "Von",
        "von",
        "Par",
        "Por",
        "Di",
        "Door",
        "Av",
        "Af",
        "Przez",
        "Text:",
        "Autor:",
        "Autorin:",
        "Erstellt von",
        "Texte :",
        "Auteur :",
        "Propos recueillis par",
        "Escrito por",
        "A cura di",
        "Geschreven door",
        "Skrevet av",
        "Skrevet af",
        "Publicerad av",
        "Teksti:",
        "Kirjoittaja:",
        "Yazan:",
        "Haber:",
        "Автор:",
        "Текст:",
        "Szerző:",
        "Text und Fotos:",
        "Ein Gastbeitrag von",
        "An analysis by",
        "Words by",
        "Text: Von",
        "Συντάκτης:",
        "Oleh",
    ] {
        assert_eq!(authors(&format!("{introduction} Nora Quint")), ["Nora Quint"], "{introduction}");
    }
    assert_authors(&[
        ("von Konrad", &["Konrad"]),
        ("文・木村花子", &["木村花子"]),
        ("取材・文／木村花子", &["木村花子"]),
        ("木村花子記者", &["木村花子"]),
        ("記者 陳小明", &["陳小明"]),
        ("本报记者 李小明 王大山", &["李小明", "王大山"]),
        ("（记者 李小明）", &["李小明"]),
        ("作者：李小明", &["李小明"]),
        ("김하늘 기자", &["김하늘"]),
        ("김하늘·이바다 기자", &["김하늘", "이바다"]),
        ("김하늘 기자, 이바다 특파원", &["김하늘", "이바다"]),
        ("글 김하늘", &["김하늘"]),
        ("文旅 体育", &["文旅 体育"]),
        ("بقلم: ليلى حداد", &["ليلى حداد"]),
    ]);
}

#[test]
fn words_that_introduce_are_left_in_names() {
    assert_authors(&[
        ("Von Mitchell", &["Von Mitchell"]),
        ("Di Stefano", &["Di Stefano"]),
        ("Ludwig von der Heide", &["Ludwig von der Heide"]),
        ("De La Cruz Marta", &["De La Cruz Marta"]),
        ("Oleh Petrenko", &["Oleh Petrenko"]),
        ("Byron Lind", &["Byron Lind"]),
        ("Texte Moana", &["Texte Moana"]),
    ]);
}

#[test]
fn and_separates_names_in_many_languages() {
    for and in [
        "und", "et", "y", "e", "en", "og", "och", "ja", "i", "ve", "and", "&", "и", "oraz", "sowie", "AND",
        "UND",
    ] {
        assert_eq!(authors(&format!("Nora Quint {and} Eino Vik")), ["Nora Quint", "Eino Vik"], "{and}");
        assert_eq!(
            authors(&format!("Ana Gil, Nora Quint {and} Eino Vik")),
            ["Ana Gil", "Nora Quint", "Eino Vik"],
            "{and}"
        );
    }
    assert_authors(&[
        ("Nora Quint, Redakteurin, und Eino Vik", &["Nora Quint", "Eino Vik"]),
        ("Nora Quint, Ana Gil, and Eino Vik", &["Nora Quint", "Ana Gil", "Eino Vik"]),
        ("José Ortega y Lasset", &["José Ortega y Lasset"]),
        ("Joana Costa e Silva", &["Joana Costa e Silva"]),
    ]);
}

#[test]
fn what_is_around_names_is_removed() {
    assert_authors(&[
        ("Ada Quill, professor of coastal law at the University of Tarn", &["Ada Quill"]),
        ("Ada Quill, PhD", &["Ada Quill"]),
        ("Ada Quill PhD and Jane Roe, M.D.", &["Ada Quill", "Jane Roe"]),
        ("Nora Quint, Lille", &["Nora Quint"]),
        ("inselbote.info, Lille, Frankreich", &["inselbote.info"]),
        ("Nora Quint aus Berlin, Eino Vik", &["Nora Quint", "Eino Vik"]),
        ("Ana Gil en Madrid", &["Ana Gil"]),
        ("Staff Writer Jane Roe", &["Jane Roe"]),
        ("Jane Roe Political Editor", &["Jane Roe"]),
        ("Eino Vik, kulturredaktør", &["Eino Vik"]),
        ("Von Nora Quint (Text) und Eino Vik (Fotos)", &["Nora Quint", "Eino Vik"]),
        ("Text: Nora Quint, Foto: Eino Vik", &["Nora Quint"]),
        ("Text & Bilder: Nora Quint", &["Nora Quint"]),
        ("Nora Quint | 3 October 2031", &["Nora Quint"]),
        ("Par Hélène Roux (avec AFP)", &["Hélène Roux"]),
        ("Nora Quint (nq)", &["Nora Quint"]),
        ("Jane Roe, Follow", &["Jane Roe"]),
        ("Jane Roe Jane Roe", &["Jane Roe Jane Roe"]),
    ]);
}

#[test]
fn labels_roles_days_and_places_are_nobody() {
    for label in [
        "By",
        "Follow",
        "Mehr",
        "Staff",
        "Monday",
        "Sonntag",
        "professor of law",
        "PhD",
        "Share",
        "Twitter Facebook",
        "Read more",
        "Redaktion",
        "港の壁が三月の嵐で再び崩れる",
        "Ein Interview von",
        "Text Size",
        "Nach Angriff",
        "Author",
        "January",
        "admin",
        "March 3, 2031",
        "Follow us",
        "E-Mail",
        "Editor in Chief",
        "?",
    ] {
        assert_eq!(authors(label), Vec::<String>::new(), "{label}");
    }
}

#[test]
fn names_keep_their_form() {
    for name in [
        "Ana O'Neil",
        "J. R. Lind",
        "Jan de Vries",
        "Ruth al-Masri",
        "Mary-Ann d'Orta",
        "Ludwig van der Berg",
        "Dr. Jane Roe",
        "konrad",
        "reader201",
        "viktor hedlund",
        "Sam LeRoux",
        "Ngozi Adé-Bello",
        "April May",
        "Margaret Court",
        "Ярослав Кузин",
        "木村花子",
    ] {
        assert_eq!(authors(name), [name]);
        assert_eq!(read_authors(name)[0].kind, AuthorKind::Person, "{name}");
    }
}

#[test]
fn organisations_are_told_from_people() {
    for name in [
        "AFP",
        "Reuters",
        "Anadolu Ajansı",
        "Echo Newsroom",
        "Echo Editorial Staff",
        "Redaktion der Inselzeitung",
        "Guardian staff reporter",
        "Gear Team",
        "inselbote.info",
        "IN-Redaktion",
        "東京新聞デジタル",
        "연합뉴스",
    ] {
        let found = read_authors(name);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!((found[0].name.as_str(), found[0].kind), (name, AuthorKind::Organisation));
    }
}

#[test]
fn a_list_as_text_is_a_list() {
    assert_authors(&[
        ("['Jane Roe', 'Tom Poe']", &["Jane Roe", "Tom Poe"]),
        ("[\"Ana O'Neil\"]", &["Ana O'Neil"]),
        ("['By Jane Roe and Tom Poe']", &["Jane Roe", "Tom Poe"]),
        ("[]", &[]),
    ]);
    assert_eq!(tidy_byline("['Jane Roe', 'Tom Poe']"), "Jane Roe, Tom Poe");
    assert_eq!(tidy_byline("[]"), "");
    assert_eq!(tidy_byline("By Jane Roe / Staff reporter"), "Jane Roe / Staff reporter");
}

#[test]
fn authors_are_read_from_what_a_page_shows() {
    for (text, people) in [
        ("By Jane Roe", &["Jane Roe"] as &[&str]),
        ("By Jane Roe 8 January 2020, 3:51 pm", &["Jane Roe"]),
        ("Jane Roe | May 10, 2022", &["Jane Roe"]),
        ("By Jane Roe Published on May 10, 2022", &["Jane Roe"]),
        ("Von Nora Quint, Lille 05.08.2031, 20:59 Uhr", &["Nora Quint"]),
        ("By the sea the boats wait for the wind", &[]),
        ("Read more", &[]),
    ] {
        let found: Vec<String> = authors_of_shown_line(text).into_iter().map(|author| author.name).collect();
        assert_eq!(found, people, "{text}");
    }
}

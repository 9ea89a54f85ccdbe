//! Archives that charts are drawn from.

use crate::workspace::Workspace;

/// 60 papers, some with long names, with articles of a year.
pub(super) fn of_sixty_papers() -> Workspace {
    let space = Workspace::new();
    let first = [
        "Arden", "Brenn", "Calder", "Dunmore", "Eastvale", "Farrow", "Glenholm", "Harrow", "Inverlay",
        "Jarrow",
    ];
    let second = [
        "Post",
        "Courier",
        "Echo",
        "Gazette and Evening Advertiser for the Northern Islands",
        "Ἠχώ",
        "Ведомости",
    ];
    let people =
        ["Ilse Brandt", "Tomas Okafor", "Marek Lind", "Ingrid Solheim", "Nora Quint", "Camille Dubois-Marsh"];
    let verbs = ["said", "told reporters", "claimed", "admitted", "warned"];
    let mut lines = String::new();
    for paper in 0..60 {
        let name = format!("{} {}", first[paper % 10], second[paper / 10]);
        for number in 0..2 + (60 - paper) / 12 {
            let at = paper * 10 + number;
            let (one, other) = (people[at % 6], people[(at * 5 + 1) % 6]);
            let (month, day, hour) = (1 + (paper * 7 + number * 5) % 12, 1 + (at * 11) % 28, (at * 5) % 24);
            let body = format!(
                "PORT ARDEN, March 3 — {one} met {other} in Port Arden on Tuesday. “We have waited for the ferry since 2019, and \
                 nobody came for number {at},” {other} {}. “The budget for item {at} is not one crown more,” {one} {}. The \
                 Harbor Authority has number {at} on its list, and {} people have seen it.",
                verbs[at % 5],
                verbs[(at * 2) % 5],
                at * 37
            );
            let record = serde_json::json!({
                "url": format!("https://paper{paper}.example/{at}"), "source": name, "title": format!("Plan {at}"),
                "date_publish": format!("2031-{month:02}-{day:02}T{hour:02}:10:00"), "authors": [people[(at * 2) % 6]],
                "section": (["News", "Business", "Culture"][at % 3]), "maintext": body,
            });
            lines.push_str(&format!("{record}\n"));
        }
    }
    space.file("sixty.jsonl", lines);
    space.import(&["sixty.jsonl"]).code(0);
    space
}

/// Articles in other languages, of several papers, and records that are rejected.
pub(super) fn add_what_is_not_read(space: &Workspace) {
    let german = "Der Hafen bleibt bis zum Wochenende geschlossen, teilte die Verwaltung am Dienstag mit. Die Fähre fährt \
                  wieder, sobald sich der Sturm gelegt hat, und niemand muss umgebucht werden.";
    let french = "Le port restera fermé jusqu'à la fin de la semaine, a annoncé l'administration mardi. Le bac circulera de \
                  nouveau dès que la tempête sera passée, et personne ne devra changer son billet.";
    let record = |at: usize, text: &str| {
        serde_json::json!({"url": format!("https://other.example/{at}"), "source": format!("Paper {}", at % 3),
                           "date": "2031-05-05", "title": format!("Hafen {at}"), "text": format!("{text} ({at})")})
        .to_string()
    };
    let texts = [german, german, french, german, german, french, german];
    let mut lines: Vec<String> = texts.iter().enumerate().map(|(at, text)| record(at, text)).collect();
    lines.extend([
        "{\"text\": \"cut off".to_string(),
        "{\"title\": \"No text\"}".into(),
        "{\"text\": \"\"}".into(),
    ]);
    space.file("others.jsonl", lines.join("\n"));
    space.run("import others.jsonl").code(3);
}

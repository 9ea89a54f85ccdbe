//! Articles made by the thousand: sentences made of parts, the same for the same number.

const PEOPLE: &[&str] = &[
    "Ilse Brandt",
    "Tomas Okafor",
    "Marek Lind",
    "Priya Raman",
    "Anders Pohl",
    "Ingrid Solheim",
    "Nora Quint",
    "Eino Vik",
    "Astrid Holm",
    "Dario Conti",
    "Wei-ling Hsu",
    "Camille Dubois",
    "Magnus Eide",
    "Oona Marsh",
    "Henrik Vaasa",
    "Lucía Ferrán",
];
const BODIES: &[&str] = &[
    "the Ministry of Transport",
    "the Bank of Calderra",
    "the Arden Ferry Company",
    "the Dock Workers’ Union",
    "the University of Port Arden",
    "the Progress Party",
    "Nordhaven Bank",
    "the Harbor Authority",
];
const PLACES: &[&str] =
    &["Port Arden", "Saint Brannock", "Gdansk", "Nairobi", "Montevideo", "Taichung", "Accra", "Oulu"];
const THINGS: &[&str] = &[
    "a new ferry",
    "the harbor bridge",
    "an inquiry",
    "the budget",
    "a wage rise",
    "the storm barrier",
    "a school",
    "the tram line",
];
const TIMES: &[&str] = &[
    "yesterday",
    "on Tuesday",
    "last week",
    "on March 3",
    "in late 2032",
    "later this year",
    "on Friday evening",
];

/// A small generator of numbers (Steele and Vigna's SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[(self.next() % from.len() as u64) as usize]
    }
}

/// The body of article `number`: 8 paragraphs, about 2,000 characters.
pub fn body(number: u64) -> String {
    let mut numbers = Numbers(number);
    let paragraphs: Vec<String> = (0..8)
        .map(|_| {
            let (person, other) = (numbers.pick(PEOPLE), numbers.pick(PEOPLE));
            let (body, place, thing) = (numbers.pick(BODIES), numbers.pick(PLACES), numbers.pick(THINGS));
            let (time, other_place, amount) = (numbers.pick(TIMES), numbers.pick(PLACES), numbers.next() % 9000);
            format!(
                "{person} said {time} that {body} would pay {amount} crowns for {thing} in {place}. “We have waited for {thing} \
                 since 2019, and {other_place} has waited longer,” {other} told reporters. The plan, number {number}, is opposed \
                 by {body} in {other_place}."
            )
        })
        .collect();
    paragraphs.join("\n\n")
}

/// A line of JSONL for article `number`.
pub fn line(number: u64) -> String {
    let record = serde_json::json!({
        "url": format!("https://paper{}.example/{number}", number % 7),
        "title": format!("Plan {number} is opposed"),
        "date_publish": format!("2031-{:02}-{:02}", 1 + number % 12, 1 + number % 28),
        "authors": ["Jane Roe"],
        "maintext": body(number),
    });
    record.to_string() + "\n"
}

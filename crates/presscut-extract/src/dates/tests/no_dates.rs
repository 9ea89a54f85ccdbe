//! Text that looks like a date and is none.

use crate::dates::tests::table::assert_dates;

#[test]
fn what_is_no_date_is_left_alone() {
    let sentences = [
        "You may march for a second.",
        "March on, said the chief.",
        "Fab 25 has 1,200 workers.",
        "Theresa May met Jan Novak and April Jones.",
        "May I go? May they go.",
        "They won 3-2 on penalties, after 21-19 and 6-4.",
        "He took Flight 1990 to Oss.",
        "“Friday Night Lights” was a hit.",
        "The 6-year-old boy and the man, 52 years old.",
        "The boy, 6 years old, left.",
        "About 2000 people came.",
        "The 2000 workers and the 1500 metres.",
        "It cost $1999, or £2,019.",
        "Three-quarters of them left 7-Eleven.",
        "The bill is dated February 30, 2024.",
        "The bill is dated 2023-02-29 and 31/04/2023.",
        "The March on the capital was long.",
        "It was a day’s work.",
        "Call 555-1990 or 020 7946 2010.",
        "He ran the 2000-meter race in Boeing 2024.",
        "It fell 3/4 of a point, to 10 1/2.",
        "The second man came first and spoke of the fall of the wall.",
        "It sprang a spring and fell in the spring water.",
        "The Windows 2000 machine is in Room 2019.",
        "Article 2020 of the law and Section 1998.",
        "He sat in the sun and wed Sun Li.",
        "The Super Tuesday vote and Bloody Sunday.",
        "Year 0 and year 10000.",
        "He came to it by the ‘90%’ rule, and the ’10’ agrees.",
        "They lost the quarter-finals, and Oss made it to the 15th and final round.",
        "Shares of Tomorrow Group fell.",
        "He spoke on “This Week With Ann Roe”.",
        "The ratio is 10:30 to 1.",
        "He was in his early 30s.",
        "He spoke on “60 Minutes”.",
        "USA TODAY said so.",
        "Oss is Town of the Year.",
        "The first quarter-century was good.",
        "The quarter of the voters who came were young.",
        "It is 1,999.5 and 2024.5 meters.",
        "He lives at 2030 Main Street, near 1995 Old Harbour Rd. and 2019 N. 42nd Ave.",
        "She moved to 2021 St. Anne’s Lane.",
        "Write to PO Box 2019.",
        "In winter the harbour freezes; in the summer it is full.",
        "It is light enough for the summer months.",
        "Prices will fall in spring water.",
        "The code 2882015 is on it.",
    ];
    for sentence in sentences {
        assert_dates(Some("2024-10-03"), &[(sentence, "")]);
    }
}

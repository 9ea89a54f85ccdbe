//! Expressions of no day in particular: any Tuesday, every 2 April, "that day" of what the text does not date.

use crate::dates::tests::table::assert_dates;

/// Thursday.
const PUBLISHED: Option<&str> = Some("2024-10-03");

#[test]
fn any_weekday_is_no_day() {
    assert_dates(
        PUBLISHED,
        &[
            ("Try to book on a [Tuesday], [Wednesday] or [Sunday].", "XXXX-WXX-2 -; XXXX-WXX-3; XXXX-WXX-7"),
            ("It was a [Friday] when the mill burned.", "XXXX-WXX-5"),
            ("Shops may open on a [Sunday] or a [Monday].", "XXXX-WXX-7; XXXX-WXX-1"),
            ("They do not work on any [Saturday].", "XXXX-WXX-6"),
            ("In a [Wednesday] statement, the mill denied it.", "2024-10-02"),
            ("A [Monday] deadline has passed.", "2024-09-30"),
            ("They met on [Tuesday], [Wednesday] and [Sunday].", "2024-10-01; 2024-10-02; 2024-09-29"),
            ("What counts is the day of the week and the time of the year.", ""),
            ("Fares vary by the days of the week.", ""),
            ("At this time of the year the port is full.", ""),
            ("On the last day of [the week], it rained.", "2024-W40"),
        ],
    );
}

#[test]
fn a_date_of_every_year_recurs() {
    assert_dates(
        PUBLISHED,
        &[
            ("She wants [every 2 April] to be a feast.", "XXXX-04-02 SET EVERY -"),
            ("They march [each June 16] to the port.", "XXXX-06-16 SET EACH"),
            ("It is held on [March 8 each year].", "XXXX-03-08 SET EACH"),
            ("It is held [every year on 5 May].", "XXXX-05-05 SET EVERY"),
            ("The fair is held [each year in September] in Oss.", "XXXX-09 SET EACH"),
            ("It met [every year] and on [5 May 2023] too.", "P1Y; 2023-05-05"),
        ],
    );
}

#[test]
fn todays_world_is_that_of_these_times() {
    assert_dates(
        PUBLISHED,
        &[
            ("It matters to [today]’s youth.", "PRESENT_REF DATE -"),
            ("That is no small thing in [today]’s digital world.", "PRESENT_REF"),
            ("They are the leaders of [tomorrow].", "FUTURE_REF -"),
            ("The children of [today] read less.", "PRESENT_REF"),
            ("[Today]’s vote in the council was close.", "2024-10-03"),
            ("The council will vote [tomorrow].", "2024-10-04"),
            ("She spoke to NBC’s TODAY about the fire.", ""),
            ("[TODAY] the mill shut.", "2024-10-03"),
        ],
    );
}

#[test]
fn that_day_needs_a_day_in_the_text() {
    assert_dates(
        PUBLISHED,
        &[
            ("The mill was shut. [That day], nobody spoke.", "XXXX-XX-XX -"),
            ("But [the same day], she went to a dinner.", "XXXX-XX-XX"),
            ("She heard of it [that same day].", "XXXX-XX-XX"),
            ("The mill was shut on [Tuesday]. [That day], nobody spoke.", "2024-10-01; 2024-10-01"),
            ("It burned on [May 3, 2021]. [That evening], it rained.", "2021-05-03; 2021-05-03TEV"),
        ],
    );
}

#[test]
fn a_time_of_day_needs_a_day() {
    assert_dates(
        PUBLISHED,
        &[
            (
                "It is open from [8 a.m.] to [4 p.m.], [seven days] [a week].",
                "XXXX-XX-XXT08:00 TIME -; XXXX-XX-XXT16:00; P7D; P1W",
            ),
            ("The shift starts [around 6 a.m.] for most.", "XXXX-XX-XXT06:00"),
            ("The bar, a [midnight] haunt of sailors, is dear.", "XXXX-XX-XXT24:00"),
            ("The mill burned at [5 p.m.] in Oss.", "XXXX-XX-XXT17:00"),
            ("The mayor will speak at [5 p.m.] in Oss.", "2024-10-03T17:00"),
            ("The show ends [the next morning] in Oss.", "XXXX-XX-XXTMO"),
            ("[5:25 p.m.]\n\nThe count goes on.", "2024-10-03T17:25"),
            ("It rained on [Tuesday]. The pump, on from [8 a.m.], held.", "2024-10-01; 2024-10-01T08:00"),
        ],
    );
}

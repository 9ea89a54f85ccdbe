//! Dates that are counted from publication or from another date of the text.

use crate::dates::tests::table::assert_dates;

/// Thursday, of week 40.
const PUBLISHED: Option<&str> = Some("2024-10-03");

#[test]
fn from_publication() {
    assert_dates(
        PUBLISHED,
        &[
            ("Ishii [yesterday] said so.", "2024-10-02 DATE 2024-10-02..2024-10-02"),
            ("It opens [today] and closes [tomorrow].", "2024-10-03; 2024-10-04"),
            ("It opened [the day before yesterday].", "2024-10-01"),
            ("It opens [the day after tomorrow].", "2024-10-05"),
            ("He spoke on [Thursday last week].", "2024-09-26"),
            ("He spoke on [Thursday of last week].", "2024-09-26"),
            ("He spoke on [Monday this week].", "2024-09-30"),
            ("He spoke [last Friday], [a week ago Friday].", "2024-09-27; 2024-09-20"),
            ("He will speak [next Tuesday].", "2024-10-08"),
            ("He will speak [this Saturday].", "2024-10-05"),
            ("He will speak [this coming Sunday, October sixth].", "2024-10-06"),
            ("It fell [last month], [last week] and [last quarter].", "2024-09; 2024-W39; 2024-Q3"),
            ("It will rise [next month], [next week] and [next year].", "2024-11; 2024-W41; 2025"),
            ("It rose [this month], [this week] and [this year].", "2024-10; 2024-W40; 2024"),
            ("It fell [early last month].", "2024-09 START 2024-09-01..2024-09-10"),
            ("It fell [late last week].", "2024-W39 END 2024-09-27..2024-09-29"),
            ("Work begins [later this year].", "2024 END 2024-10-03..2024-12-31"),
            ("Work began [earlier this year].", "2024 START 2024-01-01..2024-10-03"),
            ("Work began [earlier in the month].", "2024-10 START 2024-10-01..2024-10-03"),
            ("[Two years ago] it was sold.", "2022"),
            ("[Ten days ago] it was sold.", "2024-09-23"),
            ("[Three weeks ago] it was sold.", "2024-W37"),
            ("[Two months ago] it was sold.", "2024-08"),
            ("[A year ago] it was sold.", "2023"),
            ("[A decade ago] it was sold.", "2014"),
            ("[Almost two years ago] it was sold.", "2022 LESS_THAN"),
            ("[About 20 years ago] it was sold.", "2004 APPROX"),
            ("[Several years ago] it was sold.", "PAST_REF -"),
            ("It will end [10 years from now].", "2034"),
            ("It will end in [two weeks’ time].", "2024-W42"),
            ("It rained [last weekend].", "2024-W39-WE 2024-09-28..2024-09-29"),
            ("It will rain [this weekend].", "2024-W40-WE"),
            ("It fell by [the end of the year].", "2024 END"),
            ("The [year-end] report.", "2024-12-31"),
            ("In [the past year] it fell.", "2023"),
            ("It rose [this century], [this decade].", "20; 202"),
            ("Sales rose [a year earlier].", "2023"),
            ("[A year and a half ago] it was sold.", "2023-04"),
            ("[Two and a half years ago] it was sold.", "2022-04"),
            ("It will be sold within [the next month].", "2024-11"),
            ("In [the past decade] it fell.", "P10Y DURATION 2014-10-03..2024-10-03"),
            ("Over [the next decade] it will fall.", "P10Y DURATION 2024-10-03..2034-10-03"),
            ("It rained over [the weekend of Sept. 14].", "2024-W37-WE 2024-09-14..2024-09-15"),
            ("It was open in [the first half of the year].", "2024-H1"),
        ],
    );
}

#[test]
fn tense_decides_the_direction() {
    assert_dates(
        PUBLISHED,
        &[
            ("She said on [Tuesday] that it was done.", "2024-10-01"),
            ("They will meet on [Tuesday].", "2024-10-08"),
            ("They meet on [Tuesday].", "2024-10-08"),
            ("She said [Thursday] that it was done.", "2024-10-03"),
            ("They said they would meet [Saturday].", "2024-10-05"),
            ("They had filed reports by [Wednesday].", "2024-10-02"),
            ("It had been due to expire [Friday].", "2024-09-27"),
            ("It is expected to expire [Friday].", "2024-10-04"),
            ("On [Friday], Brandt resigned.", "2024-09-27"),
            ("On [Friday], Brandt will resign.", "2024-10-04"),
            ("She will be named commander of the station for a mission in [July].", "2025-07"),
            ("He died on [Sept. 20].", "2024-09-20"),
            ("He died on [Nov. 20].", "2023-11-20"),
            ("The dividend is payable [Jan. 2].", "2025-01-02"),
            ("The dividend will be paid [Sept. 2] to holders.", "2025-09-02"),
            ("They are expected to vote in [November].", "2024-11"),
            ("The court ruled in [November].", "2023-11"),
            ("In [January], the harbour brought in a new chief.", "2024-01"),
            (
                "He stepped down as chairman and president of the harbour in [December] for health reasons.",
                "2023-12",
            ),
            ("At a talk on [Tuesday] after being confirmed, she smiled.", "2024-10-01"),
            ("The case is heard in [May] by the court.", "2025-05"),
            ("They plan to open it by [June].", "2025-06"),
            ("Registration opens [Jan. 5].", "2025-01-05"),
            ("Neither he nor the four others could be found on [Wednesday].", "2024-10-02"),
            ("He could not be reached for comment [Saturday].", "2024-09-28"),
            ("The mayor would not say [Tuesday] how it would be paid.", "2024-10-01"),
            ("The mayor wouldn’t comment [Tuesday].", "2024-10-01"),
            ("They would look for ways around [Tuesday]’s ruling.", "2024-10-01"),
            ("They will vote before [Tuesday]’s debate.", "2024-10-08"),
            ("He will profit from the win on [Tuesday].", "2024-10-01"),
            ("Asked on [Monday] whether she would run, Ishii smiled.", "2024-09-30"),
            ("She should ignore those who on [Sunday] called her a liar.", "2024-09-29"),
            ("He agreed to a call on [Wednesday].", "2024-10-02"),
            ("The town sued the harbour on [Friday], seeking to close it.", "2024-09-27"),
            ("That did not grow any more likely on [Tuesday].", "2024-10-01"),
            ("He is more likely to win on [Tuesday].", "2024-10-08"),
            ("Oss must close if it loses in [November].", "2024-11"),
            ("I’m telling you, [November 8] is near.", "2024-11-08"),
            ("With more votes likely to come, Ishii on [Wednesday] announced a plan.", "2024-10-02"),
            ("They will come to the rally on [Saturday] organised by Brandt.", "2024-10-05"),
            ("It will not be forgiven after her [March] comment.", "2024-03"),
            ("It will be told at its [March] meeting.", "2025-03"),
            ("In [February] Oss sold its plan on [Monday], with plans to build.", "2024-02; 2024-09-30"),
        ],
    );
}

#[test]
fn from_other_dates_of_the_text() {
    assert_dates(
        PUBLISHED,
        &[
            (
                "The war began on [June 25, 1950]. [Two days later] Oss fell. [The following year] it was retaken.",
                "1950-06-25; 1950-06-27; 1951",
            ),
            (
                "It fell on [May 3, 2021]. [The next day] it rose, [the day before] too.",
                "2021-05-03; 2021-05-04; 2021-05-03",
            ),
            ("It fell in [1997]. [That year] and [the same year] it rose.", "1997; 1997; 1997"),
            (
                "It fell in [May 2021]. [The same month] it rose, [the previous month] it stood.",
                "2021-05; 2021-05; 2021-04",
            ),
            ("It fell in [1997]. [Two years later] it rose.", "1997; 1999"),
            ("It fell in [1997]. [Two years earlier] it rose.", "1997; 1995"),
            ("It fell on [May 3, 2021], and [three weeks later] rose.", "2021-05-03; 2021-W21"),
            ("It fell on [May 3, 2021], and by [the following Tuesday] rose.", "2021-05-03; 2021-05-04"),
            ("It fell on [May 3, 2021]. [That night] it rose.", "2021-05-03; 2021-05-03TNI"),
            ("It fell on [May 3, 2021]. [The next morning] it rose.", "2021-05-03; 2021-05-04TMO"),
            ("It fell on [May 3, 2021]. [Later that day] it rose.", "2021-05-03; 2021-05-03 END"),
            ("It fell on [May 3, 2021]. [A day earlier] it rose.", "2021-05-03; 2021-05-02"),
            ("It fell on [the sixth day].", "XXXX-XX-XX DATE -"),
            ("He died in [May 2010]; it closed [that December].", "2010-05; 2010-12"),
            ("It fell in [February], more than [the month before].", "2024-02; 2024-01"),
            ("It fell in [August], more than in [the same month last year].", "2024-08; 2023-08"),
            ("It fell in [August]; in [the month] as a whole it rained.", "2024-08; 2024-08"),
            ("It fell on [May 3, 2021], [the day] before the vote.", "2021-05-03; 2021-05-03"),
            ("It fell on [May 3, 2021]. [The day] after the vote it rose.", "2021-05-03; 2021-05-04"),
            ("[The day] before [Christmas] it fell.", "2023-12-24; 2023-12-25"),
            ("[The day] after [Monday]’s debate it fell.", "2024-10-01; 2024-09-30"),
            ("It lost in [the third quarter of 2023]. [That quarter] it rained.", "2023-Q3; 2023-Q3"),
            (
                "It fell on [May 3, 2021]. It rose at [5 p.m.] Oss is old. It is large. It is rich. It sleeps at [9 p.m.]",
                "2021-05-03; 2021-05-03T17:00; XXXX-XX-XXT21:00",
            ),
        ],
    );
}

#[test]
fn without_a_publication_date_nothing_is_guessed() {
    assert_dates(
        None,
        &[
            ("On [Tuesday] she said so.", "XXXX-WXX-2 -"),
            ("[Yesterday] she said so.", "XXXX-XX-XX -"),
            ("[Last year] and [last month] she said so.", "XXXX -; XXXX-XX -"),
            ("On [Oct. 3] she said so.", "XXXX-10-03 -"),
            ("In [May] she said so.", "XXXX-05 -"),
            ("[Last week] she said so.", "XXXX-WXX -"),
            ("In [the third quarter] it fell.", "XXXX-Q3 -"),
            ("[Last summer] it fell.", "XXXX-SU -"),
            ("[Two years ago] it fell.", "XXXX -"),
            ("At [Christmas] it snows, at [Thanksgiving] not.", "XXXX-12-25 -; XXXX-XX-XX -"),
            ("[Last night] it rained.", "XXXX-XX-XXTNI -"),
            ("At [5 p.m.] it rained.", "XXXX-XX-XXT17:00 -"),
            (
                "In [2020] it rained, [the next year] too.",
                "2020 2020-01-01..2020-12-31; 2021 2021-01-01..2021-12-31",
            ),
            ("For [the past two weeks] it rained.", "P2W -"),
            ("It rained on [Sunday, 6 October 2024], and on [Monday].", "2024-10-06; XXXX-WXX-1"),
        ],
    );
}

#[test]
fn the_present_of_a_verb_of_scheduling_announces_what_is_to_come() {
    assert_dates(
        PUBLISHED,
        &[
            ("The trial opens on [Friday].", "2024-10-04"),
            ("A new season starts on [Monday].", "2024-10-07"),
            ("The show runs from [Friday] to [Sunday].", "2024-10-04; 2024-10-06"),
            ("The trial opens in [two days].", "2024-10-05"),
            ("She joins on loan, with the move to become final in [the summer].", "2025-SU"),
            // A noun, or the verb of another subject.
            ("They had a lead at the start of the runs on [Monday].", "2024-09-30"),
        ],
    );
}

#[test]
fn an_anniversary_is_counted_from_the_day_of_publication() {
    assert_dates(
        PUBLISHED,
        &[
            ("It opened [a year ago today].", "2023-10-03"),
            ("It opened [five years ago this week].", "2019-W40"),
            ("It opened [ten years ago this month].", "2014-10"),
        ],
    );
}

#[test]
fn a_club_or_a_feast_is_no_weekday() {
    assert_dates(PUBLISHED, &[("Sheffield Wednesday lost on [Tuesday].", "2024-10-01")]);
}

//! Dates that another date fixes, lists and ranges of days, and the year of a passage.

use crate::dates::tests::table::assert_dates;

/// Thursday, of week 10.
const PUBLISHED: Option<&str> = Some("2024-03-07");

#[test]
fn weeks_are_counted_from_a_weekday() {
    assert_dates(
        PUBLISHED,
        &[
            ("The trial is set for [a week on Tuesday].", "2024-03-19 DATE"),
            ("Talks resume [a week on Wednesday] in the old town hall.", "2024-03-20"),
            ("She is due back in court [a fortnight on Monday].", "2024-03-25"),
            ("He is to be sentenced [two weeks from Friday].", "2024-03-22"),
            ("The vote is on [Thursday week], the count on [Monday fortnight].", "2024-03-21; 2024-03-25"),
            ("The party is [tomorrow week].", "2024-03-15"),
            ("It will open [a week today], or [a week tomorrow].", "2024-03-14; 2024-03-15"),
            ("It was opened [a week last Friday].", "2024-02-23"),
            ("The shop was shut for [a week] on [Tuesday].", "P1W; 2024-03-05"),
            ("It closed [three Fridays ago].", "2024-02-16"),
            ("It will close [two Sundays from now].", "2024-03-17"),
            ("They meet [the week after next].", "2024-W12"),
            ("They met [the Friday before last].", "2024-02-23"),
            ("They will meet [the Saturday after next].", "2024-03-16"),
            ("It closed [the year before last].", "2022"),
            ("It fell on [May 3, 2021]. [Two weeks on], the road was shut.", "2021-05-03; 2021-W20"),
            ("It fell on [May 3, 2021]. [Three years on], the road is shut.", "2021-05-03; 2024"),
            ("[Ten years on], the road is shut.", "XXXX -"),
        ],
    );
}

#[test]
fn a_weekday_stands_with_a_date() {
    assert_dates(
        PUBLISHED,
        &[
            ("They met on [Sunday night 7th June 2015] in the hall.", "2015-06-07TNI TIME"),
            ("They met on [Saturday evening, March 2].", "2024-03-02TEV"),
            ("They met on [Wednesday afternoon the 6th of March].", "2024-03-06TAF"),
            ("The trial is set for [Mon 11th].", "2024-03-11"),
            ("The trial is set for [Monday the 11th].", "2024-03-11"),
            ("It opens on [Sat 16th], and on [Sun 17th].", "2024-03-16; 2024-03-17"),
            ("It shut on [Tues.] and will not open again.", "2024-03-05"),
            ("It sank [Sat. night] near the port.", "2024-03-02TNI"),
            ("It sank [Sat night] near the port.", "2024-03-02TNI"),
            ("It opens on [Weds 13 March].", "2024-03-13"),
            ("He reads The Sun and Mon Repos. Sat nav and Fri frites.", ""),
        ],
    );
}

#[test]
fn a_day_or_weekend_stands_beside_a_date_or_a_feast() {
    assert_dates(
        PUBLISHED,
        &[
            ("It rained on [the Friday before Easter].", "2023-04-07"),
            ("It closed on [the Monday after Christmas].", "2024-01-01"),
            ("It closed on [the Saturday before March 3].", "2024-03-02"),
            ("It rained on [the weekend before Christmas].", "2023-W51-WE"),
            ("It closed [the weekend after New Year’s Day].", "2024-W01-WE"),
            ("It rained [the week after Easter].", "2023-W15"),
            ("It rained over [Easter weekend].", "2023-W14-WE"),
            ("It opens on [Labor Day weekend].", "2024-W35-WE"),
            ("It rained over [the Thanksgiving weekend].", "2023-W47-WE"),
            ("It opens in [Christmas week].", "2024-W52"),
            ("It rained [two days] after [Christmas].", "2023-12-27; 2023-12-25"),
            ("It rained [a week] before [Election Day].", "2023-W44; 2023-11-07"),
            ("The fair is on [the weekend of March 16-17].", "2024-W11-WE"),
            ("The fair is on [the weekend of 16 and 17 March].", "2024-W11-WE"),
        ],
    );
}

#[test]
fn a_day_stands_in_a_month_that_is_relative() {
    assert_dates(
        PUBLISHED,
        &[
            ("It closed on [the 3rd of last month].", "2024-02-03"),
            ("It will open on [the 15th of next month].", "2024-04-15"),
            ("It closed on [the last day of last month].", "2024-02-29"),
            ("It will open on [the first Monday of next month].", "2024-04-01"),
            ("It will open on [the last Friday of this month].", "2024-03-29"),
            ("It will open in [the first week of next month].", "2024-W14"),
            ("It sank on [the 28th of the month before].", "2024-02-28"),
            ("In [May 2021] it rained; it sank on [the 3rd of that month].", "2021-05; 2021-05-03"),
        ],
    );
}

#[test]
fn days_are_listed_before_or_after_their_month() {
    assert_dates(
        PUBLISHED,
        &[
            ("The fair is on [5], [6] and [7 June].", "2024-06-05; 2024-06-06; 2024-06-07"),
            ("The fair is on [June 5], [6] and [7, 2025].", "2025-06-05; 2025-06-06; 2025-06-07"),
            ("The fair is on [the 5th] and [6th of June].", "2024-06-05; 2024-06-06"),
            ("The fair is from [5th] to [7th June 2025].", "2025-06-05; 2025-06-07"),
            ("The fair is on [5]/[6 June].", "2024-06-05; 2024-06-06"),
            ("The fair is from [Thursday 14] to [Saturday 16 March].", "2024-03-14; 2024-03-16"),
            (
                "The fair is [Thursday] to [Saturday], [March 14]-[16].",
                "2024-03-14; 2024-03-16; 2024-03-14; 2024-03-16",
            ),
            (
                "The fair is on [Saturday] and [Sunday], [16]-[17 March].",
                "2024-03-16; 2024-03-17; 2024-03-16; 2024-03-17",
            ),
            ("The fair is from [30 June] to [2 July 2025].", "2025-06-30; 2025-07-02"),
            ("On [July 5], 6 people came.", "2023-07-05"),
        ],
    );
}

#[test]
fn a_month_or_day_takes_the_year_that_its_passage_is_about() {
    assert_dates(
        PUBLISHED,
        &[
            ("The riots of [July 2021] shook the town. On [July 8] the port burned.", "2021-07; 2021-07-08"),
            (
                "It sank on [March 3, 2019]. The mill closed in [May] and was sold in [September].",
                "2019-03-03; 2019-05; 2019-09",
            ),
            ("In [2012] the club was sold. In [May] it went broke.", "2012; 2012-05"),
            ("He won in [November 2018], and took office in [January].", "2018-11; 2019-01"),
            // A verb of saying, a verb of the future, and a date of today lead out of the passage.
            ("The riots of [July 2021] shook the town. In [January], Brandt said so.", "2021-07; 2024-01"),
            ("The riots of [July 2021] shook the town. The trial will open in [May].", "2021-07; 2024-05"),
            (
                "The riots of [July 2021] ended. [Yesterday] it rained. It snowed in [January].",
                "2021-07; 2024-03-06; 2024-01",
            ),
            // A year that belongs to a noun says nothing of the passage.
            ("The bridge of the [June 2014] treaty opened in [January].", "2014-06; 2024-01"),
        ],
    );
}

#[test]
fn what_a_past_verb_says_of_that_evening_is_not_of_a_day_to_come() {
    assert_dates(
        PUBLISHED,
        &[
            (
                "The strike began on [3 May 2021]. [That evening] the port closed. [The same day] it rained.",
                "2021-05-03; 2021-05-03TEV; 2021-05-03",
            ),
            ("The party is on [Sunday]. [That evening] they will dance.", "2024-03-10; 2024-03-10TEV"),
            (
                "On [Monday] he spoke. They will vote on [Tuesday]. [That night] he left.",
                "2024-03-04; 2024-03-12; 2024-03-04TNI",
            ),
        ],
    );
}

#[test]
fn nothing_is_joined_across_a_blank_line() {
    assert_dates(
        PUBLISHED,
        &[
            ("It opens in [May]\n\n[2031] was good.", "2024-05; 2031"),
            ("It opens on [Monday]\n\n[March 3] was wet.", "2024-03-11; 2024-03-03"),
            ("It opens on 3\n\n[April] was wet.", "2023-04"),
        ],
    );
}

#[test]
fn a_weekday_without_a_verb_is_the_one_that_the_text_speaks_of() {
    assert_dates(
        PUBLISHED,
        &[
            (
                "The council will vote on [Friday]. Much depends on [Friday]’s weather.",
                "2024-03-08; 2024-03-08",
            ),
            ("Rain from [Friday] on. It will be heavy on [Friday].", "2024-03-08; 2024-03-08"),
            ("The port shut on [Friday]. Many remember [Friday]’s wind.", "2024-03-01; 2024-03-01"),
            // Thursday is the day of publication.
            ("Storms possible both [Thursday] and [Saturday]", "2024-03-07; 2024-03-09"),
            ("The port shut on [Monday]. It will open on [Monday].", "2024-03-04; 2024-03-11"),
        ],
    );
}

#[test]
fn a_length_of_time_is_a_date_where_a_verb_of_the_future_leads_to_it() {
    assert_dates(
        PUBLISHED,
        &[
            ("They will meet in [ten days].", "2024-03-17 DATE"),
            ("In just [63 days], the votes will be cast.", "2024-05-09 DATE"),
            ("They will meet in [a week], and vote [the week after].", "2024-W11; 2024-W12"),
            ("It will be sold in [five years].", "2029 DATE"),
            ("They met in [ten days].", "P10D DURATION"),
            ("It will be the first visit in [ten years].", "P10Y DURATION"),
            ("They will work for [ten days].", "P10D DURATION"),
            ("It will rise in [the year] ending in [June].", "P1Y DURATION; 2024-06"),
            ("She has written much in [the year] since.", "P1Y DURATION"),
        ],
    );
}

#[test]
fn limits_point_to_the_future() {
    assert_dates(
        PUBLISHED,
        &[
            ("They asked for papers no later than [May 31].", "2024-05-31"),
            ("They asked for papers by [May 31].", "2024-05-31"),
            ("She has built a lead ahead of [Friday]’s vote.", "2024-03-08"),
            ("It was always going to be hard, the game from [February].", "2024-02"),
            ("The storm came on [March 3]. [The day prior] it rained.", "2024-03-03; 2024-03-02"),
            ("[The day] after the attack, it said it saw nothing.", "XXXX-XX-XX"),
        ],
    );
}

#[test]
fn lists_and_pairs_lend_their_year() {
    assert_dates(
        PUBLISHED,
        &[
            ("[Oct. 9], [11, 1981]: The band played.", "1981-10-09; 1981-10-11"),
            ("They met on [May 3], [5, 2022] in Oss.", "2022-05-03; 2022-05-05"),
            (
                "He played there on [July 5], [6, 2010] and [May 2, 2011].",
                "2010-07-05; 2010-07-06; 2011-05-02",
            ),
            ("On [March 5], 6 people left.", "2024-03-05"),
            ("The [2025]/[2026] season is near.", "2025; 2026"),
            ("The figures of [2021]/[2022] are out.", "2021; 2022"),
            ("[The year 1984]/[85] was good.", "1984; 1985"),
            ("It is in [the autumn]/[winter 2022] line.", "2022-FA; 2022-WI"),
            ("[The spring] and [summer of 2021] were wet.", "2021-SP; 2021-SU"),
            ("[The winter] and [spring 2021] were cold.", "2020-WI; 2021-SP"),
            ("[1985], [1988]: The band came twice.", "1985; 1988"),
            ("[1959]: The club won.", "1959"),
            ("At the games in [1932]: two medals.", "1932"),
            ("It is written in 2019:3 of the book.", ""),
            ("The post-[1959] politics and the pre-[2008] rules.", "1959; 2008"),
        ],
    );
}

#[test]
fn may_is_a_month_beside_a_year_or_what_it_owns() {
    assert_dates(
        PUBLISHED,
        &[
            ("His first speech, [May, 1994], was short.", "1994-05"),
            ("He said [May]’s figures were weak.", "2023-05"),
            ("The chief economist said [May]'s strong numbers are a good sign.", "2023-05"),
            ("Theresa May spoke. He said May’s plan was weak.", ""),
            ("Mrs. May spoke. They liked May’s plan.", ""),
            ("It would be worse if the [February] report was weak.", "2024-02"),
            ("They will wait for the [March] jobs numbers.", "2024-03"),
            ("They will read the [January] data again.", "2024-01"),
            ("“[February] inflation will go up,” said Ann.", "2024-02"),
            ("It was a question by June Leow Lim and April Ann Oss.", ""),
            ("It will be done by [June], Ann said.", "2024-06"),
        ],
    );
}

#[test]
fn what_is_compared_with_is_past() {
    assert_dates(
        PUBLISHED,
        &[
            ("The share stands at $42 in [December] from $29.75 in [August].", "2023-12; 2023-08"),
            ("The rate is 6 percent, compared with 5 percent in [July].", "2023-07"),
            ("The rate is 6 percent, up from seven in [June].", "2023-06"),
            ("It has extended loans of $2 million through [September].", "2024-09"),
            ("The mill has renewed the lease through [July].", "2024-07"),
            ("It fell through [September].", "2023-09"),
            ("The index has risen 5 percent since [year-end].", "2023-12-31"),
            ("It is to be done by [year-end].", "2024-12-31"),
            ("Ann, who turns 18 in [three days], came too.", "2024-03-10"),
            (
                "In [July], [a week] after the feast of the patron of the port town of Oss in the north of the \
                 island, a bomb in the square in the old part of it killed two.",
                "2023-07; P1W",
            ),
        ],
    );
}

#[test]
fn a_month_keeps_the_year_with_which_the_text_named_it() {
    assert_dates(
        PUBLISHED,
        &[
            (
                "He was arrested in [April 2022]. He denied it. His wife left. The arrest led to riots in [April].",
                "2022-04; 2022-04",
            ),
            (
                "It was begun in [June 2021]. Nobody paid. They stopped in [June], she wrote.",
                "2021-06; 2021-06",
            ),
            (
                "It burned in [May 2022]. It is still shut. Nobody paid. Ann left. In [May], the council met again.",
                "2022-05; 2023-05",
            ),
            ("It burned in [May 2022]. It will open in [May].", "2022-05; 2024-05"),
        ],
    );
}

#[test]
fn what_words_beside_a_date_say_of_its_side() {
    assert_dates(
        PUBLISHED,
        &[
            ("She was not hopeful about the looming showdown in [November].", "2024-11"),
            ("He spoke of her upcoming trip to Oss in [October].", "2024-10"),
            ("They were wary of the impending vote on [Friday].", "2024-03-08"),
            ("With a vote looming, the mayor on [Monday] spoke.", "2024-03-04"),
            ("By [Tuesday], the road was clear.", "2024-03-05"),
            ("By [early June], a club focused on winning will be ready.", "2024-06"),
            ("By [Monday], they will be gone.", "2024-03-11"),
            ("The bill was purported to be written in [July].", "2023-07"),
            ("The figures show that [July] has been wet.", "2023-07"),
            ("Seven were killed in [a day].", "P1D"),
            ("It is granted for a year's time.", ""),
            ("It will open in [a year's time].", "2025"),
            ("The Good Friday Agreement and Easter Island are old.", ""),
            ("The policies of [yesterday] will not do.", "PAST_REF"),
            ("Flights leave on [Monday] and [Tuesday nights].", "XXXX-WXX-1TNI SET; XXXX-WXX-2TNI"),
        ],
    );
}

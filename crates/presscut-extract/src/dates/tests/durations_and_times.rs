//! Times of day, durations, sets, and the three vague dates.

use crate::dates::tests::table::assert_dates;

/// Thursday.
const PUBLISHED: Option<&str> = Some("2024-10-03");

#[test]
fn times_of_day() {
    assert_dates(
        PUBLISHED,
        &[
            ("They met at [5 p.m. Monday].", "2024-09-30T17:00 TIME 2024-09-30..2024-09-30"),
            ("They met [Monday at 5 p.m.]", "2024-09-30T17:00"),
            ("At [5am today] it rained.", "2024-10-03T05:00"),
            ("At [5:30 p.m. EST] it will rain.", "2024-10-03T17:30"),
            ("It will begin at [17:30 GMT].", "2024-10-03T17:30Z"),
            ("It will begin at [0930 GMT].", "2024-10-03T09:30Z"),
            ("It will begin at [1700 hours].", "2024-10-03T17:00"),
            ("It will begin at [5.30pm].", "2024-10-03T17:30"),
            ("It will begin at [10 o’clock].", "2024-10-03T10:00"),
            ("It will begin at [half past five].", "2024-10-03T05:30"),
            ("It will begin at [5.30pm this afternoon].", "2024-10-03T17:30"),
            ("It will begin at [ten o’clock in the morning].", "2024-10-03T10:00"),
            (
                "It will begin at [9 in the morning] and end at [9 at night].",
                "2024-10-03T09:00; 2024-10-03T21:00",
            ),
            ("It will begin at [8:15 this morning].", "2024-10-03T08:15"),
            ("It began at [3 p.m. local time on Tuesday].", "2024-10-01T15:00"),
            ("It will be over by [noon Saturday].", "2024-10-05T12:00"),
            ("It will end at [midnight].", "2024-10-03T24:00"),
            ("It ended at [midnight Friday].", "2024-09-27T24:00"),
            ("It fell on [Monday morning].", "2024-09-30TMO"),
            ("It fell on [the morning of Sept. 30].", "2024-09-30TMO"),
            ("It fell [yesterday afternoon] and [this evening].", "2024-10-02TAF; 2024-10-03TEV"),
            ("[Last night] it rained.", "2024-10-02TNI"),
            ("It rained [tonight] and [this morning].", "2024-10-03TNI; 2024-10-03TMO"),
            ("It rained [early Tuesday].", "2024-10-01 START"),
            ("It rained [early Monday morning].", "2024-09-30TMO START"),
            ("It rained [late Monday].", "2024-09-30 END"),
            ("It began at [dawn on Tuesday].", "2024-10-01TMO"),
            ("It opened on [Oct. 2 at 4 p.m.]", "2024-10-02T16:00"),
            ("Posted [2024-10-03T05:00].", "2024-10-03T05:00 TIME"),
            ("Posted [2024-10-03 05:00].", "2024-10-03T05:00 TIME"),
            ("It will rain in [the morning].", "2024-10-03TMO"),
            ("It rained on [mid-afternoon yesterday].", "2024-10-02TAF MID"),
            ("It began at [10:30 p.m. on Wednesday night].", "2024-10-02T22:30"),
            (
                "It blew up at [10:35 a.m.] ([0735 GMT]) [Friday].",
                "2024-09-27T10:35; 2024-09-27T07:35Z; 2024-09-27",
            ),
            (
                "It is open 7-[9 p.m.], or [10 a.m.]-[4 p.m.]",
                "XXXX-XX-XXT21:00; XXXX-XX-XXT10:00; XXXX-XX-XXT16:00",
            ),
            ("In those last nights it rained.", ""),
        ],
    );
}

#[test]
fn durations() {
    assert_dates(
        PUBLISHED,
        &[
            ("It lasted [three days].", "P3D DURATION -"),
            ("It lasted [nearly two years].", "P2Y LESS_THAN"),
            ("It lasted [about two hours].", "PT2H APPROX"),
            ("It lasted [more than a year].", "P1Y MORE_THAN"),
            ("It lasted [less than an hour].", "PT1H LESS_THAN"),
            ("It lasted [at least 20 years].", "P20Y EQUAL_OR_MORE"),
            ("It lasted [up to 180 days].", "P180D EQUAL_OR_LESS"),
            ("It lasted [two years or so].", "P2Y APPROX"),
            ("The [eight-year] war.", "P8Y"),
            ("A [90-minute] talk.", "PT90M"),
            ("It took [a year and a half].", "P1Y6M"),
            ("It took [two and a half years].", "P2Y6M"),
            ("It took [2 1/2 hours].", "PT2H30M"),
            ("It took [half a year].", "P6M"),
            ("It took [three years and two months].", "P3Y2M"),
            ("It took [2 hours and 30 minutes].", "PT2H30M"),
            ("It took [a decade] and [two centuries].", "P10Y; P200Y"),
            ("It took [a fortnight].", "P2W"),
            ("It took [48 hours].", "PT48H"),
            ("It went on for [weeks], and [several months].", "PXW; PXM"),
            ("It went on for [decades].", "PXDE"),
            ("For [the past three months] it fell.", "P3M 2024-07-03..2024-10-03"),
            ("In [the past five years] it fell.", "P5Y 2019-10-03..2024-10-03"),
            ("Over [the next two weeks] it will fall.", "P2W 2024-10-03..2024-10-17"),
            ("In [the next few weeks] it will fall.", "PXW"),
            ("In [the last 24 hours] it fell.", "PT24H 2024-10-02..2024-10-03"),
            ("He stayed for [a month].", "P1M"),
            ("He stayed for [six straight days].", "P6D"),
            ("He stayed for [two to three weeks].", "P2W"),
            ("He stayed for [a year or two].", "PXY"),
            ("It lasted [the first hours], and [the early years].", "PTXH; PXY"),
            ("It rained in [the days] before the vote.", "PXD"),
            ("The [two day] rally, the [months]-long siege.", "P2D; PXM"),
            ("It is spread over [three years].", "P3Y"),
            ("It stood for [over three years].", "P3Y MORE_THAN"),
        ],
    );
}

#[test]
fn sets() {
    assert_dates(
        PUBLISHED,
        &[
            ("It runs [every Monday].", "XXXX-WXX-1 SET EVERY -"),
            ("It runs [each year].", "P1Y SET EACH"),
            ("It runs [every two weeks].", "P2W SET EVERY"),
            ("It runs [every other day].", "P2D SET EVERY"),
            ("It runs [twice a week].", "P1W SET 2X"),
            ("It runs [once a month].", "P1M SET 1X"),
            ("It runs [three times a day].", "P1D SET 3X"),
            ("It runs [four times per year].", "P1Y SET 4X"),
            ("It runs [daily], [weekly] and [annually].", "P1D SET; P1W SET; P1Y SET"),
            ("It costs $5 [a year].", "P1Y SET"),
            ("It costs 50 cents [per day].", "P1D SET"),
            ("It runs [every October] and [every summer].", "XXXX-10 SET EVERY; XXXX-SU SET EVERY"),
            ("It runs [every morning].", "XXXX-XX-XXTMO SET EVERY"),
            ("It runs on [Mondays] and on [weekends].", "XXXX-WXX-1 SET; XXXX-WXX-WE SET"),
            ("It runs on [weekdays].", "XXXX-WXX-WD SET"),
            ("It runs on [Tuesday nights].", "XXXX-WXX-2TNI SET"),
            ("It runs [every Christmas].", "XXXX-12-25 SET EVERY"),
            ("It runs [nightly].", "XXXX-XX-XXTNI SET"),
            ("It is open [12 hours] [a day], [six days] [a week].", "PT12H; P1D SET; P6D; P1W SET"),
            ("It grew 7 percent [a year], and killed 300 people [a year].", "P1Y SET; P1Y SET"),
            ("The Harbour Party daily Oss, and the daily, said so.", ""),
        ],
    );
}

#[test]
fn vague_times() {
    assert_dates(
        PUBLISHED,
        &[
            ("It is [now] open.", "PRESENT_REF DATE -"),
            ("It is [currently] open.", "PRESENT_REF"),
            ("It [recently] opened.", "PAST_REF -"),
            ("It will [soon] open.", "FUTURE_REF -"),
            ("In [the future] and in [the near future].", "FUTURE_REF; FUTURE_REF"),
            ("In [the past] it was open.", "PAST_REF"),
            ("In [recent years] it fell.", "PAST_REF DATE"),
            ("They sing [these days].", "PRESENT_REF"),
            ("The [current] plan, its [current] owner.", "PRESENT_REF; PRESENT_REF"),
            ("It will [one day] be full.", "FUTURE_REF"),
            ("It is to close at [a later date], and not in [the short term].", "FUTURE_REF; FUTURE_REF"),
            ("In [past years] it was open.", "PAST_REF"),
        ],
    );
}

//! Dates by name or number: days, months, years, decades, quarters, seasons, eras, holidays.

use crate::dates::tests::table::assert_dates;

/// Thursday.
const PUBLISHED: Option<&str> = Some("2024-10-03");

#[test]
fn days() {
    assert_dates(
        PUBLISHED,
        &[
            ("It opened on [Oct. 3, 2024], they said.", "2024-10-03 DATE 2024-10-03..2024-10-03"),
            ("It opened on [Oct 3 2024].", "2024-10-03"),
            ("It opened on [Jul 19 2022], [Jul. 3] and [Jun. 3].", "2022-07-19; 2022-07-03; 2022-06-03"),
            ("It opened on [the first day of March 2023].", "2023-03-01"),
            ("It was built after the [Sept. 11] attacks.", "2001-09-11"),
            ("His [11th August] Oss speech.", "2024-08-11"),
            ("It opened on [the last day of 2022].", "2022-12-31"),
            ("It opened on [the last day of February 2024].", "2024-02-29"),
            ("It opened on [the first Monday in September].", "2024-09-02"),
            ("It opened on [the last Friday of May 2023].", "2023-05-26"),
            ("It opened in [the first week of April 2024].", "2024-W14 2024-04-01..2024-04-07"),
            ("It opened in [the last week of May 2024].", "2024-W22"),
            ("It opened on [October 3rd, 2023].", "2023-10-03"),
            ("It opened on [3 October 2024].", "2024-10-03"),
            ("It opened on [3 October, 2024].", "2024-10-03"),
            ("It opened on [3rd October 2023].", "2023-10-03"),
            ("It opened on [the 3rd of October].", "2024-10-03"),
            ("It opened on [the third of October 2022].", "2022-10-03"),
            ("It opened on [Thursday, Oct. 3].", "2024-10-03"),
            ("It opened on [Thursday, October 3, 2024].", "2024-10-03"),
            ("It opened on [Thursday 3 October].", "2024-10-03"),
            ("It opened on [Tuesday] ([Oct 1]).", "2024-10-01; 2024-10-01"),
            ("It opened on [Tuesday, 1 October].", "2024-10-01"),
            ("Version of [2024-10-03].", "2024-10-03"),
            ("Version of [2024/10/03].", "2024-10-03"),
            ("Version of [3.10.2024].", "2024-10-03"),
            ("Dated [10/3/24].", "2024-10-03"),
            ("Dated [10/3/2024].", "2024-10-03"),
            ("Dated [23/10/2024].", "2024-10-23"),
            ("Dated [3/10/24] and [23/10/24].", "2024-10-03; 2024-10-23"),
            ("Dated [3/10/24], and opened on [5 March 2024].", "2024-10-03; 2024-03-05"),
            ("Dated [3-Oct-2024].", "2024-10-03"),
            ("It opened on [the 3rd].", "2024-10-03"),
            ("It opened on [29 February 2024].", "2024-02-29"),
            ("It opened on [May Day].", "2024-05-01"),
            ("After [9/11] all changed.", "2001-09-11"),
            ("After [Sept. 11, 2001], all changed.", "2001-09-11"),
        ],
    );
}

#[test]
fn months_and_years() {
    assert_dates(
        PUBLISHED,
        &[
            ("The [1833] constitution, his [1835] speech.", "1833; 1835"),
            ("The [1967] borders, and Oss as [2025] begins.", "1967; 2025"),
            ("The town’s [August] Situation Report.", "2024-08"),
            ("Between [1833] and [1855] it rained ([1886]).", "1833; 1855; 1886"),
            (
                "In its [May] report it rose, as it did between the [March] and [April] talks.",
                "2024-05; 2024-03; 2024-04",
            ),
            ("[Last May] Ishii left.", "2024-05"),
            ("It opened in [October 2021].", "2021-10 DATE 2021-10-01..2021-10-31"),
            ("It opened in [October, 2021].", "2021-10"),
            ("It opened in [October of 2021].", "2021-10"),
            ("It opened in [Oct. ’21].", "2021-10"),
            ("It opened in [May].", "2024-05"),
            ("Not since [March].", "2024-03"),
            ("Fewer came between [January] and [May].", "2024-01; 2024-05"),
            ("She was here [that May].", "2024-05"),
            ("The inmates fled during the [May] riot.", "2024-05"),
            ("By the [2012] census few lived there, after the [1992] protests.", "2012; 1992"),
            ("In the post-[2020] plan.", "2020"),
            ("It opened in [mid-May].", "2024-05 MID 2024-05-11..2024-05-20"),
            ("It opened in [early May].", "2024-05 START 2024-05-01..2024-05-10"),
            ("It opened in [late February].", "2024-02 END 2024-02-21..2024-02-29"),
            ("It opened at [the end of March].", "2024-03 END 2024-03-21..2024-03-31"),
            ("It opened in [the middle of June].", "2024-06 MID"),
            ("It opened in [May last year].", "2023-05"),
            ("It opened [last May].", "2024-05"),
            ("In [1776], in [2019] and in [nineteen ninety-six].", "1776; 2019; 1996"),
            ("In [the year 2000], and in [two thousand and one].", "2000; 2001"),
            ("The class of [’96] met.", "1996"),
            ("By [late 2028] it will run.", "2028 END 2028-09-01..2028-12-31"),
            ("In [early 2028] it will run.", "2028 START 2028-01-01..2028-04-30"),
            ("In [mid-2028] it will run.", "2028 MID 2028-05-01..2028-08-31"),
            ("The company, founded [circa 1890], closed.", "1890 APPROX"),
            ("It was built in [AD 79] and razed in [44 BC].", "0079 0079-01-01..0079-12-31; BC0044 -"),
            ("In [2017 CE] it stood.", "2017"),
        ],
    );
}

#[test]
fn decades_centuries_quarters_halves_seasons() {
    assert_dates(
        PUBLISHED,
        &[
            ("It was built in [the XIX century].", "18 DATE 1800-01-01..1899-12-31"),
            ("It was built in [the ’30s], not in [the 10s].", "193; 201"),
            ("Since [the 1990s] it fell.", "199 DATE 1990-01-01..1999-12-31"),
            ("Since [the late 1960s] it fell.", "196 END 1967-01-01..1969-12-31"),
            ("Since [the mid-1980s] it fell.", "198 MID 1984-01-01..1986-12-31"),
            ("In [the '90s] and [the ’80s].", "199; 198"),
            ("In [the nineties], and in [the late eighties].", "199; 198 END"),
            ("In [the 1960s] and [70s] they sang.", "196; 197"),
            ("In [the 1800s] few came.", "18 1800-01-01..1899-12-31"),
            ("Of [the 20th century].", "19 1900-01-01..1999-12-31"),
            ("Of [the twenty-first century].", "20"),
            ("Of [the early 20th century].", "19 START 1900-01-01..1932-12-31"),
            ("Sales rose in [the third quarter of 2023].", "2023-Q3 2023-07-01..2023-09-30"),
            ("Sales rose in [the third quarter].", "2024-Q3"),
            ("Sales for [Q2 2024] rose.", "2024-Q2"),
            ("Sales for [2Q 2024] rose.", "2024-Q2"),
            ("Sales for [Q3] rose.", "2024-Q3"),
            ("Sales in [the fourth quarter] fell.", "2024-Q4"),
            ("Sales will fall in [the fourth quarter].", "2024-Q4"),
            ("Sales in [last year’s fourth quarter] fell.", "2023-Q4"),
            ("In [the first half of 2023] it fell.", "2023-H1 2023-01-01..2023-06-30"),
            ("In [H2 2023] it fell.", "2023-H2"),
            ("In [the second half of the year] it will fall.", "2024-H2"),
            ("In [the second half of this year] it will fall.", "2024-H2"),
            ("Since [spring 2020].", "2020-SP 2020-03-01..2020-05-31"),
            ("It opened [last summer].", "2024-SU"),
            ("In [the summer of 2020] it burned.", "2020-SU"),
            ("It will open [this fall].", "2024-FA 2024-09-01..2024-11-30"),
            ("It was cold in [the winter of 2023].", "2023-WI 2023-12-01..2024-02-29"),
            ("Over [the summer] they rested.", "2024-SU"),
            ("Sales in [fiscal 2023] and [FY2024].", "2023; 2024"),
            ("Sales in [FY 2024] and [FY23].", "2024; 2023"),
            ("Sales in [fiscal year 2022].", "2022"),
            ("Sales in [the 2022 fiscal year].", "2022"),
        ],
    );
}

#[test]
fn ranges() {
    assert_dates(
        PUBLISHED,
        &[
            ("From [2016] to [2019] and [2021]-[2022].", "2016; 2019; 2021; 2022"),
            ("In [1989]-[90] it fell.", "1989; 1990"),
            ("In the [2023]/[24] season.", "2023; 2024"),
            ("It ran [May 3]-[5, 2023].", "2023-05-03; 2023-05-05"),
            ("It ran [May 3]–[5].", "2024-05-03; 2024-05-05"),
            ("It ran from [3] to [5 May 2023].", "2023-05-03; 2023-05-05"),
            ("It ran [3]-[5 May].", "2024-05-03; 2024-05-05"),
            ("It ran from [May 30] to [June 2].", "2024-05-30; 2024-06-02"),
            ("It ran between [March] and [June].", "2024-03; 2024-06"),
            ("It ran between [March] and [June 2022].", "2022-03; 2022-06"),
            ("On [April 24] and [25] they met.", "2024-04-24; 2024-04-25"),
            ("They met from [Monday] to [Wednesday].", "2024-09-30; 2024-10-02"),
            ("It will be open from [9 a.m.] to [5 p.m.].", "2024-10-03T09:00; 2024-10-03T17:00"),
            ("Sales in [FY2023]-[24].", "2023; 2024"),
            ("It fell in [the 1980s] and [1990s].", "198; 199"),
        ],
    );
}

#[test]
fn eras() {
    assert_dates(
        PUBLISHED,
        &[
            ("In [Reiwa 6] it opened.", "2024 DATE 2024-01-01..2024-12-31"),
            ("In [the sixth year of Reiwa] it opened.", "2024"),
            ("In [Heisei 31], [Showa 64] and [Meiji 1].", "2019; 1989; 1868"),
            ("By [year 113 of the Republic] it stood.", "2024"),
            ("By [year 113 of the Republic of China] it stood.", "2024"),
            ("By [ROC year 113] and [Minguo 112].", "2024; 2023"),
            ("By [the 113th year of the Republic] it stood.", "2024"),
            ("In [2567 BE] and [B.E. 2566].", "2024; 2023"),
            ("In [Buddhist Era 2567] it stood.", "2024"),
            ("In [the Buddhist year 2567] it stood.", "2024"),
            ("Neither Reiwa 70 nor Showa 90 has been.", ""),
        ],
    );
}

#[test]
fn holidays() {
    assert_dates(
        PUBLISHED,
        &[
            ("On [Christmas Eve] it will snow.", "2024-12-24"),
            ("On [Christmas Day] it will snow.", "2024-12-25"),
            ("It snowed [last Christmas].", "2023-12-25"),
            ("On [New Year’s Eve] it will snow, on [New Year’s Day] too.", "2024-12-31; 2025-01-01"),
            ("They will meet at [Thanksgiving].", "2024-11-28"),
            ("Since [Lunar New Year 2023].", "2023-01-22"),
            ("It will close for [Chinese New Year].", "2025-01-29"),
            ("It closed for [the Lunar New Year].", "2024-02-10"),
            ("It closed on [Good Friday] and [Easter Monday].", "2024-03-29; 2024-04-01"),
            ("It closed on [Easter Sunday].", "2024-03-31"),
            ("It closed on [Labor Day] and [Memorial Day].", "2024-09-02; 2024-05-27"),
            ("On [Martin Luther King Jr. Day] they marched.", "2024-01-15"),
            ("On [Valentine’s Day 2022] they met.", "2022-02-14"),
            ("On [the Fourth of July] they met.", "2024-07-04"),
            ("On [Election Day] they will vote.", "2024-11-05"),
            ("They met on [Boxing Day] and at [Halloween].", "2023-12-26; 2023-10-31"),
            ("On [Black Friday] shops will be full.", "2024-11-29"),
            ("On [International Women’s Day] they marched.", "2024-03-08"),
            ("On [Independence Day] they danced.", "XXXX-XX-XX -"),
        ],
    );
}

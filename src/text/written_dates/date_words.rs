//! The words beside months and weekdays in written dates: those that only link, units of hours, halves of the day.
//!
//! Takes words as [`fold_word`](crate::text::calendar_words::fold_word) gives them: in lower case, without accents.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Articles, prepositions, "year", "day", "at" and words like them.
static LINKING: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let english_romance_germanic = "of the on at year de del le la les el il lo las a as alle ore ora orele alas ano den der \
        am vom um op om d kl klo klockan klokken";
    let slavic = "r rok roku godz godzina dne dnia o v u ve ob god godine г год года году в о об у р рік року от від во";
    let baltic_finnic_turkic = "m g gada gads plkst val kell saat ж сағат";
    let greek_semitic_persian = "στισ ωρα בשעה שעה الساعة في عام سنة م ساعت مورخ";
    let asian = "को बजे ngay nam luc tanggal tgl pukul jam pkl ng เวลา วันที่ พ.ศ ค.ศ";
    [english_romance_germanic, slavic, baltic_finnic_turkic, greek_semitic_persian, asian]
        .into_iter()
        .flat_map(str::split_whitespace)
        .collect()
});
const HOUR_UNITS: &str = "h hr hrs hour hours uhr uur heure heures hora horas hs ora ur hod hodin godz ч час часов год годин ωρα น";
const FIRST_HALF: &str = "am a.m midnight π.μ πμ صباحا ق.ظ पूर्वाह्न dop";
const SECOND_HALF: &str = "pm p.m noon μ.μ μμ مساء ب.ظ अपराह्न odp";
const FIRST_HALF_AFTER_TIME: &str = "oo o.o fm f.m ص";
const SECOND_HALF_AFTER_TIME: &str = "ch os o.s em e.m م";
const ORDINAL_ENDINGS: &str = "st nd rd th er ere eme e o a ° η ησ го ого";

fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// Whether a word says nothing between the parts of a date.
pub(super) fn is_linking(word: &str) -> bool {
    LINKING.contains(word)
}

/// Whether a word after a number makes it an hour.
pub(super) fn is_hour_unit(word: &str) -> bool {
    is_one_of(HOUR_UNITS, word)
}

/// "am" or "pm", where a word means one of them.
pub(super) fn half_of_day(word: &str) -> Option<&'static str> {
    if is_one_of(FIRST_HALF, word) {
        return Some("am");
    }
    is_one_of(SECOND_HALF, word).then_some("pm")
}

/// The same, for words that are something else where they do not follow a time.
pub(super) fn half_after_time(word: &str) -> Option<&'static str> {
    if is_one_of(FIRST_HALF_AFTER_TIME, word) {
        return Some("am");
    }
    is_one_of(SECOND_HALF_AFTER_TIME, word).then_some("pm")
}

/// Whether letters after a number make it count: "3rd", "1er", "5-го".
pub(super) fn is_ordinal_ending(word: &str) -> bool {
    is_one_of(ORDINAL_ENDINGS, word)
}

//! What a text is written in, whatever its page declares, and that only English is extracted.

use serde_json::json;

use crate::workspace::Workspace;

/// One report in many languages, each with a name that the extractors would find.
const REPORTS: [(&str, &str); 16] = [
    (
        "da",
        "Byrådet i Port Arden stemte tirsdag for at lukke den gamle kaj i to år. Fiskerbådene flyttes til det nordlige bassin inden maj, siger havnefoged Eino Vik. De handlende frygter for sommersæsonen, og mange af dem vil have lavere husleje.",
    ),
    (
        "no",
        "Bystyret i Port Arden stemte tirsdag for å stenge den gamle kaia i to år. Fiskebåtene flyttes til det nordlige bassenget før mai, sier havnesjef Eino Vik. De handlende er redde for sommersesongen, og mange av dem vil ha lavere husleie, men ingen vet ennå hva kommunen kommer til å svare.",
    ),
    (
        "is",
        "Bæjarráð Port Arden samþykkti á þriðjudag að loka gömlu bryggjunni í tvö ár. Bátarnir verða fluttir í norðurhöfnina fyrir maí, segir hafnarstjórinn Eino Vik. Kaupmenn óttast um sumarið og vilja að leigan verði lægri á meðan.",
    ),
    (
        "lt",
        "Port Ardeno miesto taryba antradienį balsavo už tai, kad senoji krantinė būtų uždaryta dvejiems metams. Žvejų laivai iki gegužės bus perkelti į šiaurinį uostą, sakė uosto viršininkas Eino Vik. Prekybininkai nerimauja dėl vasaros sezono.",
    ),
    (
        "pl",
        "Rada miasta Port Arden zagłosowała we wtorek za zamknięciem starego nabrzeża na dwa lata. Łodzie rybackie zostaną przeniesione do basenu północnego przed majem, powiedział kapitan portu Eino Vik. Handlowcy obawiają się o sezon letni.",
    ),
    (
        "tr",
        "Port Arden belediye meclisi salı günü eski rıhtımın iki yıl kapatılması yönünde oy kullandı. Balıkçı tekneleri mayıstan önce kuzey havzasına taşınacak, dedi liman başkanı Eino Vik. Esnaf yaz sezonu için endişeli olduğunu söyledi.",
    ),
    (
        "ru",
        "Городской совет Порт-Ардена во вторник проголосовал за закрытие старой набережной на два года. Рыбацкие лодки переведут в северную гавань до мая, сказал начальник порта Эйно Вик. Торговцы опасаются за летний сезон и просят снизить аренду.",
    ),
    (
        "uk",
        "Міська рада Порт-Ардена у вівторок проголосувала за закриття старої набережної на два роки. Рибальські човни переведуть до північної гавані до травня, сказав начальник порту Ейно Вік. Торговці побоюються за літній сезон.",
    ),
    (
        "ar",
        "صوت مجلس مدينة بورت آردن يوم الثلاثاء على إغلاق الرصيف القديم لمدة عامين. ستنقل قوارب الصيد إلى الحوض الشمالي قبل شهر مايو، كما قال مدير الميناء إينو فيك.",
    ),
    (
        "hi",
        "पोर्ट आर्डन की नगर परिषद ने मंगलवार को पुराने घाट को दो साल के लिए बंद करने के पक्ष में मतदान किया। मछली पकड़ने वाली नावें मई से पहले उत्तरी बंदरगाह में ले जाई जाएंगी, बंदरगाह प्रमुख ने कहा।",
    ),
    (
        "sw",
        "Baraza la mji wa Port Arden lilipiga kura siku ya Jumanne kufunga bandari ya zamani kwa miaka miwili. Boti za wavuvi zitahamishwa kabla ya mwezi wa Mei, alisema msimamizi wa bandari Eino Vik. Wafanyabiashara wana wasiwasi kuhusu msimu wa kiangazi.",
    ),
    (
        "zu",
        "Umkhandlu wedolobha lasePort Arden uvote ngoLwesibili ukuthi kuvalwe ithekwe elidala iminyaka emibili. Izikebhe zokudoba zizothuthelwa enyakatho ngaphambi kukaMeyi, kusho umphathi wetheku u-Eino Vik. Abathengisi bakhathazekile ngehlobo.",
    ),
    (
        "de",
        "Der Rat von Port Arden hat am Dienstag dafür gestimmt, den alten Kai zwei Jahre zu schließen. Die Fischerboote ziehen vor Mai in das nördliche Becken um, sagte Hafenmeister Eino Vik. Die Händler fürchten um ihr Sommergeschäft.",
    ),
    (
        "it",
        "Il consiglio di Port Arden ha votato martedì per chiudere il vecchio molo per due anni. I pescherecci saranno spostati nel bacino nord prima di maggio, ha detto il capo del porto Eino Vik. I commercianti temono per la stagione estiva.",
    ),
    (
        "ko",
        "포트아덴 시의회는 화요일 낡은 부두를 이 년 동안 폐쇄하기로 의결했다. 어선들은 오월 이전에 북쪽 항구로 옮겨진다고 항만 책임자가 말했다.",
    ),
    (
        "zh",
        "阿登港市议会星期二投票决定将旧码头关闭两年。港务主管埃诺·维克说，渔船将在五月之前迁往北港。商人们担心夏季的生意，要求降低租金。",
    ),
];

const ENGLISH: &str = "The council of Port Arden voted on Tuesday to close the old quay for two years. Fishing boats are to \
    move to the northern basin before May, said harbour master Eino Vik. Traders fear for their summer season and ask for \
    lower rents, and some of them have written to the mayor.";

/// The language, why nothing was extracted, and whether something was, of each record in turn.
fn languages(records: &[(Option<&str>, String)]) -> Vec<String> {
    let space = Workspace::new();
    let lines: String = records
        .iter()
        .enumerate()
        .map(|(number, (declared, text))| {
            json!({"url": format!("https://post.example/{number}"), "language": declared, "text": text})
                .to_string()
                + "\n"
        })
        .collect();
    space.file("a.jsonl", lines);
    space.run("import a.jsonl").code(0);
    space.column(
        "SELECT concat_ws(' ', coalesce(a.language, '-'), a.not_extracted,
             iif(EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = a.id), 'extracted', NULL))
         FROM articles a ORDER BY a.id",
    )
}

#[test]
fn a_text_is_in_its_own_language_whatever_its_page_declares() {
    for declared in [None, Some("en"), Some("en-GB")] {
        let records: Vec<_> = REPORTS.iter().map(|(_, text)| (declared, text.to_string())).collect();
        let expected: Vec<_> = REPORTS.iter().map(|(code, _)| format!("{code} language: {code}")).collect();
        assert_eq!(languages(&records), expected, "{declared:?}");
    }
}

#[test]
fn a_declared_language_is_believed_and_has_one_code() {
    let text = |code: &str| REPORTS.iter().find(|report| report.0 == code).unwrap().1.to_string();
    let records = [
        (Some("nb-NO"), text("no")),
        (Some("isl"), text("is")),
        (Some("Turkish"), text("tr")),
        // Faroese and Low German, which the identifier does not know.
        (Some("fo"), "Býráðið í Port Arden samtykti týsdagin at lata gomlu bryggjuna aftur í tvey ár. Bátarnir verða fluttir norður fyri mai, sigur havnarmeistarin.".into()),
        (Some("nds"), "De Raad vun Port Arden hett an’n Dingsdag dorför stimmt, den olen Kai twee Johr lang dichttomaken. De Fischerbööt treckt vör Mai üm, sä de Havenmeester.".into()),
        // Too short to show anything.
        (Some("de"), "Port Arden: Kai zwei Jahre zu, sagt Eino Vik.".into()),
    ];
    let codes = ["no", "is", "tr", "fo", "nds", "de"];
    assert_eq!(languages(&records), codes.map(|code| format!("{code} language: {code}")));
}

#[test]
fn an_english_text_is_extracted_whatever_its_page_declares() {
    for declared in [None, Some("de"), Some("fr-CA"), Some("tr"), Some("is"), Some("ja"), Some("und")] {
        assert_eq!(languages(&[(declared, ENGLISH.into())]), ["en extracted"], "{declared:?}");
    }
}

#[test]
fn a_brief_in_english_is_extracted() {
    let briefs = [
        "Fire crews tackled a blaze at an Arden warehouse late on Tuesday. Two firefighters were treated for smoke. Police are looking into the cause, said Eino Vik. Quay Street is closed.",
        "Ferry captain Eino Vik, 61, of Port Arden, died on Monday. He worked for the company for 40 years. The funeral is on Friday at St Olaf’s church, his family said.",
        "Arden United beat Quillan Rovers 2-1 on Saturday. Eino Vik scored both goals. Sund Athletic and Mill City drew 0-0.",
    ];
    for brief in briefs {
        assert!(languages(&[(None, brief.into())])[0].ends_with("extracted"), "{brief}");
        assert_eq!(languages(&[(Some("en"), brief.into())]), ["en extracted"], "{brief}");
        assert_eq!(languages(&[(Some("sv"), brief.into())]), ["en extracted"], "{brief}");
    }
}

#[test]
fn a_page_in_two_languages_is_in_the_one_of_most_of_it() {
    let german = REPORTS.iter().find(|report| report.0 == "de").unwrap().1;
    let french = "Le conseil de Port Arden a voté mardi la fermeture du vieux quai pendant deux ans. Les bateaux de pêche iront au bassin nord avant le mois de mai, a dit le chef du port Eino Vik.";
    for (other, code) in [(german, "de"), (french, "fr")] {
        for declared in [None, Some("en"), Some(code)] {
            let most_english = format!("{other}\n\n{}", [ENGLISH; 9].join("\n\n"));
            assert_eq!(languages(&[(declared, most_english)]), ["en extracted"], "{declared:?}");
            let most_foreign =
                format!("{}\n\n{ENGLISH}\n\n{}", [other; 6].join("\n\n"), [other; 6].join("\n\n"));
            assert_eq!(
                languages(&[(declared, most_foreign)]),
                [format!("{code} language: {code}")],
                "{declared:?}"
            );
        }
    }
}

#[test]
fn a_long_text_outweighs_a_wrong_declaration_of_another_language() {
    let long = |code: &str| {
        let text = REPORTS.iter().find(|report| report.0 == code).unwrap().1;
        [text; 3].join("\n\n")
    };
    let records = [(Some("de"), long("it")), (Some("tr"), long("pl")), (Some("fr"), long("ar"))];
    assert_eq!(languages(&records), ["it language: it", "pl language: pl", "ar language: ar"]);
}

#[test]
fn a_text_in_no_known_language_is_not_read_as_english() {
    let text = "Rada mestu Port Ardenu glosovaxu utorak zatvorexu xtaru pristanku dvaxu letaxu. "
        .repeat(6)
        .to_lowercase()
        + &"ukumala tembo wirrika jundi manakku parlipa yungkurla wantja tjukurpa ngayulu kutju piti "
            .repeat(6);
    let found = languages(&[(Some("en"), text)]);
    assert!(!found[0].starts_with("en") && !found[0].ends_with("extracted"), "{found:?}");
}

#[test]
fn words_are_counted_where_no_spaces_are_between_them() {
    let space = Workspace::new();
    let texts = [
        REPORTS.iter().find(|report| report.0 == "zh").unwrap().1,
        "港の責任者エイノ・ヴィク氏は、漁船が五月までに北の港へ移ると述べた。商店主らは夏の商売を心配し、家賃の引き下げを求めている。市議会は火曜日、古い岸壁を二年間閉鎖することを決めた。",
        "สภาเมืองพอร์ตอาร์เดนลงมติเมื่อวันอังคารให้ปิดท่าเรือเก่าเป็นเวลาสองปี เรือประมงจะย้ายไปท่าเรือเหนือก่อนเดือนพฤษภาคม หัวหน้าท่าเรือกล่าว",
    ];
    let lines: String = texts.iter().map(|text| json!({"text": text}).to_string() + "\n").collect();
    space.file("a.jsonl", lines);
    space.run("import a.jsonl").code(0);
    let counts = space.column("SELECT word_count FROM articles");
    assert_eq!(counts.len(), 3);
    for count in counts {
        assert!((25..=60).contains(&count.parse::<i32>().unwrap()), "{count}");
    }
}

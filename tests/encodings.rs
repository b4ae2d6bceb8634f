//! Pages in the encodings of the web, made of sentences of our own: each declared, declared late, not declared, and lying.
//! Whether the sentence comes out as it was written, and what cannot be told from the bytes alone.

use dechrome::article::EncodingSource;
use dechrome::extract_bytes;
use encoding_rs::Encoding;

const RUSSIAN: &str = "Утром рыбаки разложили сети на старой пристани. После дождя маленькая кофейня на холме снова наполнилась людьми, и все говорили о погоде.";
const UKRAINIAN: &str = "Уранці рибалки розклали сіті на старій пристані. Після дощу маленька кав'ярня на пагорбі знову наповнилася людьми з усього міста, і їхні пісні лунали ще довго.";
const BULGARIAN: &str = "Сутринта рибарите разпънаха мрежите на стария кей. След дъжда малкото кафене на хълма отново се напълни с хора, които говореха за времето.";
const SERBIAN: &str = "Ујутру су рибари раширили мреже на старом пристаништу. После кише мала кафана на брду поново се напунила људима, који су причали о времену.";
const MACEDONIAN: &str = "Наутро рибарите ги раширија мрежите на старото пристаниште. По дождот малото кафуле на ридот повторно се наполни со луѓе што зборуваа за времето.";
const JAPANESE: &str = "朝の港では漁師たちが古い桟橋に網を広げていた。雨が上がると、丘の上の小さな喫茶店はまた町の人でいっぱいになり、みんなが天気の話をした。";
const CHINESE: &str =
    "早晨，渔民们在旧码头上晒网。雨停以后，山坡上的小咖啡馆又坐满了从城里来的人，大家都在谈论天气和明年的收成。";
const TAIWANESE: &str =
    "早晨，漁民們在舊碼頭上曬網。雨停以後，山坡上的小咖啡館又坐滿了從城裡來的人，大家都在談論天氣和明年的收成。";
const KOREAN: &str = "아침에 어부들이 낡은 부두에 그물을 펼쳤다. 비가 그친 뒤 언덕 위의 작은 찻집은 다시 도시에서 온 사람들로 가득 찼고 모두 날씨 이야기를 했다.";
const GREEK: &str = "Το πρωί οι ψαράδες άπλωσαν τα δίχτυα στην παλιά προβλήτα. Μετά τη βροχή το μικρό καφενείο στον λόφο γέμισε πάλι με κόσμο από την πόλη.";
const HEBREW: &str = "בבוקר פרסו הדייגים את הרשתות על המזח הישן. אחרי הגשם התמלא שוב בית הקפה הקטן שעל הגבעה באנשים שבאו מן העיר ודיברו על מזג האוויר.";
const ARABIC: &str = "في الصباح نشر الصيادون شباكهم على الرصيف القديم. وبعد المطر امتلأ المقهى الصغير فوق التلة مرة أخرى بالناس القادمين من المدينة.";
const PERSIAN: &str = "صبح ماهیگیران تورهای خود را روی اسکله قدیمی پهن کردند. بعد از باران قهوه خانه کوچک بالای تپه دوباره پر از مردم شهر شد.";
const THAI: &str =
    "ตอนเช้าชาวประมงตากอวนไว้ที่ท่าเรือเก่า หลังฝนหยุดร้านกาแฟเล็กบนเนินเขาก็เต็มไปด้วยผู้คนจากในเมืองอีกครั้ง และทุกคนพูดกันเรื่องอากาศ";
const HINDI: &str =
    "सुबह मछुआरों ने पुराने घाट पर अपने जाल फैलाए। बारिश के बाद पहाड़ी पर बनी छोटी चाय की दुकान फिर शहर के लोगों से भर गई।";
const POLISH: &str = "Rano rybacy rozłożyli sieci na starym pomoście. Po deszczu mała kawiarnia na wzgórzu znów wypełniła się ludźmi, którzy przyszli aż z miasta i głośno się śmiali.";
const CZECH: &str = "Ráno rybáři rozložili sítě na starém molu. Po dešti se malá kavárna na kopci znovu naplnila lidmi, kteří přišli až z města a dlouho mluvili o počasí a žních.";
const SLOVAK: &str = "Ráno rybári rozložili siete na starom móle. Po daždi sa malá kaviareň na kopci znova naplnila ľuďmi, ktorí prišli až z mesta a dlho hovorili o počasí.";
const HUNGARIAN: &str = "Reggel a halászok kiterítették a hálóikat a régi mólón. Az eső után a dombon álló kis kávézó újra megtelt emberekkel, akik a városból jöttek, és a jövő évi termésről beszéltek. Később megérkezett a postás is, és mindenki örült a hűvös időnek.";
const ROMANIAN: &str = "Dimineaţa pescarii şi-au întins plasele pe vechiul ponton. După ploaie, mica cafenea de pe deal s-a umplut iarăşi de oameni veniţi din oraş, care vorbeau despre vreme şi despre recoltă.";
const CROATIAN: &str = "Ujutro su ribari raširili mreže na starom molu. Poslije kiše mala se kavana na brežuljku opet napunila ljudima koji su došli čak iz grada i dugo pričali o vremenu.";
const TURKISH: &str = "Sabah balıkçılar ağlarını eski iskeleye serdiler. Yağmurdan sonra tepedeki küçük kahve yine şehirden gelen insanlarla doldu ve herkes havayı konuştu.";
const LITHUANIAN: &str = "Rytą žvejai ištiesė tinklus ant senojo lieptelio. Po lietaus mažoji kavinė ant kalvos vėl prisipildė žmonių iš miesto, kurie ilgai kalbėjo apie orą ir būsimą šventę.";
const LATVIAN: &str = "No rīta zvejnieki izklāja tīklus uz vecās laipas. Pēc lietus mazā kafejnīca kalnā atkal piepildījās ar cilvēkiem no pilsētas, kuri ilgi runāja par laiku un ražu.";
const ESTONIAN: &str = "Hommikul laotasid kalurid võrgud vanale sillale. Pärast vihma täitus väike kohvik künkal jälle inimestega, kes olid tulnud linnast ja rääkisid kõik ilmast.";
const VIETNAMESE: &str = "Buô\u{309}i sáng ngư dân phơi lươ\u{301}i trên câ\u{300}u ca\u{309}ng cu\u{303}. Sau cơn mưa, quán cà phê nho\u{309} trên đô\u{300}i la\u{323}i đâ\u{300}y khách tư\u{300} thành phô\u{301}.";
const FRENCH: &str = "Le matin, les pêcheurs ont étendu leurs filets sur le vieux ponton. Après la pluie, le petit café de la colline était de nouveau plein de gens venus de la ville, où l’été s’achève tôt.";
const GERMAN: &str = "Am Morgen legten die Fischer ihre Netze über den alten Steg. Nach dem Regen füllte sich das kleine Café auf dem Hügel wieder mit Leuten, die aus der Stadt kamen und draußen saßen.";
const SPANISH: &str = "Por la mañana los pescadores tendieron las redes en el viejo muelle. Después de la lluvia, el pequeño café de la colina volvió a llenarse de gente de la ciudad: ¿quién sabía cuándo acabaría el otoño?";
const PORTUGUESE: &str = "De manhã os pescadores estenderam as redes no velho cais. Depois da chuva, o pequeno café da colina voltou a encher-se de gente da cidade, que falava da estação e da próxima colheita até à noite.";
const ITALIAN: &str = "La mattina i pescatori stesero le reti sul vecchio molo. Dopo la pioggia il piccolo caffè sulla collina si riempì di nuovo di gente della città: così è sempre stato, perché lì si sta più freschi.";
const SWEDISH: &str = "På morgonen lade fiskarna ut näten på den gamla bryggan. Efter regnet fylldes det lilla kaféet på kullen åter av människor från staden, som pratade om vädret ända till kvällen.";
const DANISH: &str = "Om morgenen lagde fiskerne deres net på den gamle mole. Efter regnen blev den lille café på bakken igen fyldt med folk fra byen, som både snakkede om vejret og spiste kød og brød ude på gården.";
const FINNISH: &str = "Aamulla kalastajat levittivät verkkonsa vanhalle laiturille. Sateen jälkeen pieni kahvila mäellä täyttyi taas kaupungista tulleista ihmisistä, jotka puhuivat säästä pitkään.";
const ICELANDIC: &str = "Um morguninn breiddu sjómennirnir netin á gömlu bryggjuna. Eftir rigninguna fylltist litla kaffihúsið á hæðinni aftur af fólki úr bænum, sem talaði lengi um veðrið og það sem á eftir kæmi.";
const WELSH: &str = "Yn y bore taenodd y pysgotwyr eu rhwydi ar yr hen lanfa. Ar ôl y glaw llenwodd y caffi bach ar y bryn eto â phobl o'r dŵr a'r tŷ, ac fe ganwyd hyd yr hwyr.";
const MALTESE: &str = "Filgħodu s-sajjieda firxu x-xbieki fuq il-moll il-qadim. Wara x-xita l-kafetterija ċ-ċkejkna fuq l-għolja reġgħet imtliet bin-nies tal-belt, u kulħadd tkellem dwar it-temp.";

/// Legacy encodings, and a language that was written in each.
const LEGACY: &[(&str, &str, &str)] = &[
    ("windows-1251", "Russian", RUSSIAN),
    ("KOI8-R", "Russian", RUSSIAN),
    ("IBM866", "Russian", RUSSIAN),
    ("ISO-8859-5", "Russian", RUSSIAN),
    ("x-mac-cyrillic", "Russian", RUSSIAN),
    ("windows-1251", "Ukrainian", UKRAINIAN),
    ("KOI8-U", "Ukrainian", UKRAINIAN),
    ("windows-1251", "Bulgarian", BULGARIAN),
    ("windows-1251", "Serbian", SERBIAN),
    ("windows-1251", "Macedonian", MACEDONIAN),
    ("Shift_JIS", "Japanese", JAPANESE),
    ("EUC-JP", "Japanese", JAPANESE),
    ("ISO-2022-JP", "Japanese", JAPANESE),
    ("GBK", "Chinese", CHINESE),
    ("gb18030", "Chinese", CHINESE),
    ("Big5", "Chinese (traditional)", TAIWANESE),
    ("EUC-KR", "Korean", KOREAN),
    ("windows-1253", "Greek", GREEK),
    ("ISO-8859-7", "Greek", GREEK),
    ("windows-1255", "Hebrew", HEBREW),
    ("ISO-8859-8", "Hebrew", HEBREW),
    ("windows-1256", "Arabic", ARABIC),
    ("ISO-8859-6", "Arabic", ARABIC),
    ("windows-874", "Thai", THAI),
    ("windows-1250", "Polish", POLISH),
    ("ISO-8859-2", "Polish", POLISH),
    ("windows-1250", "Czech", CZECH),
    ("ISO-8859-2", "Czech", CZECH),
    ("windows-1250", "Slovak", SLOVAK),
    ("windows-1250", "Hungarian", HUNGARIAN),
    ("ISO-8859-2", "Hungarian", HUNGARIAN),
    ("windows-1250", "Romanian", ROMANIAN),
    ("windows-1250", "Croatian", CROATIAN),
    ("windows-1254", "Turkish", TURKISH),
    ("windows-1257", "Lithuanian", LITHUANIAN),
    ("windows-1257", "Latvian", LATVIAN),
    ("ISO-8859-13", "Lithuanian", LITHUANIAN),
    ("ISO-8859-4", "Latvian", LATVIAN),
    ("windows-1257", "Estonian", ESTONIAN),
    ("windows-1258", "Vietnamese", VIETNAMESE),
    ("windows-1252", "French", FRENCH),
    ("macintosh", "French", FRENCH),
    ("windows-1252", "German", GERMAN),
    ("ISO-8859-15", "German", GERMAN),
    ("windows-1252", "Spanish", SPANISH),
    ("windows-1252", "Portuguese", PORTUGUESE),
    ("windows-1252", "Italian", ITALIAN),
    ("windows-1252", "Swedish", SWEDISH),
    ("windows-1252", "Danish", DANISH),
    ("windows-1252", "Finnish", FINNISH),
    ("windows-1252", "Icelandic", ICELANDIC),
    ("ISO-8859-14", "Welsh", WELSH),
    ("ISO-8859-3", "Maltese", MALTESE),
];

/// Languages written in UTF-8.
const UTF8: &[(&str, &str)] = &[
    ("Russian", RUSSIAN),
    ("Ukrainian", UKRAINIAN),
    ("Japanese", JAPANESE),
    ("Chinese", CHINESE),
    ("Chinese (traditional)", TAIWANESE),
    ("Korean", KOREAN),
    ("Greek", GREEK),
    ("Hebrew", HEBREW),
    ("Arabic", ARABIC),
    ("Persian", PERSIAN),
    ("Thai", THAI),
    ("Hindi", HINDI),
    ("Polish", POLISH),
    ("Turkish", TURKISH),
    ("Vietnamese", VIETNAMESE),
    ("French", FRENCH),
    ("German", GERMAN),
    ("Finnish", FINNISH),
];

/// How a page speaks of its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Declared,
    /// The declaration stands behind the first 1,024 bytes, where browsers stop looking.
    Late,
    Undeclared,
    /// It declares an encoding of another script that makes sense of many bytes.
    Lying,
    /// It declares UTF-8 and is not.
    LyingUtf8,
}

impl Class {
    const ALL: [Class; 5] = [Class::Declared, Class::Late, Class::Undeclared, Class::Lying, Class::LyingUtf8];

    /// The head of a page in this encoding.
    fn head(self, name: &str) -> String {
        let declaration = |name: &str| format!("<meta charset={name}>");
        match self {
            Class::Declared => declaration(name),
            Class::Late => format!("<style>{}</style>{}", "p { margin: 0 }\n".repeat(200), declaration(name)),
            Class::Undeclared => String::new(),
            Class::Lying if name == "Shift_JIS" => declaration("euc-kr"),
            Class::Lying => declaration("shift_jis"),
            Class::LyingUtf8 => declaration("utf-8"),
        }
    }
}

/// Pages that come out wrong. The guess does not know four of these encodings at all, as browsers do not, and takes
/// Hungarian for another language of the same letters; and some bytes of other scripts are also good Shift_JIS.
const WRONG: &[(Class, &str, &str)] = &[
    (Class::Undeclared, "x-mac-cyrillic", "Russian"),
    (Class::Undeclared, "windows-1250", "Hungarian"),
    (Class::Undeclared, "ISO-8859-2", "Hungarian"),
    (Class::Undeclared, "macintosh", "French"),
    (Class::Undeclared, "ISO-8859-14", "Welsh"),
    (Class::Undeclared, "ISO-8859-3", "Maltese"),
    (Class::Lying, "KOI8-R", "Russian"),
    (Class::Lying, "x-mac-cyrillic", "Russian"),
    (Class::Lying, "KOI8-U", "Ukrainian"),
    (Class::Lying, "Big5", "Chinese (traditional)"),
    (Class::Lying, "windows-874", "Thai"),
    (Class::Lying, "windows-1250", "Hungarian"),
    (Class::Lying, "ISO-8859-2", "Hungarian"),
    (Class::Lying, "windows-1250", "Croatian"),
    (Class::Lying, "macintosh", "French"),
    (Class::Lying, "ISO-8859-14", "Welsh"),
    (Class::Lying, "ISO-8859-3", "Maltese"),
    (Class::LyingUtf8, "x-mac-cyrillic", "Russian"),
    (Class::LyingUtf8, "windows-1250", "Hungarian"),
    (Class::LyingUtf8, "ISO-8859-2", "Hungarian"),
    (Class::LyingUtf8, "macintosh", "French"),
    (Class::LyingUtf8, "ISO-8859-14", "Welsh"),
    (Class::LyingUtf8, "ISO-8859-3", "Maltese"),
];

fn page(class: Class, name: &str, sentence: &str) -> Vec<u8> {
    let head = class.head(name);
    let page =
        format!("<!DOCTYPE html><html><head>{head}</head><body><article><p>{sentence}</p></article></body></html>");
    let encoding = Encoding::for_label(name.as_bytes()).expect("the name is a label");
    let (bytes, _, lost) = encoding.encode(&page);
    assert!(!lost, "{name} cannot hold {sentence}");
    bytes.into_owned()
}

#[test]
fn legacy_pages_come_out_as_they_were_written() {
    let mut wrong = Vec::new();
    for class in Class::ALL {
        let mut right = 0;
        for (name, language, sentence) in LEGACY {
            let article = extract_bytes(&page(class, name, sentence), None);
            assert!(article.encoding.is_some() && article.encoding_source.is_some());
            if class == Class::Declared && *name != "ISO-2022-JP" {
                assert_eq!(article.encoding_source, Some(EncodingSource::Declared), "{name} {language}");
                assert_eq!(article.encoding.as_deref(), Some(*name), "{language}");
            }
            if article.text == *sentence {
                right += 1;
            } else {
                wrong.push((class, *name, *language));
            }
        }
        // Shown with `--nocapture`: the table of docs/reliability.md.
        println!("{class:?}: {right} of {}", LEGACY.len());
    }
    assert_eq!(wrong, WRONG);
}

#[test]
fn utf8_pages_come_out_whatever_they_declare() {
    for (language, sentence) in UTF8 {
        for class in [Class::Declared, Class::Late, Class::Undeclared, Class::Lying] {
            let head = if class == Class::Lying { "<meta charset=iso-8859-1>".to_owned() } else { class.head("utf-8") };
            let page = format!("<html><head>{head}</head><body><article><p>{sentence}</p></article></body></html>");
            let article = extract_bytes(page.as_bytes(), None);
            assert_eq!(article.text, *sentence, "{language} {class:?}");
            assert_eq!(article.encoding.as_deref(), Some("UTF-8"));
            assert_eq!(article.encoding_source, Some(EncodingSource::ValidUtf8));
        }
    }
}

#[test]
fn utf16_pages_come_out_with_a_mark_and_without() {
    for (language, sentence) in UTF8 {
        // As in real pages, half of the characters are markup; without a mark that is how UTF-16 is told.
        let style = "p { margin: 0 }\n".repeat(20);
        let page = format!(
            "<html><head><style>{style}</style></head><body><article><p>{sentence}</p></article></body></html>"
        );
        for (little, marked) in [(true, true), (true, false), (false, true), (false, false)] {
            let units = marked.then_some(0xFEFF).into_iter().chain(page.encode_utf16());
            let bytes: Vec<u8> =
                units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
            let article = extract_bytes(&bytes, None);
            assert_eq!(article.text, *sentence, "{language} {little} {marked}");
            assert_eq!(article.encoding.as_deref(), Some(if little { "UTF-16LE" } else { "UTF-16BE" }));
            let source = if marked { EncodingSource::ByteOrderMark } else { EncodingSource::Utf16Pattern };
            assert_eq!(article.encoding_source, Some(source));
        }
    }
}

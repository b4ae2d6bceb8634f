//! Whether pages in the encodings of the web come out as they were written: declared, undeclared, wrongly declared and damaged.

use super::*;
use encoding_rs::{GBK, ISO_2022_JP, ISO_8859_2, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

/// What each text is written in, and the text. Every pair is one that a page can have without declaring it.
const TEXTS: [(&str, &str); 28] = [
    ("windows-1251", RUSSIAN),
    ("KOI8-R", RUSSIAN),
    ("IBM866", RUSSIAN),
    ("ISO-8859-5", RUSSIAN),
    ("windows-1251", BULGARIAN),
    ("KOI8-U", UKRAINIAN),
    ("windows-1251", UKRAINIAN),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    ("GBK", CHINESE),
    ("gb18030", CHINESE),
    ("Big5", TAIWANESE),
    ("EUC-KR", KOREAN),
    ("windows-1253", GREEK),
    ("ISO-8859-7", GREEK),
    ("windows-1255", HEBREW),
    ("windows-1256", ARABIC),
    ("ISO-8859-6", ARABIC),
    ("windows-874", THAI),
    ("windows-1250", POLISH),
    ("ISO-8859-2", POLISH),
    ("windows-1250", CZECH),
    ("windows-1254", TURKISH),
    ("windows-1257", LITHUANIAN),
    ("windows-1258", VIETNAMESE),
    ("windows-1252", FRENCH),
    ("windows-1252", GERMAN),
    ("windows-1252", SPANISH),
];

/// Pairs that a guess confuses with a neighbour, so that only a declaration helps.
const HARD_TO_GUESS: [(&str, &str); 1] = [("ISO-8859-2", HUNGARIAN)];

const RUSSIAN: &str = "Вечером на пристани играл духовой оркестр, и весь посёлок вышел слушать. Старый лодочник рассказывал детям, как ходил на север за треской.";
const BULGARIAN: &str = "Сутринта пазарът беше пълен с хора, които купуваха чушки и домати за зимата. Бабата на ъгъла продаваше мед и сушени билки от планината.";
const UKRAINIAN: &str = "Увечері на площі зібралися музиканти, і їхні пісні було чути аж за річкою. Ґанок старої хати прикрасили квітами, щоб зустріти гостей із міста.";
const JAPANESE: &str =
    "港の朝市では、漁師たちが獲れたばかりの魚を並べていた。雨が上がると、坂の上の小さな喫茶店にも客が戻ってくる。";
const CHINESE: &str =
    "清晨的码头上，渔民们正在整理昨夜的收获。雨停以后，山坡上的小茶馆又坐满了客人，大家谈论着明年的庄稼。";
const TAIWANESE: &str =
    "清晨的碼頭上，漁民們正在整理昨夜的收穫。雨停以後，山坡上的小茶館又坐滿了客人，大家談論著明年的莊稼。";
const KOREAN: &str =
    "아침 시장에서는 어부들이 갓 잡은 생선을 늘어놓고 있었다. 비가 그치자 언덕 위의 작은 찻집에도 손님이 돌아왔다.";
const GREEK: &str = "Το πρωί στο λιμάνι οι ψαράδες άπλωναν τα δίχτυα τους στον ήλιο. Μετά τη βροχή το μικρό καφενείο στον λόφο γέμισε πάλι κόσμο.";
const HEBREW: &str =
    "בבוקר פרשו הדייגים את הרשתות על המזח הישן. אחרי הגשם התמלא שוב בית הקפה הקטן שעל הגבעה באנשים מכל העיר.";
const ARABIC: &str = "في الصباح نشر الصيادون شباكهم على الرصيف القديم. وبعد المطر امتلأ المقهى الصغير فوق التلة بالناس من كل أنحاء المدينة.";
const THAI: &str = "ตอนเช้าชาวประมงกำลังตากอวนอยู่ที่ท่าเรือเก่า หลังฝนหยุดร้านกาแฟเล็กบนเนินเขาก็เต็มไปด้วยผู้คนอีกครั้ง";
const POLISH: &str = "Rano rybacy rozkładali sieci na starym nabrzeżu, a dzieci śmiały się głośno. Później mała kawiarnia na wzgórzu znów była pełna gości, którzy przyjechali aż z Łodzi.";
const CZECH: &str = "Ráno rybáři rozkládali sítě na starém nábřeží a děti běžely ke škole. Později se malá kavárna na kopci opět naplnila lidmi, kteří přišli až z města, žízniví a šťastní.";
const HUNGARIAN: &str = "Reggel a halászok kiterítették hálóikat a régi rakparton. Az eső után a dombtetőn álló kis kávéház újra megtelt emberekkel, akik a városból jöttek, és a következő év terméséről beszélgettek.";
const TURKISH: &str = "Sabah balıkçılar ağlarını eski iskelede güneşe serdiler. Yağmurdan sonra tepedeki küçük kahvehane yine şehirden gelen insanlarla doldu ve gelecek yılın ürününü konuştular.";
const LITHUANIAN: &str = "Rytą žvejai tiesė tinklus ant senosios krantinės, o vaikai bėgo į mokyklą. Po lietaus mažoji kavinė ant kalvos vėl prisipildė žmonių, atvykusių iš miesto švęsti šventės.";
// Windows-1258 writes most tones as combining marks, so the text does too.
const VIETNAMESE: &str = "Buô\u{309}i sáng ngư dân phơi lươ\u{301}i trên bê\u{301}n ca\u{309}ng cu\u{303}. Sau cơn mưa, quán cà phê nho\u{309} trên đô\u{300}i la\u{323}i đông khách tư\u{300} thành phô\u{301} đê\u{301}n.";
const FRENCH: &str = "Au matin, les pêcheurs étendaient leurs filets sur le vieux quai où les élèves s’arrêtaient. Après la pluie, le petit café de la colline était de nouveau plein à craquer.";
const GERMAN: &str = "Am Morgen hängten die Fischer ihre Netze über das Geländer der alten Brücke. Nach dem Regen füllte sich das kleine Café auf dem Hügel wieder mit Gästen, die aus der Stadt gekommen waren und draußen saßen.";
const SPANISH: &str = "Por la mañana los pescadores tendían las redes en el viejo muelle, donde jugaban los niños. Después de la lluvia, el pequeño café de la colina volvió a llenarse: ¿quién sabía cuándo acabaría?";

fn encoding(name: &str) -> &'static Encoding {
    Encoding::for_label(name.as_bytes()).expect("the name is a label")
}

/// A page with `head` in front of the text, as bytes.
fn page(head: &str, text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let page = format!("<!DOCTYPE html><html><head>{head}</head><body><p>{text}</p></body></html>");
    let (bytes, _, lost) = encoding.encode(&page);
    assert!(!lost, "{} cannot hold {text}", encoding.name());
    bytes.into_owned()
}

fn assert_reads(bytes: &[u8], text: &str, how: EncodingSource) {
    let decoded = decode(bytes, None);
    assert!(decoded.text.contains(text), "{} by {}: {}", decoded.encoding, decoded.how.as_str(), decoded.text);
    assert_eq!((decoded.how, decoded.replaced), (how, 0));
}

#[test]
fn declared_pages_are_read() {
    for (name, text) in TEXTS.into_iter().chain(HARD_TO_GUESS) {
        let bytes = page(&format!("<meta charset=\"{name}\">"), text, encoding(name));
        assert_reads(&bytes, text, EncodingSource::Declared);
        assert_eq!(decode(&bytes, None).encoding, name);
    }
}

#[test]
fn undeclared_pages_are_read() {
    for (name, text) in TEXTS {
        assert_reads(&page("", text, encoding(name)), text, EncodingSource::Detected);
    }
}

#[test]
fn pages_that_wrongly_declare_utf8_are_read() {
    for (name, text) in TEXTS {
        let bytes = page("<meta charset=utf-8>", text, encoding(name));
        assert_reads(&bytes, text, EncodingSource::Detected);
    }
}

#[test]
fn pages_that_declare_another_legacy_encoding_are_read() {
    for (lie, name, text) in [
        ("euc-jp", "Shift_JIS", JAPANESE),
        ("shift_jis", "EUC-JP", JAPANESE),
        ("euc-kr", "GBK", CHINESE),
        ("big5", "windows-1251", RUSSIAN),
        ("iso-8859-1", "Shift_JIS", JAPANESE),
        ("iso-8859-2", "windows-1250", CZECH),
        ("iso-2022-kr", "EUC-KR", KOREAN),
        ("utf-16", "windows-1253", GREEK),
    ] {
        let head = format!("<meta charset={lie}>");
        let bytes = page(&head, text, encoding(name));
        assert_reads(&bytes, text, EncodingSource::Detected);
    }
}

#[test]
fn utf8_pages_that_declare_something_else_are_read() {
    for (lie, text) in [
        ("iso-8859-1", FRENCH),
        ("shift_jis", JAPANESE),
        ("windows-1251", RUSSIAN),
        ("utf-16", KOREAN),
        ("iso-2022-kr", THAI),
    ] {
        let head = format!("<meta charset={lie}>");
        assert_reads(&page(&head, text, UTF_8), text, EncodingSource::ValidUtf8);
    }
}

#[test]
fn a_declaration_behind_forty_kilobytes_of_head_is_found() {
    let head = format!("<style>{}</style><meta charset=iso-8859-2>", ".a{}\n".repeat(8192));
    // Too little text for a guess.
    let bytes = page(&head, "ąę", ISO_8859_2);
    assert_reads(&bytes, "ąę", EncodingSource::Declared);
}

#[test]
fn a_declaration_in_a_comment_is_ignored() {
    let head = "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>";
    assert_reads(&page(head, RUSSIAN, WINDOWS_1251), RUSSIAN, EncodingSource::Declared);
}

#[test]
fn a_few_damaged_bytes_do_not_undo_a_declaration() {
    let mut bytes = page("<meta charset=shift_jis>", &JAPANESE.repeat(4), SHIFT_JIS);
    bytes.extend(b"\xFF</html>");
    let decoded = decode(&bytes, None);
    assert!(decoded.text.contains(JAPANESE));
    assert_eq!((decoded.how, decoded.replaced), (EncodingSource::Declared, 1));
}

#[test]
fn a_byte_order_mark_goes_before_everything_and_is_not_text() {
    let utf8 = "\u{FEFF}<meta charset=gbk>né".as_bytes();
    let little = b"\xFF\xFEn\0\xE9\0";
    let big = b"\xFE\xFF\0n\0\xE9";
    for (bytes, encoding, text) in
        [(utf8, "UTF-8", "<meta charset=gbk>né"), (little, "UTF-16LE", "né"), (big, "UTF-16BE", "né")]
    {
        let decoded = decode(bytes, Some("shift_jis"));
        assert_eq!(decoded.text, text);
        assert_eq!((decoded.encoding, decoded.how), (encoding, EncodingSource::ByteOrderMark));
    }
}

#[test]
fn legacy_bytes_after_a_byte_order_mark_are_repaired() {
    let decoded = decode(b"\xEF\xBB\xBFna\xC3\xAFve \xC3\xBC caf\xE9", None);
    assert_eq!(decoded.text, "naïve ü café");
    assert_eq!(decoded.how, EncodingSource::ByteOrderMark);
}

#[test]
fn a_hint_goes_before_the_bytes_and_the_declaration() {
    let bytes = page("<meta charset=koi8-r>", RUSSIAN, WINDOWS_1251);
    let decoded = decode(&bytes, Some("text/html; charset=\"windows-1251\""));
    assert!(decoded.text.contains(RUSSIAN));
    assert_eq!(decoded.how, EncodingSource::Hint);
    // Valid UTF-8, and still the caller's word counts.
    let decoded = decode("né".as_bytes(), Some("latin1"));
    assert_eq!((&*decoded.text, decoded.encoding), ("nÃ©", "windows-1252"));
}

#[test]
fn an_unknown_hint_is_ignored() {
    for hint in ["klingon", "text/html", "", "iso-2022-kr"] {
        assert_eq!(decode("né".as_bytes(), Some(hint)).how, EncodingSource::ValidUtf8);
    }
}

#[test]
fn a_hint_of_utf8_that_the_bytes_contradict_is_passed_over() {
    let bytes = page("<meta charset=windows-1251>", RUSSIAN, WINDOWS_1251);
    let decoded = decode(&bytes, Some("utf-8"));
    assert!(decoded.text.contains(RUSSIAN));
    assert_eq!(decoded.how, EncodingSource::Declared);
    assert_eq!(decode("né".as_bytes(), Some("utf8")).how, EncodingSource::Hint);
    assert_eq!(decode(b"n\0\xC3\0<\0>\0", Some("utf-8")).how, EncodingSource::Utf16Pattern);
}

#[test]
fn a_hint_of_utf8_makes_a_little_evidence_enough() {
    let bytes = b"\xE2\x80\x9Ca\xE2\x80\x9D caf\xE9";
    let decoded = decode(bytes, Some("utf-8"));
    assert_eq!((&*decoded.text, decoded.how), ("“a” café", EncodingSource::NearlyUtf8));
    assert_eq!(decode(bytes, None).how, EncodingSource::Detected);
    let claimed = [b"<meta charset=utf-8>", &bytes[..]].concat();
    assert_eq!(decode(&claimed, None).how, EncodingSource::NearlyUtf8);
}

#[test]
fn a_hint_of_utf16_is_followed_only_where_it_can_be() {
    let little = b"<\0p\0>\0";
    assert_eq!(decode(little, Some("utf-16")).how, EncodingSource::Hint);
    let decoded = decode(b"\0<\0p\0>", Some("utf-16le"));
    assert_eq!((&*decoded.text, decoded.how), ("<p>", EncodingSource::Utf16Pattern));
    assert_eq!(decode(b"<p>text", Some("utf-16")).text, "<p>text");
    // Chinese without markup shows no pattern, but is not UTF-8 either.
    let bytes: Vec<u8> = "清晨的码头".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&bytes, Some("utf-16")).text, "清晨的码头");
}

#[test]
fn utf16_without_a_mark_is_read() {
    let bytes: Vec<u8> = format!("<html><p lang=ru>{RUSSIAN}</p>{}", "<br>".repeat(40))
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let decoded = decode(&bytes, None);
    assert!(decoded.text.contains(RUSSIAN));
    assert_eq!((decoded.encoding, decoded.how), ("UTF-16BE", EncodingSource::Utf16Pattern));
}

#[test]
fn iso_2022_jp_is_read_by_its_escapes() {
    let bytes = page("", JAPANESE, ISO_2022_JP);
    assert_reads(&bytes, JAPANESE, EncodingSource::Iso2022Jp);
}

#[test]
fn valid_utf8_is_borrowed_with_its_line_ends() {
    let text = "né\r\nnà";
    for hint in [None, Some("utf-8")] {
        let decoded = decode(text.as_bytes(), hint);
        assert!(matches!(decoded.text, Cow::Borrowed(same) if same == text));
    }
}

#[test]
fn ascii_is_called_utf8_whatever_it_declares() {
    let decoded = decode(b"<meta charset=gbk>text", None);
    assert_eq!((decoded.encoding, decoded.how), ("UTF-8", EncodingSource::Ascii));
    assert_eq!(decode(b"", None).how, EncodingSource::Ascii);
}

#[test]
fn nearly_utf8_goes_before_a_legacy_declaration() {
    let bytes = [b"<meta charset=windows-1252>", FRENCH.as_bytes(), b" na\xEFf"].concat();
    let decoded = decode(&bytes, None);
    assert!(decoded.text.ends_with(&format!("{FRENCH} naïf")));
    assert_eq!((decoded.encoding, decoded.how, decoded.replaced), ("UTF-8", EncodingSource::NearlyUtf8, 0));
}

#[test]
fn x_user_defined_is_windows_1252() {
    let bytes = page("<meta charset=x-user-defined>", FRENCH, WINDOWS_1252);
    assert_reads(&bytes, FRENCH, EncodingSource::Declared);
    assert_eq!(decode(&bytes, None).encoding, "windows-1252");
}

#[test]
fn binary_input_gives_some_text() {
    let noise: Vec<u8> = (0..70_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let nuls = vec![0; 5000];
    let mixed = [&nuls[..], &noise[..]].concat();
    let hints = [None, Some("utf-8"), Some("utf-16be"), Some("iso-2022-jp"), Some("gb18030")];
    for bytes in [&noise[..], &nuls, &mixed, b"\0", b"\xFF", b"\xFF\xFE\0", b"\xEF\xBB\xBF\xEF"] {
        for hint in hints {
            let decoded = decode(bytes, hint);
            let found = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
            assert!(decoded.replaced <= found, "{hint:?}");
        }
    }
}

#[test]
fn the_names_of_the_ways_differ() {
    let mut names: Vec<&str> = [
        EncodingSource::ByteOrderMark,
        EncodingSource::Hint,
        EncodingSource::Utf16Pattern,
        EncodingSource::Iso2022Jp,
        EncodingSource::ValidUtf8,
        EncodingSource::NearlyUtf8,
        EncodingSource::Declared,
        EncodingSource::Detected,
        EncodingSource::Ascii,
    ]
    .map(EncodingSource::as_str)
    .to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 9);
}

#[test]
fn gbk_text_of_one_line_needs_its_declaration() {
    let bytes = page("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "茶馆", GBK);
    assert_reads(&bytes, "茶馆", EncodingSource::Declared);
}

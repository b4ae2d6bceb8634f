//! Decides whom a report in Chinese names as its reporters: in brackets where the text begins, "（记者 林小雨）", or in a line
//! of its own, "晨报记者 林小雨 王小明". There a space parts two people, where elsewhere it parts the names of one.

use crate::meta::clean;
use crate::meta::labels::{self, Purpose};

/// What a reporter is called, in the simplified and the traditional script.
const CALLED: [&str; 2] = ["记者", "記者"];
/// Bytes of a text within which its brackets must open.
const OPENING: usize = 120;
/// Bytes of brackets, and of a line, that name people and nothing else.
const LONGEST: usize = 120;
/// Signs of the name of whom they write for, before what they are called.
const LONGEST_PAPER: usize = 10;
/// Signs of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// The family names that nine of ten people in China and most in Taiwan have, in both scripts.
const FAMILIES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖萧蕭田董潘袁\
    蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏傅方邹鄒熊白孟秦邱侯江尹薛闫閻段雷\
    龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁\
    魯岳翟申欧歐耿关關兰蘭焦俞左柳祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑\
    华華喻祁房滕屈饶饒解牟艾尤时時穆农農司卓古吉缪繆简簡车車项項连連";

/// The reporters in the brackets behind the place and day of a report.
pub(super) fn in_brackets(text: &str) -> Vec<String> {
    let start = clean::cut(text, OPENING);
    let brackets = start.match_indices(['（', '(', '【']).filter_map(|(at, sign)| {
        let inside = clean::cut(text.get(at + sign.len()..)?, LONGEST);
        Some(inside.split_once(['）', ')', '】'])?.0)
    });
    brackets.map(in_line).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The reporters in a line that says nothing else.
pub(super) fn in_line(line: &str) -> Vec<String> {
    if line.is_ascii() || line.len() > LONGEST {
        return Vec::new();
    }
    let Some((paper, names)) = CALLED.iter().find_map(|called| line.split_once(called)) else { return Vec::new() };
    let is_paper = paper.chars().count() <= LONGEST_PAPER && paper.chars().all(char::is_alphanumeric);
    // Behind a slash stands where it was written.
    let names = names.split(['／', '/']).find(|part| part.chars().any(char::is_alphanumeric)).unwrap_or_default();
    let pieces = names.split(|character: char| !character.is_alphanumeric() && character != '·');
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    // Whoever took the picture did not write the text.
    if !is_paper || pieces.iter().any(|piece| labels::is(piece, Purpose::Credit)) {
        return Vec::new();
    }
    let people = pieces.into_iter().filter(|piece| !labels::is(piece, Purpose::Role));
    people.take_while(|piece| is_name(piece)).map(str::to_owned).collect()
}

/// Whether a word is as long as a Chinese name and begins with a family's.
fn is_name(word: &str) -> bool {
    NAME.contains(&word.chars().count()) && word.chars().next().is_some_and(|family| FAMILIES.contains(family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporters_stand_in_brackets_or_in_a_line_of_their_own() {
        for (text, expected) in [
            ("新华港五月三日电（记者 林小雨）港口昨夜下了大雨。", &["林小雨"][..]),
            ("晨报讯（记者林小雨 通讯员 王小明）港口昨夜下了大雨。", &["林小雨", "王小明"]),
            ("（记者 林小雨、王小明 整理报道）港口", &["林小雨", "王小明"]),
            ("港口昨夜下了大雨（见图），许多渔船没有出海。", &[]),
            ("雨后的港口。（晨报记者 林小雨 摄）", &[]),
        ] {
            assert_eq!(in_brackets(text), expected, "{text}");
        }
        assert_eq!(in_line("晨报记者 林小雨 王小明"), ["林小雨", "王小明"]);
        assert_eq!(in_line("記者林小雨／港口報導"), ["林小雨"]);
        assert_eq!(in_line("他对记者说，港口的雨还会下很久"), Vec::<String>::new());
        assert_eq!(in_line("昨天晚上港口管理处的人告诉记者 情况"), Vec::<String>::new());
    }
}

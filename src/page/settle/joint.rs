//! Decides where words that touch in the markup are set apart in the text, because a reader sees them apart: boxes side by
//! side, a label before its value, a title before a sentence. For settle, at every end and beginning of an inline element.

use super::Settler;
use crate::page::Flags;
use crate::tag::Tag;

/// What lies between the last text and the next, where no white space does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Joint {
    /// Nothing that could set them apart.
    #[default]
    None,
    /// The beginning of an inline element.
    Opened,
    /// The end of an inline element, which began at this place of the text.
    Closed(u32),
    /// The end of one, and then the beginning of another.
    Between,
    /// The end of a raised mark with which a line begins, as notes do.
    Mark,
    /// The end of the `cite` with which a quotation begins: who wrote what follows.
    Quoted,
    /// The end of an element that holds the single digit with which a line begins, as sections do.
    Number,
}

/// Signs of the longest raised mark before a note; what is longer is part of a formula.
const LONGEST_MARK: usize = 2;
/// Bytes of the longest one with the white space around it.
const LONGEST_MARK_TEXT: usize = 16;

/// Elements between a quotation and who is quoted in it.
const QUOTATION: usize = 3;
/// Elements between a term and the pieces of it.
const TERM: usize = 4;

impl Settler {
    /// Notes that an inline element begins. Two that touch are set apart as their boxes on the screen are; letters that a
    /// page wraps one by one stay together.
    pub fn open_joint(&mut self, tag: Tag, flags: Flags) {
        // In a list of terms the kind of a thing stands behind its name.
        let behind_name = tag == Tag::Span && self.behind_name && self.is_in_term();
        self.behind_name = false;
        if (self.after_inline || behind_name)
            && is_box(tag)
            && !self.is_base(tag)
            && !flags.meets(Flags(Flags::VERBATIM.0 | Flags::CODE.0))
        {
            // The parts of a formula, which are unknown elements, have no spelling of their own.
            self.boxes |= tag != Tag::Unknown;
            self.space |= tag == Tag::Unknown;
        }
        // What holds no text, such as a date for machines, does not come between two boxes.
        if !matches!(tag, Tag::Meta | Tag::Link) {
            self.after_inline = false;
        }
        self.joint = match self.joint {
            Joint::Mark => Joint::Mark,
            Joint::Number => Joint::Number,
            Joint::Quoted => Joint::Quoted,
            _ if !may_part(tag) => Joint::None,
            Joint::Closed(_) | Joint::Between => Joint::Between,
            Joint::None | Joint::Opened => Joint::Opened,
        };
    }

    /// Notes that an inline element ends whose text began at `start`.
    pub fn close_joint(&mut self, tag: Tag, start: u32, held: bool) {
        if matches!(tag, Tag::Meta | Tag::Link) {
            return;
        }
        self.after_inline = held && is_box(tag) && !self.is_base(tag);
        self.behind_name = held && matches!(tag, Tag::Strong | Tag::B);
        self.joint = match self.joint {
            Joint::Mark => Joint::Mark,
            _ if tag == Tag::Cite && held && self.opens_quotation(start) => {
                self.space = false;
                Joint::Quoted
            }
            _ if tag == Tag::Sup && self.is_mark(start) => Joint::Mark,
            _ if may_part(tag) && held => Joint::Closed(start),
            _ if may_part(tag) && self.is_number(start) => Joint::Number,
            _ => Joint::None,
        };
    }

    /// Whether the open element is a term, or stands in the line of one.
    fn is_in_term(&self) -> bool {
        self.page.upwards(self.parent()).take(TERM).any(|at| self.page.row(at).tag == Tag::Dt)
    }

    /// Whether an element holds signs of a word that has its reading above: `rb`, of which nothing else needs the name.
    fn is_base(&self, tag: Tag) -> bool {
        tag == Tag::Unknown && self.page.row(self.parent()).tag == Tag::Ruby
    }

    /// Whether the text from `start` on is a mark with which its line begins: "1", "*", "a".
    fn is_mark(&self, start: u32) -> bool {
        let Some((before, mark)) = self.page.text.split_at_checked(start as usize) else { return false };
        let before = before.strip_suffix(' ').unwrap_or(before);
        let is_short = || (1..=LONGEST_MARK).contains(&mark.trim().chars().count());
        mark.len() <= LONGEST_MARK_TEXT && (before.is_empty() || before.ends_with('\n')) && is_short()
    }

    /// Whether a quotation begins with the text from `start` on.
    fn opens_quotation(&self, start: u32) -> bool {
        let mut around = self.page.upwards(self.parent()).take(QUOTATION);
        around.any(|at| self.page.row(at).tag == Tag::Blockquote && self.page.row(at).text.start == start)
    }

    /// Ends the line of who is quoted, where the quotation touches it or it ends in a colon.
    pub fn end_attribution(&mut self, text: &str) {
        let is_label = self.page.text.ends_with(':')
            || !self.space && text.starts_with(|first: char| !first.is_whitespace() && !is_end(first));
        if self.joint == Joint::Quoted && is_label && !self.page.text.ends_with('\n') {
            self.space = false;
            self.page.text.push('\n');
        }
    }

    /// Whether the text from `start` on is a digit with which its line begins.
    fn is_number(&self, start: u32) -> bool {
        self.is_mark(start) && matches!(self.page.text.as_bytes().get(start as usize..), Some([b'0'..=b'9']))
    }

    /// Whether a text of the next of two boxes that touch stays with what stands before, as the pieces of a signature
    /// do that a page colours one by one: "tools." before "bend", "bend" before "(", "angle" before "=".
    pub fn hugs(&self, text: &str) -> bool {
        let mut before = self.page.text.chars().rev();
        let (last, last_but_one) = (before.next(), before.next());
        let single = !text.trim().contains(char::is_whitespace);
        match (last, text.chars().next()) {
            (_, Some(')' | ']' | '}' | ',' | ';' | '.' | ':')) | (Some('[' | '{' | '(' | '=' | '*'), _) => true,
            (_, Some('(' | '[' | '{' | '=' | '*')) => text.chars().all(is_code_sign),
            (Some('.'), Some(next)) => {
                let is_name = next.is_lowercase() || next == '_' || self.ends_path() && self.is_in_term();
                single && is_name && last_but_one.is_some_and(char::is_alphabetic)
            }
            _ => false,
        }
    }

    /// Whether the text ends with the path before a name, as one is declared: "postbox." before "Policy".
    fn ends_path(&self) -> bool {
        let path = last_bytes(&self.page.text, LONGEST_WORD).rsplit([' ', '\n']).next().unwrap_or_default();
        path.starts_with(char::is_lowercase)
            && path.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '.' | '_'))
    }

    /// Whether a text that follows a joint without white space belongs to a word of its own.
    pub fn parts(&self, text: &str) -> bool {
        if self.joint == Joint::None || self.space || self.page.row(self.parent()).flags.meets(Flags::CODE) {
            return false;
        }
        // "1" before "Harbour office", but neither "14" before "C" nor "st" behind "1".
        if self.joint == Joint::Mark {
            return text.chars().take(2).filter(|letter| letter.is_alphabetic()).count() == 2;
        }
        let before = &self.page.text;
        // A remark in brackets that is an element of its own: "(3 May)" before "ida7 wrote".
        if let Joint::Closed(start) = self.joint
            && before.get(start as usize..).is_some_and(is_remark)
        {
            // Scripts without spaces between their words have none here either.
            return text
                .starts_with(|first: char| first.is_lowercase() || first.is_uppercase() || first.is_ascii_digit());
        }
        let Some((word, quoted)) = opening_word(text) else { return false };
        // "2" before "Duty to mark", but not "1" before "Password".
        if self.joint == Joint::Number {
            return text.get(word..).is_some_and(|rest| rest.starts_with(' '));
        }
        let last = last_bytes(before, LONGEST_WORD).rsplit([' ', '\n']).next().unwrap_or_default();
        let rest = text.get(word..).unwrap_or_default();
        match last.chars().next_back() {
            // "Compatibility:" before "Most", but neither "java.util." before "List" nor "Node." before "Js".
            Some('.') if self.ends_path() && self.is_in_term() => false,
            Some(':') if is_speaker(last) && matches!(self.joint, Joint::Closed(_)) => ends_word(rest),
            Some('.' | ':' | '?' | '!' | ')') => is_sentence_like(last) && ends_word(rest),
            Some(letter) if letter.is_lowercase() || letter.is_numeric() && quoted => {
                let whole_words = match self.joint {
                    Joint::Closed(start) => before.get(start as usize..).is_some_and(|inside| inside.contains(' ')),
                    Joint::Opened => is_small_word(last) && ends_word(rest),
                    Joint::Between => last.chars().count() > 1 && ends_word(rest),
                    Joint::None | Joint::Mark | Joint::Number | Joint::Quoted => false,
                };
                whole_words && (letter.is_lowercase() || matches!(self.joint, Joint::Closed(_)))
            }
            _ => false,
        }
    }
}

/// Inline elements that pages lay out as boxes of their own: menu links, labels, counters.
fn is_box(tag: Tag) -> bool {
    matches!(tag, Tag::A | Tag::Span | Tag::Label | Tag::Time | Tag::Unknown)
}

/// Signs between the names of a declaration.
fn is_code_sign(sign: char) -> bool {
    matches!(sign, '(' | ')' | '[' | ']' | '{' | '}' | '=' | '*')
}

/// Inline elements that hold words rather than parts of words, signs or code.
fn may_part(tag: Tag) -> bool {
    is_box(tag)
        || matches!(
            tag,
            Tag::B
                | Tag::Strong
                | Tag::I
                | Tag::Em
                | Tag::Cite
                | Tag::U
                | Tag::Font
                | Tag::Small
                | Tag::Big
                | Tag::Mark
                | Tag::Dfn
        )
}

/// Where the first word of a text ends, if it is written as the first of a name or a sentence: a capital and a small letter,
/// perhaps behind an opening quotation mark; and whether there is such a mark.
fn opening_word(text: &str) -> Option<(usize, bool)> {
    let word = text.trim_start_matches(['"', '“', '„', '«', '‘', '\'', '(']);
    let quoted = word.len() < text.len();
    let mut letters = word.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    if !first.is_uppercase() || !second.is_lowercase() {
        return None;
    }
    let length = word.find(|letter: char| !letter.is_alphabetic()).unwrap_or(word.len());
    Some((text.len() - word.len() + length, quoted))
}

/// Whether a text is a remark of several words in brackets.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with(')') && text.contains(' ')
}

/// Whether a sign ends what stands before it.
fn is_end(sign: char) -> bool {
    matches!(sign, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '’' | '”' | '»')
}

/// Whether a word is over there, so that it is none of a dotted or glued name.
fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || matches!(next, ':' | ',' | '’' | '\'' | '-'))
}

/// Whether a word names who speaks by a letter: "Q:".
fn is_speaker(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'Z', b':'])
}

/// Whether a last word with its sign is one of a sentence or a label, and none of an address or a dotted name.
fn is_sentence_like(word: &str) -> bool {
    let letters = word.trim_end_matches(['.', ':', '?', '!', ')', '"', '”']);
    letters.chars().count() > 1 && !letters.contains(['.', ':', '/', '@', '(', '_'])
}

/// Whether a word before an element is whole: of two small letters at least, unlike the "You" of "You" and "Tube".
fn is_small_word(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_lowercase)
}

/// Bytes of the longest word that is looked at: a text without spaces would be read again at each of its joints.
const LONGEST_WORD: usize = 128;

/// The end of a text, of so many bytes at most.
pub fn last_bytes(text: &str, most: usize) -> &str {
    let least = text.len().saturating_sub(most);
    let start = (least..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::page::laid_out;

    fn text(html: &str) -> String {
        laid_out(html).text
    }

    #[test]
    fn touching_boxes_are_set_apart_but_letters_are_not() {
        assert_eq!(text("<span>One</span><span>Two</span>"), "One Two\n");
        assert_eq!(text("<a href=x>One</a><a href=y>Two</a>"), "One Two\n");
        assert_eq!(text("<span>1 May</span><meta itemprop=date content=x><span>On the day"), "1 May On the day\n");
        assert_eq!(text("<span class=dropcap>T</span>he end"), "The end\n");
        assert_eq!(text("<span>T</span><span>he</span>"), "The\n");
        assert_eq!(text("re<b>mark</b>able"), "remarkable\n");
        assert_eq!(text("<code><span>let</span><span>x</span></code>"), "letx\n");
    }

    #[test]
    fn a_raised_mark_before_a_note_is_no_part_of_its_first_word() {
        assert_eq!(text("<p>a</p><p><sup>1</sup>Harbour office, 3 May"), "a\n1 Harbour office, 3 May\n");
        assert_eq!(text("<li><a href=#r><sup>*</sup></a><span>the estimates"), "* the estimates\n");
        assert_eq!(text("<p>It rained<sup>1</sup>and snowed"), "It rained1and snowed\n");
        assert_eq!(text("<p><sup>14</sup>C and <sup>238</sup>U"), "14C and 238U\n");
    }

    #[test]
    fn who_is_quoted_stands_on_a_line_above_the_quotation() {
        let quoted = |inside: &str| text(&format!("<blockquote>{inside}</blockquote>"));
        assert_eq!(quoted("<div><cite>Ida wrote: <a></a></cite>Rain <b>again"), "Ida wrote:\nRain again\n");
        assert_eq!(quoted("<cite>Ida wrote:</cite> <b>Rain</b> again"), "Ida wrote:\nRain again\n");
        assert_eq!(quoted("<cite>Ida</cite><br>Rain"), "Ida\nRain\n");
        assert_eq!(quoted("<cite>The Tide</cite> said so"), "The Tide said so\n");
        assert_eq!(quoted("<cite>The Tide</cite>, it said, turns"), "The Tide, it said, turns\n");
        assert_eq!(quoted("In <cite>The Tide</cite>it said"), "In The Tideit said\n");
        assert_eq!(text("<p><span>(3 May)</span>ida7 wrote"), "(3 May) ida7 wrote\n");
        assert_eq!(text("<p><b>f(x)</b>y"), "f(x)y\n");
        assert_eq!(text("<p><b>(3 May)</b>等"), "(3 May)等\n");
    }

    #[test]
    fn a_number_before_a_heading_is_no_part_of_its_first_word() {
        assert_eq!(text("<h2><b>2</b><span>Duty to mark</span></h2>"), "2 Duty to mark\n");
        assert_eq!(text("<p>a<br><span><i>3</i></span>Harbour fees"), "a\n3 Harbour fees\n");
        for whole in
            ["<b>1</b>Password", "<b>2</b>nd of May", "<b>7</b>", "No <b>2</b>Duty calls", "<b>A</b>Duty calls"]
        {
            let glued: String = whole.split(['<', '>']).step_by(2).collect();
            assert_eq!(text(whole), format!("{glued}\n"));
        }
    }

    #[test]
    fn readings_above_the_text_are_left_out_and_part_no_words() {
        let fallback = "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を";
        let paired = "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>へ";
        let bases = "<ruby><rb>北</rb><rb>京</rb><rtc><rt>ペ</rt><rt>キン</rt></rtc></ruby>で";
        assert_eq!(text(&format!("{fallback}{paired}{bases}")), "漢字を東京へ北京で\n");
    }

    #[test]
    fn pieces_of_a_declaration_stay_together() {
        let call = "<span>tools.</span><span>bend</span><span>(</span><span>angle</span><span>=</span><span>90</span>";
        assert_eq!(text(&format!("{call}<span>)</span>")), "tools.bend(angle=90)\n");
        assert_eq!(text("<span>Sizes</span><span>(all)</span>"), "Sizes (all)\n");
        assert_eq!(text("<span>It ends.</span><span>read more</span>"), "It ends. read more\n");
        assert_eq!(text("<span>Home</span><span>|</span><span>News</span>"), "Home | News\n");
    }

    #[test]
    fn terms_are_declared_with_their_path_and_their_kind() {
        let path = "<span>postbox.</span><span>Policy</span>";
        assert_eq!(text(&format!("<dt><em>class </em>{path}")), "class postbox.Policy\n");
        assert_eq!(text(&format!("<p>{path}")), "postbox. Policy\n");
        assert_eq!(text("<dt><strong>path</strong><span>str or Path</span>"), "path str or Path\n");
        assert_eq!(text("<p><strong>path</strong><span>ology</span>"), "pathology\n");
    }

    #[test]
    fn a_label_and_what_it_is_for_are_set_apart() {
        assert_eq!(text("<li><b>Harbour fees:</b>Most are due"), "Harbour fees: Most are due\n");
        assert_eq!(text("<li><b class=title>Diverse crews</b>We sail"), "Diverse crews We sail\n");
        assert_eq!(text("<p><b>Q:</b>What floats? C:<b>Users</b>"), "Q: What floats? C:Users\n");
        assert_eq!(text("<p>Is it open?<a href=x>Here is</a> how"), "Is it open? Here is how\n");
        assert_eq!(text("<p>what is done in<em>Harbour Tales </em>is"), "what is done in Harbour Tales is\n");
        assert_eq!(text("<p>it pays<strong>Cons:</strong> dear"), "it pays Cons: dear\n");
        assert_eq!(text("<p><b>1 мая 2021</b>\"Какой туман"), "1 мая 2021 \"Какой туман\n");
        assert_eq!(text("<h2><a href=x>The Pilot</a><em>Mercy"), "The Pilot Mercy\n");
    }

    #[test]
    fn names_of_several_pieces_stay_whole() {
        for whole in
            ["java.util.<a href=x>List</a>", "You<b>Tube</b>", "i<em>Phone now</em>", "<b>Mc</b>Donald", "<i>e</i>Bay"]
        {
            let glued: String = whole.split(['<', '>']).step_by(2).collect();
            assert_eq!(text(whole), format!("{glued}\n"));
        }
        assert_eq!(text("x<sup>th</sup>Xy y<code>ab</code>Cd is"), "xthXy yabCd is\n");
    }
}

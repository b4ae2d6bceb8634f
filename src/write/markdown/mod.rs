//! Decides how an article is written as GitHub flavoured Markdown. From the article alone, for the command line and for
//! callers of the library.

mod escape;
mod front_matter;
mod inline;
mod list;

use crate::article::{Article, Cell, ContentBlock, Definition, Inline, InlineKind, ListItem, Role};
use crate::write::alternative::unsaid;
use crate::write::around::names_box;
use crate::write::cells::{self, Slot};
use crate::write::clean::{self, clean};
use crate::write::headline::headline;
use escape::alternative;
pub use front_matter::to_front_matter;

/// The article as Markdown: the title as a first heading, then its blocks. Nothing in the page's text is taken for
/// Markdown or HTML.
pub fn to_markdown(article: &Article) -> String {
    let mut writer = Writer::default();
    let title = article.title.as_deref().map(escape::inline).filter(|title| !title.is_empty());
    if let Some(title) = &title {
        writer.heading(title, 1);
    }
    if article.blocks.is_empty() {
        article.text.split("\n\n").for_each(|text| writer.paragraph(text, &[], None));
    }
    let headline = headline(article);
    for (at, block) in article.blocks.iter().enumerate() {
        let label = article.blocks.get(at + 1).is_some_and(|next| is_label(block, next));
        if Some(at) != headline && !label {
            writer.block(block, article.blocks.get(at + 1));
        }
    }
    writer.notes();
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Whether the last block was a list, and its second set of markers was used: two lists in a row would else be one.
    list: Option<bool>,
    /// The footnotes met, which stand at the end: their labels and their texts.
    notes: Vec<(String, String)>,
    /// The box that the last paragraph stood in.
    inside: Option<Role>,
}

impl Writer {
    /// Writes a block; `next` is the one behind it.
    fn block(&mut self, block: &ContentBlock, next: Option<&ContentBlock>) {
        let role = role(block);
        let next = next.and_then(self::role);
        let inside = std::mem::replace(&mut self.inside, role);
        match block {
            ContentBlock::Heading { text, level, spans } => self.heading(&inline::line(text, spans), *level),
            ContentBlock::Paragraph { text, spans, note: Some(note), .. } => self.note(note, text, spans),
            ContentBlock::Paragraph { text, spans, role, .. } => match role.and_then(|role| Some((role, alert(role)?)))
            {
                // The name of a box of which nothing follows as one, but a list, is no box.
                Some((kind, _)) if inside != *role && next != *role && names_box(text, kind) => {
                    self.paragraph(text, spans, None);
                }
                Some(kind) if !clean::line(text).is_empty() => self.alert(kind, text, spans, inside == *role),
                _ => self.paragraph(text, spans, *role),
            },
            ContentBlock::List { items, start, .. } => self.list(items, start.unwrap_or(1)),
            ContentBlock::Quote { text, spans, attribution, .. } => {
                self.quote(text, spans, attribution.as_deref().filter(|name| !text.contains(*name)));
            }
            ContentBlock::Code { text, language } => self.code(text, language.as_deref()),
            ContentBlock::Table { header, rows, cells, .. } => self.table(header, rows, cells),
            ContentBlock::DefinitionList { entries, .. } => entries.iter().for_each(|entry| self.definition(entry)),
            ContentBlock::Embed { url, title, .. } => {
                self.begin();
                let words = title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(url);
                self.line(&["[", &alternative(words), "](", &address(url), ")"]);
            }
            ContentBlock::Image { url, alt, caption, credit, link, .. } => {
                self.begin();
                let alt = unsaid(alt.as_deref(), &[caption.as_deref(), credit.as_deref()]);
                let image = format!("![{}]({})", alternative(alt), address(url));
                match link {
                    Some(link) => self.line(&["[", &image, "](", &address(link), ")"]),
                    None => self.line(&[&image]),
                }
                let parts: Vec<&str> = [caption, credit].into_iter().flatten().map(String::as_str).collect();
                let words = parts.join(" ");
                if !clean::line(&words).is_empty() {
                    self.begin();
                    self.line(&[&escape::emphasized(&words)]);
                }
            }
        }
    }

    /// Sets the next block apart from the last one.
    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.list = None;
    }

    fn line(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str, level: u8) {
        self.begin();
        let marks = "#".repeat(usize::from(level.clamp(1, 6)));
        // A heading may close with more marks, so one that belongs to the text is told apart.
        match text.strip_suffix('#') {
            Some(rest) => self.line(&[&marks, " ", rest, "\\#"]),
            None => self.line(&[&marks, " ", text]),
        }
    }

    fn paragraph(&mut self, source: &str, spans: &[Inline], role: Option<Role>) {
        if let Some(tex) = display(source, spans) {
            self.begin();
            return self.line(&["$$", &tex, "$$"]);
        }
        let text = inline::lines(source, spans, "\\\n", false);
        if !text.is_empty() {
            self.begin();
            match role {
                Some(Role::Summary) if !text.contains('\n') => self.line(&[&inline::strong(source, spans)]),
                _ => self.line(&[&text]),
            }
        }
    }

    fn quote(&mut self, text: &str, spans: &[Inline], attribution: Option<&str>) {
        self.begin();
        // The name is a line of the same paragraph, so that marks in it could pair with marks in the text.
        let named = attribution.map(|name| format!("{text}\n— {}", clean::line(name)));
        for line in inline::paragraphs(named.as_deref().unwrap_or(text), spans).lines() {
            self.line(&[if line.is_empty() { ">" } else { "> " }, line]);
        }
    }

    /// A box of its own; paragraphs of one box stand together.
    fn alert(&mut self, (role, name): (Role, &str), text: &str, spans: &[Inline], again: bool) {
        if again {
            // What follows the box's name alone needs no line between.
            if !self.text.ends_with("]\n") {
                self.line(&[">"]);
            }
        } else {
            self.begin();
            self.line(&["> [!", name, "]"]);
            // A reader sees the kind of box as its title; the page's own words for it would say it twice.
            if names_box(text, role) {
                return;
            }
        }
        for line in inline::lines(text, spans, "\\\n", false).lines() {
            self.line(&["> ", line]);
        }
    }

    fn list(&mut self, items: &[ListItem], start: u32) {
        for item in items {
            if let Some(note) = &item.note {
                self.note(note, &item.text, &item.spans);
            }
        }
        if items.iter().any(|item| item.note.is_none()) {
            let second = self.list == Some(false);
            self.begin();
            list::write(&mut self.text, items, start, second);
            self.list = Some(second);
        }
    }

    fn note(&mut self, note: &str, text: &str, spans: &[Inline]) {
        let words = inline::lines(text, spans, "\\\n    ", false);
        // Behind a label of the page's own, which leads back and is not written, stands its dot.
        let own = spans.iter().any(|span| span.kind == InlineKind::BackReference && span.start == 0);
        let bare = words.trim_start();
        let bare = bare.strip_prefix("\\.").or_else(|| bare.strip_prefix('.')).unwrap_or(bare).trim_start();
        let words = if own { bare.to_owned() } else { words };
        self.notes.push((clean::label(note), words));
    }

    /// Writes the footnotes at the end.
    fn notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.begin();
        }
        for (label, text) in notes {
            self.line(&["[^", &label, "]: ", &text]);
        }
    }

    fn code(&mut self, text: &str, language: Option<&str>) {
        self.begin();
        let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let plain =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '+' | '#' | '-' | '_' | '.');
        let language = language.filter(|language| language.chars().all(plain)).unwrap_or_default();
        self.line(&[&fence, language]);
        self.line(&[&clean(text)]);
        self.line(&[&fence]);
    }

    fn table(&mut self, header: &[String], rows: &[Vec<String>], cells: &[Cell]) {
        self.begin();
        let lines = cells::without_empty_columns(cells::expanded(cells::lines(header, rows, cells)));
        let columns = lines.iter().map(|line| line.slots.len()).max().unwrap_or(0);
        let written = |slot: &Slot<'_>| inline::cell(slot.text, slot.spans);
        let (head, body) = match lines.split_first() {
            Some((head, body)) if head.heads => (head.slots.as_slice(), body),
            _ => (&[][..], lines.as_slice()),
        };
        // Only the header must have every column; shorter rows are left short, or one long row would cost a square.
        let missing = std::iter::repeat_n(String::new(), columns - head.len());
        self.row(head.iter().map(written).chain(missing));
        self.row(std::iter::repeat_n("---".to_owned(), columns));
        for line in body {
            self.row(line.slots.iter().map(written));
        }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        self.text.push('|');
        for cell in cells {
            self.text.push(' ');
            self.text.push_str(&cell);
            self.text.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        self.text.push('\n');
    }

    fn definition(&mut self, entry: &Definition) {
        self.begin();
        self.line(&[&inline::definition(entry)]);
    }
}

/// The formula that is all a paragraph holds.
fn display(text: &str, spans: &[Inline]) -> Option<String> {
    let [Inline { kind: InlineKind::Math, start: 0, end, tex: Some(tex), .. }] = spans else { return None };
    let mut tex = clean::line(tex);
    if tex.is_empty() || tex.contains('$') {
        return None;
    }
    let rest: String = text.chars().skip(*end as usize).collect();
    if !rest.is_empty() {
        // Its number stands behind a formula, and every reader of TeX sets it there again.
        let number = rest.strip_prefix(" (")?.strip_suffix(')')?;
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '.';
        number.chars().all(is_plain).then(|| tex.push_str(&format!(" \\tag{{{number}}}")))?;
    }
    Some(tex)
}

/// Whether a line only names what the next block says of itself: the language of code, in its fence, or the kind of a box.
fn is_label(block: &ContentBlock, next: &ContentBlock) -> bool {
    match (block, next) {
        (ContentBlock::Paragraph { text, .. }, ContentBlock::Code { language: Some(language), .. }) => {
            text.trim().eq_ignore_ascii_case(language)
        }
        (ContentBlock::Heading { text, .. }, ContentBlock::Paragraph { role: Some(role), .. }) => {
            names_box(text, *role)
        }
        _ => false,
    }
}

/// What a paragraph is besides running text.
fn role(block: &ContentBlock) -> Option<Role> {
    match block {
        ContentBlock::Paragraph { role, .. } => *role,
        _ => None,
    }
}

/// The name of a box set apart.
fn alert(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Note => "NOTE",
        Role::Tip => "TIP",
        Role::Important => "IMPORTANT",
        Role::Warning => "WARNING",
        Role::Caution => "CAUTION",
        _ => return None,
    })
}

/// An address as a link's target: nothing in it may end the target.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for (at, character) in url.char_indices() {
        match character {
            // A character reference is read in an address as everywhere.
            '&' if escape::is_reference(url.get(at + 1..).unwrap_or_default()) => address.push_str("\\&"),
            // Two dollars would make a formula of what stands between.
            '$' => address.push_str("\\$"),
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            ' ' => address.push_str("%20"),
            _ if character.is_control() || character.is_whitespace() => {}
            _ => address.push(character),
        }
    }
    address
}

#[cfg(test)]
mod tests;

//! Decides what an article's blocks say, in the form in which Markdown is read again. For the laws, which compare the two.

use dechrome::Article;
use dechrome::article::{ContentBlock, Inline, InlineKind, ListItem, Role};

use super::said::{Said, squeezed};

/// What the article's blocks say.
pub fn meant(article: &Article) -> Said {
    let mut said = Said::default();
    if let Some(title) = &article.title {
        said.headings.push((1, squeezed(title)));
        said.text.push_str(&squeezed(title));
    }
    let mut inside = None;
    // The page's own headline is the title, wherever it stands; a heading below the text only when it is of the first level.
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut headline = article.title.as_deref().map(words);
    let mut begun = false;
    for (at, block) in article.blocks.iter().enumerate() {
        let before = std::mem::take(&mut inside);
        // The fence of the code below says it.
        if let (ContentBlock::Paragraph { text, .. }, Some(ContentBlock::Code { language: Some(language), .. })) =
            (block, article.blocks.get(at + 1))
            && text.trim().eq_ignore_ascii_case(language)
        {
            continue;
        }
        begun |= matches!(block, ContentBlock::Paragraph { .. } | ContentBlock::Quote { .. });
        match block {
            ContentBlock::Heading { text, level, .. }
                if headline.as_ref() == Some(&words(text)) && (*level == 1 || !begun) =>
            {
                headline = None;
            }
            // Word processors make it a paragraph, which then comes first.
            ContentBlock::Paragraph { text, .. } if at == 0 && headline.as_ref() == Some(&words(text)) => {
                headline = None
            }
            ContentBlock::Paragraph { text, spans, note, role } => {
                let shown = said.shown(text, spans);
                let name = box_name(*role);
                inside = name;
                if let Some(kind) = name.filter(|_| before != name) {
                    said.boxes.push(kind);
                    // A reader sees the kind of box as its title.
                    if shown.eq_ignore_ascii_case(kind) {
                        continue;
                    }
                }
                match note {
                    Some(_) => said.notes.push(behind_label(shown, spans)),
                    None => said.text.push_str(&shown),
                }
            }
            block => said.say(block),
        }
    }
    said.rows.retain(|row| !row.is_empty());
    said
}

impl Said {
    /// The text of a block as Markdown shows it: formulas by their TeX, marks of footnotes by their label.
    fn shown(&mut self, text: &str, spans: &[Inline]) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut shown = String::new();
        let (mut at, mut linked) = (0, 0);
        for span in spans {
            let (start, end) = (span.start as usize, span.end as usize);
            let whole = match (span.kind, &span.tex) {
                (InlineKind::Link, _) if start >= linked => {
                    self.links.push(escaped(span.url.as_deref().unwrap()));
                    linked = end;
                    None
                }
                (InlineKind::BackReference, _) => Some(String::new()),
                (InlineKind::NoteReference, _) => Some(format!("[^{}]", label(span.note.as_deref().unwrap()))),
                (InlineKind::Math, Some(tex)) if !tex.contains('$') => Some(tex.clone()),
                _ => None,
            };
            if let Some(whole) = whole.filter(|_| start >= at) {
                shown.extend(&characters[at..start]);
                shown.push_str(&whole);
                at = end;
            }
        }
        shown.extend(&characters[at..]);
        squeezed(&shown)
    }

    fn item(&mut self, item: &ListItem, open: &mut Vec<u8>) {
        let shown = self.shown(&item.text, &item.spans);
        if item.note.is_some() {
            return self.notes.push(behind_label(shown, &item.spans));
        }
        while open.pop_if(|depth| *depth > item.depth).is_some() {}
        if item.continues {
            let whole = self.items.iter_mut().rfind(|(depth, ..)| *depth == open.len());
            whole.expect("an item before").2.push_str(&shown);
            return self.text.push_str(&shown);
        }
        if open.last() != Some(&item.depth) {
            open.push(item.depth);
        }
        self.items.push((open.len(), item.ordered, shown.clone()));
        self.text.push_str(&shown);
    }

    /// Adds what a block says that is no paragraph.
    fn say(&mut self, block: &ContentBlock) {
        match block {
            ContentBlock::Heading { text, level, spans } => {
                let shown = self.shown(text, spans);
                self.headings.push((*level, shown.clone()));
                self.text.push_str(&shown);
            }
            ContentBlock::List { items, start, .. } => {
                let mut open = Vec::new();
                let mut numbers = Numbers { first: start.unwrap_or(1), open: Vec::new() };
                for (at, item) in items.iter().enumerate() {
                    match numbers.said(items, at) {
                        Some(bare) => self.item(&bare, &mut open),
                        None => self.item(item, &mut open),
                    }
                }
            }
            ContentBlock::Quote { text, spans, attribution, .. } => {
                let shown = self.shown(text, spans);
                self.text.push_str(&shown);
                if let Some(name) = attribution.as_ref().filter(|name| !text.contains(*name)) {
                    self.text.push_str(&squeezed(&format!("—{name}")));
                }
            }
            ContentBlock::Code { text, language } => {
                self.code.push((language.clone().unwrap_or_default(), format!("{text}\n")));
                self.text.push_str(&squeezed(text));
            }
            ContentBlock::Table { header, rows, cells, .. } => {
                let all = [header].into_iter().filter(|header| !header.is_empty()).chain(rows);
                for (at, row) in all.enumerate() {
                    let spans = |column: usize| {
                        let cell = cells.iter().find(|cell| (cell.row, cell.column) == (at as u32, column as u32));
                        cell.map_or(&[][..], |cell| &cell.spans)
                    };
                    let shown: Vec<String> =
                        row.iter().enumerate().map(|(column, text)| self.shown(text, spans(column))).collect();
                    self.text.push_str(&shown.concat());
                    self.rows.push(shown.into_iter().filter(|text| !text.is_empty()).collect());
                }
            }
            ContentBlock::DefinitionList { entries, .. } => {
                for entry in entries {
                    let term = self.shown(&entry.term, &entry.term_spans);
                    let description = self.shown(&entry.description, &entry.description_spans);
                    self.text.extend([term, description]);
                }
            }
            ContentBlock::Embed { url, title, .. } => {
                self.links.push(escaped(url));
                self.text.push_str(&squeezed(title.as_deref().unwrap_or(url)));
            }
            ContentBlock::Image { alt, caption, credit, link, .. } => {
                self.links.extend(link.as_deref().map(escaped));
                [alt, caption, credit].into_iter().flatten().for_each(|text| self.text.push_str(&squeezed(text)));
            }
            _ => {}
        }
    }
}

/// A footnote without the dot behind its own label, which leads back to its mark.
fn behind_label(shown: String, spans: &[Inline]) -> String {
    let is_label = |span: &Inline| span.kind == InlineKind::BackReference && span.start == 0;
    let is_own = spans.iter().any(is_label);
    shown.strip_prefix('.').filter(|_| is_own).map(str::to_owned).unwrap_or(shown)
}

/// The numbers of a list's items, for those that say their own once more.
struct Numbers {
    first: u32,
    /// For each depth its last number, and whether it is numbered.
    open: Vec<(u8, bool, u32)>,
}

impl Numbers {
    /// An item without the number in its words, if it has that number.
    fn said(&mut self, items: &[ListItem], at: usize) -> Option<ListItem> {
        let item = &items[at];
        if item.note.is_some() {
            return None;
        }
        self.open.retain(|(depth, ..)| *depth <= item.depth);
        let goes_on = self.open.last().is_some_and(|(depth, ..)| *depth == item.depth);
        if goes_on && item.continues {
            return None;
        }
        self.open.retain(|(depth, ordered, _)| *depth < item.depth || *ordered == item.ordered);
        if self.open.last().is_none_or(|(depth, ..)| *depth < item.depth) {
            let own = number(&item.text).map(|(own, _)| own);
            let next = items[at + 1..].iter().take(64).take_while(|next| next.depth >= item.depth);
            let next = next.clone().find(|next| next.depth == item.depth && !next.continues);
            let next = next.and_then(|next| number(&next.text)).map(|(next, _)| next);
            let counts = item.ordered && own.is_some_and(|own| own.checked_add(1) == next && next.is_some());
            let first = if item.depth == 0 { self.first } else { 1 };
            let first = own.filter(|_| counts).unwrap_or(first);
            self.open.push((item.depth, item.ordered, first.saturating_sub(1)));
        }
        let (_, ordered, last) = self.open.last_mut()?;
        *last = item.start.unwrap_or(last.saturating_add(1));
        let (_, length) = number(&item.text).filter(|(own, _)| *ordered && own == last)?;
        let moved = |span: &Inline| Inline {
            start: span.start.saturating_sub(length),
            end: span.end.saturating_sub(length),
            ..span.clone()
        };
        let spans = item.spans.iter().filter(|span| span.end > length || span.start >= length).map(moved).collect();
        let text = item.text.chars().skip(length as usize).collect();
        Some(ListItem { text, spans, ..item.clone() })
    }
}

/// The number at the beginning of an item's words, and the characters up to what follows it.
fn number(text: &str) -> Option<(u32, u32)> {
    let digits: String = text.trim_start_matches('[').chars().take_while(char::is_ascii_digit).collect();
    let opened = text.starts_with('[');
    let rest = &text[usize::from(opened)..];
    let rest = rest.strip_prefix(digits.as_str())?;
    let rest = if opened { rest.strip_prefix(']')? } else { rest.strip_prefix(['.', ')'])? };
    let words = rest.trim_start();
    let length = text.chars().count() - words.chars().count();
    (words.len() < rest.len() && !words.is_empty()).then_some((digits.parse().ok()?, length as u32))
}

fn escaped(url: &str) -> String {
    let mut escaped = url.to_owned();
    for (sign, code) in [("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C"), (" ", "%20")] {
        escaped = escaped.replace(sign, code);
    }
    escaped
}

fn label(note: &str) -> String {
    note.chars().filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_')).collect()
}

/// The name of a box set apart.
fn box_name(role: Option<Role>) -> Option<&'static str> {
    Some(match role? {
        Role::Note => "NOTE",
        Role::Tip => "TIP",
        Role::Important => "IMPORTANT",
        Role::Warning => "WARNING",
        Role::Caution => "CAUTION",
        _ => return None,
    })
}

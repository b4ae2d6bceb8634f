//! Decides which parts of a text that touch are one: editors end bold words and begin them again without a sign between, for each time
//! that somebody wrote there. From the parts of a block in order, for inline.

use crate::article::{Inline, InlineKind};

/// Makes one part of those of the same look that touch and stand in the same part around them. The parts are in the order in which they
/// begin, the outer ones first.
pub(super) fn join(parts: &mut Vec<Inline>) {
    let touches = |pair: &[Inline]| matches!(pair, [a, b] if a.end >= b.start && may_join(a.kind) && may_join(b.kind));
    if !parts.windows(2).any(touches) {
        return;
    }
    let mut joined: Vec<Inline> = Vec::with_capacity(parts.len());
    // The parts that are open, by their ends and their places in `joined`.
    let mut open: Vec<(u32, usize)> = Vec::new();
    // The last part of each look, by its place, and what stands around it.
    let mut last: Vec<(InlineKind, usize, Option<usize>)> = Vec::new();
    for part in std::mem::take(parts) {
        while open.pop_if(|(end, _)| *end <= part.start).is_some() {}
        let around = open.last().copied();
        // What reaches out of the part around it stays as it is.
        let crosses = around.is_some_and(|(end, _)| end < part.end);
        let around = around.map(|(_, at)| at);
        let before = last.iter().position(|(kind, ..)| *kind == part.kind);
        let same = before.and_then(|index| last.get(index)).filter(|(_, _, known)| *known == around && !crosses);
        let same = same.map(|(_, at, _)| *at).filter(|_| may_join(part.kind));
        let end = part.end;
        if let Some((at, known)) =
            same.and_then(|at| Some((at, joined.get_mut(at)?))).filter(|(_, known)| known.end == part.start)
        {
            known.end = end;
            open.push((end, at));
            continue;
        }
        let own = (part.kind, joined.len(), around);
        match before.and_then(|index| last.get_mut(index)) {
            Some(known) => *known = own,
            None => last.push(own),
        }
        open.push((end, joined.len()));
        joined.push(part);
    }
    *parts = joined;
}

/// Whether parts of a kind are nothing but a look; two links or keys are two.
fn may_join(kind: InlineKind) -> bool {
    matches!(kind, InlineKind::Strong | InlineKind::Emphasis | InlineKind::Deleted)
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    /// The parts of the first paragraph: their kinds' first letters, beginnings and ends.
    fn parts(html: &str) -> Vec<String> {
        let content = composed(html);
        let Some(ContentBlock::Paragraph { spans, .. }) = content.blocks.first() else { panic!("{content:?}") };
        spans.iter().map(|span| format!("{:.1}{}-{}", format!("{:?}", span.kind), span.start, span.end)).collect()
    }

    #[test]
    fn bold_words_that_touch_are_one() {
        assert_eq!(parts("<p><b>rain</b><strong>fall</strong> <b>and</b> a <b>bell</b>"), ["S0-12", "S15-19"]);
        assert_eq!(parts("<p><b>r<i>a</i></b><b><i>i</i>n</b>"), ["S0-4", "E1-3"]);
        assert_eq!(parts("<p><b>rain</b><i>fall</i><b>s</b>"), ["S0-4", "E4-8", "S8-9"]);
    }

    #[test]
    fn links_code_and_parts_of_other_parts_stay_apart() {
        assert_eq!(parts("<p><code>a</code><code>b</code>"), ["C0-1", "C1-2"]);
        assert_eq!(parts("<p><a href=/x>a</a><a href=/y>b</a>"), ["L0-1", "L1-2"]);
        assert_eq!(parts("<p><a href=/x>a <b>b</b></a><b>c</b>"), ["L0-3", "S2-3", "S3-4"]);
    }
}

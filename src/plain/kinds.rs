//! Decides what each kind of chrome phrase is worth in plain text, where a line's neighbours and place are the only
//! other evidence. From the vocabulary's measured keep rates, for the passes over plain text.

use std::sync::LazyLock;

use crate::phrases::Phrases;

/// Sets of phrase kinds.
pub(super) struct Kinds {
    /// Never text when they are a whole line.
    pub hard: Phrases,
    /// Words that also head real parts of a text: chrome at the edges of it, or beside other chrome.
    pub soft: Phrases,
    /// Chrome when a short line begins or ends with one.
    pub lead: Phrases,
    /// Notices in whole sentences, dropped at the edges.
    pub notice: Phrases,
    /// Beginnings of sentences that do not prove running text, because widgets speak in such sentences too.
    pub spoken: Phrases,
    /// Widgets that are followed by lines of their own wording.
    pub widget: Phrases,
    /// Lead-ins of pointers to another story.
    pub read_more: Phrases,
    /// Words that, with a colon, lead in too.
    pub pointer: Phrases,
    pub related: Phrases,
    pub tags: Phrases,
    pub credit: Phrases,
    pub copyright: Phrases,
    pub byline: Phrases,
    pub published: Phrases,
    pub modified: Phrases,
    pub comment: Phrases,
    pub social: Phrases,
}

/// The sets.
pub(super) static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    // Kept at most 1 % of the time on articles, and no common heading among them.
    hard: Phrases::all(&[
        "live",
        "listen",
        "short_url",
        "share",
        "social_name",
        "comment",
        "reply_button",
        "newsletter",
        "consent",
        "learn_more",
        "credit",
        "paywall",
        "app",
        "print",
        "advertisement",
        "loading",
        "copyright",
        "skip",
        "feedback",
        "pager",
        "cart",
        "read_more_lead",
    ]),
    soft: Phrases::all(&[
        "clock",
        "related_heading",
        "tags_lead",
        "breadcrumb",
        "author_bio",
        "byline",
        "date_published",
        "date_modified",
        "counter",
        "rating",
        "legal",
        "search",
        "menu",
        "login",
        "toc_heading",
        "contact_heading",
        "description_heading",
        "review_heading",
        "language",
    ]),
    lead: Phrases::all(&[
        "short_url",
        "share",
        "social_name",
        "comment",
        "reply_button",
        "newsletter",
        "consent",
        "advertisement",
        "copyright",
        "skip",
        "pager",
        "feedback",
        "paywall",
        "app",
        "listen",
        "counter",
        "clock",
        "review_heading",
    ]),
    notice: Phrases::all(&["consent", "copyright", "comment"]),
    spoken: Phrases::all(&["consent", "copyright", "comment", "newsletter", "paywall", "app", "affiliate"]),
    widget: Phrases::all(&["newsletter", "app", "consent", "paywall", "login"]),
    read_more: Phrases::named("read_more_lead"),
    pointer: Phrases::all(&["read_more_lead", "learn_more", "related_heading"]),
    related: Phrases::named("related_heading"),
    tags: Phrases::named("tags_lead"),
    credit: Phrases::named("credit"),
    copyright: Phrases::named("copyright"),
    byline: Phrases::named("byline"),
    published: Phrases::named("date_published"),
    modified: Phrases::named("date_modified"),
    comment: Phrases::named("comment"),
    social: Phrases::named("social_name"),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_named_here_is_in_the_vocabulary() {
        let single = [
            KINDS.read_more,
            KINDS.related,
            KINDS.tags,
            KINDS.credit,
            KINDS.copyright,
            KINDS.byline,
            KINDS.published,
            KINDS.modified,
            KINDS.comment,
            KINDS.social,
        ];
        assert!(single.iter().all(|kind| kind.0.count_ones() == 1));
        assert_eq!(
            [KINDS.hard, KINDS.soft, KINDS.lead, KINDS.notice, KINDS.spoken, KINDS.widget]
                .map(|set| set.0.count_ones()),
            [22, 19, 18, 3, 7, 5]
        );
    }
}

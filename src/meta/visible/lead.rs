//! Decides which visible images may lead the article: the declared one, and what stands large beside the headline or in a
//! figure of the text. One part of the pass over visible elements.

use super::{ABOVE, KINDS, MOST, Pass};
use crate::article::LeadImage;
use crate::meta::candidate::Source;
use crate::meta::image;
use crate::page::{Flags, Row};

/// Bytes before the headline in which a lead image may stand: farther away than a byline, for its caption lies between.
const LEADING: u32 = 1500;
/// Rank of the declared image where it is shown, and of another that stands in a figure of the text.
const DECLARED: u8 = 48;
const IN_FIGURE: u8 = 30;

impl Pass<'_> {
    /// Reads an image that may lead the article.
    pub(super) fn image(&mut self, at: u32, row: &Row) {
        self.portrait(at, row);
        if self.images >= MOST {
            return;
        }
        let page = self.page;
        let Some(address) = image::source(page, at) else { return };
        self.images += 1;
        let known = self.declared.as_deref().is_some_and(|declared| image::is_same(address, declared));
        let near = self.place.nearness(row);
        let before = row.text.start <= self.place.start && self.place.start - row.text.start < LEADING;
        let lead = (near >= ABOVE
            || before && self.place.heading.is_some() && row.flags.meets(Flags::FIGURE | Flags::MAIN | Flags::ARTICLE))
            && image::may_lead(page, at)
            && !row.flags.meets(Flags::HEADER | Flags::BUTTON);
        let figure = row.flags.meets(Flags::FIGURE | Flags::ARTICLE)
            && row.text.start < self.place.last
            && image::may_lead(page, at);
        let has_lead = self.found.images.list.iter().any(|image| image.rank == image::SHOWN_AS_LEAD);
        let captioned = before && image::may_lead(page, at);
        if !(known || lead && !has_lead || (figure || captioned) && !has_lead) {
            return;
        }
        let image: LeadImage =
            image::read(page, self.blocks, at, &self.place, &KINDS, self.setting.resolver.absolute(address));
        if image.url.is_none() || !known && !lead && !figure && image.credit.is_none() {
            return;
        }
        self.found.images.add(
            Source::Class,
            if known {
                DECLARED
            } else if lead || image.credit.is_some() {
                image::SHOWN_AS_LEAD
            } else {
                IN_FIGURE
            },
            image,
        );
    }
}

//! Decides the dates of publication and of the last change, from the candidates of all sources: which dates are the page's and
//! not those of what it lists, which declared ones are a template's, and in which order numbers were meant. For gather.

use jiff::civil::Date;

use super::candidate::{Candidate, Field, Source};
use super::date::{self, Moment};
use super::signed::is_shown;
use super::{Found, Setting};
use crate::article::PageType;

/// Rank from which a shown date may be the page's: what is marked as a date and stands in no footer or sidebar, and lines of
/// text beside the headline.
const BESIDE: u8 = 42;
/// Rank from which it stands near: what is marked as a date above the headline or within the first of the text, and all
/// that stands between the two.
const NEAR: u8 = 50;
/// Days by which a declared date is that of another page when something else agrees with the address.
const YEAR: i32 = 365;

/// The dates of publication and of the last change.
pub(super) fn choose_dates(found: &Found, setting: &Setting<'_>) -> (Option<Moment>, Option<Moment>) {
    let field = with_address(found, setting);
    let first = choose_published(&field, found);
    let published = first.map(|moment| in_time_of_address(moment, &field, setting).unwrap_or(moment));
    let is_moved = published != first;
    let (published, is_turned) = match published.and_then(|moment| in_other_order(moment, &field)) {
        Some(turned) => (Some(turned), true),
        None => (published, false),
    };
    // What changed before it was published is shown beside something else, or was set by the template that set the other.
    let may_be = |change: &Candidate<Moment>| {
        let is_loose = is_moved || is_shown(change.source);
        published.is_none_or(|published| is_turned || !is_loose || change.value.date >= published.date)
    };
    let modified = found.modified.best_where(may_be).map(|best| best.value);
    let turned =
        modified.filter(|_| is_turned).and_then(|change| Some(Moment { date: turned(change.date)?, ..change }));
    (published, turned.or(modified))
}

/// The candidates for the date of publication, with the address's own date.
pub(super) fn with_address(found: &Found, setting: &Setting<'_>) -> Field<Moment> {
    let mut field = found.published.clone();
    if let Some(moment) = address(found, setting).and_then(date::in_address) {
        // Above visible dates, whose day and month may be mixed up; below declared ones, which tell more.
        field.add(Source::Address, 60, moment);
    }
    let is_seen =
        |candidate: &Candidate<Moment>| matches!(candidate.source, Source::Class | Source::Time | Source::Text);
    let differs = |candidate: &Candidate<Moment>, other: &Candidate<Moment>| {
        is_seen(other) && other.value.date != candidate.value.date
    };
    // Pages that list, sell or describe something show the dates of what they list: of 60 such dates on gold pages of these
    // types one was the page's, which stood alone beside the headline. Where the type is mistaken the only date of a page
    // that is marked as such is its own.
    let is_own = |candidate: &Candidate<Moment>| {
        let mut others = found.published.list.iter().filter(|other| differs(candidate, other));
        match candidate.rank {
            NEAR.. => !others.any(|other| (other.source, other.rank) == (candidate.source, candidate.rank)),
            BESIDE..NEAR => candidate.source != Source::Text && !found.lists_dates && others.next().is_none(),
            _ => false,
        }
    };
    if matches!(setting.page_type, PageType::Listing | PageType::Collection | PageType::Product | PageType::Service) {
        field.list.retain(|candidate| !is_seen(candidate) || is_own(candidate));
    }
    // What a page announces is shown with its own day, which is not that of the page.
    field.list.retain(|candidate| !is_shown(candidate.source) || !found.events.contains(&candidate.value.date));
    field
}

fn address<'a>(found: &'a Found, setting: &Setting<'a>) -> Option<&'a str> {
    setting.address.or(found.canonical.best().map(|best| best.value.as_str()))
}

/// The date of publication; the address's own date is what is left when nothing else says one.
fn choose_published(field: &Field<Moment>, found: &Found) -> Option<Moment> {
    let best = earliest(field)?;
    // A declared date that is no earlier than the last change is the day the site was built anew, if the page shows an
    // earlier one beside its headline.
    let no_later = |change: &Moment| {
        change.date < best.value.date || change.time.is_some() == best.value.time.is_some() && *change <= best.value
    };
    let rebuilt = !is_shown(best.source)
        && found.modified.list.iter().any(|change| !is_shown(change.source) && no_later(&change.value));
    let confirmed = field.list.iter().any(|other| {
        (other.source == Source::Address || is_shown(other.source) && other.rank >= BESIDE)
            && other.value.date == best.value.date
    });
    if rebuilt && !confirmed {
        let beside = field.best_where(|other| is_shown(other.source) && other.rank >= BESIDE);
        let earlier = beside
            .filter(|other| other.value.date < best.value.date && other.value.exchanged() != Some(best.value.date));
        if let Some(earlier) = earlier {
            return Some(earlier.value);
        }
    }
    // A date that only one side gives, the page or its declarations, while the other side gives it with day and month
    // exchanged, was read in the wrong order. One with a time is a machine's, which has one order.
    if let Some(exchanged) = best.value.exchanged().filter(|_| best.value.time.is_none()) {
        let exact = field.list.iter().any(|other| other.value.date == best.value.date && other.value.time.is_some());
        let given = |date| {
            field.list.iter().any(|other| other.value.date == date && is_shown(other.source) != is_shown(best.source))
        };
        if !exact && !given(best.value.date) && given(exchanged) {
            return Some(Moment { date: exchanged, time: best.value.time });
        }
    }
    // Of two sources with one day the one that also tells the time says more.
    let finer = field
        .list
        .iter()
        .filter(|other| other.value.date == best.value.date && other.value.time.is_some() && other.rank >= NEAR)
        // The first of equals: below a question stand its answers.
        .rev()
        .max_by_key(|other| other.rank);
    Some(if best.value.time.is_none() { finer.unwrap_or(best).value } else { best.value })
}

/// The best candidate; of names of `meta` elements that say the same the earlier: a paper came out once, and later online.
fn earliest(field: &Field<Moment>) -> Option<&Candidate<Moment>> {
    let best = field.best()?;
    let same = |other: &&Candidate<Moment>| {
        other.source == Source::Meta && (other.source, other.rank) == (best.source, best.rank)
    };
    let earlier = field.list.iter().filter(same).filter(|other| other.value.date < best.value.date);
    Some(earlier.min_by_key(|other| other.value.date).unwrap_or(best))
}

/// The date in the month that the address gives, where the chosen one lies more than a year away from it: some templates
/// declare the day on which they were made.
fn in_time_of_address(chosen: Moment, field: &Field<Moment>, setting: &Setting<'_>) -> Option<Moment> {
    let (year, month) =
        setting.own.iter().map(String::as_str).chain(setting.address).find_map(date::month_in_address)?;
    let is_there = |date: Date| (date.year(), date.month()) == (year, month);
    let start = Date::new(year, month, 1).ok()?;
    let days = (chosen.date - start).get_days().abs();
    let other = field.best_where(|other| other.source != Source::Address && is_there(other.value.date))?;
    (days > YEAR).then_some(other.value)
}

/// The date with year and day exchanged, where another source gives it so: "14-12-29" may be read from either end.
fn in_other_order(chosen: Moment, field: &Field<Moment>) -> Option<Moment> {
    let date = turned(chosen.date).filter(|_| chosen.time.is_none())?;
    let given = |date: Date| field.list.iter().filter(move |other| other.value.date == date);
    let other = given(date).max_by_key(|other| (other.value.time.is_some(), other.rank))?;
    (given(chosen.date).count() == 1).then_some(other.value)
}

/// A date of this century with the last digits of its year and its day exchanged.
fn turned(date: Date) -> Option<Date> {
    let year = i16::from(date.day()) + 2000;
    Date::new(year, date.month(), i8::try_from(date.year() - 2000).ok()?).ok().filter(|turned| *turned != date)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::block;
    use crate::chosen::Chosen;
    use crate::meta::gather;
    use crate::meta::tests::BODY;
    use crate::page;

    fn dates(address: &str, page_type: PageType, html: &str) -> (Option<String>, Option<String>) {
        let page = page::laid_out(html);
        let meta = gather(&page, &block::cut(&page), Some(address), page_type, &Chosen::default(), &[]);
        (meta.published, meta.modified)
    }

    #[test]
    fn the_month_of_the_address_tells_which_of_two_dates_is_a_templates() {
        let page = format!(
            "<meta property='article:published_time' content='2009-09-02T00:00:00Z'>
             <meta property='article:modified_time' content='2010-01-02T00:00:00Z'>
             <h1>Rain over Velmora</h1><p class=date>23 May 2014</p>{BODY}"
        );
        let found = |address: &str| dates(address, PageType::Article, &page);
        assert_eq!(found("https://example.org/2014/05/rain.html"), (Some("2014-05-23".to_owned()), None));
        assert_eq!(found("https://example.org/weather/2014-05/rain").0.as_deref(), Some("2014-05-23"));
        assert_eq!(found("https://example.org/2013/05/rain.html").0.as_deref(), Some("2009-09-02T00:00:00Z"));
    }

    #[test]
    fn a_year_of_two_digits_may_stand_at_either_end() {
        let page = |shown: &str| {
            let html = format!(
                "<meta property='article:published_time' content='14-12-29'>
                 <meta property='article:modified_time' content='14-12-30'><h1>Rain</h1><p class=date>{shown}</p>{BODY}"
            );
            dates("https://example.org/rain", PageType::Article, &html)
        };
        assert_eq!(page("29 December 2014"), (Some("2014-12-29".to_owned()), Some("2014-12-30".to_owned())));
        assert_eq!(page("3 May 2020").0.as_deref(), Some("2029-12-14"));
    }

    #[test]
    fn dates_of_what_a_page_lists_are_not_its_own() {
        let boat = |day: &str| format!("<p>Tug</p><p class=date>{day}</p>{BODY}");
        let found = |page_type: PageType, boats: &str| {
            dates("https://example.org/boats", page_type, &format!("<h1>Boats</h1>{BODY}{boats}")).0
        };
        let two = boat("3 May 2020") + &boat("2 May 2020");
        assert_eq!(found(PageType::Product, &two), None);
        assert_eq!(found(PageType::Article, &two).as_deref(), Some("2020-05-03"));
        assert_eq!(found(PageType::Product, &boat("3 May 2020")).as_deref(), Some("2020-05-03"));
    }

    #[test]
    fn what_is_shown_as_changed_before_the_publication_is_something_else() {
        let html =
            |shown: &str| format!("<h1>Rain</h1><p>Published 3 May 2020</p><p class=date>Revised {shown}</p>{BODY}");
        let found = |shown: &str| dates("https://example.org/rain", PageType::Article, &html(shown)).1;
        assert_eq!(found("2 January 2014"), None);
        assert_eq!(found("2 June 2020").as_deref(), Some("2020-06-02"));
    }

    #[test]
    fn goods_come_out_on_another_day_than_their_page() {
        let found = |page_type: PageType| {
            let shown = "<div class=date>Release date: 16 February 2016</div>";
            dates("https://example.org/tug", page_type, &format!("<h1>Tug V</h1>{shown}{BODY}")).0
        };
        assert_eq!(found(PageType::Product), None);
        assert_eq!(found(PageType::Article).as_deref(), Some("2016-02-16"));
    }

    #[test]
    fn the_first_of_two_times_on_one_day_is_the_questions() {
        let asked = "<p class=date title='2012-02-22 10:01:02Z'>12 years ago</p>";
        let answered = "<p class=date title='2012-02-22 10:09:00Z'>12 years ago</p>";
        let html = format!("<h1>Rain?</h1><time datetime=2012-02-22>then</time>{asked}{answered}{BODY}");
        let found = dates("https://example.org/rain", PageType::Forum, &html).0;
        assert_eq!(found.as_deref(), Some("2012-02-22T10:01:02Z"));
    }
}

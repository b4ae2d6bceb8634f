//! Decides in which of the less common forms an article is written: HTML, TEI, tables, single fields, the shapes of other
//! tools, text with links. From the arguments that say so, for `output`.

use clap::{Args, ValueEnum};
use dechrome::write::{self, Shape, TextLinks, fields};
use dechrome::{Article, extract};

use super::format::To;

/// The arguments that say how an article is written.
#[derive(Debug, Clone, Args)]
pub struct ShapeArguments {
    /// Write only these fields, by their names in the JSON, such as `title,authors`; with `-t text` the bare value, of several one line
    /// each with lists joined by `; `
    #[arg(long, value_name = "NAMES", value_parser = selection, help_heading = "Form")]
    pub field: Option<Selection>,

    /// Write the JSON that another tool's users parse already
    #[arg(long, value_enum, value_name = "TOOL", conflicts_with = "field", help_heading = "Form")]
    pub shape: Option<Tool>,

    /// Put the metadata above the Markdown as YAML
    #[arg(long, help_heading = "Form")]
    pub front_matter: bool,

    /// Make the HTML a page of its own, to be read in light or dark
    #[arg(long, help_heading = "Form")]
    pub standalone: bool,

    /// Break the text's lines at so many characters
    #[arg(long, value_name = "CHARACTERS", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Form")]
    pub width: Option<u16>,

    /// Write the text's links: behind their words, or as numbers with a list at the end
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, default_missing_value = "references", require_equals = true, help_heading = "Form")]
    pub links: Option<Links>,
}

/// Whose field names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    Readability,
    Trafilatura,
    Newspaper,
    Jsonfeed,
    SchemaOrg,
}

/// Where links stand in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Links {
    /// `[1]` behind the words, a list at the end
    References,
    /// `<address>` behind the words
    Inline,
}

/// Fields of the article, in the order asked for; they live as long as the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection(&'static [&'static str]);

/// The names of an article's fields: the keys of one that was found nowhere.
fn known() -> Vec<String> {
    let article = serde_json::to_value(extract("")).unwrap_or_default();
    article.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
}

fn selection(value: &str) -> Result<Selection, String> {
    let known = known();
    let mut names: Vec<&'static str> = Vec::new();
    for name in value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !known.iter().any(|known| known == name) {
            return Err(format!("no field '{name}'; there are {}", known.join(", ")));
        }
        if !names.contains(&name) {
            // A handful of names for the length of the run.
            names.push(name.to_owned().leak());
        }
    }
    if names.is_empty() { Err("name at least one field".to_owned()) } else { Ok(Selection(names.leak())) }
}

/// A form that is not one of the plain ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shaped {
    Html { standalone: bool },
    Tei,
    FrontMatter,
    Text { width: Option<usize>, links: TextLinks },
    Lines(Selection),
    Object(Selection, bool),
    Rows(Selection, char),
    Tool(Shape, bool),
}

impl ShapeArguments {
    /// Whether any of them is there.
    pub fn is_given(&self) -> bool {
        let ShapeArguments { field, shape, front_matter, standalone, width, links } = self;
        field.is_some() || shape.is_some() || *front_matter || *standalone || width.is_some() || links.is_some()
    }

    /// What makes no sense with the format, if anything.
    pub fn checked(&self, to: To) -> Result<(), String> {
        let json = matches!(to, To::Json | To::Jsonl);
        let wants = |given: bool, name: &str, fits: bool, format: &str| match given && !fits {
            true => Err(format!("'--{name}' is for '--to {format}'")),
            false => Ok(()),
        };
        wants(self.shape.is_some(), "shape", json, "json")?;
        wants(self.front_matter, "front-matter", to == To::Markdown, "markdown")?;
        wants(self.standalone, "standalone", to == To::Html, "html")?;
        wants(self.width.is_some(), "width", to == To::Text, "text")?;
        wants(self.links.is_some(), "links", to == To::Text, "text")?;
        let fields = json || matches!(to, To::Text | To::Csv | To::Tsv);
        wants(self.field.is_some(), "field", fields, "json, text, csv or tsv")?;
        wants(
            self.field.is_some() && (self.width.is_some() || self.links.is_some()),
            "width and --links",
            false,
            "text",
        )
    }

    /// The form asked for; none for the plain ones.
    pub fn chosen(&self, to: To, pretty: bool) -> Option<Shaped> {
        let rows = |separator| Shaped::Rows(self.field.unwrap_or(Selection(&fields::METADATA)), separator);
        Some(match (to, self.field) {
            (To::Html, _) => Shaped::Html { standalone: self.standalone },
            (To::Tei, _) => Shaped::Tei,
            (To::Csv, _) => rows(','),
            (To::Tsv, _) => rows('\t'),
            (To::Markdown, _) if self.front_matter => Shaped::FrontMatter,
            (To::Text, Some(fields)) => Shaped::Lines(fields),
            (To::Text, None) if self.width.is_some() || self.links.is_some() => {
                let links = match self.links {
                    None => TextLinks::None,
                    Some(Links::Inline) => TextLinks::Inline,
                    Some(Links::References) => TextLinks::References,
                };
                Shaped::Text { width: self.width.map(usize::from), links }
            }
            (To::Json | To::Jsonl, Some(fields)) => Shaped::Object(fields, pretty && to == To::Json),
            (To::Json | To::Jsonl, None) => Shaped::Tool(self.shape?.shape(), pretty && to == To::Json),
            _ => return None,
        })
    }
}

impl Tool {
    fn shape(self) -> Shape {
        match self {
            Tool::Readability => Shape::Readability,
            Tool::Trafilatura => Shape::Trafilatura,
            Tool::Newspaper => Shape::Newspaper,
            Tool::Jsonfeed => Shape::JsonFeed,
            Tool::SchemaOrg => Shape::SchemaOrg,
        }
    }
}

impl Shaped {
    /// The article in this form.
    pub fn write(self, article: &Article) -> String {
        match self {
            Shaped::Html { standalone: true } => write::to_html_page(article),
            Shaped::Html { standalone: false } => write::to_html(article),
            Shaped::Tei => write::to_tei(article),
            Shaped::FrontMatter => write::to_front_matter(article) + &write::to_markdown(article),
            Shaped::Text { width, links } => write::to_text(article, width, links),
            Shaped::Lines(selection) => fields::to_lines(article, selection.0),
            Shaped::Object(selection, pretty) => fields::to_object(article, selection.0, pretty),
            Shaped::Rows(selection, separator) => fields::to_row(article, selection.0, separator),
            Shaped::Tool(shape, pretty) => write::to_shape(article, shape, pretty),
        }
    }

    /// What stands before the first article: the names of a table's columns.
    pub fn head(self) -> String {
        match self {
            Shaped::Rows(selection, separator) => fields::to_head(selection.0, separator),
            _ => String::new(),
        }
    }

    /// Whether each article is a record on lines of its own, with nothing between two.
    pub fn is_lines(self) -> bool {
        matches!(self, Shaped::Object(..) | Shaped::Rows(..) | Shaped::Tool(..) | Shaped::Lines(_))
    }
}

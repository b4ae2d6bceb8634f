//! Decides how articles follow each other in the output: their form, what ends one, what stands between two. For `run`.

use std::borrow::Cow;
use std::io;

use dechrome::{Article, write};

use super::arguments::Arguments;
use super::format::{Explain, To};
use super::message;
use super::outlet::Outlet;
use super::shape::Shaped;
use super::target::Target;

/// The output of a run.
#[derive(Debug)]
pub struct Output {
    target: Target,
    form: Form,
    /// Whether a person reads along.
    terminal: bool,
    begun: bool,
}

/// What a document looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An object, indented or on one line.
    Json {
        /// Whether it is indented.
        pretty: bool,
    },
    /// Only the words.
    Text,
    /// The text with its structure.
    Markdown,
    /// One of the less common forms.
    Shaped(Shaped),
    /// What was decided, to be looked at.
    Report,
}

impl Output {
    /// Opens the output that the arguments ask for; `several` is whether there can be more than one article.
    pub fn open(arguments: &Arguments, several: bool) -> io::Result<Output> {
        let target = Target::open(arguments.output.as_deref())?;
        let terminal = target.is_terminal();
        let form = Form::chosen(arguments, terminal && !several);
        Ok(Output { target, form, terminal, begun: false })
    }

    /// What its documents look like.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Where somebody may read along.
    pub fn outlet(&self) -> Option<&Outlet> {
        self.target.outlet()
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        self.target.name()
    }

    /// Writes one document.
    pub fn write(&mut self, document: &str) -> io::Result<()> {
        let shown = if self.terminal { message::tame(document) } else { Cow::Borrowed(document) };
        let between = if self.begun { Cow::Borrowed(self.form.separator(self.terminal)) } else { self.form.head() };
        self.begun = true;
        let end = if shown.is_empty() || shown.ends_with('\n') { "" } else { "\n" };
        self.target.write(&[&between, &shown, end])
    }

    /// Ends the output; a file appears under its name now.
    pub fn close(self) -> io::Result<()> {
        self.target.close()
    }
}

impl Form {
    /// What the arguments ask for; several articles are lines for a program, on a terminal too, one that is looked at is
    /// indented.
    pub fn chosen(arguments: &Arguments, looked_at: bool) -> Form {
        if arguments.explain == Some(Explain::Html) {
            return Form::Report;
        }
        let pretty = arguments.pretty || looked_at && !arguments.compact;
        if let Some(shaped) = arguments.shape.chosen(arguments.to, pretty) {
            return Form::Shaped(shaped);
        }
        match arguments.to {
            To::Jsonl => Form::Json { pretty: false },
            #[cfg(feature = "parquet")]
            To::Parquet => Form::Json { pretty: false },
            To::Json => Form::Json { pretty },
            To::Text => Form::Text,
            // Whatever else can be asked for has a shape.
            _ => Form::Markdown,
        }
    }

    /// The article in this form.
    pub fn write(self, article: &Article) -> Cow<'_, str> {
        match self {
            Form::Json { pretty } => write::to_json(article, pretty).into(),
            Form::Text => article.text.as_str().into(),
            Form::Markdown => write::to_markdown(article).into(),
            Form::Shaped(shaped) => shaped.write(article).into(),
            Form::Report => write::to_report(article).into(),
        }
    }

    /// What stands before the first document.
    fn head(self) -> Cow<'static, str> {
        match self {
            Form::Shaped(shaped) => shaped.head().into(),
            _ => "".into(),
        }
    }

    /// A blank line does not tell texts apart, for it stands between their paragraphs too. A form feed occurs in no
    /// article and splits the output safely, as it does that of pdftotext; a terminal gets a rule that can be seen.
    fn separator(self, terminal: bool) -> &'static str {
        match (self, terminal) {
            (Form::Json { .. }, _) => "",
            (Form::Shaped(shaped), _) if shaped.is_lines() => "",
            (_, true) => "\n----\n\n",
            (_, false) => "\u{c}\n",
        }
    }
}

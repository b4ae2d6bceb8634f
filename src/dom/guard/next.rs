//! Decides what a tokenizer has to know of the tree builder's answer to a token. For the guard, which stands between them.

use html5ever::tokenizer::TokenSinkResult;
use html5ever::tokenizer::states::RawKind;

/// How a tokenizer goes on behind a token. The tree builder's answer is larger and written in parts, and what is copied as a
/// whole right behind that has to wait.
#[derive(Debug, Clone, Copy)]
pub enum Next {
    /// As before.
    Goes,
    /// All that follows is text.
    Plaintext,
    /// Raw text of this kind follows.
    Raw(RawKind),
}

impl Next {
    /// What follows from the tree builder's answer; nothing here runs scripts or changes the encoding.
    #[inline]
    pub fn of<Handle>(answer: &TokenSinkResult<Handle>) -> Next {
        match answer {
            TokenSinkResult::Plaintext => Next::Plaintext,
            TokenSinkResult::RawData(kind) => Next::Raw(*kind),
            _ => Next::Goes,
        }
    }

    /// The same as an answer to a tokenizer.
    #[inline]
    pub fn answer<Handle>(self) -> TokenSinkResult<Handle> {
        match self {
            Next::Goes => TokenSinkResult::Continue,
            Next::Plaintext => TokenSinkResult::Plaintext,
            Next::Raw(kind) => TokenSinkResult::RawData(kind),
        }
    }
}

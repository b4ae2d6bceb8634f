//! Stub.
pub(crate) fn dateline(_paragraph: &str) -> Option<String> {
    None
}

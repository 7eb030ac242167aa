//! Bytes of a news page to an [`Article`].

pub mod article;

pub use article::{
    Article, Credit, Diagnostic, Dropped, DroppedKind, Found, Paragraph, ParagraphKind,
};

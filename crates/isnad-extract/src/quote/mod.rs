//! Reported speech: which words somebody said, who said them, and through whom they came.
//!
//! The marks are read first (`marks`); then, sentence by sentence, the reporting words (`cue`) and
//! what each of them governs: words in marks (`fragment`), a clause after a conjunction or a colon
//! (`govern`, `extent`), or a clause that an attribution follows (`loose`). Who speaks is the subject
//! of the reporting word (`attribution`, `subject`, `speaker`); those who passed the words on are
//! named beside it (`chain`, `via`); to whom, where and when it was said, `setting` tells.

mod addressed;
mod alone;
mod attribution;
mod chain;
mod cue;
mod earlier;
mod english;
mod extent;
mod fragment;
mod govern;
mod known;
mod loose;
mod marks;
mod named;
mod namelike;
mod paper;
mod phrase;
mod report;
mod scene;
mod setting;
mod speaker;
mod subject;
mod tokens;
mod via;

use isnad_page::Diagnostic;

use crate::{
    document::Document,
    nominal::Nominal,
    record::{Quote, TimeExpression},
};

/// The quotes of a document, in the order of their first characters.
pub fn quotes(doc: &Document<'_>, nominals: &[Nominal], dates: &[TimeExpression]) -> Vec<Quote> {
    quotes_and_diagnostics(doc, nominals, dates).0
}

/// The quotes of a document and what is unbalanced about its marks.
pub fn quotes_and_diagnostics(
    doc: &Document<'_>,
    nominals: &[Nominal],
    dates: &[TimeExpression],
) -> (Vec<Quote>, Vec<Diagnostic>) {
    let scene = scene::Scene::new(doc, nominals);
    let mut out = report::reports(&scene);
    out.sort_by_key(|q| (q.span, q.rule.clone()));
    out.dedup_by_key(|q| q.span);
    setting::settle(&scene, dates, &mut out);
    (out, scene.marks.diagnostics)
}

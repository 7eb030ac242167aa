//! The pack of one language.
use crate::{Diagnostic, Source, World};
use isnad_text::Lang;
/// Language pack.
#[derive(Debug)]
pub struct LangPack {
    /// Which language.
    pub lang: Lang,
}
impl LangPack {
    /// Reads.
    pub fn read(
        _source: &Source,
        lang: Lang,
        _world: &World,
        _out: &mut Vec<Diagnostic>,
    ) -> LangPack {
        LangPack { lang }
    }
}

//! The desk as local pages: stories, articles, quotes, entities and the ledger of a desk file, to be
//! read, checked and corrected, in Arabic or English.
//!
//! Pages are drawn on the server, from a desk that is opened for reading; a writer may be at work on
//! it at the same time. What people decide is written as the command line writes it. Words of pages
//! never become mark-up, and nothing is loaded from anywhere but this server.

mod app;
mod assets;
mod cache;
mod cx;
mod draw;
mod export;
mod fault;
mod gathered;
mod guard;
mod html;
mod link;
mod names;
mod pages;
mod phrases;
mod pool;
mod routes;
mod ui;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use isnad_extract::TokenFact;
use isnad_pack::Pack;
use isnad_page::Article;
use isnad_store::{Desk, QueryWord};
use isnad_text::Span;

pub use app::{bind, router, serve};
pub use draw::map::Outline;
pub use export::story_file;
pub use gathered::gathered;
pub use html::escaped;
pub use ui::Strings;

/// What the server is told at its start.
#[derive(Debug, Clone)]
pub struct Options {
    /// The desk file.
    pub desk: PathBuf,
    /// Where to listen.
    pub bind: SocketAddr,
    /// The secret that readers must know; needed where others than this machine may connect.
    pub token: Option<String>,
    /// Names by which readers may call this machine, beside its addresses and `localhost`.
    pub hosts: Vec<String>,
    /// Who decides, if the reader does not say.
    pub who: String,
}

/// The analysis, as far as pages need it: the binary has it, this crate does not.
pub trait Core: Send + Sync + 'static {
    /// Words and facts.
    fn pack(&self) -> &Pack;
    /// The words of the interface.
    fn strings(&self) -> &Strings;
    /// Coastlines and borders for maps.
    fn outline(&self) -> &Outline;
    /// The words of a query as the search index knows them.
    fn query(&self, words: &str) -> Vec<QueryWord>;
    /// Where the words of a query stand in each of some texts.
    fn hits(&self, texts: &[&str], query: &[QueryWord]) -> Vec<Vec<Span>>;
    /// The tokens of an article, as the dictionary reads them.
    fn tokens(&self, article: &Article) -> Vec<TokenFact>;
    /// Whether the stories that the desk keeps are those of its pages and decisions.
    fn is_told(&self, desk: &Desk) -> bool;
    /// Tells the stories of a desk anew and keeps them there.
    fn tell(&self, desk: &mut Desk) -> Result<(), String>;
    /// The same in a process of its own, which gives back all the memory that it took.
    fn tell_apart(&self, desk: &Path) -> Result<(), String>;
}

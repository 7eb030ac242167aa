//! `isnad serve`: the desk as local pages, to be read, checked and corrected.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use isnad_extract::TokenFact;
use isnad_pack::{Pack, Source};
use isnad_page::Article;
use isnad_store::{Desk, QueryWord};
use isnad_text::Span;
use isnad_web::{Core, Options, Outline, Strings};

use crate::pack::PackArgs;
use crate::pipeline::{Pipeline, Wanted};
use crate::{DONE, DeskArgs, decide, stories, words};

/// Serve the desk as pages for the browser: read, check and correct stories, in Arabic or English
///
/// The pages are for this machine alone; with --bind, others may connect, and must know the token.
/// Nothing is sent anywhere, and nothing is loaded from the pages that were read.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    desk: DeskArgs,
    /// Listen at this address; any but that of this machine needs --token
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Listen at this port
    #[arg(long, value_name = "N", default_value_t = 7311)]
    port: u16,
    /// The password that readers must give; as ISNAD_TOKEN it does not show among the processes
    #[arg(long, value_name = "WORDS", env = "ISNAD_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// A name by which readers call this machine; may be given more than once
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Who decides; otherwise the name that readers give, or that of the user of this computer
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// A token shorter than this is guessed.
const SHORTEST: usize = 12;

pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<u8> {
    let token = args.token.clone().filter(|token| !token.is_empty());
    if !args.bind.is_loopback() && token.is_none() {
        bail!("{}: others may connect there; choose a --token that they must know", args.bind);
    }
    if token.as_ref().is_some_and(|token| token.chars().count() < SHORTEST) {
        bail!("the token is too short: give at least {SHORTEST} characters");
    }
    // Says what is wrong with the desk before anything else, and brings an older one up to date.
    drop(Desk::open(&args.desk.desk)?);
    let core = Arc::new(Analysis::new(&args.desk.pack)?);
    let options = Options {
        desk: args.desk.desk.clone(),
        bind: SocketAddr::new(args.bind, args.port),
        token,
        hosts: args.host.clone(),
        who: args.by.clone().unwrap_or_else(decide::user),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(options, core))?;
    Ok(DONE)
}

async fn serve(options: Options, core: Arc<Analysis>) -> anyhow::Result<()> {
    let address = options.bind;
    let listener = isnad_web::bind(&options)
        .await
        .with_context(|| format!("{address}: cannot listen; choose another --port"))?;
    let at = listener.local_addr()?;
    let mut screen = crate::term::Screen::new();
    screen.line(&format!("{} at http://{at}/ (Ctrl-C stops)", options.desk.display()))?;
    screen.flush()?;
    drop(screen);
    isnad_web::serve(listener, options, core).await?;
    Ok(())
}

/// The analysis, as the pages need it.
pub(crate) struct Analysis {
    pipeline: Pipeline,
    packs: PackArgs,
    strings: Strings,
    outline: Outline,
}

impl Analysis {
    pub(crate) fn new(packs: &PackArgs) -> anyhow::Result<Analysis> {
        let pipeline = Pipeline::new(packs)?;
        let source = Source::builtin();
        let (strings, outline) = (Strings::read(&source), Outline::read(&source));
        Ok(Analysis { pipeline, packs: packs.clone(), strings, outline })
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }
}

impl Core for Analysis {
    fn pack(&self) -> &Pack {
        &self.pipeline.pack
    }

    fn strings(&self) -> &Strings {
        &self.strings
    }

    fn outline(&self) -> &Outline {
        &self.outline
    }

    fn query(&self, text: &str) -> Vec<QueryWord> {
        words::of_query(text, &self.pipeline.pack)
    }

    fn hits(&self, texts: &[&str], query: &[QueryWord]) -> Vec<Vec<Span>> {
        words::hits_of_all(texts, query, &self.pipeline.pack)
    }

    fn tokens(&self, article: &Article) -> Vec<TokenFact> {
        let wanted = Wanted { tokens: true, ..Wanted::default() };
        self.pipeline.extras(article, wanted).tokens.unwrap_or_default()
    }

    fn is_told(&self, desk: &Desk) -> bool {
        stories::is_told(desk, &self.pipeline).unwrap_or(true)
    }

    fn tell(&self, desk: &mut Desk) -> Result<(), String> {
        stories::update(desk, &self.pipeline).map(drop).map_err(|e| format!("{e:#}"))
    }

    fn tell_apart(&self, desk: &Path) -> Result<(), String> {
        let own = std::env::current_exe().map_err(|e| e.to_string())?;
        let mut tell = Command::new(own);
        tell.args(["stories", "--tell", "--desk"]).arg(desk).args(self.packs.args());
        let told = tell.stdin(Stdio::null()).stdout(Stdio::null()).status();
        match told {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(status.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }
}

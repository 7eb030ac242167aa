//! The server: what it keeps between requests, and the way of a request through it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::any};
use isnad_export::sha256_hex;
use isnad_store::{Counts, Desk, Run};
use isnad_text::Lang;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::cache::{Cache, Version};
use crate::cx::{Body, Cx, Shape};
use crate::fault::Fault;
use crate::guard::{self, Form};
use crate::names::Names;
use crate::pool::Pool;
use crate::routes::{self, Action, View};
use crate::ui::{Settings, Ui};
use crate::{Core, Options, assets, pages};

/// Pages that are drawn at once, for each core: each holds a connection and its memory, and with more
/// of them all wait for one another.
const AT_ONCE: usize = 2;
/// Stories of a desk with no more pages than this are told anew before a decision is answered.
const SMALL: usize = 400;
/// Stories of a desk with more pages are not told here, for that takes the memory of all of them:
/// pages say that they are old, until `isnad read` or `isnad story` tells them.
const LARGE: usize = 20_000;

/// What the server keeps.
pub(crate) struct App {
    pub(crate) options: Options,
    pub(crate) core: Arc<dyn Core>,
    pub(crate) pool: Pool,
    /// What forms must hold, so that no other site can fill them in.
    pub(crate) token: String,
    cache: Cache,
    counted: Mutex<Option<(Version, Counted)>>,
    permits: Semaphore,
    /// How often the stories were told, or began to be told.
    told: AtomicU64,
    /// Held by whoever tells the stories.
    teller: Mutex<()>,
    /// Ids by the English name, of all whom the lists hold under a name that no other has, and states
    /// by what their people are called.
    ids: OnceLock<HashMap<String, String>>,
}

/// The state of the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Status {
    pub(crate) pages: usize,
    pub(crate) failed: usize,
    /// Whether the stories are those of the pages and decisions.
    pub(crate) is_told: bool,
    /// Whether they are being told.
    pub(crate) is_telling: bool,
    /// The run that reads pages at this moment.
    pub(crate) run: Option<Run>,
}

/// What of the state of the desk takes time to find out.
#[derive(Debug, Clone, Copy)]
struct Counted {
    counts: Counts,
    is_told: bool,
}

impl App {
    pub(crate) fn new(options: Options, core: Arc<dyn Core>) -> App {
        App {
            pool: Pool::new(&options.desk),
            options,
            core,
            token: random(),
            cache: Cache::default(),
            counted: Mutex::default(),
            permits: Semaphore::new(AT_ONCE * cores().max(2)),
            told: AtomicU64::new(0),
            teller: Mutex::default(),
            ids: OnceLock::new(),
        }
    }

    /// The id of the one whom the lists hold under this English name, or the state whose people are
    /// called so; `None` if there are several.
    pub(crate) fn id_of(&self, name_en: &str) -> Option<&str> {
        let ids = self.ids.get_or_init(|| {
            let mut ids: HashMap<String, String> = HashMap::new();
            let world = &self.core.pack().world;
            let names = world.entities().iter().map(|e| (e.name_en.as_str(), e));
            let own = world.demonyms.iter().filter(|(lang, ..)| *lang == Lang::EN);
            let demonyms = own.map(|(_, people, index)| (people.as_str(), world.entity(*index)));
            for (name, entity) in names.chain(demonyms) {
                let id = ids.entry(name.to_owned()).or_insert_with(|| entity.id.clone());
                if *id != entity.id {
                    id.clear();
                }
            }
            ids
        });
        ids.get(name_en).map(String::as_str).filter(|id| !id.is_empty())
    }

    /// What readers are told of the desk file: its name, not where it lies.
    pub(crate) fn name(&self) -> String {
        let name = self.options.desk.file_name();
        name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn version(&self) -> Result<Version, Fault> {
        let (generation, data) = self.pool.version()?;
        Ok((generation, data, self.told.load(Ordering::Acquire)))
    }

    /// The state of the desk.
    fn status(&self, version: Version, desk: &Desk) -> Result<Status, Fault> {
        let Counted { counts: Counts { pages, failed }, is_told } = self.counted(version, desk)?;
        let is_telling = self.teller.try_lock().is_err();
        // A run that breaks off leaves no trace on the desk: what it is at is asked anew.
        Ok(Status { pages, failed, is_told, is_telling, run: desk.running()? })
    }

    /// What must be counted, once for each version of the desk.
    fn counted(&self, version: Version, desk: &Desk) -> Result<Counted, Fault> {
        let kept = *self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, counted)) = kept.filter(|(v, _)| *v == version) {
            return Ok(counted);
        }
        let counted = Counted { counts: desk.counts()?, is_told: self.core.is_told(desk) };
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner) = Some((version, counted));
        Ok(counted)
    }

    /// Draws a page, or finds it drawn.
    pub(crate) fn draw(
        &self,
        view: View,
        uri: &Uri,
        settings: Settings,
    ) -> Result<Arc<Body>, Fault> {
        let version = self.version()?;
        let key = format!("{} {uri}", settings.cookie());
        if let Some(body) = self.cache.get(version, &key) {
            return Ok(body);
        }
        let desk = self.pool.lend()?;
        let ui = Ui::new(settings, self.core.strings());
        let (shape, path) = Shape::of(uri.path());
        let names = Names::new(self, &desk, ui);
        let status = self.status(version, &desk)?;
        let query = Form::parse(uri.query().unwrap_or_default());
        let cx = Cx { app: self, ui, desk: &desk, names, path, shape, query: &query, status };
        let body = Arc::new(view(&cx)?);
        if status.run.is_none() {
            self.cache.put(version, key, Arc::clone(&body));
        }
        Ok(body)
    }

    /// Tells the stories anew if they are not those of the desk; waits for it only if the desk is
    /// small.
    pub(crate) fn tell(self: &Arc<Self>) {
        let pages = self.pool.lend().ok().and_then(|desk| desk.counts().ok()).map(|c| c.pages);
        let app = Arc::clone(self);
        let work = move || app.tell_now();
        if pages.is_some_and(|n| n <= SMALL) {
            work();
        } else {
            std::thread::spawn(work);
        }
    }

    fn tell_now(&self) {
        let teller = self.teller.lock().unwrap_or_else(PoisonError::into_inner);
        self.told.fetch_add(1, Ordering::AcqRel);
        // Where it fails, the stories stay as they are, and pages say that they are old.
        if let Ok(mut desk) = Desk::create(&self.options.desk)
            && let Ok(counts) = desk.counts()
            && !self.core.is_told(&desk)
        {
            let _ = if counts.pages <= LARGE {
                self.core.tell(&mut desk)
            } else {
                self.core.tell_apart(&self.options.desk)
            };
        }
        drop(teller);
        self.told.fetch_add(1, Ordering::AcqRel);
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A secret for one run of the server.
fn random() -> String {
    let mut bytes = [0u8; 32];
    // Without a source of randomness the secret would be none: the server then takes no forms.
    match getrandom::fill(&mut bytes) {
        Ok(()) => sha256_hex(&bytes),
        Err(_) => String::new(),
    }
}

/// The version of an asset.
pub(crate) fn stamp(name: &str) -> &'static str {
    static STAMP: OnceLock<[String; 2]> = OnceLock::new();
    let [style, script] = STAMP.get_or_init(|| {
        [assets::STYLE, assets::SCRIPT]
            .map(|text| sha256_hex(text.as_bytes()).chars().take(10).collect())
    });
    if name == "isnad.css" { style } else { script }
}

/// All that the server answers.
pub fn router(options: Options, core: Arc<dyn Core>) -> Router {
    router_of(Arc::new(App::new(options, core)))
}

fn router_of(app: Arc<App>) -> Router {
    // One way for all addresses: what stands at each is looked up in one table.
    Router::new()
        .fallback(any(answer))
        .layer(DefaultBodyLimit::max(guard::BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guarded))
        .with_state(app)
}

/// Listens, or says why that is not possible.
pub async fn bind(options: &Options) -> std::io::Result<TcpListener> {
    TcpListener::bind(options.bind).await
}

/// Serves until the program is stopped.
pub async fn serve(
    listener: TcpListener,
    options: Options,
    core: Arc<dyn Core>,
) -> std::io::Result<()> {
    let app = Arc::new(App::new(options, core));
    let teller = Arc::clone(&app);
    std::thread::spawn(move || teller.tell_now());
    axum::serve(listener, router_of(app)).with_graceful_shutdown(stopped()).await
}

async fn stopped() {
    // If the signal cannot be waited for, the system ends the program all the same.
    let _ = tokio::signal::ctrl_c().await;
}

/// Looks at a request before anything else does, and puts the headers of every answer.
async fn guarded(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let settings = settings_of(request.headers(), request.uri());
    let head = (request.uri().clone(), request.headers().get(header::CONTENT_LENGTH).cloned());
    let checked = guard::check(&app.options, request.uri(), request.headers());
    let too_large = head.1.as_ref().is_some_and(is_too_large);
    let mut response = match checked {
        Err(fault) => refusal(&app, settings, &head.0, &fault),
        Ok(()) if too_large => refusal(&app, settings, &head.0, &Fault::BodySize),
        Ok(()) => next.run(request).await,
    };
    guard::secure(response.headers_mut());
    response
}

fn is_too_large(size: &HeaderValue) -> bool {
    let size = size.to_str().ok().and_then(|s| s.parse::<usize>().ok());
    size.is_none_or(|size| size > guard::BODY)
}

/// The settings of a reader: those of the cookie, and the language that the address asks for.
fn settings_of(headers: &HeaderMap, uri: &Uri) -> Settings {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut all = cookies.flat_map(|v| v.split(';')).filter_map(|c| c.trim().split_once('='));
    let mut settings = all
        .find(|(name, _)| *name == Settings::COOKIE)
        .map_or_else(Settings::default, |(_, value)| Settings::parse(value));
    let query = Form::parse(uri.query().unwrap_or_default());
    if let Some(lang) = query.get("lang") {
        settings.set("lang", lang);
    }
    settings
}

async fn answer(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let settings = settings_of(&headers, &uri);
    if let Some(name) = uri.path().strip_prefix("/assets/") {
        let found = assets::serve(name).filter(|_| guard::reads(&method));
        return found.unwrap_or_else(|| refusal(&app, settings, &uri, &Fault::NotFound));
    }
    let done = if guard::reads(&method) {
        read(&app, &uri, settings).await
    } else if method == Method::POST {
        write(&app, &uri, &headers, body, settings).await
    } else {
        Err(Fault::Method)
    };
    let mut response = done.unwrap_or_else(|fault| refusal(&app, settings, &uri, &fault));
    let asks = Form::parse(uri.query().unwrap_or_default()).get("lang").is_some();
    if asks && !response.headers().contains_key(header::SET_COOKIE) {
        set_cookie(&mut response, settings);
    }
    response
}

async fn read(app: &Arc<App>, uri: &Uri, settings: Settings) -> Result<Response, Fault> {
    let view = routes::view(Shape::of(uri.path()).1).ok_or_else(|| {
        if routes::action(uri.path()).is_some() { Fault::Method } else { Fault::NotFound }
    })?;
    let (drawer, uri) = (Arc::clone(app), uri.clone());
    let _permit = app.permits.acquire().await.map_err(|e| Fault::Internal(e.to_string()))?;
    let drawn = spawn_blocking(move || drawer.draw(view, &uri, settings)).await;
    // A panic loses one page, not the server.
    let body = drawn.map_err(|_| Fault::Internal(String::new()))??;
    let kind = HeaderValue::from_static(body.kind);
    Ok(([(header::CONTENT_TYPE, kind)], body.text.clone()).into_response())
}

async fn write(
    app: &Arc<App>,
    uri: &Uri,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    settings: Settings,
) -> Result<Response, Fault> {
    let action: Action = routes::action(uri.path()).ok_or_else(|| {
        let is_page = routes::view(Shape::of(uri.path()).1).is_some();
        if is_page { Fault::Method } else { Fault::NotFound }
    })?;
    let body = body.map_err(|rejected| match rejected.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::BodySize,
        _ => Fault::Bad("error.form"),
    })?;
    let text = std::str::from_utf8(&body).map_err(|_| Fault::Bad("error.form"))?;
    let form = Form::parse(text);
    guard::same_site(headers, &form, &app.token)?;
    let who = guard::reader(headers).unwrap_or_else(|| app.options.who.clone());
    let worker = Arc::clone(app);
    let done = spawn_blocking(move || action(&worker, &form, &who, settings)).await;
    let done = done.map_err(|_| Fault::Internal(String::new()))??;
    let to = HeaderValue::from_str(&done.to).map_err(|_| Fault::Bad("error.form"))?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
    if let Some(settings) = done.settings {
        set_cookie(&mut response, settings);
    }
    Ok(response)
}

fn set_cookie(response: &mut Response, settings: Settings) {
    let cookie = format!(
        "{}={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly",
        Settings::COOKIE,
        settings.cookie()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
}

/// A page, or an object, that says what went wrong.
fn refusal(app: &App, settings: Settings, uri: &Uri, fault: &Fault) -> Response {
    let status = fault.status();
    let ui = Ui::new(settings, app.core.strings());
    let body = if Shape::of(uri.path()).0 == Shape::Html {
        pages::error::page(ui, fault)
    } else {
        Ok(pages::error::json(ui, fault))
    };
    let body = body.unwrap_or_default();
    let mut response = (status, body.text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(body.kind));
    if status == StatusCode::UNAUTHORIZED {
        let ask = HeaderValue::from_static("Basic realm=\"isnad\", charset=\"UTF-8\"");
        headers.insert(header::WWW_AUTHENTICATE, ask);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

//! Who may ask for what: the name of the host, the token, the size of a request, and where a form
//! was filled in.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::Options;
use crate::fault::Fault;

/// Bytes of an address and of all headers, at most.
const HEAD: usize = 8 << 10;
/// Bytes of a form, at most.
pub(crate) const BODY: usize = 64 << 10;

/// Nothing runs, and nothing is loaded, but what this server serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer.
pub(crate) const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: browsers would hide the origin of our own forms from us.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Puts the headers of every answer, where the answer has none of its own.
pub(crate) fn secure(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// Lets a request pass, or says why not.
pub(crate) fn check(options: &Options, uri: &Uri, headers: &HeaderMap) -> Result<(), Fault> {
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if size > HEAD || uri.to_string().len() > HEAD {
        return Err(Fault::HeadSize);
    }
    if !host_of(headers).is_some_and(|host| is_ours(options, host)) {
        return Err(Fault::Misdirected);
    }
    match &options.token {
        Some(token) if !knows(headers, token) => Err(Fault::Unauthorized),
        _ => Ok(()),
    }
}

/// The name by which a request calls this server.
fn host_of(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::HOST).iter();
    let host = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(host)
}

/// Whether a host is an address or a name of this machine. A page of another site can make its own
/// name lead here (DNS rebinding), but it cannot make a browser send another name than its own.
fn is_ours(options: &Options, host: &str) -> bool {
    let name = without_port(host);
    let address = name.trim_start_matches('[').trim_end_matches(']');
    address.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || options.hosts.iter().any(|own| own.eq_ignore_ascii_case(name))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

/// Whether a request holds the token: as the password of basic authentication, or as a bearer.
fn knows(headers: &HeaderMap, token: &str) -> bool {
    let given = credentials(headers).map(|(_, secret)| secret);
    // Hashes are compared, so that the time taken tells nothing of the token.
    given.is_some_and(|given| Sha256::digest(given) == Sha256::digest(token))
}

/// Name and secret of a request.
fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some((String::new(), rest.trim().to_owned()));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(base64(rest.trim())?).ok()?;
    let (name, secret) = text.split_once(':')?;
    Some((name.to_owned(), secret.to_owned()))
}

/// The name that a reader gave beside the token.
pub(crate) fn reader(headers: &HeaderMap) -> Option<String> {
    credentials(headers).map(|(name, _)| name).filter(|name| !name.trim().is_empty())
}

fn base64(text: &str) -> Option<Vec<u8>> {
    use ::base64::{Engine, prelude::BASE64_STANDARD};
    BASE64_STANDARD.decode(text).ok()
}

/// Refuses a form that was not filled in on a page of this server.
pub(crate) fn same_site(headers: &HeaderMap, form: &Form, token: &str) -> Result<(), Fault> {
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    let from_here = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let own = host_of(headers).unwrap_or_default();
    let origin = text("origin").is_none_or(|origin| {
        origin.split_once("://").is_some_and(|(_, host)| host.eq_ignore_ascii_case(own))
    });
    if from_here && origin && form.get("token") == Some(token) {
        Ok(())
    } else {
        Err(Fault::Forbidden("error.cross-site"))
    }
}

/// Whether a method only reads.
pub(crate) fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Names and values of a query or a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads `a=b&c=d`; bytes that are no text become the mark for that.
    pub(crate) fn parse(text: &str) -> Form {
        let decode = |part: &str| {
            let spaced = part.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name), decode(value))
        };
        Form(text.split('&').filter(|part| !part.is_empty()).map(pair).collect())
    }

    /// The first value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    pub(crate) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// All names and values.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

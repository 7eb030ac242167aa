//! What can go wrong with a request, and how it is told: a page with the right status.

use axum::http::StatusCode;
use isnad_store::Error;

/// Why a request has no answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is nothing at this address.
    NotFound,
    /// The request makes no sense; the key says in which way.
    Bad(&'static str),
    /// The request may not be made; the key says why.
    Forbidden(&'static str),
    /// Who asks must know the token.
    Unauthorized,
    /// The name in the request is none of this machine.
    Misdirected,
    /// There is something here, but not for this method.
    Method,
    /// The body is too large.
    BodySize,
    /// The headers or the address are too large.
    HeadSize,
    /// The desk cannot be read now.
    Desk(Error),
    /// A mistake of this program.
    Internal(String),
}

impl Fault {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Fault::NotFound => StatusCode::NOT_FOUND,
            Fault::Bad(_) => StatusCode::BAD_REQUEST,
            Fault::Forbidden(_) => StatusCode::FORBIDDEN,
            Fault::Unauthorized => StatusCode::UNAUTHORIZED,
            Fault::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Fault::Method => StatusCode::METHOD_NOT_ALLOWED,
            Fault::BodySize => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::HeadSize => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Fault::Desk(_) => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key of the words that say what happened.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Fault::NotFound => "error.not-found",
            Fault::Bad(key) | Fault::Forbidden(key) => key,
            Fault::Unauthorized => "error.unauthorized",
            Fault::Misdirected => "error.misdirected",
            Fault::Method => "error.method",
            Fault::BodySize => "error.body-size",
            Fault::HeadSize => "error.head-size",
            Fault::Desk(Error::Missing(_)) => "error.vanished",
            Fault::Desk(Error::Locked(_)) => "error.locked",
            Fault::Desk(_) => "error.desk",
            Fault::Internal(_) => "error.internal",
        }
    }

    /// What the cause says of itself, in the words of the program.
    pub(crate) fn detail(&self) -> String {
        match self {
            Fault::Desk(error) => format!("{error} ({})", error.hint()),
            Fault::Internal(detail) => detail.clone(),
            _ => String::new(),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Desk(error)
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Fault {
        Fault::Internal(error.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::Internal(error.to_string())
    }
}

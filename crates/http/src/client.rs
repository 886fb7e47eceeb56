//! Requests, replies and what can go wrong between them.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig};

use crate::{Address, Credentials, Trust, retry};

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of HTTP")]
pub enum Method {
    Get,
    Post,
    Patch,
}

/// One request, relative to the base of a client.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// What it does.
    pub method: Method,
    /// Path below the base, beginning with `/`; or a whole address on the same server.
    pub path: &'a str,
    /// Parameters of the query, not yet encoded.
    pub query: Vec<(&'a str, String)>,
    /// Type and bytes of the body.
    pub body: Option<(&'a str, Vec<u8>)>,
}

impl<'a> Request<'a> {
    /// A `GET`.
    pub fn get(path: &'a str) -> Self {
        Self { method: Method::Get, path, query: Vec::new(), body: None }
    }

    /// A `POST` of JSON.
    pub fn post_json(path: &'a str, body: Vec<u8>) -> Self {
        Self { method: Method::Post, path, query: Vec::new(), body: Some(("application/json; charset=utf-8", body)) }
    }

    /// A `POST` of a form.
    pub fn post_form(path: &'a str, fields: &[(&str, String)]) -> Self {
        let body = pairs(fields).into_bytes();
        Self { method: Method::Post, path, query: Vec::new(), body: Some(("application/x-www-form-urlencoded", body)) }
    }

    /// Adds a parameter to the query.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }
}

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Headers, names in lower case, in the order received.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of a name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The beginning of the body as one line of printable text, for messages.
    pub fn excerpt(&self) -> String {
        let start = self.body.get(..400).unwrap_or(&self.body);
        let text = String::from_utf8_lossy(start);
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
    }
}

/// Why there is no answer. No variant carries a query, a header or a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// The server could not be reached, or did not finish in time.
    #[error("{place} did not answer: {reason}")]
    Unreachable {
        /// Address without its query.
        place: String,
        /// What happened.
        reason: String,
    },
    /// The body is larger than we are willing to hold.
    #[error("the answer of {place} is larger than {limit_bytes} bytes")]
    TooLarge {
        /// Address without its query.
        place: String,
        /// The bound.
        limit_bytes: u64,
    },
    /// The server keeps refusing.
    #[error("{place} answered {status}: {excerpt}")]
    Status {
        /// Address without its query.
        place: String,
        /// The status code.
        status: u16,
        /// The beginning of the body.
        excerpt: String,
    },
    /// A certificate or key could not be read.
    #[error("the certificate or key for {place} cannot be read: {reason}")]
    Certificate {
        /// Address without its query.
        place: String,
        /// What happened.
        reason: String,
    },
}

/// How a client behaves.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Longest time for one request and its answer.
    pub timeout: Duration,
    /// Longest body in bytes.
    pub limit_bytes: u64,
    /// How often `429` and `503` are asked again.
    pub retries: u32,
    /// Longest time to wait before one retry; a server that asks for more is not asked again.
    pub longest_wait: Duration,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// Which servers are trusted.
    pub trust: Trust,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_mins(2),
            limit_bytes: 256 << 20,
            retries: 4,
            longest_wait: Duration::from_mins(2),
            headers: Vec::new(),
            trust: Trust::default(),
        }
    }
}

/// A client of one server.
pub struct Client {
    base: String,
    agent: ureq::Agent,
    authorization: Option<String>,
    options: ClientOptions,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client. Credentials in the address win over `credentials`.
    pub fn new(address: &Address, credentials: Credentials, options: ClientOptions) -> Result<Self, HttpError> {
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .user_agent(concat!("backstory/", env!("CARGO_PKG_VERSION")))
            .max_redirects(3)
            .timeout_global(Some(options.timeout))
            .tls_config(tls(&address.base, &options.trust)?);
        if is_loopback(&address.base) {
            config = config.proxy(None);
        }
        Ok(Self {
            base: address.base.clone(),
            agent: ureq::Agent::new_with_config(config.build()),
            authorization: address.credentials.clone().or(credentials).header(),
            options,
        })
    }

    /// The base of the server; nothing secret is in it.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Asks, again if the server says it is busy, and reads the whole answer. Any final status is an `Ok`.
    pub fn send(&self, request: &Request<'_>) -> Result<Reply, HttpError> {
        self.send_with(request, |reply| matches!(reply.status, 429 | 503))
    }

    /// As [`Client::send`], with an own idea of which answers mean "later". Only what may be repeated may be sent so.
    pub fn send_with(&self, request: &Request<'_>, is_busy: impl Fn(&Reply) -> bool) -> Result<Reply, HttpError> {
        let mut attempt = 0;
        loop {
            let response = self.call(request)?;
            let status = response.status().as_u16();
            let headers = header_pairs(&response);
            let limit = self.options.limit_bytes;
            let body =
                response.into_body().into_with_config().limit(limit).read_to_vec().map_err(|error| match error {
                    ureq::Error::BodyExceedsLimit(_) => {
                        HttpError::TooLarge { place: self.place(request), limit_bytes: limit }
                    }
                    other => self.unreachable(request, &other),
                })?;
            let reply = Reply { status, headers, body };
            attempt += 1;
            let wait = retry::wait(&reply, attempt);
            if !is_busy(&reply) || attempt > self.options.retries || wait > self.options.longest_wait {
                return Ok(reply);
            }
            std::thread::sleep(wait);
        }
    }

    /// As [`Client::send`], but any status outside 2xx is an error.
    pub fn fetch(&self, request: &Request<'_>) -> Result<Reply, HttpError> {
        let reply = self.send(request)?;
        if reply.is_success() { Ok(reply) } else { Err(self.refused(request, &reply)) }
    }

    /// Opens an answer to be read as it comes, unbounded: the caller stops. A status outside 2xx is an error.
    pub fn stream(&self, request: &Request<'_>) -> Result<impl Read + use<>, HttpError> {
        let mut attempt = 0;
        loop {
            let response = self.call(request)?;
            let status = response.status().as_u16();
            if (200..300).contains(&status) {
                return Ok(response.into_body().into_reader());
            }
            let headers = header_pairs(&response);
            let body = response.into_body().into_with_config().limit(4096).read_to_vec().unwrap_or_default();
            let reply = Reply { status, headers, body };
            attempt += 1;
            let wait = retry::wait(&reply, attempt);
            if !matches!(status, 429 | 503) || attempt > self.options.retries || wait > self.options.longest_wait {
                return Err(self.refused(request, &reply));
            }
            std::thread::sleep(wait);
        }
    }

    /// The error that says what a server answered.
    pub fn refused(&self, request: &Request<'_>, reply: &Reply) -> HttpError {
        HttpError::Status { place: self.place(request), status: reply.status, excerpt: reply.excerpt() }
    }

    fn call(&self, request: &Request<'_>) -> Result<ureq::http::Response<ureq::Body>, HttpError> {
        let method = match request.method {
            Method::Get => ureq::http::Method::GET,
            Method::Post => ureq::http::Method::POST,
            Method::Patch => ureq::http::Method::PATCH,
        };
        let mut builder = ureq::http::Request::builder().method(method).uri(self.address(request));
        for (name, value) in &self.options.headers {
            builder = builder.header(name, value);
        }
        if let Some(authorization) = &self.authorization {
            builder = builder.header("authorization", authorization);
        }
        let unusable = |error: &ureq::http::Error| HttpError::Unreachable {
            place: self.place(request),
            reason: format!("the request cannot be written: {error}"),
        };
        let answer = match &request.body {
            Some((kind, body)) => {
                let whole = builder.header("content-type", *kind).body(body.clone()).map_err(|e| unusable(&e))?;
                self.agent.run(whole)
            }
            None => self.agent.run(builder.body(()).map_err(|e| unusable(&e))?),
        };
        answer.map_err(|error| self.unreachable(request, &error))
    }

    fn address(&self, request: &Request<'_>) -> String {
        let mut address = if request.path.starts_with('/') {
            format!("{}{}", self.base, request.path)
        } else {
            request.path.to_owned()
        };
        if !request.query.is_empty() {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(&pairs(&request.query));
        }
        address
    }

    fn place(&self, request: &Request<'_>) -> String {
        let path = request.path.split(['?', '#']).next().unwrap_or_default();
        if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() }
    }

    fn unreachable(&self, request: &Request<'_>, error: &ureq::Error) -> HttpError {
        // A bad address is printed by the error itself, and may hold a secret.
        let reason = if matches!(error, ureq::Error::BadUri(_)) { "bad address".to_owned() } else { error.to_string() };
        HttpError::Unreachable { place: self.place(request), reason }
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a string takes any text");
        }
    }
    out
}

fn pairs(fields: &[(&str, String)]) -> String {
    let encoded: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    encoded.join("&")
}

fn header_pairs(response: &ureq::http::Response<ureq::Body>) -> Vec<(String, String)> {
    let pair = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    response.headers().iter().filter_map(pair).collect()
}

fn is_loopback(base: &str) -> bool {
    let host = base.split_once("://").map_or(base, |(_, rest)| rest);
    ["127.", "localhost", "[::1]"].iter().any(|start| host.starts_with(start))
}

fn tls(place: &str, trust: &Trust) -> Result<TlsConfig, HttpError> {
    let refused = |reason: String| HttpError::Certificate { place: place.to_owned(), reason };
    let mut config = TlsConfig::builder().disable_verification(trust.is_insecure);
    if let Some(pem) = &trust.authorities_pem {
        let found = certificates(pem).map_err(&refused)?;
        config = config.root_certs(RootCerts::Specific(Arc::new(found)));
    }
    if let Some((chain, key)) = &trust.client_pem {
        let chain = certificates(chain).map_err(&refused)?;
        let key = PrivateKey::from_pem(key).map_err(|error| refused(error.to_string()))?;
        config = config.client_cert(Some(ClientCert::new_with_certs(&chain, key)));
    }
    Ok(config.build())
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, String> {
    let mut found = Vec::new();
    for item in ureq::tls::parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| error.to_string())? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err("no certificate in PEM form in it".to_owned()) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_is_encoded() {
        assert_eq!(encode("2025-02-09T10:00:00+00:00 é"), "2025-02-09T10%3A00%3A00%2B00%3A00%20%C3%A9");
    }

    #[test]
    fn an_error_does_not_tell_the_query() {
        let address = Address::parse("http://127.0.0.1:1").unwrap();
        let client = Client::new(&address, Credentials::Bearer("s3cret".to_owned()), ClientOptions::default()).unwrap();
        let error = client.send(&Request::get("/x").with("token", "s3cret")).unwrap_err().to_string();
        assert!(error.contains("http://127.0.0.1:1/x did not answer"), "{error}");
        assert!(!error.contains("s3cret"), "{error}");
    }

    #[test]
    fn a_broken_certificate_is_refused() {
        let address = Address::parse("https://127.0.0.1:1").unwrap();
        let trust = Trust { authorities_pem: Some(b"nonsense".to_vec()), ..Trust::default() };
        let options = ClientOptions { trust, ..ClientOptions::default() };
        assert!(matches!(Client::new(&address, Credentials::None, options), Err(HttpError::Certificate { .. })));
    }
}

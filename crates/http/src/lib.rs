//! A careful HTTP client for the two rooms that touch the network.
//!
//! Bodies are bounded, every request has a deadline, `429` and `503` are retried after the time the server asks for, and
//! no address, header or error carries a credential out of here. Blocking, on `ureq`: the sources are asked one after the
//! other, so an async runtime would only add to the build.

mod client;
mod credentials;
#[cfg(feature = "fake")]
pub mod fake;
mod retry;

pub use client::{Client, ClientOptions, HttpError, Method, Reply, Request, encode};
pub use credentials::{Address, AddressError, Credentials, Trust, header_lines};

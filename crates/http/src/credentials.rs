//! Who we are to a server, and whom we trust.

use std::fmt;

use base64::Engine as _;

/// The base address of a server, without anything secret in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `https://host:port/prefix`, without a slash at its end.
    pub base: String,
    /// User and password that stood in the address.
    pub credentials: Credentials,
}

/// Why a text is not the address of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an address of a server: write for example `http://prometheus:9090` or `https://host/prefix`")]
pub struct AddressError;

impl Address {
    /// Splits user and password from an address. A query or fragment is refused: a base has none, and secrets hide there.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(AddressError)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") || rest.contains(['?', '#', ' ']) {
            return Err(AddressError);
        }
        let (authority, path) = rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
        if host.is_empty() {
            return Err(AddressError);
        }
        let credentials = user.map_or(Credentials::None, |user| {
            let (name, password) = user.split_once(':').unwrap_or((user, ""));
            Credentials::Basic { user: name.to_owned(), password: password.to_owned() }
        });
        let path = path.trim_end_matches('/');
        let slash = if path.is_empty() { "" } else { "/" };
        Ok(Self { base: format!("{scheme}://{host}{slash}{path}"), credentials })
    }
}

/// What a request shows to be let in. Never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Nothing.
    #[default]
    None,
    /// A bearer token.
    Bearer(String),
    /// User and password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Bearer(_) => "Bearer(…)",
            Self::Basic { .. } => "Basic(…)",
        })
    }
}

impl Credentials {
    /// Reads `PREFIX_TOKEN`, or `PREFIX_USER` and `PREFIX_PASSWORD`, by way of `variable`.
    pub fn from_variables(prefix: &str, variable: impl Fn(&str) -> Option<String>) -> Self {
        let read = |name: &str| variable(&format!("{prefix}_{name}")).filter(|value| !value.is_empty());
        match (read("TOKEN"), read("USER")) {
            (Some(token), _) => Self::Bearer(token.trim().to_owned()),
            (None, Some(user)) => Self::Basic { user, password: read("PASSWORD").unwrap_or_default() },
            (None, None) => Self::None,
        }
    }

    /// These, or `other` when these are none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::None { other } else { self }
    }

    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Bearer(token) => Some(format!("Bearer {token}")),
            Self::Basic { user, password } => Some(format!(
                "Basic {}",
                base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"))
            )),
        }
    }
}

/// Reads `Name: value` lines. A line without a colon, or with control characters, is left out.
pub fn header_lines(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .filter(|(name, value)| !name.is_empty() && !value.chars().any(char::is_control))
        .collect()
}

/// Which servers are trusted, and with what certificate we show ourselves.
#[derive(Clone, Default)]
pub struct Trust {
    /// PEM certificates of the authorities to trust instead of the public ones.
    pub authorities_pem: Option<Vec<u8>>,
    /// PEM certificate chain and PEM key of this client.
    pub client_pem: Option<(Vec<u8>, Vec<u8>)>,
    /// Whether any certificate will do.
    pub is_insecure: bool,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust").field("is_insecure", &self.is_insecure).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_leave_the_address() {
        let address = Address::parse("https://reader:s3cret@metrics.example:9090/prometheus/").unwrap();
        assert_eq!(address.base, "https://metrics.example:9090/prometheus");
        assert_eq!(address.credentials.header().as_deref(), Some("Basic cmVhZGVyOnMzY3JldA=="));
        assert!(!format!("{address:?}").contains("s3cret"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "prometheus:9090", "ftp://host", "http://", "http://host?token=x", "http://user@"] {
            assert_eq!(Address::parse(text), Err(AddressError), "{text}");
        }
    }

    #[test]
    fn a_token_comes_before_a_user() {
        let variable = |name: &str| Some(format!("value of {name}"));
        assert_eq!(Credentials::from_variables("P", variable), Credentials::Bearer("value of P_TOKEN".to_owned()));
        assert_eq!(Credentials::from_variables("P", |_| None), Credentials::None);
    }

    #[test]
    fn headers_with_control_characters_are_left_out() {
        assert_eq!(
            header_lines("X-Scope-OrgID: a|b\nnonsense\nX: \u{7}"),
            [("X-Scope-OrgID".to_owned(), "a|b".to_owned())]
        );
    }
}

//! `[CONTEXT/]NAMESPACE[/SELECTOR]`.

use std::str::FromStr;

/// Which pods of which cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Context of the kubeconfig; the current one without it.
    pub context: Option<String>,
    /// Namespace.
    pub namespace: String,
    /// Label selector; all pods without it.
    pub selector: Option<String>,
}

/// Why a text names no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not `[CONTEXT/]NAMESPACE[/SELECTOR]`: write for example `shop`, `prod/shop` or `prod/shop/app=api`"
)]
pub struct TargetError {
    /// What was given.
    pub text: String,
}

impl FromStr for Target {
    type Err = TargetError;

    /// Contexts may contain slashes (`arn:aws:eks:…:cluster/prod`), and so may the keys of selectors
    /// (`app.kubernetes.io/name=api`); namespaces contain neither slashes nor dots, which tells them apart.
    fn from_str(text: &str) -> Result<Self, TargetError> {
        let refused = || TargetError { text: text.chars().take(200).collect() };
        // A selector has an operator: `=`, `!=`, `in (…)`, or a leading `!`. Its key begins after a slash before it.
        let operator = text.find(['=', '!', '(']);
        let (place, selector) = match operator {
            None => (text, None),
            Some(at) => {
                let before = text.get(..at).unwrap_or_default();
                let mut start = before.rfind('/').ok_or_else(refused)?;
                let prefix = before.get(..start).unwrap_or_default();
                let above = prefix.rfind('/').map_or(0, |slash| slash + 1);
                if prefix.get(above..).unwrap_or_default().contains('.') {
                    start = above.checked_sub(1).ok_or_else(refused)?;
                }
                (text.get(..start).unwrap_or_default(), text.get(start + 1..))
            }
        };
        let (context, namespace) =
            place.rsplit_once('/').map_or((None, place), |(context, namespace)| (Some(context), namespace));
        let is_namespace = !namespace.is_empty()
            && namespace.len() <= 63
            && namespace.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_namespace || context == Some("") || selector == Some("") {
            return Err(refused());
        }
        Ok(Self {
            context: context.map(ToOwned::to_owned),
            namespace: namespace.to_owned(),
            selector: selector.map(ToOwned::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read() {
        for (text, expected) in [
            ("shop", Some((None, "shop", None))),
            ("prod/shop", Some((Some("prod"), "shop", None))),
            ("shop/app=api", Some((None, "shop", Some("app=api")))),
            ("prod/shop/app=api,tier!=db", Some((Some("prod"), "shop", Some("app=api,tier!=db")))),
            ("shop/app.kubernetes.io/name=api", Some((None, "shop", Some("app.kubernetes.io/name=api")))),
            (
                "arn:aws:eks:eu:1:cluster/prod/shop/app in (a,b)",
                Some((Some("arn:aws:eks:eu:1:cluster/prod"), "shop", Some("app in (a,b)"))),
            ),
            ("shop/!canary", Some((None, "shop", Some("!canary")))),
            ("", None),
            ("/shop", None),
            ("app=api", None),
            ("Shop", None),
            ("a/../b.c", None),
            ("shop/", None),
        ] {
            let read = text.parse::<Target>().ok();
            let parts = read.as_ref().map(|t| (t.context.as_deref(), t.namespace.as_str(), t.selector.as_deref()));
            assert_eq!(parts, expected, "{text}");
        }
    }
}

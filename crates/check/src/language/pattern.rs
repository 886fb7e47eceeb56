//! Patterns written with named word classes: `<person> <failing> to` instead of a page of alternatives.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

/// A pattern that is compiled when first used.
pub(crate) type Pattern = LazyLock<Regex>;

/// Compiles a pattern of ours. Word classes in angle brackets are looked up with `class`, which may use classes itself.
pub(crate) fn compile(template: &str, class: impl Fn(&str) -> Option<String> + Copy) -> Regex {
    // ASCII word boundaries and digits: Unicode ones would take the slow engine on every non-ASCII text.
    let source = expand(template, class, 0).replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
    RegexBuilder::new(&source)
        .size_limit(1 << 26)
        .dfa_size_limit(1 << 24)
        .build()
        .unwrap_or_else(|error| panic!("a pattern of ours does not compile: {error}"))
}

fn expand(template: &str, class: impl Fn(&str) -> Option<String> + Copy, depth: usize) -> String {
    assert!(depth < 8, "word classes refer to each other in a circle");
    let mut out = String::with_capacity(template.len() * 4);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((name, tail))
                if !before.ends_with("(?P")
                    && !name.is_empty()
                    && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') =>
            {
                let body = class(name).unwrap_or_else(|| panic!("unknown word class <{name}>"));
                out.push_str("(?:");
                out.push_str(&expand(&body, class, depth + 1));
                out.push(')');
                rest = tail;
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Compiles a pattern of ours without word classes. Null only if it is wrong, which a debug build does not let pass.
pub(crate) fn plain(source: &str) -> Option<Regex> {
    let compiled = RegexBuilder::new(source).size_limit(1 << 26).build();
    debug_assert!(compiled.is_ok(), "a pattern of ours does not compile: {compiled:?}");
    compiled.ok()
}

//! Which of the numbers and ids of a masked line stand at which parameter of its template.
//!
//! A masked line counts the distinct values of each of its tokens with a digit. Its template may have other parameters:
//! words that vary between masked lines, or one parameter where the line has two tokens. A sample of the line tells
//! which is which: what stands between the words of the template is the value of a parameter.

use std::ops::Range;

use super::Distinct;
use crate::template::{PARAMETER_TEXT, content_hash, tokens_with_digits};

/// Adds what was counted of a masked line to the parameters of its template; whether its sample fits the template.
pub(super) fn add(distinct: &mut [Distinct], counted: &[Distinct], sample: &[u8], template: &str) -> bool {
    let sample = plain(sample);
    let Some(values) = values(&sample, template) else { return false };
    let tokens = tokens_with_digits(sample.as_bytes());
    for (own, value) in distinct.iter_mut().zip(values) {
        let within = tokens.iter().zip(counted).filter(|(token, _)| token.start < value.end && value.start < token.end);
        // Of an address and its port, the one with more values tells best how many there were of both.
        match within.map(|(_, counted)| counted).max_by_key(|counted| counted.estimate()) {
            Some(counted) => own.merge(counted),
            None => own.add(content_hash(sample.get(value).unwrap_or_default().as_bytes())),
        }
    }
    true
}

/// The sample as templates have it: one blank where any are.
fn plain(sample: &[u8]) -> String {
    let text = String::from_utf8_lossy(sample);
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let is_blank = c.is_ascii_control() || c == ' ';
        if !is_blank {
            plain.push(c);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain
}

/// Where the values of a template's parameters stand in a message; none if it is no message of the template.
fn values(message: &str, template: &str) -> Option<Vec<Range<usize>>> {
    let mut parts = template.split(PARAMETER_TEXT).peekable();
    let first = parts.next()?;
    let mut rest = message.strip_prefix(first)?;
    let mut found = Vec::new();
    while let Some(part) = parts.next() {
        let start = message.len() - rest.len();
        let length = if parts.peek().is_none() {
            rest.strip_suffix(part)?.len()
        } else {
            // A value is not empty, and what follows it begins where it first can.
            let behind = rest.chars().next()?.len_utf8();
            behind + rest.get(behind..)?.find(part)?
        };
        found.push(start..start + length);
        rest = rest.get(length + part.len()..)?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(values: std::ops::Range<u64>) -> Distinct {
        let mut distinct = Distinct::default();
        values.for_each(|value| distinct.add(value));
        distinct
    }

    #[test]
    fn words_that_vary_are_counted_beside_ids() {
        let mut distinct = vec![Distinct::default(), Distinct::default()];
        let template = "job <*> done ok=<*>";
        for (sample, jobs) in [("job  a-7 done ok=true", 0..20), ("job b-9 done ok=false", 20..40)] {
            assert!(add(&mut distinct, &[seen(jobs)], sample.as_bytes(), template));
        }
        let counts: Vec<u64> = distinct.iter().map(Distinct::estimate).collect();
        assert!(counts[0].abs_diff(40) < 14 && counts[1] == 2, "{counts:?}");
    }

    #[test]
    fn two_tokens_of_one_parameter_count_as_the_one_with_more_values() {
        let mut distinct = vec![Distinct::default(), Distinct::default()];
        let counted = [seen(0..3), seen(0..30), seen(0..2)];
        assert!(add(&mut distinct, &counted, b"from 10.0.0.1:4711 took 12ms", "from <*> took <*>ms"));
        assert!(distinct[0].estimate().abs_diff(30) < 12 && distinct[1].estimate() == 2);
        assert!(!add(&mut distinct, &counted, b"to 10.0.0.1:4711", "from <*> took <*>ms"));
    }
}

//! Saves the complete elements of JSON that was cut off.

/// Cuts JSON after its last complete array element and closes what is open.
///
/// Returns `None` when nothing of an array is complete. The text is not checked otherwise.
pub(crate) fn close(text: &str) -> Option<String> {
    let mut stack: Vec<u8> = Vec::new();
    let mut safe: Option<(usize, Vec<u8>)> = None;
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => stack.push(byte),
            b'}' | b']' => {
                stack.pop();
                // Remember places where an element of an outer array has just ended: deep ones would keep half an object.
                if stack.last() == Some(&b'[') && is_outer(&stack) {
                    safe = Some((at + 1, stack.clone()));
                }
            }
            _ => {}
        }
        if stack.len() > 512 {
            return None;
        }
    }
    let (end, open) = safe?;
    let mut closed = text.get(..end)?.to_owned();
    for bracket in open.iter().rev() {
        closed.push(if *bracket == b'{' { '}' } else { ']' });
    }
    Some(closed)
}

/// Whether the innermost open array is the outermost one.
fn is_outer(stack: &[u8]) -> bool {
    let mut arrays = stack.iter().filter(|b| **b == b'[');
    arrays.next().is_some() && arrays.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn complete_elements_are_kept() {
        assert_eq!(close(r#"[{"a":1},{"a":[2,{"b""#).as_deref(), Some(r#"[{"a":1}]"#));
        assert_eq!(
            close(r#"{"r":[{"v":[[1,"2"],[3,"4"]]},{"v":[[1"#).as_deref(),
            Some(r#"{"r":[{"v":[[1,"2"],[3,"4"]]}]}"#)
        );
        assert_eq!(close(r#"{"a":"b"#), None);
        assert_eq!(close(""), None);
    }
}

//! Second level, first half: one sample message to literals and parameters.
//!
//! What is a parameter follows the conventions of the Loghub corrections (see the head of [`template`](super)):
//! whatever holds a digit, a whole path, an address, a truth value, a super-user's name. A short literal prefix before
//! `-` or `.` and a number stays (`jetty-<*>`), so do `:` `/` `@` `#` between parameters (`<*>:<*>`).

use super::chains::{END_MARKS, is_behind_clock, is_date, stamped_clock};
use super::classify::classify;
use super::fold::fold;
use super::pieces::{is_empty_quotes, piece};

/// A literal (words, one separator, or one space) or a parameter with its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    /// Raw text; the value if this is a parameter.
    pub(super) text: String,
    pub(super) is_parameter: bool,
}

impl Word {
    pub(super) fn literal(text: &str) -> Self {
        Self { text: text.to_owned(), is_parameter: false }
    }

    pub(super) fn parameter(text: &str) -> Self {
        Self { text: text.to_owned(), is_parameter: true }
    }

    /// What stands in the template.
    pub(super) fn shown(&self) -> &str {
        if self.is_parameter { "<*>" } else { &self.text }
    }
}

/// Cuts a message into words. Their texts joined are the message, but for runs of white space (one space) and
/// dates in words, which are one parameter.
pub(super) fn words(message: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut chunks =
        message.split(|c: char| c.is_whitespace() || c.is_control()).filter(|chunk| !chunk.is_empty()).peekable();
    while let Some(chunk) = chunks.next() {
        let follows = chunks.peek().is_some();
        // A sentence begins with a capital and goes on with small letters.
        let continues = chunks
            .peek()
            .is_some_and(|next| !next.starts_with(char::is_uppercase) || !next.chars().skip(1).any(char::is_lowercase));
        if !out.is_empty() {
            out.push(Word::literal(" "));
        }
        if let "()" | "[]" | "<>" = chunk {
            // Brackets that stand alone can be empty once and filled in another line: a place for the value.
            let (open, close) = chunk.split_at(1);
            out.extend([open, "", close].map(Word::literal));
            continue;
        }
        let mut rest = chunk;
        let mut glued = false;
        // A date and the clock behind it, as machines stamp what they tell of.
        let marks = chunk.find(|c: char| !matches!(c, '(' | '[' | '"' | '\'')).unwrap_or_default();
        let (opening, date) = chunk.split_at_checked(marks).unwrap_or_default();
        if is_date(date)
            && let Some(clock) = stamped_clock(chunks.clone())
            && let Some((clock, tail)) = chunks.next().and_then(|next| next.split_at_checked(clock))
        {
            out.extend(opening.chars().map(|mark| Word::literal(mark.encode_utf8(&mut [0; 4]))));
            let mut value = format!("{date} {clock}");
            rest = tail;
            while rest.is_empty()
                && let Some(next) = chunks.next_if(|next| is_behind_clock(next.trim_end_matches(END_MARKS)))
            {
                let zone = next.trim_end_matches(END_MARKS);
                value = format!("{value} {zone}");
                rest = next.get(zone.len()..).unwrap_or_default();
            }
            out.push(Word::parameter(&value));
        }
        while let Some(first) = rest.chars().next() {
            if let Some(tail) = rest.strip_prefix("\\\"") {
                out.push(Word::literal("\\\""));
                (rest, glued) = (tail, false);
                continue;
            }
            if let Some(tail) = rest.strip_prefix("\"\"") {
                out.extend(["\"", "", "\""].map(Word::literal));
                (rest, glued) = (tail, false);
                continue;
            }
            if is_empty_quotes(rest, out.last()) {
                out.extend(["'", "", "'"].map(Word::literal));
                (rest, glued) = (rest.get(2..).unwrap_or_default(), false);
                continue;
            }
            // `from=<>`, but not the binaries of Erlang (`<<>>`).
            if let Some(tail) = rest.strip_prefix("<>")
                && !tail.starts_with('>')
                && out.last().is_some_and(|word| word.text != "<")
            {
                out.extend(["<", "", ">"].map(Word::literal));
                (rest, glued) = (tail, false);
                continue;
            }
            if let Some(arrow) = ["-->", "->", "=>"].into_iter().find(|arrow| rest.starts_with(arrow)) {
                out.push(Word::literal(arrow));
                (rest, glued) = (rest.get(arrow.len()..).unwrap_or_default(), false);
                continue;
            }
            let length = piece(rest, glued, out.last());
            // The backslash before a quote belongs to it.
            let is_escaped = |length: &usize| rest.get(length - 1..).is_some_and(|tail| tail.starts_with("\\\""));
            let length =
                Some(length).filter(|length| *length > 1).filter(is_escaped).map_or(length, |length| length - 1);
            let (head, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if head.is_empty() {
                let (mark, tail) = rest.split_at_checked(first.len_utf8()).unwrap_or((rest, ""));
                out.push(Word::literal(mark));
                rest = tail;
                glued = false;
                continue;
            }
            classify(head, tail, (continues, follows), &mut out);
            rest = tail;
            glued = true;
        }
        // `name= age=7`: the place of a value that is not there.
        if matches!(out.as_slice(), [.., key, equals] if equals.text == "=" && key.text.ends_with(char::is_alphanumeric))
        {
            out.push(Word::literal(""));
        }
    }
    fold(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(message: &str, expected: &str) {
        let text: String = words(message).iter().map(Word::shown).collect();
        assert_eq!(text, expected, "{message}");
    }

    #[test]
    fn conventions() {
        for (message, expected) in [
            ("took 5 s, then  7.", "took <*> s, then <*>."),
            ("open /a/b.c: denied", "open <*>: denied"),
            ("to /10.0.0.1:80", "to <*>:<*>"),
            ("h1/10.0.0.1:80", "<*>/<*>:<*>"),
            ("proxy.example.org:80 open", "<*>:<*> open"),
            ("C:\\Temp\\x y", "<*> y"),
            ("x=true y=null", "x=<*> y=<*>"),
            ("jetty-6.1 core.12 cp-1.example", "jetty-<*> core.<*> <*>"),
            ("exception.......0", "exception.......<*>"),
            ("at Fri Jun 17 07:07:00 2005", "at <*>:<*>:<*>"),
            ("in May 7 cases", "in <*> cases"),
            ("by 10.0.0.1,10.0.0.2 \"GET", "by <*>,<*> \"GET"),
            ("to <ann@a.org> of <0.31.0> by <a/b>", "to <<*>> of <<*>> by <<*>>"),
            ("root@localhost 512-byte", "<*>@<*> <*>-byte"),
            ("<info> a <b", "<info> a <b"),
            ("from 10.0.0.1 () init()", "from <*> () init()"),
            ("delete 1 2 3 4 5 6 7 8 9 now", "delete <*> now"),
            ("fans 1 2 *** 4 5 6 now", "fans <*> now"),
            ("** BYE a1 ***", "** BYE <*> ***"),
            ("tag=\"a 7\" tag=\"a b\"", "tag=\"<*>\" tag=\"a b\""),
            ("regs 1 2 3 4", "regs <*> <*> <*> <*>"),
            ("save ./x to /a/b. then", "save <*> to <*> then"),
            ("\"GET /x HTTP/1.1\" 200", "\"GET <*>\" <*>"),
            ("FF:F2:9F:16:BF:6C up", "<*> up"),
            ("see hdfs://a:9000/b now", "see hdfs://<*> now"),
            ("read/write 50%", "read/write <*>%"),
            ("2017-05-16", "<*>-<*>-<*>"),
            ("delays=0.03/0.02/-1 at", "delays=<*>/<*>/<*> at"),
            ("www.example.org. A IN", "<*> A IN"),
            ("from=<> to mail[10.0.0.1]:25", "from=<> to <*>[<*>]:<*>"),
            ("by \"v1.9:go:cart\" at \"10.0.0.1:80\"", "by \"<*>\" at \"<*>:<*>\""),
            ("tsm1_level=3 name= age=4", "tsm1_level=<*> name= age=<*>"),
            ("get \\\"a\\\" of a/10.0.0.7:80 in 10.8.0.0/24", "get \\\"a\\\" of <*>/<*>:<*> in <*>"),
            ("since 2026-03-14 09:17:20.593179 +0000 UTC m=+7.5 of id None", "since <*> of id <*>"),
            ("at 2026-03-14 09:17:20 CEST, at 2026-03-14 09:17:20", "at <*>, at <*>-<*>-<*> <*>:<*>:<*>"),
            ("got http://a.example.org/b: refused", "got http://<*>: refused"),
            ("zone example.org/IN of servers 10.0.0.1 10.0.0.2 10.0.0.3", "zone <*>/IN of servers <*>"),
            ("region a,7,149449.a6ff. in x,8,200000. Then", "region <*> in <*>. Then"),
            ("{\"a_b\": 7, \"c_d\": \"e_f\"}", "{\"a_b\": <*>, \"c_d\": \"<*>\"}"),
            ("ts=2026-03-14T09:00:00.765Z b=7", "ts=<*> b=<*>"),
            ("killed web-a_shop(752d03a4-5860-0802-865c-1f4522fd46eb) now", "killed <*> now"),
            ("on [::1]:80 and [::] now", "on <*>:<*> and [<*>] now"),
            ("took +3ms of www.example.org and java.net", "took <*> of <*> and java.net"),
            ("\"GET / HTTP/1.1\" 200", "\"GET <*>\" <*>"),
            ("took 644,130 ms for 1,0,2", "took <*> ms for <*>"),
            ("since 3/6/23 12:40 PM in 4 min 15 sec", "since <*>/<*>/<*> <*>:<*> in <*> sec"),
            ("row key=0|org.a.B|7|null at a | 7 | b", "row key=<*> at a | <*> | b"),
            ("loaded file `/a/b` at ~58% of b", "loaded file `<*>` at ~<*>% of b"),
            ("server = 10.0.0.1 : user = ***** now", "server = <*> : user = <*> now"),
            ("ユーザー7が注文12を作成しました", "ユーザー<*>が注文<*>を作成しました"),
            ("ファイル/var/log/a.logを開けません: 12件", "ファイル<*>を開けません: <*>件"),
            ("주문12을 처리하지 못했습니다", "주문<*>을 처리하지 못했습니다"),
            ("größe7 of façade", "<*> of façade"),
            ("with root cause of root and user root", "with root cause of <*> and user <*>"),
            ("Admin tools of admin, arg n/a", "Admin tools of <*>, arg <*>"),
            ("on web-02 and db-1-412 of BP-7-8", "on <*> and <*> of BP-<*>"),
            ("in __offsets-7 of blk_-7", "in __offsets-<*> of <*>"),
            ("key mQ8fk3+Zr0Lw2Vb7Yx1Tn5cA9s= end", "key <*> end"),
        ] {
            check(message, expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_no_letter_is_lost(message in "\\PC{0,60}") {
            let kept: String = words(&message).iter().flat_map(|word| word.text.chars()).filter(|c| !c.is_whitespace()).collect();
            let given: String = message.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            prop_assert_eq!(kept, given);
        }
    }
}

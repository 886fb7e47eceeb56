//! What a person is told of a document is the same in the words of the model and in those of the catalogues.

use std::collections::BTreeSet;

use backstory_model::{Phrase, PhraseArg};
use backstory_report::document::Document;
use backstory_report::import::encoding::decode;
use backstory_report::locale::{Catalogue, Lang};

/// Documents in which every remark occurs.
const SOURCES: [&[u8]; 27] = [
    b"# T\n\n| a | b |\n|-|-|\n| 1 |\n\nsee [x](https://exa",
    b"# T\n\n| a | b |\n| c | d |\n",
    b"---\nlayout: post\ntitle: x\n---\n# T\n",
    b"---\ntitle: x\ncommander: @ines\n---\n# T\n",
    b"# T\n\n```\ncode\n",
    b"# T\n\n<!-- never closed\n",
    "# T\n\nabc \u{202e}def\n\na\u{200b}b\n".as_bytes(),
    b"# T\n\n<script>alert(1)</script>\n",
    b"# T\n\nx[^a] y[^b]\n\n[^a]: one\n\n[^a]: two\n",
    b"# T\n\n## A\n\nx\n\n## A\n\ny\n",
    b"# T\n\n## Action Items\n\n| ID | Action |\n|-|-|\n| AI-001 | a |\n| AI-001 | b | more |\n",
    b"# T\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 10:00 | a | more |\n| soon | b |\n",
    b"# T\n\n## Timeline\n\nnobody knows\n10:00 a\n",
    b"# T\n\n## Timeline\n\n- nobody knows\n- 10:00 a\n",
    b"---\na: b\nc: d\n",
    b"---\njust words\n---\n# T\n",
    b"---\na: b\na: c\n---\n# T\n",
    b"# T\n\n## Timeline\n\n- 03/04/2025 10:00 a\n- 04/04/2025 10:00 b\n",
    b"# T\n\n## Timeline\n\n- 25:70 a\n- 13:55 PM b\n- 2025-13-01 10:00 c\n- 99999-01-01 10:00 d\n- 24:30 e\n",
    b"# T\n\n**Date**: 2025-07-01\n\n## Timeline\n\n- 10:00 PST a\n- 10:30 IST b\n",
    b"# T\n\n## Timeline (UTC)\n\n- 10:30 b\n- 10:20 c\n\n## Root cause\n\nThe release v2.3.0 brought a slow query.\n",
    b"# T\n\n## Timeline (UTC)\n\n- 2026-01-01 10:00 a\n- T+25m: b\n",
    b"# T\n\n**Duration**: 3 h\n\n## Timeline (UTC)\n\n- 2026-01-01 10:00 a\n- 2026-01-01 10:35 b\n",
    b"# T\n\n## Summary\n\n980 of 3,200 requests failed.\n\n## Impact\n\n40 % of 3,200 requests failed.\n",
    b"# T\n\n## Impact\n\n| Part | Minutes |\n|-|-|\n| a | 10 |\n| b | 20 |\n| Total | 50 |\n",
    b"# T\n\nx\xf4\x8f\xbc\x80\xff\n",
    b"# T\n\na\xffb\n",
];

/// The key of a phrase and of those inside it.
fn keys(phrase: &Phrase, into: &mut BTreeSet<String>) {
    into.insert(phrase.key.clone());
    for arg in phrase.args.values() {
        if let PhraseArg::Phrase(inner) = arg {
            keys(inner, into);
        }
    }
}

#[test]
fn remarks_are_told_by_the_catalogues() {
    let (english, japanese) = (Catalogue::load(Lang::En), Catalogue::load(Lang::Ja));
    let many = format!("# T\n\n{}", "a\u{200b}b\n".repeat(102));
    // More than is read into parts.
    let large = format!("# T\n\n{}", "word ".repeat(1_700_000));
    let mut told = BTreeSet::new();
    for source in SOURCES.iter().copied().chain([many.as_bytes(), large.as_bytes()]) {
        let (text, _, mut remarks) = decode(source);
        let document = Document::parse(&text);
        remarks.extend(document.remarks.iter().cloned());
        for remark in remarks {
            assert_eq!(english.plain(&remark.phrase), remark.message);
            assert!(!japanese.plain(&remark.phrase).is_ascii(), "{}", remark.message);
            keys(&remark.phrase, &mut told);
        }
    }
    let catalogue = include_str!("../locales/en/import.ftl");
    let all = catalogue.lines().filter_map(|line| Some(line.split_once(" =")?.0));
    let all = all.filter(|key| key.starts_with("remark-"));
    assert_eq!(all.filter(|key| !told.contains(*key)).collect::<Vec<_>>(), Vec::<&str>::new(), "never told");
}

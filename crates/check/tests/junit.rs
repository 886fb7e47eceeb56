//! The JUnit document, read back by an XML reader that is not ours.

use backstory_check::{
    check,
    output::{Checked, github, junit},
    rules::report::Setting,
};

fn checked(file: &str, source: &str) -> Checked {
    Checked {
        file: file.to_owned(),
        findings: check(source, &Setting::default(), None),
        allowed: Vec::new(),
        date: None,
    }
}

#[test]
fn another_reader_finds_a_suite_a_file_and_a_case_a_finding() {
    let hostile = "a<b>&\"'\u{1}\n,:%.md";
    let files = [
        checked(hostile, "The engineer forgot the <flag> & \"lock\" ]]>.\n\n担当者が確認を怠った。\n"),
        checked("clean.md", "The node was full.\n"),
    ];
    let text = junit(&files);
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let suites: Vec<_> = root.children().filter(|node| node.has_tag_name("testsuite")).collect();
    assert_eq!(suites.len(), 2);
    for (suite, file) in suites.iter().zip(&files) {
        let cases: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
        let failures: Vec<_> =
            cases.iter().flat_map(|case| case.children().filter(|node| node.has_tag_name("failure"))).collect();
        assert_eq!(suite.attribute("tests").unwrap(), cases.len().to_string());
        assert_eq!(suite.attribute("failures").unwrap(), failures.len().to_string());
        assert_eq!(failures.len(), file.findings.len());
        for (failure, finding) in failures.iter().zip(&file.findings) {
            assert_eq!(failure.attribute("message").unwrap(), finding.message.replace('\n', " "));
            assert_eq!(failure.text().unwrap_or(""), finding.fix.as_deref().unwrap_or(""));
        }
    }
    assert!(suites.first().unwrap().attribute("name").unwrap().starts_with("a<b>&\"'"));
    assert_eq!(files.first().unwrap().findings.len(), 2);
}

#[test]
fn an_annotation_is_one_line_whatever_the_file_is_called() {
    let text = github(&[checked("a\nb,c:d%.md", "The engineer forgot the lock.\n")]);
    assert_eq!(text.lines().count(), 1);
    assert!(text.starts_with("::error file=a%0Ab%2Cc%3Ad%25.md,line=1,col="), "{text}");
}

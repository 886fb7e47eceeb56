//! What a catalogue must hold: every message of every other language, with the same arguments, and no message
//! that nothing says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Catalogue, Lang};

/// Message ids of a catalogue text with the names of the arguments they use.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        if let Some((id, _)) = line.split_once(" =")
            && line.starts_with(|c: char| c.is_ascii_lowercase())
        {
            id.clone_into(&mut current);
            assert!(found.insert(current.clone(), BTreeSet::new()).is_none(), "`{id}` is there twice");
        }
        let arguments = line
            .split('$')
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
        found.entry(current.clone()).or_default().extend(arguments);
    }
    found.remove("");
    found
}

fn all(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    messages(&lang.files().iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n"))
}

#[test]
fn every_language_says_everything() {
    let english = all(Lang::En);
    for lang in Lang::ALL.iter().copied() {
        let names: Vec<_> = lang.files().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, Lang::En.files().iter().map(|(name, _)| *name).collect::<Vec<_>>(), "files of {lang}");
        let own = all(lang);
        let catalogue = Catalogue::load(lang);
        for (id, arguments) in &own {
            assert!(catalogue.has(id), "`{id}` of {lang} does not parse");
            let Some(expected) = english.get(id) else { panic!("`{id}` of {lang} is not in English") };
            assert!(arguments.is_subset(expected), "`{id}` of {lang} uses {arguments:?}, English {expected:?}");
        }
        let missing: Vec<_> = english.keys().filter(|id| !own.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{lang} lacks {missing:?}");
    }
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_none_or(|n| n != "target") {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn every_message_of_the_report_is_said_somewhere() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    let code: String = files.iter().map(|f| std::fs::read_to_string(f).unwrap()).collect();
    let report = Lang::En.files().iter().find(|(name, _)| *name == "report.ftl").unwrap().1;
    let unused: Vec<_> = messages(report).into_keys().filter(|id| !code.contains(&format!("\"{id}\""))).collect();
    assert!(unused.is_empty(), "said nowhere: {unused:?}");
}

#[test]
fn every_key_the_report_asks_for_is_there() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let known = all(Lang::En);
    let prefixes =
        ["head-", "section-", "column-", "summary-", "impact-", "measure-", "label-", "went-well-", "lesson-"];
    for file in files {
        let code = std::fs::read_to_string(&file).unwrap();
        for quoted in code.split('"').skip(1).step_by(2) {
            let is_key = prefixes.iter().any(|p| quoted.starts_with(p) && quoted.len() > p.len())
                && quoted.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(!is_key || known.contains_key(quoted), "`{quoted}` in {} is in no catalogue", file.display());
        }
    }
}

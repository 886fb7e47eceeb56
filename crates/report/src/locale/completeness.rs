//! What a catalogue must hold: every message of every other language, with the same arguments, and no message
//! that nothing says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentBundle, FluentResource};

use super::Lang;

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

/// The whole text of a language's catalogue.
fn text_of(lang: Lang) -> String {
    lang.files().iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
}

fn all(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    messages(&text_of(lang))
}

/// What a catalogue lacks or has too much of, beside that of English.
fn faults(english: &str, own: &str) -> Vec<String> {
    let (english, told) = (messages(english), messages(own));
    let mut bundle = FluentBundle::new(Vec::new());
    bundle.add_resource_overriding(FluentResource::try_new(own.to_owned()).unwrap_or_else(|(usable, _)| usable));
    let mut out = Vec::new();
    for (id, arguments) in &told {
        if bundle.get_message(id).and_then(|message| message.value()).is_none() {
            out.push(format!("`{id}` does not parse"));
        }
        match english.get(id) {
            None => out.push(format!("`{id}` is not in English")),
            Some(expected) if !arguments.is_subset(expected) => {
                out.push(format!("`{id}` uses {arguments:?}, English {expected:?}"));
            }
            Some(_) => {}
        }
    }
    out.extend(english.keys().filter(|id| !told.contains_key(*id)).map(|id| format!("`{id}` is missing")));
    out
}

#[test]
fn every_language_says_everything() {
    let english = text_of(Lang::En);
    for lang in Lang::ALL.iter().copied() {
        let names: Vec<_> = lang.files().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, Lang::En.files().iter().map(|(name, _)| *name).collect::<Vec<_>>(), "files of {lang}");
        assert_eq!(faults(&english, &text_of(lang)), Vec::<String>::new(), "{lang}");
    }
}

/// Every folder is a language; nothing else has to be told of it.
#[test]
fn a_folder_is_a_language() {
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")).unwrap();
    let found: BTreeSet<String> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, Lang::ALL.iter().map(|lang| lang.code().to_owned()).collect());
}

#[path = "../../build.rs"]
#[expect(dead_code, reason = "only what the build writes of a folder is looked at")]
mod build;

/// A folder that appears beside the others is a language of the next build, with its files.
#[test]
fn a_third_folder_is_a_third_language() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let third = Path::new(env!("OUT_DIR")).join("third").join("pt-br");
    std::fs::create_dir_all(&third).unwrap();
    for (name, text) in Lang::En.files() {
        std::fs::write(third.join(name), text).unwrap();
    }
    let written = build::source(&[locales.join("en"), locales.join("ja"), third.clone()]).unwrap();
    assert!(written.contains("Self::PtBr => \"pt-br\""), "{written}");
    for (name, _) in Lang::En.files() {
        assert!(written.contains(&format!("include_str!({:?})", third.join(name).display().to_string())), "{name}");
    }
}

#[test]
fn a_third_language_is_told_what_it_lacks() {
    let english = text_of(Lang::En);
    // A catalogue that says everything, in whatever words, is complete.
    let third = english.replace(" = ", " = mots ");
    assert_eq!(faults(&english, &third), Vec::<String>::new());
    let without = |id: &str| {
        let lines = english.lines().filter(|line| !line.starts_with(&format!("{id} =")));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    assert_eq!(faults(&english, &without("unit-days")), ["`unit-days` is missing"]);
    assert_eq!(faults(&english, &format!("{third}\nno-such = x\n")), ["`no-such` is not in English"]);
    let other = format!("{}\nunit-days = {{ $days }}\n", without("unit-days"));
    assert_eq!(faults(&english, &other), ["`unit-days` uses {\"days\"}, English {\"n\"}"]);
    let broken = format!("{}\nunit-days = {{ $n\n", without("unit-days"));
    assert!(faults(&english, &broken).contains(&"`unit-days` does not parse".to_owned()));
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

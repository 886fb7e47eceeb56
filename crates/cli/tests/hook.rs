//! The hook of `.pre-commit-hooks.yaml` in a real repository, called as git calls hooks, and by `pre-commit` where it is installed.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

const CLEAN: &str = include_str!("../../check/src/rules/report/example/en.md");
const HOOKS: &str = include_str!("../../../.pre-commit-hooks.yaml");

/// The value of a key of the one hook.
fn value(key: &str) -> &'static str {
    HOOKS.lines().find_map(|line| line.trim_start_matches(['-', ' ']).strip_prefix(key)?.strip_prefix(": ")).unwrap()
}

/// `PATH` with the binary under test first.
fn path() -> String {
    let own = Path::new(env!("CARGO_BIN_EXE_backstory")).parent().unwrap().display().to_string();
    format!("{own}:{}", std::env::var("PATH").unwrap_or_default())
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("PATH", path())
        .env("GIT_AUTHOR_NAME", "a")
        .env("GIT_AUTHOR_EMAIL", "a@example.com")
        .env("GIT_COMMITTER_NAME", "a")
        .env("GIT_COMMITTER_EMAIL", "a@example.com")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .unwrap()
}

fn git(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, "git", arguments)
}

/// A repository with one file staged.
fn staged(file: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    assert!(git(folder.path(), &["init", "-q", "-b", "main"]).status.success());
    let path = folder.path().join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    assert!(git(folder.path(), &["add", "."]).status.success());
    (folder, path)
}

fn blaming() -> String {
    CLEAN.replace("10:02 Error rate", "10:02 @kim forgot to check the limit, and the error rate")
}

#[test]
fn git_refuses_a_commit_that_blames_and_takes_it_when_it_is_mended() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: git is not installed");
        return;
    }
    let (folder, path) = staged("incidents/2026-01-12/report.md", &blaming());
    // What `pre-commit` does with `files` and `entry`.
    let hook = format!(
        "#!/bin/sh\nfiles=$(git diff --cached --name-only --diff-filter=ACM | grep -iE '{}') || exit 0\n{} $files\n",
        value("files").trim_start_matches("(?i)"),
        value("entry"),
    );
    let script = folder.path().join(".git/hooks/pre-commit");
    std::fs::write(&script, hook).unwrap();
    assert!(run(folder.path(), "chmod", &["+x", ".git/hooks/pre-commit"]).status.success());
    let refused = git(folder.path(), &["commit", "-qm", "add the report"]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&[refused.stdout, refused.stderr].concat()).into_owned();
    assert!(said.contains("blame.person"), "{said}");
    std::fs::write(path, CLEAN).unwrap();
    assert!(git(folder.path(), &["add", "."]).status.success());
    let taken = git(folder.path(), &["commit", "-qm", "add the report"]);
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    // A file elsewhere is none of the hook's business.
    std::fs::write(folder.path().join("README.md"), "The admin forgot the flag.\n").unwrap();
    assert!(git(folder.path(), &["add", "."]).status.success());
    assert!(git(folder.path(), &["commit", "-qm", "add a readme"]).status.success());
}

#[test]
fn pre_commit_itself_runs_the_hook_from_a_repository() {
    if Command::new("pre-commit").arg("--version").output().is_err() {
        println!("skipped: pre-commit is not installed");
        return;
    }
    let (hooks, _) = staged(".pre-commit-hooks.yaml", HOOKS);
    assert!(git(hooks.path(), &["commit", "-qm", "hooks"]).status.success());
    for (text, passes) in [(blaming(), false), (CLEAN.to_owned(), true)] {
        let (folder, _) = staged("incidents/2026-01-12/report.md", &text);
        let source = hooks.path().display().to_string();
        let output = run(folder.path(), "pre-commit", &["try-repo", &source, value("id"), "--all-files", "--verbose"]);
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(output.status.success(), passes, "{said}");
        assert_eq!(said.contains("blame.person"), !passes, "{said}");
    }
}

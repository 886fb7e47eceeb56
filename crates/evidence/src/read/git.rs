//! A git bundle or repository, read by the `git` program into commits, owners and small texts.
//!
//! The content is hostile: no hooks, no work tree, no configuration of the repository or the user, bounded output.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use backstory_model::{Citation, Commit, Locator, OwnerRule, Phrase, Repository};

/// Commits read, newest first.
const MOST_COMMITS: usize = 300;
/// Commits whose diff is read.
const MOST_DIFFS: usize = 40;
/// Bytes of a diff, or of a text.
const LONGEST: usize = 24 * 1024;
/// Texts read.
const MOST_TEXTS: usize = 80;
/// Separates fields and commits in git's output; no message holds these.
const FIELD: char = '\u{1f}';
/// Separates commits.
const RECORD: char = '\u{1e}';

/// Why a repository could not be read.
#[derive(Debug)]
pub(crate) enum GitError {
    /// The `git` program could not be started.
    Start(std::io::Error),
    /// Git's own words.
    Refused(String),
    /// There is no room for a copy.
    Temporary(std::io::Error),
}

impl GitError {
    /// The same for a report.
    pub(crate) fn phrase(self) -> Phrase {
        match self {
            Self::Start(error) => Phrase::new("gap-git-start").text("error", error.to_string()),
            Self::Refused(words) => Phrase::new("gap-git-refused").text("error", words),
            Self::Temporary(error) => Phrase::new("gap-git-temporary").text("error", error.to_string()),
        }
    }
}

/// What is quoted of commits, newest first: how many, and what the newest says.
pub(crate) fn excerpt(commits: &[Commit]) -> String {
    let newest = commits.first().map_or("", |c| c.subject.as_str());
    format!("n = {}; {newest}", commits.len())
}

/// Reads a bundle.
pub(crate) fn bundle(file: &Path, path: &Arc<str>) -> Result<Repository, GitError> {
    let folder = tempfile::tempdir().map_err(GitError::Temporary)?;
    let target = folder.path().join("bundle.git");
    let mut clone = command(None);
    clone.args(["clone", "--quiet", "--bare", "--no-tags"]).arg(file).arg(&target);
    run(clone)?;
    repository(&target, path)
}

/// Reads a repository in place.
pub(crate) fn repository(folder: &Path, path: &Arc<str>) -> Result<Repository, GitError> {
    let git = |args: &[&str]| {
        let mut command = command(Some(folder));
        command.args(args);
        run(command)
    };
    let format = format!("--format={RECORD}%H{FIELD}%P{FIELD}%an{FIELD}%ae{FIELD}%cI{FIELD}%s{FIELD}%b{FIELD}");
    let log = git(&["log", "--all", "--date-order", "--name-only", &format!("--max-count={MOST_COMMITS}"), &format])?;
    let mut commits: Vec<Commit> = log.split(RECORD).filter_map(commit).collect();
    for commit in commits.iter_mut().take(MOST_DIFFS) {
        if let Ok(diff) =
            git(&["show", "--format=", "--unified=2", "--no-color", "--no-ext-diff", "--no-textconv", &commit.sha])
        {
            commit.diff = cut(&diff);
        }
    }
    let newest = commits.first().map_or("HEAD", |c| c.sha.as_str()).to_owned();
    let files: Vec<String> = git(&["ls-tree", "-r", "--name-only", &newest])
        .unwrap_or_default()
        .lines()
        .take(20_000)
        .map(str::to_owned)
        .collect();
    let show = |file: &str| git(&["show", &format!("{newest}:{file}")]).ok();
    let owners = ["CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
        .iter()
        .filter(|f| files.iter().any(|known| known == *f))
        .find_map(|f| show(f))
        .map(|text| owner_rules(&text))
        .unwrap_or_default();
    let texts = files
        .iter()
        .filter(|f| tells_how_it_runs(f))
        .take(MOST_TEXTS)
        .filter_map(|f| Some((f.clone(), cut(&show(f)?))))
        .collect();
    let words = excerpt(&commits);
    Ok(Repository {
        path: path.to_string(),
        commits,
        owners,
        files,
        texts,
        citation: Citation::new(path, Locator::Whole, &words),
    })
}

fn command(folder: Option<&Path>) -> Command {
    let mut command = Command::new("git");
    command
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_PROTOCOL_FROM_USER", "0")
        .env("LC_ALL", "C")
        .args([
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "protocol.allow=never",
            "-c",
            "protocol.file.allow=always",
            "-c",
            "safe.directory=*",
        ])
        .stdin(Stdio::null());
    if let Some(folder) = folder {
        command.arg("--git-dir").arg(folder);
    }
    command
}

fn run(mut command: Command) -> Result<String, GitError> {
    let output = command.output().map_err(GitError::Start)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let words = String::from_utf8_lossy(&output.stderr);
        Err(GitError::Refused(words.lines().next().unwrap_or("no words").chars().take(200).collect()))
    }
}

fn commit(record: &str) -> Option<Commit> {
    let mut fields = record.splitn(8, FIELD);
    let sha = fields.next()?.trim().to_owned();
    let parents = fields.next()?.split_whitespace().map(str::to_owned).collect();
    let (author, email) = (fields.next()?.to_owned(), fields.next()?.to_owned());
    let committed = fields.next()?.parse().ok()?;
    let (subject, body) = (fields.next()?.to_owned(), fields.next()?.trim().to_owned());
    let mut files: Vec<String> =
        fields.next()?.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    files.sort();
    Some(Commit { sha, parents, author, email, committed, subject, body, files, diff: String::new() })
}

fn owner_rules(text: &str) -> Vec<OwnerRule> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty() && !line.starts_with('['))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let pattern = words.next()?.to_owned();
            let owners: Vec<String> = words.map(str::to_owned).collect();
            (!owners.is_empty()).then_some(OwnerRule { pattern, owners })
        })
        .collect()
}

/// Manifests, configuration and runbooks.
fn tells_how_it_runs(file: &str) -> bool {
    let lower = file.to_lowercase();
    let Some((_, ending)) = lower.rsplit_once('.') else { return false };
    matches!(ending, "yaml" | "yml" | "conf" | "toml" | "ini") || (lower.contains("runbook") && ending == "md")
}

fn cut(text: &str) -> String {
    text.char_indices().take_while(|(at, _)| *at < LONGEST).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_read_in_order() {
        let rules = owner_rules("# who owns what\n* @everybody\n/services/api/ @dario @mei # both\n[section]\n/x/\n");
        assert_eq!(rules.len(), 2);
        assert_eq!(rules[1].owners, ["@dario", "@mei"]);
    }
}

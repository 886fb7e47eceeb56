//! One GitHub issue for each action, however often it is pushed.
//!
//! An issue is ours if its body has a fence that names case and action:
//!
//! ```text
//! <!-- backstory:pm=PM-2025-02-09 item=AI-001 sha=… -->
//! …what we write…
//! <!-- /backstory -->
//! ```
//!
//! `sha` is of what is inside. When the inside has another one, a person edited it, and it is left alone; outside the
//! fence everything is theirs anyway. Issues are found by listing those with our label, not by search, whose index lags.
//! Title, state, labels and assignees of an issue that exists are never touched.

use std::collections::BTreeMap;
use std::time::Duration;

use backstory_http::{Client, HttpError, Method, Reply, Request, encode};
use serde::Serialize;
use serde_json::{Value, json};

use crate::calendar::digest;
use crate::{Case, CaseAction};

/// The label by which our issues are found.
pub const LABEL: &str = "postmortem";
/// Longest title that GitHub takes, in characters.
const TITLE_LENGTH: usize = 256;
/// Pages of issues that are looked through.
const MOST_PAGES: usize = 100;
const FENCE_END: &str = "<!-- /backstory -->";

/// A word of ours in an issue, for its language to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Word {
    Owner,
    Nobody,
    Deadline,
    NoDeadline,
    Priority,
    PostMortem,
    /// What the label is for.
    Label,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    owner: String,
    name: String,
}

/// Why a text is not a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a repository: write `OWNER/REPO`")]
pub struct RepositoryError {
    text: String,
}

impl RepositoryError {
    /// What was given, cut.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl std::str::FromStr for Repository {
    type Err = RepositoryError;

    fn from_str(text: &str) -> Result<Self, RepositoryError> {
        let is_name = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        match text.split_once('/') {
            Some((owner, name)) if is_name(owner) && is_name(name) => {
                Ok(Self { owner: owner.to_owned(), name: name.to_owned() })
            }
            _ => Err(RepositoryError { text: text.chars().take(200).collect() }),
        }
    }
}

/// How to push.
#[derive(Debug, Clone)]
pub struct PushOptions {
    /// Look, say what would be done, and write nothing.
    pub is_dry_run: bool,
    /// Time between two writes; GitHub asks for a second.
    pub pause: Duration,
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// An issue was made; in a dry run it would be, and has no number.
    Created {
        /// Its number.
        issue: Option<u64>,
    },
    /// Our part of the issue was renewed, or would be.
    Updated {
        /// Its number.
        issue: u64,
    },
    /// The issue says the same already.
    Unchanged {
        /// Its number.
        issue: u64,
    },
    /// A person edited our part, so it was left alone.
    KeptEdited {
        /// Its number.
        issue: u64,
    },
    /// The action is done and never had an issue.
    SkippedDone,
    /// GitHub refused or did not answer.
    Failed {
        /// Why; printed as words in JSON.
        #[serde(serialize_with = "in_words")]
        reason: HttpError,
    },
}

/// An action and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pushed {
    /// The action.
    pub id: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// What a person may want to know: an owner who cannot be assigned.
    pub note: Option<Note>,
}

/// What a person may want to know of an action that was pushed; its words in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The owner has no login that may be assigned here.
    CannotBeAssigned(String),
    /// The action has no owner.
    NobodyOwnsIt,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::CannotBeAssigned(owner) => write!(f, "`{owner}` cannot be assigned in this repository"),
            Self::NobodyOwnsIt => f.write_str("nobody owns this action yet"),
        }
    }
}

impl Serialize for Note {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn in_words<S: serde::Serializer>(error: &HttpError, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(error)
}

/// Pushes the actions of a case, one after the other. Fails as a whole only when the issues cannot be listed, because
/// then every issue might be made twice. The words of ours in an issue are those of `say`.
pub fn push(
    client: &Client,
    repository: &Repository,
    case: &Case,
    options: &PushOptions,
    say: &dyn Fn(Word) -> String,
) -> Result<Vec<Pushed>, HttpError> {
    let run = Run { client, root: format!("/repos/{}/{}", repository.owner, repository.name), options, say };
    let known = run.issues(&plain_id(&case.id))?;
    let mut pushed = Vec::new();
    let mut has_label = false;
    for action in &case.actions {
        let (outcome, note) = match known.get(&plain_id(&action.id)) {
            Some(issue) => (run.renew(issue, case, action), None),
            None if action.is_done => (Ok(Outcome::SkippedDone), None),
            None => run.create(case, action, &mut has_label),
        };
        let outcome = outcome.unwrap_or_else(|error| Outcome::Failed { reason: error });
        pushed.push(Pushed { id: action.id.clone(), outcome, note });
    }
    Ok(pushed)
}

struct Issue {
    number: u64,
    body: String,
}

struct Run<'a> {
    client: &'a Client,
    root: String,
    options: &'a PushOptions,
    say: &'a dyn Fn(Word) -> String,
}

impl Run<'_> {
    /// Our issues of a case by action.
    fn issues(&self, case_id: &str) -> Result<BTreeMap<String, Issue>, HttpError> {
        let mut found = BTreeMap::new();
        let mut next = Some(format!("{}/issues?labels={LABEL}&state=all&per_page=100", self.root));
        for _ in 0..MOST_PAGES {
            let Some(path) = next.take() else { break };
            let request = Request::get(&path);
            let reply = self.client.fetch(&request)?;
            let Ok(page) = serde_json::from_slice::<Vec<Value>>(&reply.body) else {
                return Err(self.client.refused(&request, &reply));
            };
            for issue in page {
                let body = issue.get("body").and_then(Value::as_str).unwrap_or_default();
                let (Some(number), None) = (issue.get("number").and_then(Value::as_u64), issue.get("pull_request"))
                else {
                    continue;
                };
                if let Some(fence) = Fence::find(body).filter(|fence| fence.case == case_id) {
                    let issue = Issue { number, body: body.to_owned() };
                    // Of two, the older one is ours: lists are newest first.
                    found.insert(fence.item.to_owned(), issue);
                }
            }
            // A link to another server would carry our token there.
            next = next_page(&reply)
                .filter(|next| next.strip_prefix(self.client.base()).is_some_and(|rest| rest.starts_with('/')));
        }
        Ok(found)
    }

    fn renew(&self, issue: &Issue, case: &Case, action: &CaseAction) -> Result<Outcome, HttpError> {
        let number = issue.number;
        let Some(fence) = Fence::find(&issue.body) else { return Ok(Outcome::KeptEdited { issue: number }) };
        if digest(&[fence.inside]) != fence.sha {
            return Ok(Outcome::KeptEdited { issue: number });
        }
        let wanted = fenced(case, action, self.say);
        if fence.whole == wanted {
            return Ok(Outcome::Unchanged { issue: number });
        }
        if !self.options.is_dry_run {
            let body = issue.body.replacen(fence.whole, &wanted, 1);
            let path = format!("{}/issues/{number}", self.root);
            self.write(Method::Patch, &path, &json!({"body": body}))?;
        }
        Ok(Outcome::Updated { issue: number })
    }

    fn create(
        &self,
        case: &Case,
        action: &CaseAction,
        has_label: &mut bool,
    ) -> (Result<Outcome, HttpError>, Option<Note>) {
        let owner = action.owner.as_deref().map(|owner| owner.trim_matches(['@', '`', ' ']));
        let (assignee, note) = match owner.map(|owner| (owner, self.can_be_assigned(owner))) {
            Some((owner, true)) => (Some(owner), None),
            Some((owner, false)) => (None, Some(Note::CannotBeAssigned(owner.to_owned()))),
            None => (None, Some(Note::NobodyOwnsIt)),
        };
        if self.options.is_dry_run {
            return (Ok(Outcome::Created { issue: None }), note);
        }
        let made = self.label(has_label).and_then(|()| {
            let title: String = format!("[{}] {}", action.id, action.title).chars().take(TITLE_LENGTH).collect();
            let issue = json!({"title": title, "body": fenced(case, action, self.say), "labels": [LABEL], "assignees": assignee.into_iter().collect::<Vec<_>>()});
            let reply = self.write(Method::Post, &format!("{}/issues", self.root), &issue)?;
            let number = serde_json::from_slice::<Value>(&reply.body).ok().and_then(|issue| issue.get("number")?.as_u64());
            Ok(Outcome::Created { issue: number })
        });
        (made, note)
    }

    /// Makes the label, unless it is there.
    fn label(&self, has_label: &mut bool) -> Result<(), HttpError> {
        if *has_label {
            return Ok(());
        }
        let path = format!("{}/labels/{LABEL}", self.root);
        let request = Request::get(&path);
        let reply = self.client.send(&request)?;
        if reply.status == 404 {
            let label = json!({"name": LABEL, "color": "5319e7", "description": (self.say)(Word::Label)});
            match self.write(Method::Post, &format!("{}/labels", self.root), &label) {
                // Somebody made it in between.
                Ok(_) | Err(HttpError::Status { status: 422, .. }) => {}
                Err(error) => return Err(error),
            }
        } else if !reply.is_success() {
            return Err(self.client.refused(&request, &reply));
        }
        *has_label = true;
        Ok(())
    }

    /// Whether GitHub says so: a name in a report need not be a login.
    fn can_be_assigned(&self, login: &str) -> bool {
        let is_login = (1..=39).contains(&login.len()) && login.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let path = format!("{}/assignees/{}", self.root, encode(login));
        is_login && self.client.send(&Request::get(&path)).is_ok_and(|reply| reply.status == 204)
    }

    /// Writes, again when GitHub asks to wait. A `503` is not repeated: the first attempt may have been carried out.
    fn write(&self, method: Method, path: &str, body: &Value) -> Result<Reply, HttpError> {
        let request = Request { method, ..Request::post_json(path, body.to_string().into_bytes()) };
        let is_busy = |reply: &Reply| matches!(reply.status, 403 | 429) && reply.header("retry-after").is_some();
        let reply = self.client.send_with(&request, is_busy)?;
        std::thread::sleep(self.options.pause);
        if reply.is_success() { Ok(reply) } else { Err(self.client.refused(&request, &reply)) }
    }
}

/// Our part of a body.
struct Fence<'a> {
    whole: &'a str,
    inside: &'a str,
    case: &'a str,
    item: &'a str,
    sha: &'a str,
}

impl<'a> Fence<'a> {
    fn find(body: &'a str) -> Option<Self> {
        let start = body.find("<!-- backstory:pm=")?;
        let from = body.get(start..)?;
        let (head, rest) = from.split_once("-->")?;
        let mut fields = head.split_whitespace();
        let mut field = |prefix: &str| fields.find_map(|field| field.strip_prefix(prefix));
        let (case, item, sha) = (field("backstory:pm=")?, field("item=")?, field("sha=")?);
        // GitHub's editor sends CRLF; what is inside is compared without.
        let (inside, end) = match rest.find(FENCE_END) {
            Some(at) => (rest.get(..at)?, head.len() + 3 + at + FENCE_END.len()),
            None => ("", head.len() + 3),
        };
        Some(Self { whole: from.get(..end)?, inside, case, item, sha })
    }
}

fn fenced(case: &Case, action: &CaseAction, say: &dyn Fn(Word) -> String) -> String {
    let owner = action
        .owner
        .as_deref()
        .map_or_else(|| say(Word::Nobody), |owner| format!("`{}`", one_line(owner).replace('`', "")));
    let deadline = action.deadline.map_or_else(|| say(Word::NoDeadline), |day| day.to_string());
    let [owned_by, due, matters, told_in] = [Word::Owner, Word::Deadline, Word::Priority, Word::PostMortem].map(say);
    let inside = format!(
        "\n{}\n\n- {owned_by}: {owner}\n- {due}: {deadline}\n- {matters}: {}\n- {told_in}: {} ({})\n",
        quiet(&action.title),
        quiet(&action.priority),
        quiet(&case.title),
        plain_id(&case.id),
    );
    let sha = digest(&[&inside]);
    format!("<!-- backstory:pm={} item={} sha={sha} -->{inside}{FENCE_END}", plain_id(&case.id), plain_id(&action.id))
}

/// Text that mentions nobody, refers to no other issue, and ends no comment.
fn quiet(text: &str) -> String {
    one_line(text).replace('@', "@\u{200b}").replace('#', "#\u{200b}").replace('<', "&lt;")
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(2000).collect()
}

/// An id as it may stand in a marker.
fn plain_id(id: &str) -> String {
    id.chars().take(100).map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect()
}

fn next_page(reply: &Reply) -> Option<String> {
    let link = reply.header("link")?;
    link.split(',').find_map(|part| {
        let (address, parameters) = part.split_once(';')?;
        let address = address.trim().strip_prefix('<')?.strip_suffix('>')?;
        parameters.contains("rel=\"next\"").then(|| address.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::case as example;

    fn say(word: Word) -> String {
        format!("{word:?}")
    }

    #[test]
    fn a_fence_is_found_again() {
        let case = example();
        let whole = fenced(&case, &case.actions[0], &say);
        let body = format!("Words of people.\n\n{whole}\n\nMore.");
        let fence = Fence::find(&body).unwrap();
        assert_eq!((fence.case, fence.item, fence.whole), ("PM-2025-02-09", "AI-001", whole.as_str()));
        assert_eq!(digest(&[fence.inside]), fence.sha);
    }

    #[test]
    fn text_mentions_nobody() {
        let mut case = Case { id: "x --> <!-- y".to_owned(), ..example() };
        case.actions[0].title = "ask @bob about #12 <!-- /backstory -->".to_owned();
        let whole = fenced(&case, &case.actions[0], &say);
        assert!(!whole.contains("@bob") && !whole.contains("#12"));
        assert_eq!(whole.matches("<!--").count(), 2, "{whole}");
    }
}

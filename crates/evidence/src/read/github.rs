//! Releases and commits in the shape of GitHub's API.

use std::sync::Arc;

use backstory_model::{Change, ChangeKind, Citation, Commit, Locator, Repository};
use serde_json::Value;

/// Whether an object is a release.
pub(crate) fn is_release(value: &Value) -> bool {
    value.get("tag_name").is_some() && (value.get("published_at").is_some() || value.get("created_at").is_some())
}

/// Whether an object is a commit.
pub(crate) fn is_commit(value: &Value) -> bool {
    value.get("sha").is_some() && value.pointer("/commit/message").is_some()
}

/// Reads a published release; a draft has changed nothing.
pub(crate) fn release(value: &Value, path: &Arc<str>) -> Option<Change> {
    if value.get("draft").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let tag = super::text(value, "tag_name")?;
    let requested = super::instant(value, "published_at").or_else(|| super::instant(value, "created_at"))?;
    let description = super::text(value, "name").unwrap_or(tag);
    let words = format!("release {tag} {description}");
    Some(Change {
        id: value.get("id").and_then(Value::as_u64).map_or_else(|| tag.to_owned(), |id| id.to_string()),
        service: None,
        kind: ChangeKind::Other("release".to_owned()),
        description: description.to_owned(),
        version: Some(tag.trim_start_matches('v').to_owned()),
        previous_version: None,
        sha: None,
        reference: Some(tag.to_owned()),
        actor: value.pointer("/author/login").and_then(Value::as_str).map(str::to_owned),
        environment: None,
        requested,
        started: None,
        completed: None,
        failed: None,
        config_path: None,
        citation: Citation::new(path, Locator::Item(format!("release {tag}")), &words),
    })
}

/// Reads a list of commits as a repository of which no files are known.
pub(crate) fn commits<'a>(values: impl Iterator<Item = &'a Value>, path: &Arc<str>) -> Repository {
    let mut commits: Vec<Commit> = values.filter_map(commit).collect();
    commits.sort_by(|a, b| b.committed.cmp(&a.committed).then_with(|| a.sha.cmp(&b.sha)));
    let words = super::git::excerpt(&commits);
    Repository {
        path: path.to_string(),
        commits,
        owners: Vec::new(),
        files: Vec::new(),
        texts: Vec::new(),
        citation: Citation::new(path, Locator::Whole, &words),
    }
}

fn commit(value: &Value) -> Option<Commit> {
    let inner = value.get("commit")?;
    let message = super::text(inner, "message").unwrap_or("");
    let (subject, body) = message.split_once('\n').unwrap_or((message, ""));
    let author = inner.get("author").unwrap_or(&Value::Null);
    let committed = inner.get("committer").and_then(|c| super::instant(c, "date"));
    let list = |key: &str, field: &str| -> Vec<String> {
        let items = value.get(key).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| super::text(item, field)).map(str::to_owned).collect()
    };
    let mut files = list("files", "filename");
    files.sort();
    Some(Commit {
        sha: super::text(value, "sha")?.to_owned(),
        parents: list("parents", "sha"),
        author: super::text(author, "name").unwrap_or("").to_owned(),
        email: super::text(author, "email").unwrap_or("").to_owned(),
        committed: committed.or_else(|| super::instant(author, "date"))?,
        subject: subject.to_owned(),
        body: body.trim().to_owned(),
        files,
        diff: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_release_is_a_change_and_a_draft_is_none() {
        let path = Arc::from("releases.json");
        let value = json!({"id": 7, "tag_name": "v1.2", "name": "Faster", "draft": false,
            "published_at": "2025-02-09T10:00:00Z", "author": {"login": "mei"}});
        assert!(is_release(&value));
        let change = release(&value, &path).unwrap();
        assert_eq!(
            (change.id.as_str(), change.version.as_deref(), change.actor.as_deref()),
            ("7", Some("1.2"), Some("mei"))
        );
        assert_eq!(
            release(&json!({"tag_name": "v2", "draft": true, "created_at": "2025-02-09T10:00:00Z"}), &path),
            None
        );
    }

    #[test]
    fn commits_come_newest_first() {
        let at = |sha: &str, date: &str| {
            json!({"sha": sha, "commit": {"message": "Do it\n\nwhy",
            "author": {"name": "Mei", "email": "mei@x.example", "date": date}, "committer": {"date": date}}})
        };
        let list =
            [at("a", "2025-02-09T10:00:00Z"), at("b", "2025-02-09T11:00:00Z"), json!({"sha": "c", "commit": {}})];
        let repository = commits(list.iter(), &Arc::from("commits.json"));
        let read: Vec<_> =
            repository.commits.iter().map(|c| (c.sha.as_str(), c.subject.as_str(), c.body.as_str())).collect();
        assert_eq!(read, [("b", "Do it", "why"), ("a", "Do it", "why")]);
    }
}

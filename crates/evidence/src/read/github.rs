//! Releases and commits in the shape of GitHub's API.

use std::sync::Arc;

use backstory_model::{Change, ChangeKind, Citation, Commit, Locator, Repository, ServiceName};
use jiff::SignedDuration;
use serde_json::Value;

/// Whether an object is a release.
pub(crate) fn is_release(value: &Value) -> bool {
    value.get("tag_name").is_some() && (value.get("published_at").is_some() || value.get("created_at").is_some())
}

/// Whether an object is a commit.
pub(crate) fn is_commit(value: &Value) -> bool {
    value.get("sha").is_some() && value.pointer("/commit/message").is_some()
}

/// What the kind of a release is called.
const RELEASE: &str = "release";
/// A release that is deployed goes out so soon after, or was so shortly before it was published.
const DEPLOYED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// The service and the version of a tag: repositories of several services name both, `thumbs/v4.2.0`, `thumbs-v4.2.0`,
/// `@acme/thumbs@4.2.0`.
fn named_by(tag: &str) -> (Option<ServiceName>, &str) {
    const NO_SERVICE: [&str; 8] = ["release", "releases", "rel", "version", "ver", "tag", "tags", "v"];
    let is_version =
        |w: &str| w.strip_prefix('v').unwrap_or(w).starts_with(|c: char| c.is_ascii_digit()) && w.contains('.');
    let parts = tag.char_indices().filter(|(_, c)| matches!(c, '/' | '@' | '-' | '_'));
    let named = parts.filter_map(|(at, _)| Some((tag.get(..at)?, tag.get(at + 1..)?))).find(|(_, v)| is_version(v));
    let Some((name, version)) = named else { return (None, tag.trim_start_matches('v')) };
    let name = name.rsplit('/').next().unwrap_or(name);
    let is_service = !name.is_empty() && !NO_SERVICE.contains(&name.to_ascii_lowercase().as_str());
    (is_service.then(|| ServiceName::new(name)), version.trim_start_matches('v'))
}

/// Releases that no other change tells of: one that was deployed is the deployment.
pub(crate) fn not_deployed(releases: Vec<Change>, deployed: &[Change]) -> Vec<Change> {
    let is_same = |release: &Change, change: &Change| {
        let same_service = release.service.is_none() || release.service == change.service;
        let same_version = release.version.is_some()
            && change.version.as_deref().map(|v| v.trim_start_matches('v')) == release.version.as_deref();
        let same_tag = release.reference.is_some() && release.reference == change.reference;
        (same_tag || same_service && same_version)
            && change.requested.duration_since(release.requested).abs() <= DEPLOYED_WITHIN
    };
    releases.into_iter().filter(|release| !deployed.iter().any(|change| is_same(release, change))).collect()
}

/// Reads a published release; a draft has changed nothing.
pub(crate) fn release(value: &Value, path: &Arc<str>) -> Option<Change> {
    if value.get("draft").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let tag = super::text(value, "tag_name")?;
    let requested = super::instant(value, "published_at").or_else(|| super::instant(value, "created_at"))?;
    let description = super::text(value, "name").unwrap_or(tag);
    let (service, version) = named_by(tag);
    let words = format!("release {tag} {description}");
    Some(Change {
        id: value.get("id").and_then(Value::as_u64).map_or_else(|| tag.to_owned(), |id| id.to_string()),
        service,
        kind: ChangeKind::Other(RELEASE.to_owned()),
        description: description.to_owned(),
        version: Some(version.to_owned()),
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
    fn a_release_that_was_deployed_is_told_once() {
        let path = Arc::from("releases.json");
        let of = |tag: &str| {
            release(&json!({"tag_name": tag, "name": tag, "published_at": "2025-02-09T10:00:00Z"}), &path).unwrap()
        };
        for (tag, service, version) in [
            ("thumbs/v4.2.0", Some("thumbs"), "4.2.0"),
            ("thumbs-v4.2.0", Some("thumbs"), "4.2.0"),
            ("photo-thumbs-4.2.0", Some("photo-thumbs"), "4.2.0"),
            ("@acme/thumbs@4.2.0", Some("thumbs"), "4.2.0"),
            ("release/4.2.0", None, "4.2.0"),
            ("release-v4.2.0", None, "4.2.0"),
            ("v4.2.0-rc.1", None, "4.2.0-rc.1"),
            ("nightly", None, "nightly"),
        ] {
            let change = of(tag);
            assert_eq!(change.service.as_ref().map(ServiceName::as_str), service, "{tag}");
            assert_eq!(change.version.as_deref(), Some(version), "{tag}");
        }
        let deployed = Change { kind: ChangeKind::Deploy, reference: None, ..of("thumbs/v4.2.0") };
        let left = not_deployed(vec![of("thumbs/v4.2.0"), of("gallery/v4.2.0"), of("thumbs/v4.2.1")], &[deployed]);
        let left: Vec<&str> = left.iter().map(|c| c.description.as_str()).collect();
        assert_eq!(left, ["gallery/v4.2.0", "thumbs/v4.2.1"]);
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

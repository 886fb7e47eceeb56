//! What the change itself tells about how it was tested.

use backstory_model::{ChangeKind, Commit, Confidence, FactorCategory, Layer, Phrase, PhraseArg};

use super::{FactorKind, Proposal, Scene, name_change};

/// Tests that came with the change, or did not; a database statement that changed.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    let Some((_, change)) = scene.guilty() else { return proposals };
    if !matches!(change.kind, ChangeKind::Deploy | ChangeKind::Other(_)) {
        return proposals;
    }
    let commits = shipped(scene);
    let Some(repository) = scene.observations.repositories.first() else { return proposals };
    let mut code: Vec<String> =
        commits.iter().flat_map(|c| &c.files).filter(|f| is_code(f) && !is_test(f)).cloned().collect();
    let mut tests: Vec<String> = commits.iter().flat_map(|c| &c.files).filter(|f| is_test(f)).cloned().collect();
    for list in [&mut code, &mut tests] {
        list.sort();
        list.dedup();
    }
    if !code.is_empty() {
        let key = if tests.is_empty() { "factor-no-test" } else { "factor-test-misses-case" };
        let phrase = name_change(Phrase::new(key), change)
            .with("files", PhraseArg::List(code.clone()))
            .with("tests", PhraseArg::List(tests));
        proposals.push(
            Proposal::new(FactorKind::Untested { files: code }, Layer::Contributing, FactorCategory::Process, phrase)
                .of(change.service.as_ref())
                .citing([&repository.citation])
                .asking(Phrase::new("question-test")),
        );
    }
    let changes_statement = commits.iter().any(|c| touches_statement(&c.diff));
    let database_complains = scene.logs.iter().any(|f| {
        let words = f.template.to_lowercase();
        f.source.to_lowercase().contains("postgres") || words.contains("duration:") || words.contains("slow query")
    });
    if changes_statement && database_complains {
        let phrase = name_change(Phrase::new("factor-unchecked-statement"), change);
        let slow = scene.logs.iter().find(|f| f.template.to_lowercase().contains("duration"));
        proposals.push(
            Proposal::new(FactorKind::UncheckedStatement, Layer::Systemic, FactorCategory::Process, phrase)
                .of(change.service.as_ref())
                .sure(Confidence::Medium)
                .citing([&repository.citation])
                .citing(slow.map(|f| &f.citation))
                .asking(Phrase::new("question-plan")),
        );
    }
    proposals
}

/// Commits that went out with the suspected change: from the commit it deploys back to the one deployed before.
pub(super) fn shipped<'a>(scene: &Scene<'a>) -> Vec<&'a Commit> {
    let Some((role, change)) = scene.guilty() else { return Vec::new() };
    let Some(repository) = scene.observations.repositories.first() else { return Vec::new() };
    let Some(sha) = change.sha.as_deref() else { return Vec::new() };
    let before = scene
        .observations
        .changes
        .iter()
        .enumerate()
        .filter(|(index, c)| *index != role.change && c.service == change.service && c.requested < change.requested)
        .filter(|(_, c)| c.sha.as_deref() != Some(sha))
        .max_by_key(|(_, c)| c.requested)
        .and_then(|(_, c)| c.sha.clone());
    let short = service_word(change.service.as_ref().map_or("", |s| s.as_str()));
    let mut commits = Vec::new();
    let mut found = false;
    for commit in &repository.commits {
        found |= commit.sha == sha;
        if !found {
            continue;
        }
        if before.as_deref() == Some(commit.sha.as_str()) || commits.len() >= 20 {
            break;
        }
        // A repository of several services ships only what lies below the service's own folder.
        if commit.files.iter().any(|f| f.to_lowercase().contains(&short)) {
            commits.push(commit);
        }
    }
    commits
}

/// The part of a service's name that its folder usually carries.
pub(crate) fn service_word(service: &str) -> String {
    service.to_lowercase().split(['-', '_', '.']).next().unwrap_or("").to_owned()
}

fn is_test(path: &str) -> bool {
    let path = path.to_lowercase();
    path.split('/').any(|p| p == "tests" || p == "test" || p == "spec" || p == "__tests__" || p.starts_with("test_"))
        || path.contains("_test.")
        || path.contains(".test.")
        || path.contains(".spec.")
}

fn is_code(path: &str) -> bool {
    let Some((_, extension)) = path.rsplit_once('.') else { return false };
    matches!(
        extension,
        "rs" | "py"
            | "go"
            | "java"
            | "kt"
            | "scala"
            | "rb"
            | "php"
            | "js"
            | "ts"
            | "tsx"
            | "jsx"
            | "cs"
            | "c"
            | "cc"
            | "cpp"
            | "swift"
            | "ex"
            | "exs"
            | "sql"
    )
}

/// Whether a diff adds lines of SQL.
fn touches_statement(diff: &str) -> bool {
    diff.lines().filter(|l| l.starts_with('+') && !l.starts_with("+++")).any(|line| {
        let line = line.to_uppercase();
        ["SELECT ", "WHERE ", " OR ", " JOIN ", "ORDER BY", "GROUP BY", "UPDATE ", "DELETE FROM"]
            .iter()
            .filter(|w| line.contains(**w))
            .count()
            >= 1
            && (line.contains("SELECT")
                || line.contains("LOWER(")
                || line.contains('=') && (line.contains(" OR ") || line.contains("WHERE") || line.contains("JOIN")))
    })
}

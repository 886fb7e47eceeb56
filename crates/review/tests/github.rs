//! Pushing to a server that answers in the shapes of the GitHub API.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use backstory_http::fake::{Answer, Asked, FakeServer};
use backstory_http::{Address, Client, ClientOptions, Credentials};
use backstory_review::github::{self, Outcome, PushOptions};
use backstory_review::{Case, CaseAction, slack};
use serde_json::{Value, json};

/// A case with two actions, the first due at `days[0]`; `AI-001`, `AI-002` with the `prefix` of their ids.
fn case(prefix: &str, days: [&str; 2]) -> Case {
    let action = |number: u8, title: &str, owner: &str, day: &str, priority: &str| CaseAction {
        id: format!("{prefix}{number}"),
        title: title.to_owned(),
        owner: Some(owner.to_owned()),
        deadline: Some(day.parse().unwrap()),
        priority: priority.to_owned(),
        sponsor: None,
        tracker: None,
        is_done: false,
    };
    Case {
        id: "PM-1".to_owned(),
        title: "Orders fail".to_owned(),
        summary: "It failed.".to_owned(),
        actions: vec![
            action(1, "Bound the pool", "ana", days[0], "High"),
            action(2, "Alert on it", "no one here", days[1], "Low"),
        ],
        ..Case::default()
    }
}

fn example() -> Case {
    case("AI-00", ["2025-02-16", "2025-02-23"])
}

/// A repository: issues, labels, and the answers that are to come first.
#[derive(Default)]
struct Tracker {
    issues: Vec<Value>,
    labels: Vec<String>,
    first: Vec<Answer>,
}

type Shared = Arc<Mutex<Tracker>>;

fn answer(shared: &Shared, url: &str, asked: &Asked) -> Answer {
    let mut tracker = shared.lock().unwrap();
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let path = asked.path.strip_prefix("/repos/shop/app").unwrap();
    if asked.method != "GET" && !tracker.first.is_empty() {
        return tracker.first.remove(0);
    }
    match (asked.method.as_str(), path) {
        // One issue a page, newest first, to exercise the links.
        ("GET", "/issues") => {
            let page: usize =
                asked.query.split("page=").last().and_then(|n| n.parse().ok()).filter(|n| *n < 100).unwrap_or(1);
            let issues: Vec<&Value> = tracker.issues.iter().rev().skip(page - 1).take(1).collect();
            let answer = Answer::new(200, json!(issues).to_string());
            let next =
                format!("<{url}/repos/shop/app/issues?page={}>; rel=\"next\", <{url}/x>; rel=\"last\"", page + 1);
            if page < tracker.issues.len() { answer.with("link", &next) } else { answer }
        }
        ("GET", "/assignees/ana") => Answer::new(204, ""),
        ("GET", "/labels/postmortem") if tracker.labels.is_empty() => Answer::new(404, "{}"),
        ("GET", "/labels/postmortem") => Answer::new(200, "{}"),
        ("POST", "/labels") => {
            tracker.labels.push(body["name"].as_str().unwrap().to_owned());
            Answer::new(201, "{}")
        }
        ("POST", "/issues") => {
            let mut issue = body;
            issue["number"] = json!(tracker.issues.len() + 1);
            tracker.issues.push(issue.clone());
            Answer::new(201, issue.to_string())
        }
        ("PATCH", path) => {
            let number: usize = path.rsplit('/').next().unwrap().parse().unwrap();
            tracker.issues[number - 1]["body"] = body["body"].clone();
            Answer::new(200, "{}")
        }
        _ => Answer::new(404, json!({"message": "Not Found"}).to_string()),
    }
}

fn start() -> (FakeServer, Shared) {
    let shared = Shared::default();
    let (tracker, url) = (Arc::clone(&shared), Arc::new(Mutex::new(String::new())));
    let own = Arc::clone(&url);
    let server = FakeServer::start(move |asked| answer(&tracker, &own.lock().unwrap(), asked)).unwrap();
    url.lock().unwrap().clone_from(&server.url);
    (server, shared)
}

fn push(server: &FakeServer, case: &Case, is_dry_run: bool) -> Vec<Outcome> {
    let address = Address::parse(&server.url).unwrap();
    let client = Client::new(&address, Credentials::Bearer("t0ken".into()), ClientOptions::default()).unwrap();
    let options = PushOptions { is_dry_run, pause: Duration::ZERO };
    let pushed =
        github::push(&client, &"shop/app".parse().unwrap(), case, &options, &|word| format!("{word:?}")).unwrap();
    pushed.into_iter().map(|pushed| pushed.outcome).collect()
}

#[test]
fn pushing_twice_makes_one_issue_each() {
    let (server, shared) = start();
    assert_eq!(push(&server, &example(), true), [Outcome::Created { issue: None }, Outcome::Created { issue: None }]);
    assert!(server.asked().iter().all(|asked| asked.method == "GET"), "a dry run wrote");
    assert_eq!(
        push(&server, &example(), false),
        [Outcome::Created { issue: Some(1) }, Outcome::Created { issue: Some(2) }]
    );
    assert_eq!(push(&server, &example(), false), [Outcome::Unchanged { issue: 1 }, Outcome::Unchanged { issue: 2 }]);
    let tracker = shared.lock().unwrap();
    assert_eq!((tracker.issues.len(), tracker.labels.as_slice()), (2, ["postmortem".to_owned()].as_slice()));
    assert_eq!((&tracker.issues[0]["assignees"], &tracker.issues[1]["assignees"]), (&json!(["ana"]), &json!([])));
    let authorized = server
        .asked()
        .iter()
        .all(|asked| asked.headers.contains(&("authorization".to_owned(), "Bearer t0ken".to_owned())));
    assert!(authorized);
}

#[test]
fn only_our_part_is_renewed_and_edits_stay() {
    let (server, shared) = start();
    push(&server, &example(), false);
    {
        let mut tracker = shared.lock().unwrap();
        let around = format!("Seen in staging too.\n\n{}\n\nThanks!", tracker.issues[0]["body"].as_str().unwrap());
        tracker.issues[0]["body"] = json!(around);
        let edited = tracker.issues[1]["body"]
            .as_str()
            .unwrap()
            .replace("nobody yet", "me")
            .replace("Priority: Low", "Priority: I say High");
        tracker.issues[1]["body"] = json!(edited);
    }
    let later = case("AI-00", ["2025-02-20", "2025-02-27"]);
    assert_eq!(push(&server, &later, false), [Outcome::Updated { issue: 1 }, Outcome::KeptEdited { issue: 2 }]);
    let tracker = shared.lock().unwrap();
    let body = tracker.issues[0]["body"].as_str().unwrap();
    assert!(
        body.starts_with("Seen in staging too.") && body.ends_with("Thanks!") && body.contains("2025-02-20"),
        "{body}"
    );
    assert!(tracker.issues[1]["body"].as_str().unwrap().contains("I say High"));
}

#[test]
fn a_secondary_limit_is_waited_for_and_a_refusal_costs_one_action() {
    let (server, shared) = start();
    shared.lock().unwrap().first = vec![
        Answer::new(422, json!({"errors": [{"code": "already_exists"}]}).to_string()),
        Answer::new(403, json!({"message": "secondary rate limit"}).to_string()).with("retry-after", "0"),
    ];
    assert_eq!(push(&server, &example(), false)[0], Outcome::Created { issue: Some(1) });
    shared.lock().unwrap().labels.push("postmortem".to_owned());
    shared.lock().unwrap().first = vec![Answer::new(422, json!({"message": "Validation Failed"}).to_string())];
    let outcomes = push(&server, &case("AI-10", ["2025-02-16", "2025-02-23"]), false);
    assert!(
        matches!(&outcomes[0], Outcome::Failed { reason } if reason.to_string().contains("answered 422")),
        "{outcomes:?}"
    );
    assert!(matches!(&outcomes[1], Outcome::Created { issue: Some(_) }), "{outcomes:?}");
}

#[test]
fn a_webhook_is_posted_to_and_never_named() {
    let mut busy = true;
    let server = FakeServer::start(move |asked| match asked.path.as_str() {
        "/services/T/B/s3cret" if std::mem::take(&mut busy) => Answer::new(429, "").with("retry-after", "0"),
        "/services/T/B/s3cret" => Answer::new(200, "ok"),
        _ => Answer::new(404, "no_service"),
    })
    .unwrap();
    let message = slack::message(&example(), |word| format!("{word:?}"));
    slack::post(&format!("{}/services/T/B/s3cret", server.url), &message).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&server.asked()[1].body).unwrap(), message);
    let error = slack::post(&format!("{}/services/T/B/0ther", server.url), &message).unwrap_err().to_string();
    assert_eq!(error, "the webhook answered 404: no_service");
}

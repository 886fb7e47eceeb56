use serde_json::json;

use super::*;

fn told(value: &Value) -> Vec<String> {
    let path: Arc<str> = "audit.json".into();
    records(value)
        .into_iter()
        .filter(|record| is_audit(record))
        .flat_map(|record| changes(record, &path, None))
        .map(|c| {
            let kind = format!("{:?}", c.kind).to_lowercase();
            let service = c.service.map_or_else(|| "-".to_owned(), |s| s.0);
            format!("{} {} {service} {kind}: {}", c.requested, c.actor.as_deref().unwrap_or("-"), c.description)
        })
        .collect()
}

#[test]
fn records_of_many_makers_are_changes_with_who_when_and_what() {
    let at = "2026-03-10T10:07:12Z";
    let flags = json!({"items": [{"_id": "x", "date": 1_773_137_232_000_i64, "kind": "flag", "name": "new-checkout",
        "titleVerb": "turned on the flag", "member": {"email": "alice@example.com"}, "description": ""}]});
    let code = json!([{"@timestamp": 1_773_137_232_000_i64, "action": "protected_branch.update", "actor": "bob",
        "repo": "acme/shop", "org": "acme", "_document_id": "d"}]);
    let cloud = json!({"Records": [
        {"eventTime": at, "eventSource": "ecs.amazonaws.com", "eventName": "UpdateService",
         "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::1:assumed-role/deploy/carol"},
         "requestParameters": {"service": "checkout", "cluster": "prod"}},
        {"eventTime": at, "eventSource": "ecs.amazonaws.com", "eventName": "DescribeServices", "readOnly": true,
         "userIdentity": {"userName": "carol"}, "requestParameters": {"cluster": "prod"}},
        {"eventTime": at, "eventSource": "rds.amazonaws.com", "eventName": "ModifyDBInstance", "errorCode": "AccessDenied",
         "userIdentity": {"userName": "carol"}, "requestParameters": {"dBInstanceIdentifier": "orders"}}]});
    let cluster = |verb: &str, user: &str, stage: &str| {
        json!({"kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "stage": stage, "verb": verb,
            "user": {"username": user}, "objectRef": {"resource": "deployments", "namespace": "shop", "name": "cart"},
            "responseStatus": {"code": 200}, "stageTimestamp": at, "auditID": "a"})
    };
    let argo = json!({"kind": "Application", "metadata": {"name": "cart"}, "status": {"history": [
        {"id": 7, "revision": "0123456789abcdef", "deployedAt": at, "initiatedBy": {"username": "dan"}}]}});
    let helm = json!([{"revision": 4, "updated": at, "status": "deployed", "chart": "cart-api-1.4.2",
        "app_version": "2.0", "description": "Rollback to 2"}]);
    let plan = json!([{"@level": "info", "@message": "aws_x.y: Modifications complete", "@module": "terraform.ui",
        "@timestamp": at, "type": "apply_complete", "hook": {"resource": {"addr": "aws_db_parameter_group.main"},
        "action": "update", "elapsed_seconds": 2}}]);
    for (value, expected) in [
        (&flags, &["2026-03-10T10:07:12Z alice@example.com - featureflag: turned on the flag new-checkout"][..]),
        (&code, &["2026-03-10T10:07:12Z bob shop other(\"update\"): protected_branch.update acme/shop"]),
        (&cloud, &["2026-03-10T10:07:12Z carol checkout other(\"update\"): UpdateService checkout"]),
        (
            &cluster("patch", "erin", "ResponseComplete"),
            &["2026-03-10T10:07:12Z erin cart deploy: patch deployments/cart"],
        ),
        (&cluster("get", "erin", "ResponseComplete"), &[]),
        (&cluster("patch", "system:node:n1", "ResponseComplete"), &[]),
        (&cluster("patch", "erin", "RequestReceived"), &[]),
        (&argo, &["2026-03-10T10:07:12Z dan cart deploy: sync to 0123456"]),
        (&helm, &["2026-03-10T10:07:12Z - cart-api rollback: Rollback to 2"]),
        (&plan, &["2026-03-10T10:07:10Z - - config: update aws_db_parameter_group.main"]),
    ] {
        assert_eq!(told(value), expected, "{value}");
    }
}

#[test]
fn what_a_program_logs_of_its_users_is_no_audit() {
    for value in [
        json!({"timestamp": "2026-03-10T10:07:12Z", "level": "info", "user": "alice", "action": "create", "name": "x", "msg": "order created"}),
        json!({"timestamp": "2026-03-10T10:07:12Z", "user": "alice", "name": "x"}),
        json!({"user": "alice", "action": "create", "name": "x"}),
    ] {
        assert!(!is_audit(&value), "{value}");
    }
    for (word, expected) in [
        ("created", true),
        ("stopped", true),
        ("running", true),
        ("applies", true),
        ("setting", true),
        ("turned", true),
        ("settle", false),
        ("describe", false),
        ("address", false),
        ("startup", false),
        ("list", false),
    ] {
        assert_eq!(writes(word), expected, "{word}");
    }
}

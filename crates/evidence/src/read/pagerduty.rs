//! PagerDuty: incidents and log entries of REST API v2.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, Page, PageEvent, PageEventKind, ServiceName};
use serde_json::Value;

/// Pages while their parts are gathered, by incident id.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    pages: BTreeMap<String, Page>,
    logged: BTreeMap<String, bool>,
}

impl Gathering {
    /// Takes `GET /incidents`.
    pub(crate) fn incidents(&mut self, value: &Value, path: &Arc<str>) {
        for incident in super::elements(value, "incidents") {
            let Some(id) = super::text(incident, "id") else { continue };
            let title = super::text(incident, "title").or_else(|| super::text(incident, "summary")).unwrap_or("");
            let cite = |words: &str| Citation::new(path, Locator::Item(format!("incident {id}")), words);
            let page = self.page(id, title, &cite(title));
            page.number = incident.get("incident_number").and_then(Value::as_u64).or(page.number);
            page.title = clean(title);
            page.urgency = super::text(incident, "urgency").map(str::to_owned);
            page.service = incident.pointer("/service/summary").and_then(Value::as_str).map(ServiceName::from);
            // A log tells all of this better; it is used only when there is none.
            let mut told = Vec::new();
            let mut tell = |time, kind, person: Option<&str>, words: &str| {
                told.push(PageEvent {
                    time,
                    kind,
                    person: person.map(str::to_owned),
                    detail: String::new(),
                    citation: cite(words),
                });
            };
            if let Some(time) = super::instant(incident, "created_at") {
                tell(time, PageEventKind::Triggered, None, &format!("created_at {time} {title}"));
            }
            for ack in incident.get("acknowledgements").and_then(Value::as_array).into_iter().flatten() {
                if let Some(time) = super::instant(ack, "at") {
                    let person = ack.pointer("/acknowledger/summary").and_then(Value::as_str);
                    tell(time, PageEventKind::Acknowledged, person, &format!("acknowledged at {time}"));
                }
            }
            if let Some(time) = super::instant(incident, "resolved_at") {
                let by = incident.get("last_status_change_by");
                let is_user = by.and_then(|b| super::text(b, "type")).is_some_and(|t| t.starts_with("user"));
                let person = by.and_then(|b| super::text(b, "summary")).filter(|_| is_user);
                tell(time, PageEventKind::Resolved, person, &format!("resolved_at {time}"));
            }
            if !self.logged.contains_key(id)
                && let Some(page) = self.pages.get_mut(id)
            {
                page.events = told;
            }
        }
    }

    /// Takes `GET /incidents/{id}/log_entries`, newest first as served or in any order.
    pub(crate) fn log(&mut self, value: &Value, path: &Arc<str>) {
        for entry in super::elements(value, "log_entries") {
            let Some(time) = super::instant(entry, "created_at") else { continue };
            let incident = entry.get("incident");
            let id = incident.and_then(|i| super::text(i, "id")).unwrap_or("unknown");
            let title = incident.and_then(|i| super::text(i, "summary")).unwrap_or("");
            let summary = super::text(entry, "summary").unwrap_or("");
            let entry_id = super::text(entry, "id").unwrap_or("");
            let citation =
                Citation::new(path, Locator::Item(format!("log entry {entry_id}")), &format!("{time} {summary}"));
            let is_user = entry.pointer("/agent/type").and_then(Value::as_str).is_some_and(|t| t.starts_with("user"));
            let agent = entry.pointer("/agent/summary").and_then(Value::as_str);
            let kind = match super::text(entry, "type").unwrap_or("").trim_end_matches("_log_entry") {
                "trigger" => PageEventKind::Triggered,
                "notify" => PageEventKind::Notified,
                "acknowledge" => PageEventKind::Acknowledged,
                "escalate" => PageEventKind::Escalated,
                "assign" | "delegate" => PageEventKind::Assigned,
                "annotate" => PageEventKind::Note,
                "resolve" => PageEventKind::Resolved,
                other => PageEventKind::Other(other.to_owned()),
            };
            let detail =
                entry.pointer("/channel/summary").and_then(Value::as_str).filter(|_| kind == PageEventKind::Note);
            let first = !self.logged.contains_key(id);
            let page = self.page(id, title, &citation);
            if first {
                page.events.clear();
            }
            if page.title.is_empty() {
                page.title = clean(title);
            }
            page.number = page.number.or_else(|| number(title));
            if page.service.is_none() {
                page.service = entry.pointer("/service/summary").and_then(Value::as_str).map(ServiceName::from);
            }
            page.events.push(PageEvent {
                time,
                kind,
                person: agent.filter(|_| is_user).map(str::to_owned),
                detail: detail.unwrap_or("").to_owned(),
                citation,
            });
            self.logged.insert(id.to_owned(), true);
        }
    }

    fn page(&mut self, id: &str, title: &str, citation: &Citation) -> &mut Page {
        self.pages.entry(id.to_owned()).or_insert_with(|| Page {
            id: id.to_owned(),
            number: number(title),
            title: clean(title),
            urgency: None,
            service: None,
            events: Vec::new(),
            citation: citation.clone(),
        })
    }

    /// The pages by their first event.
    pub(crate) fn finish(self) -> Vec<Page> {
        let mut pages: Vec<Page> = self.pages.into_values().collect();
        for page in &mut pages {
            page.events.sort_by(|a, b| a.time.cmp(&b.time).then(a.kind.cmp(&b.kind)));
        }
        pages.sort_by_key(|p| (p.events.first().map(|e| e.time), p.id.clone()));
        pages
    }
}

/// `[#2438] HighErrorRate (api)` without its number.
fn clean(title: &str) -> String {
    match title.strip_prefix("[#").and_then(|t| t.split_once("] ")) {
        Some((_, rest)) => rest.to_owned(),
        None => title.to_owned(),
    }
}

fn number(title: &str) -> Option<u64> {
    title.strip_prefix("[#")?.split_once(']')?.0.parse().ok()
}

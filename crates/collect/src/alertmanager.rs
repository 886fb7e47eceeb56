//! Alertmanager: what is active now, and who silenced what.
//!
//! It is no history: a resolved alert is gone at once, and `endsAt` of a firing one is a forecast. The history comes from
//! Prometheus. Expired silences stay for about five days, and belong to the story.

use backstory_http::{Client, Request};
use backstory_model::GapKind;

use crate::{EvidenceFolder, FolderError, Plan, Provenance, Reason};

/// Fetches alerts and silences into `alertmanager/`. Returns whether everything was had.
pub fn collect(client: &Client, plan: &Plan, folder: &mut EvidenceFolder) -> Result<bool, FolderError> {
    let server = client.base();
    let mut is_complete = true;
    for (path, file) in
        [("/api/v2/alerts", "alertmanager/alerts.json"), ("/api/v2/silences", "alertmanager/silences.json")]
    {
        match client.fetch(&Request::get(path)) {
            Ok(reply) if serde_json::from_slice::<Vec<serde_json::Value>>(&reply.body).is_ok() => {
                let query = format!("GET {path}");
                let provenance = Provenance {
                    source: "alertmanager",
                    server: server.to_owned(),
                    query,
                    window: None,
                    notes: Vec::new(),
                };
                folder.put(file, &reply.body, provenance)?;
            }
            Ok(_) => {
                is_complete = false;
                let reason = Reason::NotAlertmanager { path: path.to_owned() };
                folder.gap("alertmanager", path, GapKind::Unreadable, None, &reason);
            }
            Err(error) => {
                is_complete = false;
                folder.gap("alertmanager", path, GapKind::Missing, Some(plan.window), &error.into());
            }
        }
    }
    folder.gap("alertmanager", "GET /api/v2/alerts", GapKind::Retention, Some(plan.window), &Reason::NoHistory);
    Ok(is_complete)
}

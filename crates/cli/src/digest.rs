//! The few lines that tell a terminal what was found.

use std::io;

use backstory_model::{Analysis, GapKind, MilestoneKind, Outcome};
use backstory_report::locale::{Catalogue, Lang};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::context::Context;

/// Prints what was found, in the order a reader asks for it.
pub fn print(analysis: &Analysis, context: &mut Context<'_>) -> io::Result<()> {
    let words = Catalogue::load(Lang::En);
    let (bold, plain) = if context.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let head = &analysis.incident;
    let title = clean(&head.title);
    let outcome = match analysis.outcome {
        Outcome::Incident => "incident",
        Outcome::NearMiss => "near miss",
        Outcome::NothingStandsOut => "nothing stands out",
    };
    writeln!(
        context.out,
        "{bold}{}{title}{plain} ({outcome})",
        head.id.as_deref().map(|i| format!("{} ", clean(i))).unwrap_or_default()
    )?;
    let impact = &analysis.impact;
    if let (Some(failed), Some(total)) = (impact.requests_failed, impact.requests_total) {
        let ratio = impact.error_ratio.map(|r| format!(" ({})", words.ratio(r))).unwrap_or_default();
        writeln!(context.out, "  failed     {failed} of {total} requests{ratio}")?;
    }
    if let Some(customers) = impact.customers_affected {
        writeln!(context.out, "  customers  {customers}")?;
    }
    let d = &analysis.durations;
    let measures = [("detect", d.ttd_s), ("acknowledge", d.tta_s), ("mitigate", d.ttm_s), ("recover", d.ttr_s)];
    let told: Vec<String> =
        measures.iter().filter_map(|(name, s)| Some(format!("{name} {}", words.duration((*s)?)))).collect();
    if !told.is_empty() {
        writeln!(context.out, "  time to    {}", told.join(", "))?;
    }
    writeln!(context.out, "\n{bold}Timeline (UTC){plain}")?;
    for row in &analysis.timeline {
        let mark = row.milestone.map_or_else(String::new, |m| format!("{bold}{}:{plain} ", milestone(m)));
        let actor = row.actor.as_deref().map(|a| format!(" (@{})", clean(a))).unwrap_or_default();
        writeln!(context.out, "  {}  {mark}{}{actor}", clock(row.time), clean(&row.text))?;
    }
    if let Some(first) = analysis.suspects.first() {
        let name = first.change.as_ref().map_or_else(
            || first.service.as_ref().map_or(String::new(), |s| s.0.clone()),
            |c| format!("{} {}", c.reference.as_deref().unwrap_or(&c.id), c.description),
        );
        writeln!(context.out, "\n{bold}Look first at{plain}\n  {}: {}", clean(&name), clean(&first.why))?;
    }
    if !analysis.factors.is_empty() {
        writeln!(context.out, "\n{bold}Contributing factors{plain}")?;
        for factor in &analysis.factors {
            writeln!(context.out, "  {} {}", factor.id.0, clean(&factor.statement))?;
        }
    }
    let missing: Vec<_> = analysis.gaps.iter().filter(|g| g.kind != GapKind::Duplicated).collect();
    if !missing.is_empty() || !analysis.clocks.is_empty() {
        writeln!(context.out, "\n{bold}About the evidence{plain}")?;
        for clock in &analysis.clocks {
            writeln!(context.out, "  {}: {}", clean(&clock.source), clean(&clock.note))?;
        }
        for gap in &analysis.gaps {
            writeln!(context.out, "  {}: {}", clean(&gap.source), clean(&gap.note))?;
        }
    }
    Ok(())
}

/// Evidence may carry escapes that would steer a terminal; what is printed carries none.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn clock(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%H:%M:%S").to_string()
}

fn milestone(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::CauseIntroduced => "cause introduced",
        MilestoneKind::ImpactStart => "impact starts",
        MilestoneKind::Detected => "detected",
        MilestoneKind::Paged => "paged",
        MilestoneKind::Acknowledged => "acknowledged",
        MilestoneKind::Diagnosed => "diagnosed",
        MilestoneKind::Mitigated => "mitigated",
        MilestoneKind::Recovered => "recovered",
        MilestoneKind::Resolved => "resolved",
    }
}

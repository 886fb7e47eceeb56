//! `backstory collect`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use backstory_collect::{EvidenceFolder, FolderError, Plan, Reason, Stage, collect_alertmanager, collect_prometheus};
use backstory_evidence::Manifest;
use backstory_http::{Address, Client, ClientOptions, Credentials, Trust, header_lines};
use backstory_model::{GapKind, Phrase, PhraseArg, Window};
use jiff::SignedDuration;
use miette::IntoDiagnostic;

use super::evidence_args::unread;
use crate::complaint::{self, Complain as _, Complaint};
use crate::words::path;
use crate::{context::Context, exit::ExitStatus, instant::InstantReader};

/// Arguments of `backstory collect`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  backstory collect --prometheus http://prometheus:9090 --alertmanager http://alertmanager:9093 \\
      --kubernetes prod/shop --from 2025-02-09T10:05Z --to 2025-02-09T11:40Z -o evidence
  backstory collect --kubernetes shop/app=api --from '90m before now' --to now -o evidence

Credentials come from the environment and are never written:
  BACKSTORY_PROMETHEUS_TOKEN, or _USER and _PASSWORD; the same with ALERTMANAGER
  BACKSTORY_PROMETHEUS_HEADERS   further headers, one `Name: value` a line
  SSL_CERT_FILE                  authorities to trust, PEM
  KUBECONFIG                     as for kubectl

Exit codes: 0 everything collected, 2 usage, 3 a source failed and the rest is saved")]
pub struct Args {
    /// Address of Prometheus, or of what speaks its API (Thanos, Mimir with its prefix, VictoriaMetrics)
    #[arg(long, value_name = "URL")]
    prometheus: Option<String>,

    /// Address of Alertmanager
    #[arg(long, value_name = "URL")]
    alertmanager: Option<String>,

    /// Namespace to read logs, events and workloads from; the context is the current one without a name
    #[arg(long, value_name = "[CONTEXT/]NAMESPACE[/SELECTOR]")]
    kubernetes: Option<String>,

    /// Start as people saw it: RFC 3339, local time with `--tz`, or `90m before 2025-02-09T11:40Z`
    #[arg(long, value_name = "TIME")]
    from: String,

    /// End as people saw it, in the same forms
    #[arg(long, value_name = "TIME")]
    to: String,

    /// Zone of times without one, as an IANA name
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,

    /// Minutes before the start to fetch as well: the true start is often earlier, and a baseline is needed
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u16))]
    before: u16,

    /// Minutes after the end to fetch as well
    #[arg(long, value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u16))]
    after: u16,

    /// Folder to fill
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// Seconds one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,

    /// Print the manifest as JSON
    #[arg(long)]
    json: bool,
}

/// Collects from every source that is named; one that fails does not stop the others.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    if args.prometheus.is_none() && args.alertmanager.is_none() && args.kubernetes.is_none() {
        context.refuse(&Complaint::new(Phrase::new("collect-no-source")).help(Phrase::new("collect-no-source-help")));
        return Ok(ExitStatus::Usage);
    }
    let plan = match plan(args, context) {
        Ok(plan) => plan,
        Err(complaint) => {
            context.refuse(&complaint);
            return Ok(ExitStatus::Usage);
        }
    };
    let mut folder = EvidenceFolder::create(&args.output, plan.now, plan.window).map_err(unwritten)?;
    let mut is_complete = true;
    // Progress appears only where it takes more than a second.
    let started = Instant::now();
    let (err, words) = (&mut *context.err, &context.words);
    let mut progress = |stage: &Stage| {
        if started.elapsed() > Duration::from_secs(1) {
            drop(writeln!(err, "{}", words.say(&reached(stage))));
        }
    };
    if let Some(url) = &args.kubernetes {
        is_complete &= kubernetes(url, args, &plan, &mut folder, &mut progress)?;
    }
    if let Some(url) = &args.prometheus {
        is_complete &= match client(url, "BACKSTORY_PROMETHEUS", args) {
            Ok(client) => collect_prometheus(&client, &plan, &mut folder, &mut progress).map_err(unwritten)?,
            Err(reason) => failed(&mut folder, "prometheus", &plan, &reason),
        };
    }
    if let Some(url) = &args.alertmanager {
        is_complete &= match client(url, "BACKSTORY_ALERTMANAGER", args) {
            Ok(client) => collect_alertmanager(&client, &plan, &mut folder).map_err(unwritten)?,
            Err(reason) => failed(&mut folder, "alertmanager", &plan, &reason),
        };
    }
    let manifest = folder.finish().map_err(unwritten)?;
    if args.json {
        context.json(&manifest).into_diagnostic()?;
    } else {
        print(&manifest, &args.output, context).into_diagnostic()?;
    }
    Ok(if is_complete { ExitStatus::Success } else { ExitStatus::Partial })
}

/// What the collector is at.
fn reached(stage: &Stage) -> Phrase {
    match stage {
        Stage::Metrics { count, step_s } => {
            Phrase::new("collect-metrics").number("count", *count as f64).number("step", *step_s as f64)
        }
        Stage::Query { number, of } => {
            Phrase::new("collect-query").number("n", *number as f64).number("of", *of as f64)
        }
        Stage::Pod { number, of } => Phrase::new("collect-pod").number("n", *number as f64).number("of", *of as f64),
    }
}

/// A file of the folder that cannot be written ends the collection.
fn unwritten(error: FolderError) -> Complaint {
    Complaint::new(Phrase::new("message-unwritten").code("path", path(&error.path))).because(error.source)
}

fn plan(args: &Args, context: &Context<'_>) -> Result<Plan, Complaint> {
    let reader = InstantReader::new(args.tz.as_deref(), context.now).or_complain(|| unread("--tz"))?;
    let from = reader.read(&args.from).or_complain(|| unread("--from"))?;
    let to = reader.read(&args.to).or_complain(|| unread("--to"))?;
    let window = Window::new(from, to).or_tell()?;
    let minutes = |n: u16| SignedDuration::from_mins(i64::from(n));
    Plan::new(window, minutes(args.before), minutes(args.after), context.now)
        .ok_or_else(|| Complaint::new(Phrase::new("collect-future").text("from", from.to_string())))
}

fn client(url: &str, prefix: &str, args: &Args) -> Result<Client, Reason> {
    let variable = |name: &str| std::env::var(name).ok();
    let address = Address::parse(url)?;
    let mut options = options(args)?;
    options.headers = variable(&format!("{prefix}_HEADERS")).map(|lines| header_lines(&lines)).unwrap_or_default();
    Ok(Client::new(&address, Credentials::from_variables(prefix, variable), options)?)
}

fn options(args: &Args) -> Result<ClientOptions, Reason> {
    let mut trust = Trust::default();
    if let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        let pem = std::fs::read(&path).map_err(|error| Reason::Unread {
            path: Path::new(&path).display().to_string(),
            error: error.to_string(),
        })?;
        trust.authorities_pem = Some(pem);
    }
    Ok(ClientOptions { timeout: Duration::from_secs(args.timeout), trust, ..ClientOptions::default() })
}

#[cfg(feature = "kubernetes")]
fn kubernetes(
    text: &str,
    args: &Args,
    plan: &Plan,
    folder: &mut EvidenceFolder,
    progress: &mut dyn FnMut(&Stage),
) -> miette::Result<bool> {
    use backstory_collect::kubernetes::{Environment, Target, collect};
    let ready = text.parse::<Target>().map_err(Reason::from).and_then(|target| {
        let access = Environment::of_process().access(target.context.as_deref())?;
        let options = ClientOptions {
            trust: access.trust,
            timeout: Duration::from_secs(args.timeout),
            ..ClientOptions::default()
        };
        Ok((Client::new(&access.address, access.credentials, options)?, target))
    });
    match ready {
        Ok((client, target)) => Ok(collect(&client, &target, plan, folder, progress).map_err(unwritten)?),
        Err(reason) => Ok(failed(folder, "kubernetes", plan, &reason)),
    }
}

#[cfg(not(feature = "kubernetes"))]
fn kubernetes(
    _: &str,
    _: &Args,
    plan: &Plan,
    folder: &mut EvidenceFolder,
    _: &mut dyn FnMut(&Stage),
) -> miette::Result<bool> {
    Ok(failed(folder, "kubernetes", plan, &Reason::NoKubernetes))
}

/// Notes that a source could not be asked at all.
fn failed(folder: &mut EvidenceFolder, source: &str, plan: &Plan, reason: &Reason) -> bool {
    folder.gap(source, "all", GapKind::Missing, Some(plan.window), reason);
    false
}

fn print(manifest: &Manifest, output: &Path, context: &mut Context<'_>) -> std::io::Result<()> {
    let bytes: u64 = manifest.artifacts.iter().map(|entry| entry.size_bytes).sum();
    context.tell(
        &Phrase::new("collect-done")
            .number("files", manifest.artifacts.len() as f64)
            .number("kib", bytes.div_ceil(1024) as f64)
            .text("from", manifest.from.to_string())
            .text("to", manifest.to.to_string())
            .text("path", path(&output.join("manifest.json"))),
    )?;
    for gap in &manifest.gaps {
        // The manifest has the same in English, for programs.
        let reason = gap.phrase.clone().map(|phrase| PhraseArg::Phrase(Box::new(complaint::quoted(phrase))));
        let told = Phrase::new("collect-gap").text("source", &gap.source).text("query", &gap.query);
        context.tell(&told.with("reason", reason.unwrap_or_else(|| PhraseArg::Text(gap.reason.clone()))))?;
    }
    if !manifest.left_out.is_empty() {
        context.tell(&Phrase::new("collect-left-out").number("count", manifest.left_out.len() as f64))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_with(extra: &[&str]) -> (ExitStatus, String, String) {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("evidence");
        let mut words = vec!["backstory", "collect", "-o", output.to_str().unwrap()];
        words.extend(extra);
        crate::context::testing::run(&words, "2025-02-10T08:00:00Z")
    }

    #[test]
    fn usage_is_refused_with_the_right_form() {
        let (status, _, err) = run_with(&["--from", "10:05", "--to", "now"]);
        assert_eq!(status, ExitStatus::Usage);
        assert!(err.contains("no source is named"), "{err}");
        let (status, _, err) =
            run_with(&["--prometheus", "http://127.0.0.1:1", "--from", "2025-02-09T10:05", "--to", "now"]);
        assert_eq!(status, ExitStatus::Usage);
        assert!(err.contains("`--from`") && err.contains("--tz Europe/Oslo"), "{err}");
    }

    #[test]
    fn a_source_that_fails_is_a_gap_and_exit_code_3() {
        let words = [
            "--prometheus",
            "http://me:s3cret@127.0.0.1:1",
            "--alertmanager",
            "nonsense",
            "--from",
            "2h before now",
            "--to",
            "now",
            "--json",
        ];
        let (status, out, err) = run_with(&words);
        assert_eq!(status, ExitStatus::Partial);
        let manifest: Manifest = serde_json::from_str(&out).unwrap();
        assert_eq!(manifest.gaps.len(), 2);
        assert!(!out.contains("s3cret") && !err.contains("s3cret"), "{out}{err}");
    }
}

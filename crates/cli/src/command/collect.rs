//! `backstory collect`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use backstory_collect::{EvidenceFolder, Plan, collect_alertmanager, collect_prometheus};
use backstory_evidence::Manifest;
use backstory_http::{Address, Client, ClientOptions, Credentials, Trust, header_lines};
use backstory_model::{GapKind, Window};
use jiff::SignedDuration;
use miette::IntoDiagnostic;

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
        context.note("error: no source is named\n  help: add `--prometheus URL`, `--alertmanager URL` or `--kubernetes NAMESPACE`");
        return Ok(ExitStatus::Usage);
    }
    let plan = match plan(args, context) {
        Ok(plan) => plan,
        Err(message) => {
            context.note(format!("error: {message}"));
            return Ok(ExitStatus::Usage);
        }
    };
    let mut folder = EvidenceFolder::create(&args.output, plan.now, plan.window).into_diagnostic()?;
    let mut is_complete = true;
    // Progress appears only where it takes more than a second.
    let started = Instant::now();
    let err = &mut *context.err;
    let mut progress = |message: &str| {
        if started.elapsed() > Duration::from_secs(1) {
            drop(writeln!(err, "{message}"));
        }
    };
    if let Some(url) = &args.kubernetes {
        is_complete &= kubernetes(url, args, &plan, &mut folder, &mut progress)?;
    }
    if let Some(url) = &args.prometheus {
        is_complete &= match client(url, "BACKSTORY_PROMETHEUS", args) {
            Ok(client) => collect_prometheus(&client, &plan, &mut folder, &mut progress).into_diagnostic()?,
            Err(reason) => failed(&mut folder, "prometheus", &plan, reason),
        };
    }
    if let Some(url) = &args.alertmanager {
        is_complete &= match client(url, "BACKSTORY_ALERTMANAGER", args) {
            Ok(client) => collect_alertmanager(&client, &plan, &mut folder).into_diagnostic()?,
            Err(reason) => failed(&mut folder, "alertmanager", &plan, reason),
        };
    }
    let manifest = folder.finish().into_diagnostic()?;
    if args.json {
        context.json(&manifest).into_diagnostic()?;
    } else {
        print(&manifest, &args.output, context).into_diagnostic()?;
    }
    Ok(if is_complete { ExitStatus::Success } else { ExitStatus::Partial })
}

fn plan(args: &Args, context: &Context<'_>) -> Result<Plan, String> {
    let reader = InstantReader::new(args.tz.as_deref(), context.now).map_err(|error| format!("`--tz`: {error}"))?;
    let from = reader.read(&args.from).map_err(|error| format!("`--from`: {error}"))?;
    let to = reader.read(&args.to).map_err(|error| format!("`--to`: {error}"))?;
    let window = Window::new(from, to).map_err(|error| error.to_string())?;
    let minutes = |n: u16| SignedDuration::from_mins(i64::from(n));
    Plan::new(window, minutes(args.before), minutes(args.after), context.now)
        .ok_or_else(|| format!("the window begins at {from}, which is in the future"))
}

fn client(url: &str, prefix: &str, args: &Args) -> Result<Client, String> {
    let variable = |name: &str| std::env::var(name).ok();
    let address = Address::parse(url).map_err(|error| error.to_string())?;
    let mut options = options(args)?;
    options.headers = variable(&format!("{prefix}_HEADERS")).map(|lines| header_lines(&lines)).unwrap_or_default();
    Client::new(&address, Credentials::from_variables(prefix, variable), options).map_err(|error| error.to_string())
}

fn options(args: &Args) -> Result<ClientOptions, String> {
    let mut trust = Trust::default();
    if let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        let pem = std::fs::read(&path)
            .map_err(|error| format!("`{}` cannot be read: {error}", Path::new(&path).display()))?;
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
    progress: &mut dyn FnMut(&str),
) -> miette::Result<bool> {
    use backstory_collect::kubernetes::{Environment, Target, collect};
    let ready = text.parse::<Target>().map_err(|error| error.to_string()).and_then(|target| {
        let access = Environment::of_process().access(target.context.as_deref()).map_err(|error| error.to_string())?;
        let options = ClientOptions {
            trust: access.trust,
            timeout: Duration::from_secs(args.timeout),
            ..ClientOptions::default()
        };
        let client = Client::new(&access.address, access.credentials, options).map_err(|error| error.to_string())?;
        Ok((client, target))
    });
    match ready {
        Ok((client, target)) => collect(&client, &target, plan, folder, progress).into_diagnostic(),
        Err(reason) => Ok(failed(folder, "kubernetes", plan, reason)),
    }
}

#[cfg(not(feature = "kubernetes"))]
fn kubernetes(
    _: &str,
    _: &Args,
    plan: &Plan,
    folder: &mut EvidenceFolder,
    _: &mut dyn FnMut(&str),
) -> miette::Result<bool> {
    Ok(failed(
        folder,
        "kubernetes",
        plan,
        "this build has no Kubernetes: build with `--features kubernetes`".to_owned(),
    ))
}

/// Notes that a source could not be asked at all.
fn failed(folder: &mut EvidenceFolder, source: &str, plan: &Plan, reason: String) -> bool {
    folder.gap(source, "all", GapKind::Missing, Some(plan.window), reason);
    false
}

fn print(manifest: &Manifest, output: &Path, context: &mut Context<'_>) -> std::io::Result<()> {
    let bytes: u64 = manifest.artifacts.iter().map(|entry| entry.size_bytes).sum();
    writeln!(
        context.out,
        "{} files, {} KiB, {} to {}: {}",
        manifest.artifacts.len(),
        bytes.div_ceil(1024),
        manifest.from,
        manifest.to,
        output.join("manifest.json").display()
    )?;
    for gap in &manifest.gaps {
        writeln!(context.out, "gap: {} {}: {}", gap.source, shown(&gap.query), shown(&gap.reason))?;
    }
    if !manifest.left_out.is_empty() {
        writeln!(context.out, "left out: {} (see the manifest)", manifest.left_out.len())?;
    }
    Ok(())
}

/// Text of a server without what could steer a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_with(extra: &[&str]) -> (ExitStatus, String, String) {
        use clap::Parser as _;
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("evidence");
        let mut words = vec!["backstory", "collect", "-o", output.to_str().unwrap()];
        words.extend(extra);
        let cli = crate::Cli::parse_from(words);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let now = "2025-02-10T08:00:00Z".parse().unwrap();
        let mut context = Context { out: &mut out, err: &mut err, now, color: false, is_interactive: false };
        let status = cli.command.run(&mut context).unwrap();
        (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
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

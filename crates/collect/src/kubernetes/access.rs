//! How a cluster is reached: kubeconfig first, then the service account of a pod.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use backstory_http::{Address, Credentials, Trust};
use base64::Engine as _;
use serde::Deserialize;

use crate::Reason;

/// Where a pod finds its service account.
const ACCOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// Address, identity and trust for one cluster.
#[derive(Debug, Clone)]
pub struct Access {
    /// The API server.
    pub address: Address,
    /// Token or password, if any.
    pub credentials: Credentials,
    /// Authorities and client certificate.
    pub trust: Trust,
}

/// What decides which cluster is meant.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Kubeconfig files; the first one with an entry wins.
    pub kubeconfig: Vec<PathBuf>,
    /// Address of the API server as a pod sees it.
    pub in_cluster: Option<String>,
}

/// Why a cluster cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No kubeconfig and not in a pod.
    #[error("there is no kubeconfig (`$KUBECONFIG` or `~/.kube/config`), and this is not a pod")]
    NoConfig,
    /// A file cannot be read.
    #[error("`{}` cannot be read: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What happened.
        reason: String,
    },
    /// Something is named and not there.
    #[error("the kubeconfig has no {kind} `{name}`; there are: {known}")]
    Unknown {
        /// Context, cluster or user.
        kind: &'static str,
        /// The name.
        name: String,
        /// The names that are there.
        known: String,
    },
    /// An entry that cannot be used.
    #[error("the kubeconfig {place} cannot be used: {reason}")]
    Entry {
        /// Which entry.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

impl From<super::target::TargetError> for Reason {
    fn from(error: super::target::TargetError) -> Self {
        Self::NotATarget { text: error.text }
    }
}

impl From<AccessError> for Reason {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NoConfig => Self::NoKubeconfig,
            AccessError::File { path, reason } => Self::Unread { path: path.display().to_string(), error: reason },
            AccessError::Unknown { kind, name, known } => Self::NotInKubeconfig { kind: kind.to_owned(), name, known },
            AccessError::Entry { place, reason } => Self::KubeconfigEntry { place, error: reason },
        }
    }
}

impl Environment {
    /// As the environment of the process says.
    pub fn of_process() -> Self {
        let files = env::var_os("KUBECONFIG").filter(|value| !value.is_empty());
        let kubeconfig = files.map_or_else(
            || env::var_os("HOME").map(|home| Path::new(&home).join(".kube/config")).into_iter().collect(),
            |files| env::split_paths(&files).collect(),
        );
        let host = env::var("KUBERNETES_SERVICE_HOST").ok().filter(|host| !host.is_empty());
        let port = env::var("KUBERNETES_SERVICE_PORT").unwrap_or_else(|_| "443".to_owned());
        let host = host.map(|host| if host.contains(':') { format!("[{host}]") } else { host });
        Self { kubeconfig, in_cluster: host.map(|host| format!("https://{host}:{port}")) }
    }

    /// The access that a context gives; the current one without a name.
    pub fn access(&self, context: Option<&str>) -> Result<Access, AccessError> {
        let files: Vec<&PathBuf> = self.kubeconfig.iter().filter(|path| path.exists()).collect();
        if files.is_empty() {
            return if context.is_none() { self.service_account() } else { Err(AccessError::NoConfig) };
        }
        let mut config = Config::default();
        for path in files {
            config.merge(Config::read(path)?);
        }
        config.access(context)
    }

    fn service_account(&self) -> Result<Access, AccessError> {
        let server = self.in_cluster.as_deref().ok_or(AccessError::NoConfig)?;
        let token = read(&Path::new(ACCOUNT).join("token"))?;
        let trust = Trust { authorities_pem: Some(read(&Path::new(ACCOUNT).join("ca.crt"))?), ..Trust::default() };
        let credentials = Credentials::Bearer(String::from_utf8_lossy(&token).trim().to_owned());
        Ok(Access { address: address(server, "of the pod")?, credentials, trust })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Config {
    current_context: String,
    contexts: Vec<NamedContext>,
    clusters: Vec<NamedCluster>,
    users: Vec<NamedUser>,
}

#[derive(Debug, Deserialize)]
struct NamedContext {
    name: String,
    context: Context,
}

#[derive(Debug, Deserialize)]
struct Context {
    cluster: String,
    #[serde(default)]
    user: String,
}

#[derive(Debug, Deserialize)]
struct NamedCluster {
    name: String,
    cluster: Cluster,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Cluster {
    server: String,
    certificate_authority: Option<PathBuf>,
    certificate_authority_data: Option<String>,
    #[serde(default)]
    insecure_skip_tls_verify: bool,
}

#[derive(Debug, Deserialize)]
struct NamedUser {
    name: String,
    #[serde(default)]
    user: User,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct User {
    token: Option<String>,
    #[serde(rename = "tokenFile")]
    token_file: Option<PathBuf>,
    username: Option<String>,
    password: Option<String>,
    client_certificate: Option<PathBuf>,
    client_certificate_data: Option<String>,
    client_key: Option<PathBuf>,
    client_key_data: Option<String>,
    exec: Option<Exec>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("User(…)")
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Exec {
    api_version: Option<String>,
    command: String,
    #[serde(default)]
    args: Option<Vec<String>>,
    #[serde(default)]
    env: Option<Vec<BTreeMap<String, String>>>,
}

#[derive(Deserialize)]
struct ExecCredential {
    status: ExecStatus,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExecStatus {
    token: Option<String>,
    client_certificate_data: Option<String>,
    client_key_data: Option<String>,
}

impl Config {
    fn read(path: &Path) -> Result<Self, AccessError> {
        let refused = |reason: String| AccessError::File { path: path.to_owned(), reason };
        let text = String::from_utf8(read(path)?).map_err(|_| refused("it is not UTF-8".to_owned()))?;
        // The message of the reader may quote the file, and the file holds secrets: only the place is told.
        let mut config: Self =
            serde_saphyr::from_str(&text).map_err(|_| refused("it is not a kubeconfig in YAML".to_owned()))?;
        // Paths inside are relative to the file.
        let folder = path.parent().unwrap_or(Path::new("."));
        let anchor = |path: &mut Option<PathBuf>| {
            if let Some(path) = path.as_mut().filter(|path| path.is_relative()) {
                *path = folder.join(&*path);
            }
        };
        config.clusters.iter_mut().for_each(|named| anchor(&mut named.cluster.certificate_authority));
        for named in &mut config.users {
            anchor(&mut named.user.token_file);
            anchor(&mut named.user.client_certificate);
            anchor(&mut named.user.client_key);
        }
        Ok(config)
    }

    /// Earlier files win: later ones only add.
    fn merge(&mut self, later: Self) {
        if self.current_context.is_empty() {
            self.current_context = later.current_context;
        }
        self.contexts.extend(later.contexts);
        self.clusters.extend(later.clusters);
        self.users.extend(later.users);
    }

    fn access(&self, context: Option<&str>) -> Result<Access, AccessError> {
        let name = context.unwrap_or(&self.current_context);
        let context = find("context", name, &self.contexts, |named| &named.name)?;
        let cluster = &find("cluster", &context.context.cluster, &self.clusters, |named| &named.name)?.cluster;
        let place = format!("cluster `{}`", context.context.cluster);
        let mut trust = Trust {
            authorities_pem: data_or_file(
                cluster.certificate_authority_data.as_deref(),
                cluster.certificate_authority.as_deref(),
                &place,
            )?,
            is_insecure: cluster.insecure_skip_tls_verify,
            ..Trust::default()
        };
        let mut credentials = Credentials::None;
        if !context.context.user.is_empty() {
            let user = &find("user", &context.context.user, &self.users, |named| &named.name)?.user;
            credentials = user.identify(&format!("user `{}`", context.context.user), &mut trust)?;
        }
        Ok(Access { address: address(&cluster.server, &place)?, credentials, trust })
    }
}

impl User {
    fn identify(&self, place: &str, trust: &mut Trust) -> Result<Credentials, AccessError> {
        let certificate =
            data_or_file(self.client_certificate_data.as_deref(), self.client_certificate.as_deref(), place)?;
        let key = data_or_file(self.client_key_data.as_deref(), self.client_key.as_deref(), place)?;
        trust.client_pem = certificate.zip(key);
        if let Some(path) = &self.token_file {
            return Ok(Credentials::Bearer(String::from_utf8_lossy(&read(path)?).trim().to_owned()));
        }
        if let Some(token) = &self.token {
            return Ok(Credentials::Bearer(token.clone()));
        }
        if let (Some(user), Some(password)) = (&self.username, &self.password) {
            return Ok(Credentials::Basic { user: user.clone(), password: password.clone() });
        }
        let Some(exec) = &self.exec else { return Ok(Credentials::None) };
        let status = exec.run(place)?;
        if let (Some(certificate), Some(key)) = (status.client_certificate_data, status.client_key_data) {
            trust.client_pem = Some((certificate.into_bytes(), key.into_bytes()));
        }
        Ok(status.token.map_or(Credentials::None, Credentials::Bearer))
    }
}

impl Exec {
    /// Runs the helper that the vendor of a cluster gives. It prints an `ExecCredential`, which is never shown.
    fn run(&self, place: &str) -> Result<ExecStatus, AccessError> {
        let refused = |reason: String| AccessError::Entry { place: place.to_owned(), reason };
        let version = self.api_version.as_deref().unwrap_or("client.authentication.k8s.io/v1");
        let info = serde_json::json!({"kind": "ExecCredential", "apiVersion": version, "spec": {"interactive": false}});
        let mut command = Command::new(&self.command);
        command.args(self.args.iter().flatten()).env("KUBERNETES_EXEC_INFO", info.to_string());
        for variable in self.env.iter().flatten() {
            if let (Some(name), Some(value)) = (variable.get("name"), variable.get("value")) {
                command.env(name, value);
            }
        }
        let output = command
            .stdin(std::process::Stdio::null())
            .output()
            .map_err(|error| refused(format!("`{}`: {error}", self.command)))?;
        if !output.status.success() {
            return Err(refused(format!("`{}` ended with {}", self.command, output.status)));
        }
        let credential: ExecCredential = serde_json::from_slice(&output.stdout)
            .map_err(|_| refused(format!("`{}` did not print an ExecCredential", self.command)))?;
        Ok(credential.status)
    }
}

fn find<'a, T>(
    kind: &'static str,
    name: &str,
    all: &'a [T],
    name_of: impl Fn(&T) -> &String,
) -> Result<&'a T, AccessError> {
    all.iter().find(|entry| name_of(entry) == name).ok_or_else(|| {
        let known: Vec<&str> = all.iter().take(20).map(|entry| name_of(entry).as_str()).collect();
        AccessError::Unknown { kind, name: name.to_owned(), known: known.join(", ") }
    })
}

fn address(server: &str, place: &str) -> Result<Address, AccessError> {
    Address::parse(server).map_err(|error| AccessError::Entry { place: place.to_owned(), reason: error.to_string() })
}

fn data_or_file(data: Option<&str>, file: Option<&Path>, place: &str) -> Result<Option<Vec<u8>>, AccessError> {
    match (data, file) {
        (Some(data), _) => base64::engine::general_purpose::STANDARD
            .decode(data.trim())
            .map(Some)
            .map_err(|_| AccessError::Entry { place: place.to_owned(), reason: "its data is not base64".to_owned() }),
        (None, Some(file)) => read(file).map(Some),
        (None, None) => Ok(None),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, AccessError> {
    fs::read(path).map_err(|error| AccessError::File { path: path.to_owned(), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "apiVersion: v1\nkind: Config\ncurrent-context: prod\npreferences: {}\n\
        contexts:\n- name: prod\n  context: {cluster: c, user: u, namespace: shop}\n- name: helper\n  context: {cluster: c, user: e}\n\
        - name: broken\n  context: {cluster: gone, user: u}\n\
        clusters:\n- name: c\n  cluster:\n    server: https://10.0.0.1:6443\n    certificate-authority: ca.pem\n\
        users:\n- name: u\n  user:\n    token: s3cret\n- name: e\n  user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: sh\n      \
        args: ['-c', 'echo \"{\\\"status\\\":{\\\"token\\\":\\\"$T\\\"}}\"']\n      env: [{name: T, value: from-helper}]\n      interactiveMode: Never\n";

    fn environment() -> (tempfile::TempDir, Environment) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("config"), CONFIG).unwrap();
        fs::write(folder.path().join("ca.pem"), "authority").unwrap();
        let environment = Environment {
            kubeconfig: vec![folder.path().join("absent"), folder.path().join("config")],
            in_cluster: None,
        };
        (folder, environment)
    }

    #[test]
    fn the_current_context_is_taken() {
        let (_folder, environment) = environment();
        let access = environment.access(None).unwrap();
        assert_eq!(access.address.base, "https://10.0.0.1:6443");
        assert_eq!(access.credentials, Credentials::Bearer("s3cret".to_owned()));
        assert_eq!(access.trust.authorities_pem.as_deref(), Some(b"authority".as_slice()));
        assert!(!format!("{access:?}").contains("s3cret"));
    }

    #[test]
    fn a_helper_gives_a_token() {
        let (_folder, environment) = environment();
        assert_eq!(
            environment.access(Some("helper")).unwrap().credentials,
            Credentials::Bearer("from-helper".to_owned())
        );
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (_folder, environment) = environment();
        let message = |context| environment.access(Some(context)).unwrap_err().to_string();
        assert_eq!(message("test"), "the kubeconfig has no context `test`; there are: prod, helper, broken");
        assert_eq!(message("broken"), "the kubeconfig has no cluster `gone`; there are: c");
        assert!(matches!(Environment::default().access(None), Err(AccessError::NoConfig)));
    }
}

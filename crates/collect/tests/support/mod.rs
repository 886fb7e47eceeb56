//! Real servers for tests: found by name, started on a free loopback port, stopped with the test.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use backstory_http::{Address, Client, ClientOptions, Credentials, Request};

#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
/// A program of a Debian package; absent, the test says by name what it skipped.
pub(crate) fn program(name: &str, package: &str, test: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("SKIPPED {test}: `{name}` is not installed; `apt-get install {package}` brings it");
    }
    found
}

/// A server process that is killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) client: Client,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Starts a server and waits until `ready` answers. `arguments` gets the address to listen on.
pub(crate) fn start(program: &Path, arguments: impl Fn(&str) -> Vec<String>, ready: &str) -> Server {
    // A port that was free a moment ago may be taken by now: then the next one is tried.
    for _ in 0..5 {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let mut child =
            Command::new(program).args(arguments(&listen)).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let client = client(&format!("http://{listen}"));
        let deadline = Instant::now() + Duration::from_mins(1);
        while Instant::now() < deadline && child.try_wait().unwrap().is_none() {
            if client.send(&Request::get(ready)).is_ok_and(|reply| reply.is_success()) {
                return Server { child, client };
            }
            std::thread::yield_now();
        }
        drop(child.kill());
        drop(child.wait());
    }
    panic!("{} did not become ready", program.display());
}

pub(crate) fn client(url: &str) -> Client {
    Client::new(&Address::parse(url).unwrap(), Credentials::None, ClientOptions::default()).unwrap()
}

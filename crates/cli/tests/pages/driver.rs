//! A small client of WebDriver (W3C), enough for one page in one browser.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// One browser with one window; both end with it.
pub(crate) struct Browser {
    driver: Child,
    session: String,
}

impl Browser {
    pub(crate) fn start() -> Self {
        let mut driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(driver.stdout.take().unwrap());
        // `… was started successfully on port 40123.`
        let line =
            said.lines().map_while(Result::ok).find(|line| line.contains("on port ") && line.contains("success"));
        let port: String =
            line.unwrap().rsplit("on port ").next().unwrap().chars().filter(char::is_ascii_digit).collect();
        let options = json!({
            "goog:chromeOptions": { "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let root = format!("http://127.0.0.1:{port}");
        let made = post(&format!("{root}/session"), &json!({ "capabilities": { "alwaysMatch": options } }));
        let id = made["sessionId"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
        Self { driver, session: format!("{root}/session/{id}") }
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        post(&format!("{}/{path}", self.session), body)
    }

    pub(crate) fn open(&self, page: &Path) {
        self.ask("url", &json!({ "url": format!("file://{}", page.display()) }));
    }

    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Presses a key where the focus is.
    pub(crate) fn press(&self, key: &str) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.ask("actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": strokes }] }));
    }

    pub(crate) fn cdp(&self, command: &str, params: &Value) -> Value {
        self.ask("goog/cdp/execute", &json!({ "cmd": command, "params": params }))
    }

    /// Sets the window and the colours that the reader prefers.
    pub(crate) fn look(&self, width: u32, height: u32, scheme: &str) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.cdp("Emulation.setDeviceMetricsOverride", &size);
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.cdp("Emulation.setEmulatedMedia", &json!({ "media": "", "features": features }));
    }

    /// Keeps a picture of the whole page in the folder that `BACKSTORY_KEEP_PAGES` names, to be looked at.
    pub(crate) fn keep(&self, name: &str) {
        let Some(folder) = std::env::var_os("BACKSTORY_KEEP_PAGES") else { return };
        let shot = self.cdp("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }));
        let path = Path::new(&folder).join(format!("{name}.png.base64"));
        std::fs::write(path, shot["data"].as_str().unwrap()).unwrap();
    }

    /// Addresses that were asked for, and what the console said about the policy.
    pub(crate) fn told(&self) -> (Vec<String>, Vec<String>) {
        let log = |kind: &str| self.ask("se/log", &json!({ "type": kind })).as_array().cloned().unwrap_or_default();
        let mut requests = Vec::new();
        for entry in log("performance") {
            let message: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let event = &message["message"];
            if event["method"] == "Network.requestWillBeSent" {
                requests.push(event["params"]["request"]["url"].as_str().unwrap().to_owned());
            }
        }
        let said = log("browser").into_iter().map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        (requests, said.collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(ureq::delete(&self.session).call());
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

fn post(url: &str, body: &Value) -> Value {
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut response = agent.post(url).header("content-type", "application/json").send(body.to_string()).unwrap();
    let answer: Value = serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap();
    let error = answer["value"]["error"].as_str();
    assert!(error.is_none(), "{url}: {answer}");
    answer["value"].clone()
}

use std::io::{self, BufRead, Write};
fn main() {
    let out = io::stdout();
    let mut out = out.lock();
    for line in io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let lang = serde_json::from_value(v["lang"].clone()).unwrap();
        let context = serde_json::from_value(v["context"].clone()).unwrap();
        let labels: Vec<_> = backstory_check::judge(lang, context, v["text"].as_str().unwrap()).into_iter().map(|o| o.rule).collect();
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "labels": labels})).unwrap();
    }
}

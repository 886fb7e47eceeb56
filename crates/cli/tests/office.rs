//! The Word file, opened by an office suite.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::path::Path;
use std::process::Command;

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

fn text(home: &Path, pdf: &str) -> String {
    let output = Command::new("pdftotext").args(["-layout", pdf, "-"]).current_dir(home).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn libreoffice_opens_the_word_file() {
    if !(has("soffice") && has("pdftotext")) {
        println!("passed over: soffice and pdftotext are not installed");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    for (lang, heading) in [("en", "Contributing Factors"), ("ja", "アクションアイテム")] {
        let backstory = env!("CARGO_BIN_EXE_backstory");
        let made = Command::new(backstory).args(["demo", "--lang", lang, "-o", lang]).current_dir(home.path()).output();
        assert!(made.unwrap().status.success());
        let case = format!("{lang}/case");
        let file = format!("{lang}.docx");
        let made = Command::new(backstory)
            .args(["report", &case, "--format", "docx", "-o", &file])
            .current_dir(home.path())
            .output();
        assert!(made.unwrap().status.success());
        let profile = format!("-env:UserInstallation=file://{}", home.path().join("profile").display());
        let converted = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", "pdf", &file])
            .current_dir(home.path())
            .output()
            .unwrap();
        assert!(converted.status.success(), "{}", String::from_utf8_lossy(&converted.stderr));
        let told = text(home.path(), &format!("{lang}.pdf")).replace(' ', "");
        // A file that is damaged is opened empty or not at all.
        assert!(told.contains(&heading.replace(' ', "")) && told.contains("AI-008"), "{told}");
        assert!(told.contains("1/") && told.contains("Checkoutfailing"), "page numbers and title: {told}");
    }
}

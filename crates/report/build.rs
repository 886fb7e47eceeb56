//! Writes the list of languages from the folders under `locales/`: adding a language is adding a folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("not run by cargo"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("not run by cargo"))?);
    let languages = sorted(&root.join("locales"))?.into_iter().filter(|p| p.is_dir()).collect::<Vec<_>>();
    fs::write(out.join("languages.rs"), source(&languages)?)
}

/// Rust source of the enum of languages and of the texts of each.
pub(crate) fn source(languages: &[PathBuf]) -> io::Result<String> {
    let mut variants = String::new();
    let mut all = String::new();
    let mut codes = String::new();
    let mut files = String::new();
    for folder in languages {
        let code = name(folder);
        let variant: String = code.split('-').map(capitalised).collect();
        line(&mut variants, &format!("    /// The catalogue `locales/{code}`.\n    {variant},"));
        line(&mut all, &format!("Self::{variant},"));
        line(&mut codes, &format!("            Self::{variant} => {code:?},"));
        line(&mut files, &format!("            Self::{variant} => &["));
        for file in sorted(folder)?.into_iter().filter(|p| p.extension().is_some_and(|e| e == "ftl")) {
            let path = file.display().to_string();
            line(&mut files, &format!("                ({:?}, include_str!({path:?})),", name(&file)));
        }
        line(&mut files, "            ],");
    }
    Ok(format!(
        "/// A language that reports are written in.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         pub enum Lang {{\n{variants}}}\n\n\
         impl Lang {{\n    /// Every language there is a catalogue for, by code.\n    pub const ALL: &'static [Self] = &[{all}];\n\n    \
         /// The BCP 47 code: `en`, `ja`.\n    pub fn code(self) -> &'static str {{\n        match self {{\n{codes}        }}\n    }}\n\n    \
         /// Name and text of each catalogue file.\n    fn files(self) -> &'static [(&'static str, &'static str)] {{\n        match self {{\n{files}        }}\n    }}\n}}\n"
    ))
}

fn line(to: &mut String, text: &str) {
    writeln!(to, "{text}").unwrap_or_default();
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn capitalised(part: &str) -> String {
    let mut chars = part.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect()).unwrap_or_default()
}

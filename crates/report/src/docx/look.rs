//! Fonts and styles of the Word file.

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelOverride, LevelText, LineSpacing, NumberFormat,
    Numbering, NumberingId, Paragraph, Run, RunFonts, SpecialIndentType, Start, Style, StyleType,
};

use crate::locale::Lang;

/// Abstract lists: one with bullets, one with numbers. The crate itself takes the number 1.
const BULLETS: usize = 2;
const NUMBERS: usize = 3;
/// Levels that a list may have in the format.
const LEVELS: usize = 9;

/// The family that each kind of letter is set in; office suites replace what a machine does not have.
fn fonts(lang: Lang) -> RunFonts {
    let east_asia = if lang.code() == "ja" { "Yu Gothic" } else { "Noto Sans CJK JP" };
    RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri").east_asia(east_asia)
}

/// A document with the styles and lists that the blocks use.
pub(super) fn styled(docx: Docx, lang: Lang) -> Docx {
    let mut docx = docx.default_fonts(fonts(lang)).default_size(21);
    for (level, size) in [(1, 36), (2, 28), (3, 24), (4, 22), (5, 21), (6, 21)] {
        let style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .q_format(true)
            .size(size)
            .bold()
            .line_spacing(LineSpacing::new().before(280).after(120))
            .outline_lvl(level - 1);
        docx = docx.add_style(style);
    }
    let link = Style::new("Hyperlink", StyleType::Character).name("Hyperlink").color("0B5CAD").underline("single");
    docx.add_style(link)
        .add_abstract_numbering(list(BULLETS, "bullet", |_| "•".to_owned()))
        .add_abstract_numbering(list(NUMBERS, "decimal", |level| format!("%{}.", level + 1)))
}

fn list(id: usize, format: &str, mark: impl Fn(usize) -> String) -> AbstractNumbering {
    (0..LEVELS).fold(AbstractNumbering::new(id), |list, level| {
        let indent = i32::try_from(360 * (level + 1)).unwrap_or(360);
        list.add_level(
            Level::new(
                level,
                Start::new(1),
                NumberFormat::new(format),
                LevelText::new(mark(level)),
                LevelJc::new("left"),
            )
            .indent(Some(indent), Some(SpecialIndentType::Hanging(360)), None, None),
        )
    })
}

/// A list of its own, which starts where it says.
pub(super) fn numbering(id: usize, level: usize, first: Option<usize>) -> Numbering {
    match first {
        None => Numbering::new(id, BULLETS),
        Some(first) => Numbering::new(id, NUMBERS).add_override(LevelOverride::new(level.min(LEVELS - 1)).start(first)),
    }
}

/// The paragraph as the first of an item.
pub(super) fn item(paragraph: Paragraph, id: usize, level: usize) -> Paragraph {
    paragraph.numbering(NumberingId::new(id), IndentLevel::new(level.min(LEVELS - 1)))
}

/// The run as code.
pub(super) fn code(run: Run) -> Run {
    run.fonts(RunFonts::new().ascii("Consolas").hi_ansi("Consolas").east_asia("MS Gothic")).size(19)
}

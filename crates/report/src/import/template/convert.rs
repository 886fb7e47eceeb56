//! Moves a document from the order of one template to another.
//!
//! Sections move as whole blocks of bytes. A heading is renamed only where its words are those of a built-in template;
//! a person's own heading keeps its words. What the target has no place for stands behind what it has, in its order.

use std::collections::{BTreeSet, HashSet};

use super::Template;
use crate::document::{Document, RemarkKind, Section, SectionKind, SectionKind as K, Span};
use crate::import::{section::labels::LABEL_LEVEL, vocabulary::normalized};
use crate::locale::{Catalogue, Lang};

/// Body of a section that the document had nothing for; it goes again where a target does not ask for the section.
const TO_FILL: &str = "<!-- backstory:to-fill -->";

/// The document in the order and with the headings of a template, in the language that it is written in.
///
/// Every line of the source is in the result, but for renamed headings and sections that an earlier conversion left
/// empty. A section of the template that the document lacks is added, empty. A document with a code fence or a comment
/// that never closes is left as it is: what would stand behind it after the move would be swallowed by it. So is one
/// that would lose a line, row, action or factor.
pub fn convert(document: &Document, template: Template) -> Conversion {
    let source = document.source();
    if let Some(open) = document.remarks.iter().find(|remark| remark.kind == RemarkKind::Unclosed) {
        return Conversion { text: source.to_owned(), refused: Some(Refusal::Unclosed { line: open.line }) };
    }
    let headings = Headings::of(template, Lang::of_document(document));
    let mut kept: Option<String> = None;
    for labels in [Labels::AsTheyStand, Labels::AsHeadings] {
        let converted = arranged(document, &headings, labels, &BTreeSet::new());
        // Some headings say what they are about by their place alone; away from it they need a name.
        let after = Document::parse(&converted);
        let is_changed = |section: &&Section| {
            let same = after.sections.iter().find(|other| other.title == section.title);
            same.is_some_and(|other| !holds(other.kind, section.kind))
        };
        let tops = document.sections.iter().filter(|s| is_top(document, s));
        let unclear: BTreeSet<usize> = tops.filter(is_changed).map(|s| s.heading.start).collect();
        let (converted, after) = if unclear.is_empty() {
            (converted, after)
        } else {
            let named = arranged(document, &headings, labels, &unclear);
            let after = Document::parse(&named);
            (named, after)
        };
        if keeps_all(document, &after) {
            if keeps_parts(document, &after) {
                return Conversion { text: converted, refused: None };
            }
            kept = kept.or(Some(converted));
        }
    }
    if let Some(text) = kept {
        return Conversion { text, refused: None };
    }
    // A turn of a talk means something by its place: such a document stays as it is rather than lose a line or a row.
    Conversion { text: source.to_owned(), refused: Some(Refusal::WouldLose) }
}

/// A document in another template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The document; its source, unchanged, where it was refused.
    pub text: String,
    /// Why it was left as it is.
    pub refused: Option<Refusal>,
}

/// Why a document is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A code fence or comment that begins in this line never closes: what would stand behind it would be swallowed.
    Unclosed {
        /// Line, counted from 1.
        line: usize,
    },
    /// A line, row, action or factor would not be read any more, for its meaning hangs on its place.
    WouldLose,
}

/// The headings that a document is to have, and those that may be renamed.
struct Headings {
    /// Kind and title of the sections, in order.
    wanted: Vec<(SectionKind, String)>,
    /// Those of all templates in all languages.
    known: Vec<(SectionKind, String)>,
}

impl Headings {
    fn of(template: Template, lang: Lang) -> Self {
        let all = Lang::ALL.iter().map(|lang| Catalogue::load(*lang));
        let known = all.flat_map(|words| Template::ALL.map(|template| template.sections(&words)));
        let known = known.flatten().map(|(kind, title)| (kind, normalized(&title))).collect();
        Self { wanted: template.sections(&Catalogue::load(lang)), known }
    }

    /// Whether the title of a section is that of a template for its kind.
    fn is_standard(&self, section: &Section) -> bool {
        let title = normalized(&section.title);
        self.known.iter().any(|(kind, known)| holds(section.kind, *kind) && *known == title)
    }

    /// The template's title where the own one is that of a template.
    fn title_for<'t>(&self, section: &'t Section, title: &'t str) -> &'t str {
        if self.is_standard(section) { title } else { &section.title }
    }
}

/// What becomes of labels that serve as headings inside paragraphs (`**Summary:** No scan …`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labels {
    AsTheyStand,
    AsHeadings,
}

/// Whether a conversion has every line but headings, and as many rows, actions and factors.
fn keeps_all(document: &Document, after: &Document) -> bool {
    let parts = |d: &Document| (d.timeline.len(), d.actions.len(), d.factors.len());
    let (source, converted) = (document.source(), after.source());
    let headings: HashSet<&str> = document.sections.iter().map(|s| s.heading.of(source).trim()).collect();
    let is_heading = |line: &str| line.starts_with('#') || headings.contains(line);
    let is_rule = |line: &str| line.chars().all(|c| matches!(c, '=' | '-'));
    // What stands behind a label is looked for without it.
    let labels: Vec<&str> =
        document.sections.iter().filter(|s| s.level >= LABEL_LEVEL).map(|s| s.heading.of(source).trim()).collect();
    let behind_label = |line: &str| {
        let rest = labels.iter().find_map(|label| line.strip_prefix(label));
        rest.is_some_and(|rest| converted.contains(rest.trim()))
    };
    // Nearly all lines are there as they were; only the others are looked for inside of lines.
    let whole: HashSet<&str> = converted.lines().map(str::trim).collect();
    parts(document) == parts(after)
        && source
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !is_rule(line) && !is_heading(line))
            .all(|line| whole.contains(line) || converted.contains(line) || behind_label(line))
}

/// Whether each part of prose that the document has is still one.
fn keeps_parts(document: &Document, after: &Document) -> bool {
    let parts = |d: &Document| {
        [
            &d.summary,
            &d.impact,
            &d.detection,
            &d.five_whys,
            &d.root_cause,
            &d.went_well,
            &d.went_wrong,
            &d.lucky,
            &d.lessons,
        ]
        .map(|items| !items.is_empty())
    };
    parts(document).iter().zip(parts(after)).all(|(before, after)| !before || after)
}

/// The sections in the order of a template; the headings that begin at `unclear` get its name in front of their own.
fn arranged(document: &Document, headings: &Headings, labels: Labels, unclear: &BTreeSet<usize>) -> String {
    let source = document.source();
    let newline = document.newline();
    let tops: Vec<&Section> = document.sections.iter().filter(|s| is_top(document, s)).collect();
    let head_end = tops.first().map_or(source.len(), |s| s.span.start);
    let mut blocks = vec![ended(Span::new(0, head_end).of(source), newline)];
    let mut placed = vec![false; tops.len()];
    // A paragraph that stands as a heading lies below the six levels of Markdown.
    // A second document in the same file has a title of its own level, below which nothing of the first belongs.
    let title = document.sections.iter().find(|s| s.kind == K::Title).map_or(0, |s| s.level);
    let below = tops.iter().map(|s| s.level).filter(|level| *level > title && *level <= 6).min();
    // `# Impact` beside the title: all sections are of the first level.
    let is_known = |s: &&&Section| !matches!(s.kind, K::Other | K::Title);
    let beside = tops.iter().filter(is_known).filter(|s| s.level == title).count();
    let level = below.unwrap_or(if beside >= 2 { title } else { 2 });
    // What stands deeper than the sections of the template would fall into the last of them; above all, it stays by itself.
    for (section, placed) in tops.iter().zip(&mut placed).filter(|(s, _)| s.level > level && s.kind == K::Other) {
        blocks.push(ended(section.span.of(source), newline));
        *placed = true;
    }
    for (kind, title) in &headings.wanted {
        let mut found = false;
        for (section, placed) in tops.iter().zip(&mut placed).filter(|(s, placed)| !**placed && holds(s.kind, *kind)) {
            let is_unclear = unclear.contains(&section.heading.start);
            blocks.push(if labels == Labels::AsHeadings && section.level >= LABEL_LEVEL {
                spelled_out(section, source, level, headings.title_for(section, title), newline)
            } else if is_unclear {
                named(section, source, title, newline)
            } else {
                renamed(section, source, title, headings, newline)
            });
            *placed = true;
            found = true;
        }
        // A sub-section elsewhere, or a typed part, already says it.
        if !found && !document.sections.iter().any(|s| holds(s.kind, *kind)) && !is_told(document, *kind) {
            let marks = "#".repeat(usize::from(level));
            blocks.push(format!("{marks} {title}{newline}{newline}{TO_FILL}{newline}{newline}"));
        }
    }
    let rest = tops.iter().zip(&placed).filter(|(s, placed)| !**placed && !is_unfilled(s, source));
    blocks.extend(rest.map(|(s, _)| ended(s.span.of(source), newline)));
    let mut out = String::with_capacity(source.len() + 512);
    for block in blocks.iter().filter(|b| !b.is_empty()) {
        // A heading needs a blank line in front of it to stay one where a table or paragraph ends.
        if !out.is_empty() && !out.ends_with(&newline.repeat(2)) {
            out.push_str(newline);
        }
        out.push_str(block);
    }
    // No line end more than the document had.
    let extra = out.len() - out.trim_end_matches(['\n', '\r']).len();
    let own = source.len() - source.trim_end_matches(['\n', '\r']).len();
    if extra > own {
        out.truncate(out.len() - extra);
        out.push_str(newline);
    }
    out
}

/// A section of the first level below the title.
fn is_top(document: &Document, section: &Section) -> bool {
    let parent = section.parent.and_then(|i| document.sections.get(i));
    section.kind != K::Title && parent.is_none_or(|p| p.kind == K::Title && p.parent.is_none())
}

fn holds(found: SectionKind, wanted: SectionKind) -> bool {
    let factors = |k| matches!(k, K::Factors | K::ContributingFactors | K::ImmediateCause | K::SystemicIssues);
    found == wanted || (factors(found) && factors(wanted))
}

/// Whether a part was read elsewhere: an empty section for it would take its place.
fn is_told(document: &Document, kind: SectionKind) -> bool {
    match kind {
        K::Timeline => !document.timeline.is_empty(),
        K::Actions => !document.actions.is_empty(),
        K::Factors | K::ContributingFactors | K::ImmediateCause | K::SystemicIssues => !document.factors.is_empty(),
        K::Summary => !document.summary.is_empty(),
        K::Impact => !document.impact.is_empty(),
        K::RootCause => !document.root_cause.is_empty(),
        K::Lessons => !document.lessons.is_empty(),
        _ => false,
    }
}

fn is_unfilled(section: &Section, source: &str) -> bool {
    Span::new(section.heading.end, section.span.end).of(source).trim() == TO_FILL
}

fn ended(block: &str, newline: &str) -> String {
    let gap = if block.is_empty() || block.ends_with(['\n', '\r']) { "" } else { newline };
    format!("{block}{gap}")
}

/// The section with the template's heading in front of its own.
fn named(section: &Section, source: &str, title: &str, newline: &str) -> String {
    let (heading, block) = (section.heading.of(source), section.span.of(source));
    let at = heading.len() - heading.trim_start_matches(['#', '*', '_', ' ', '\t']).len();
    let (before, rest) = heading.split_at_checked(at).unwrap_or((heading, ""));
    ended(&format!("{before}{title}: {rest}{}", block.get(heading.len()..).unwrap_or_default()), newline)
}

/// A label inside a paragraph as a heading of its own: the template's title where the label is one of a template.
fn spelled_out(section: &Section, source: &str, level: u8, title: &str, newline: &str) -> String {
    let block = section.span.of(source);
    let body = block.get(section.heading.of(source).len()..).unwrap_or_default();
    let marks = "#".repeat(usize::from(level));
    ended(&format!("{marks} {title}{newline}{newline}{}", body.trim_start()), newline)
}

/// The section with the template's heading, where its own is one of a template.
fn renamed(section: &Section, source: &str, title: &str, headings: &Headings, newline: &str) -> String {
    let block = section.span.of(source);
    let core = section.title.split(['(', '（']).next().unwrap_or_default().trim();
    let heading = section.heading.of(source);
    match heading.find(core).filter(|_| headings.is_standard(section) && !core.is_empty() && core != title) {
        Some(at) => {
            let (before, rest) = heading.split_at_checked(at).unwrap_or((heading, ""));
            let after = rest.get(core.len()..).unwrap_or_default();
            let body = block.get(heading.len()..).unwrap_or_default();
            ended(&format!("{before}{title}{after}{body}"), newline)
        }
        None => ended(block, newline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# Outage\n\nIntro.\n\n## Action Items\n- a\n\n## Our own words\ntext\n\n## Summary\ns\n\n## Timeline (UTC)\n- 10:00 x\n\n### Notes\nkept";

    fn lines(text: &str) -> Vec<String> {
        let mut lines: Vec<String> =
            text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(str::to_owned).collect();
        lines.sort();
        lines
    }

    #[test]
    fn sections_move_whole_and_only_known_headings_change() {
        let out = convert(&Document::parse(SOURCE), Template::Atlassian).text;
        let order: Vec<&str> = out.lines().filter(|l| l.starts_with("## ")).collect();
        assert_eq!(order.first(), Some(&"## Incident summary"));
        assert_eq!(order.last(), Some(&"## Our own words"));
        assert!(out.contains("## Timeline (UTC)\n- 10:00 x\n\n### Notes\nkept\n"), "{out}");
        assert!(out.contains("## Corrective actions\n- a\n"), "{out}");
    }

    #[test]
    fn sections_beside_the_title_get_others_of_their_level() {
        let source =
            "# Search down\n\nWords.\n\n# Summary\n\ns\n\n# Impact\n\ni\n\n# Timeline\n\n- 10:00 x\n- 10:05 y\n";
        let out = convert(&Document::parse(source), Template::Atlassian).text;
        assert!(out.lines().filter(|line| line.starts_with('#')).all(|line| line.starts_with("# ")), "{out}");
    }

    #[test]
    fn headings_of_templates_are_read_as_what_they_are() {
        for words in Lang::ALL.iter().map(|lang| Catalogue::load(*lang)) {
            for (kind, title) in Template::ALL.iter().flat_map(|template| template.sections(&words)) {
                let document = Document::parse(&format!("# T\n\n## {title}\n\nwords\n"));
                let found = document.sections.last().map(|section| section.kind);
                assert!(found.is_some_and(|found| holds(found, kind)), "{title}: {found:?}, not {kind:?}");
            }
        }
    }

    #[test]
    fn headings_are_in_the_language_of_the_document() {
        let japanese = "# 検索の障害\n\n## 概要\n\n検索が止まった。\n\n## 再発防止策\n\n- 監視を追加する\n";
        let out = convert(&Document::parse(japanese), Template::GoogleSre).text;
        assert!(out.contains("## 根本原因\n") && out.contains("## タイムライン\n"), "{out}");
        assert!(!out.lines().any(|line| line.starts_with("## ") && line.is_ascii()), "{out}");
        let stated =
            convert(&Document::parse("---\nlang: ja\n---\n# DB down\n\n## Summary\n\nx\n"), Template::GoogleSre);
        assert!(stated.text.contains("## 概要\n\nx"), "{}", stated.text);
        let back =
            convert(&Document::parse(&out.replace("検索", "search").replace("止まった", "stopped")), Template::Classic);
        assert!(back.text.contains("search"), "{}", back.text);
    }

    #[test]
    fn no_line_is_lost_on_the_way_through_all_templates() {
        let all = [Template::GoogleSre, Template::PagerDuty, Template::Atlassian, Template::GitLab, Template::Classic];
        let mut text = SOURCE.to_owned();
        for template in all {
            text = convert(&Document::parse(&text), template).text;
            let kept: Vec<String> = lines(&text).into_iter().filter(|l| l != TO_FILL).collect();
            assert_eq!(kept, lines(SOURCE), "{template:?}\n{text}");
        }
        let again = convert(&Document::parse(&text), Template::Classic).text;
        assert_eq!(again, text);
    }

    #[test]
    fn labels_in_capitals_stay_the_parts_they_are() {
        let letter = "September 9, 2024\n\nRe: Root cause analysis\n\nSUMMARY\nThe portal was down for hours.\n\nTIMELINE\n6:05 AM – Maintenance overran.\n9:20 AM – Service was restored.\n\nROOT CAUSE\nA defect in the array controller.\n";
        let document = Document::parse(letter);
        for template in Template::ALL {
            let after = Document::parse(&convert(&document, template).text);
            assert_eq!(after.root_cause.len(), document.root_cause.len(), "{template:?}\n{}", after.source());
            assert_eq!(after.timeline.len(), 2, "{template:?}");
        }
    }

    #[test]
    fn labels_become_headings_and_a_refusal_says_why() {
        let labels = "# T\n\n**Summary:** All seats were free for an hour, and nobody noticed it.\n\n**Root cause:** A flag without a default was true for everybody.\n\n**Impact:** Some 300 guests could not be seated that evening.\n";
        let out = convert(&Document::parse(labels), Template::Atlassian);
        assert_eq!(out.refused, None);
        let order: Vec<&str> = out
            .text
            .lines()
            .filter(|l| l.contains("ummary") || l.contains("Impact") || l.contains("oot cause"))
            .collect();
        assert_eq!(order.first().map(|line| line.contains("ummary")), Some(true), "{}", out.text);
        assert!(out.text.contains("All seats were free for an hour"));
        let open = convert(&Document::parse("# T\n\n## Summary\n\n```\nopen\n"), Template::Classic);
        assert_eq!(open.refused, Some(Refusal::Unclosed { line: 5 }));
        assert!(open.text.ends_with("open\n"));
    }
}

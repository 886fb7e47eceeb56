//! What short messages say of a report. Words of people are Markdown as it stands in the document.

use backstory_model::{ActionId, Analysis};

use crate::document::{ActionItem, Document, Fact, FactKey, Item, SectionKind, Span};
use crate::import::table;

/// The parts of a short message. What is empty is told from the analysis, as far as it says anything.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Brief {
    pub(crate) title: BriefTitle,
    /// The summary in the words of people; none while it stands as drafted.
    pub(crate) summary: Option<Vec<String>>,
    /// What people wrote about the impact.
    pub(crate) impact: Vec<String>,
    /// The root cause in the words of people.
    pub(crate) root_cause: Vec<String>,
    /// Label and value of what people stated or measured themselves.
    pub(crate) measures: Vec<(String, String)>,
    pub(crate) actions: Vec<BriefAction>,
    pub(crate) share_by: ShareBy,
}

/// How the message is headed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum BriefTitle {
    /// As a draft is: name and day of the incident.
    #[default]
    Drafted,
    /// As somebody wrote it.
    Written(String),
}

/// Until when the report is to be shared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum ShareBy {
    /// 48 hours after the end of the incident.
    #[default]
    Derived,
    /// As the document says, or not at all.
    Stated(Option<(String, String)>),
}

/// A line of the action items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BriefAction {
    /// An action of the analysis that nobody touched.
    Drafted(ActionId),
    /// One that people wrote; `whole` is its line, without which a rule may not see what an attribute is.
    Written { id: String, title: String, owner: String, deadline: String, is_done: bool, whole: String },
}

impl Brief {
    /// Of an analysis alone.
    pub(super) fn drafted(analysis: &Analysis) -> Self {
        let actions = analysis.actions.iter().map(|action| BriefAction::Drafted(action.id.clone())).collect();
        Self { actions, ..Self::default() }
    }

    /// Each of the words retold.
    pub(super) fn retold(&self, retell: &mut impl FnMut(&str) -> String) -> Self {
        let pair =
            |(name, value): &(String, String), retell: &mut dyn FnMut(&str) -> String| (retell(name), retell(value));
        Self {
            title: match &self.title {
                BriefTitle::Drafted => BriefTitle::Drafted,
                BriefTitle::Written(title) => BriefTitle::Written(retell(title)),
            },
            summary: self.summary.as_ref().map(|lines| lines.iter().map(|line| retell(line)).collect()),
            impact: self.impact.iter().map(|line| retell(line)).collect(),
            root_cause: self.root_cause.iter().map(|line| retell(line)).collect(),
            measures: self.measures.iter().map(|measure| pair(measure, retell)).collect(),
            actions: self
                .actions
                .iter()
                .map(|action| match action {
                    BriefAction::Drafted(id) => BriefAction::Drafted(id.clone()),
                    BriefAction::Written { id, title, owner, deadline, is_done, whole } => {
                        let whole = retell(whole);
                        let seen = |words: &str| if whole.contains(words) { words.to_owned() } else { String::new() };
                        let deadline = retell(&seen(deadline));
                        BriefAction::Written {
                            id: retell(id),
                            title: retell(title),
                            owner: retell(owner),
                            deadline,
                            is_done: *is_done,
                            whole,
                        }
                    }
                })
                .collect(),
            share_by: match &self.share_by {
                ShareBy::Derived => ShareBy::Derived,
                ShareBy::Stated(stated) => ShareBy::Stated(stated.as_ref().map(|stated| pair(stated, retell))),
            },
        }
    }
}

/// The words of items that are told, each with what stands below it. Rows of tables are told as pairs, see [`measures`].
pub(super) fn lines<'d>(document: &Document, items: impl Iterator<Item = &'d Item>) -> Vec<String> {
    let source = document.source();
    items
        .filter(|item| cells(source, item.span).is_none())
        .flat_map(|item| std::iter::once(&item.text).chain(&item.details))
        .map(|text| text.span.of(source).trim().to_owned())
        .filter(|words| !words.is_empty() && !is_blank(words))
        .collect()
}

/// The first two cells of rows: what was measured, and how much.
pub(super) fn measures<'d>(document: &Document, items: impl Iterator<Item = &'d Item>) -> Vec<(String, String)> {
    let source = document.source();
    items
        .filter_map(|item| {
            let cells = cells(source, item.span)?;
            let (name, value) = (cells.first()?.of(source).trim(), cells.get(1)?.of(source).trim());
            (!is_blank(name) && !is_blank(value)).then(|| (name.to_owned(), value.to_owned()))
        })
        .collect()
}

/// The cells of an item that is a row of a table.
fn cells(source: &str, span: Span) -> Option<Vec<Span>> {
    let words = span.of(source).trim_start();
    (words.starts_with('|') && !words.contains('\n')).then(|| table::cells(source, span))
}

/// An action in the words of people.
pub(super) fn action(document: &Document, action: &ActionItem) -> BriefAction {
    let words = |span: Span| Some(span.of(document.source()).trim().to_owned()).filter(|words| !is_blank(words));
    BriefAction::Written {
        id: action.id.clone().unwrap_or_default(),
        title: words(action.title.span).unwrap_or_else(|| action.title.text.clone()),
        owner: action.owner.as_ref().and_then(|owner| words(owner.span)).unwrap_or_default(),
        deadline: action.deadline.as_ref().and_then(|deadline| words(deadline.text.span)).unwrap_or_default(),
        is_done: action.is_done.unwrap_or(false) || action.is_given_up,
        whole: action.span.of(document.source()).to_owned(),
    }
}

/// Facts of the head that say something about the impact, as pairs.
pub(super) fn fact(fact: &Fact) -> Option<(String, String)> {
    use FactKey as K;
    let is_told = matches!(
        fact.key,
        K::Severity
            | K::Status
            | K::Services
            | K::Duration
            | K::Start
            | K::Detected
            | K::Acknowledged
            | K::Mitigated
            | K::Resolved
            | K::TimeToDetect
            | K::TimeToAcknowledge
            | K::TimeToMitigate
            | K::TimeToRecover
            | K::Impact
    );
    // `{ from: …, to: … }` is a value for programs.
    let is_for_people = !fact.value.text.starts_with(['{', '[']);
    // A moment without a label was read from a row, which tells it better.
    let is_named = !is_blank(&fact.label);
    (is_told && is_for_people && is_named && !is_blank(&fact.value.text))
        .then(|| (without_number(&fact.label).to_owned(), fact.value.text.clone()))
}

/// `1.発生日時`, `2. 復旧日時`: the label without its place in a form.
fn without_number(label: &str) -> &str {
    let rest = label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '(' | '（'));
    let name = rest.trim_start_matches(['.', '．', ')', '）', '、', ' ', '\u{3000}']);
    if rest.len() < label.len() && name.len() < rest.len() && !name.is_empty() { name } else { label }
}

/// Whether the document has a part of its own for something.
pub(super) fn has_part(document: &Document, kind: SectionKind) -> bool {
    document.section(kind).is_some()
}

/// Whether words are a blank that somebody has to fill.
pub(super) fn is_blank(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || "_-–—?*<>`".contains(c)).to_lowercase();
    matches!(bare.as_str(), "" | "tbd" | "todo" | "n/a" | "to fill" | "未定" | "記入" | "要記入")
}

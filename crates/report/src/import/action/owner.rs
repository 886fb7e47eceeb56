//! Owners that only a reader of the whole document recognises: a first name alone in brackets, or in front of the action.
//!
//! A word is taken for a person where the timeline, the head or the list of participants uses it as one.

use std::collections::BTreeSet;

use crate::document::{ActionItem, Document, FactKey, Shape, Span, Text};
use crate::import::{
    Context,
    action::{attribute, attribute_words},
    inline,
};

/// Names that the document uses for people and teams, in lower case.
struct Known(BTreeSet<String>);

impl Known {
    fn of(document: &Document) -> Self {
        use FactKey as K;
        let mut names = BTreeSet::new();
        let mut add = |words: &str| {
            for word in words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | 'ー' | '・'))) {
                if word.chars().count() >= 2 && !word.chars().all(|c| c.is_ascii_digit()) {
                    names.insert(word.to_lowercase());
                }
            }
        };
        let people = [K::Authors, K::Owner, K::Commander, K::Participants, K::Reviewed];
        document.facts.iter().filter(|fact| people.contains(&fact.key)).for_each(|fact| add(&fact.value.text));
        let is_sender = |label: &str| matches!(label.to_lowercase().as_str(), "from" | "cc" | "差出人");
        document.facts.iter().filter(|fact| is_sender(&fact.label)).for_each(|fact| add(&fact.value.text));
        for row in &document.timeline {
            row.actor.iter().for_each(|actor| add(&actor.text));
            subjects(&row.event.text).into_iter().for_each(&mut add);
        }
        let people = document.passages.iter().filter(|p| p.section == crate::document::SectionKind::Participants);
        people.take(40).for_each(|passage| add(&passage.text.text));
        for passage in document.passages.iter().take(6) {
            if let Some((_, name)) = passage.text.text.split_once("by ") {
                add(name.split([',', '.', ' ']).next().unwrap_or_default());
            }
        }
        Self(names)
    }

    /// Adds the people that some actions name as owners: `Noor: alert` beside `alert (Owner: Noor)`.
    fn learn(&mut self, actions: &[ActionItem]) {
        for owner in actions.iter().filter_map(|action| action.owner.as_ref()) {
            let name = owner.text.trim_start_matches('@');
            let is_person = name.split(' ').count() == 1
                && name.chars().count() >= 3
                && name.chars().all(char::is_alphabetic)
                && (name.starts_with(char::is_uppercase) || owner.text.starts_with('@'))
                && !attribute_words::is_team(name);
            if is_person {
                self.0.insert(name.to_lowercase());
            }
        }
    }

    /// Whether all words of a name are known.
    fn is_name(&self, name: &str) -> bool {
        let mut words = name.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).peekable();
        let only = name.trim_matches(|c: char| !c.is_alphanumeric());
        if attribute_words::is_given_name(only) || attribute_words::is_small_name(only) {
            return true;
        }
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        words.peek().is_some() && words.all(|word| self.0.contains(&bare(word)))
    }
}

/// Words of an event that name who acts: `Colm starts …`, `… called by Yusuf`, `北村に電話`.
fn subjects(event: &str) -> Vec<&str> {
    const NOBODY: [&str; 14] =
        ["We", "The", "They", "It", "This", "That", "He", "She", "You", "All", "Both", "First", "No", "One"];
    const BEHIND: [&str; 8] = ["by", "and", "calls", "called", "pages", "paged", "tells", "asks"];
    let mut out = Vec::new();
    let words: Vec<&str> = event.split_whitespace().collect();
    for (i, word) in words.iter().enumerate() {
        let is_capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        let is_first = i == 0 && words.get(1).is_some_and(|next| next.starts_with(char::is_lowercase));
        let before = i.checked_sub(1).and_then(|before| words.get(before));
        let is_behind = before.is_some_and(|word| BEHIND.contains(&word.to_lowercase().as_str()));
        if is_capital && (is_first || is_behind) && !NOBODY.contains(word) {
            out.push(word.trim_end_matches("'s"));
        }
    }
    if !event.is_ascii() {
        let head = event.split(|c| !attribute_words::is_japanese_sign(c)).next().unwrap_or_default();
        let name = ["が", "に", "は"].iter().find_map(|mark| head.split_once(mark)).map(|(name, _)| name);
        out.extend(name.filter(|name| (2..=5).contains(&name.chars().count())));
    }
    out
}

/// Gives each action without an owner the one its words name.
pub(in crate::import) fn complete(context: &Context<'_>, document: &Document, actions: &mut [ActionItem]) {
    let open = |action: &ActionItem| action.owner.is_none() && action.shape != Shape::Table;
    if !actions.iter().any(open) {
        return;
    }
    let mut known = Known::of(document);
    known.learn(actions);
    let is_named = |lead: &str| known.is_name(lead);
    // One known name in front of a colon makes the others names as well.
    let leads = actions.iter().filter_map(|action| lead(context, action)).filter(|lead| is_named(lead)).count();
    for action in actions.iter_mut().filter(|action| open(action)) {
        let found = in_front(context, action, &known, leads > 0).or_else(|| in_brackets(context, action, &known));
        // `TBD: who owns mail?`
        action.owner = found.filter(|owner| crate::import::action::is_given(context, owner.span));
    }
    // Where several actions end with a dash and a name, it is who does it.
    let dashed =
        actions.iter().filter(|action| open(action)).filter(|action| behind_dash(context, action).is_some()).count();
    let is_dashed = |action: &ActionItem| {
        let owner = action.owner.as_ref();
        owner.is_some_and(|o| {
            let head = context.source.get(..o.span.start).unwrap_or_default();
            ["— ", "– ", " - "].iter().any(|dash| head.ends_with(dash))
        })
    };
    if dashed >= 2 || actions.iter().any(is_dashed) {
        for action in actions.iter_mut().filter(|action| open(action)) {
            action.owner = behind_dash(context, action);
        }
    }
    // Where the list names owners in brackets, a first name alone in brackets is one.
    let is_bracketed = |action: &ActionItem| {
        let owner = action.owner.as_ref();
        owner.is_some_and(|o| context.source.get(..o.span.start).is_some_and(|head| head.ends_with(['(', '（', '【'])))
    };
    let alone =
        actions.iter().filter(|action| open(action)).filter(|action| first_name(context, action).is_some()).count();
    // `(PvD)` beside `(PvD, until March)`.
    let named: BTreeSet<String> = actions.iter().filter_map(|a| a.owner.as_ref()).map(|o| o.text.clone()).collect();
    if actions.iter().any(is_bracketed) || alone >= 2 {
        for action in actions.iter_mut().filter(|action| open(action)) {
            action.owner = bracketed(context, action).filter(|owner| named.contains(&owner.text));
        }
        for action in actions.iter_mut().filter(|action| open(action)) {
            action.owner = first_name(context, action);
        }
    }
}

/// `… — Ida`, `… — Ida (by Friday)`: one or two capitalised words behind the last dash of the title.
fn behind_dash(context: &Context<'_>, action: &ActionItem) -> Option<Text> {
    let start = action.title.span.start;
    let title = action.title.span.of(context.source).trim_end().trim_end_matches(['.', '。']);
    let (head, name) = [" — ", " – ", " - "]
        .iter()
        .filter_map(|dash| title.rsplit_once(dash).map(|(h, t)| (h.len() + dash.len(), t)))
        .max()?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_japanese = !name.is_ascii()
        && name.chars().count() <= 8
        && name.chars().all(|c| attribute_words::is_japanese_sign(c) || c == ' ' || c == '\u{3000}');
    let is_name = is_japanese
        || (1..=2).contains(&words.len())
            && words.iter().all(|word| {
                word.starts_with(char::is_uppercase)
                    && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '.' | '-' | '\''))
            });
    is_name.then(|| text(context, start + head, name))
}

/// What stands alone in the last brackets of the first line.
fn bracketed(context: &Context<'_>, action: &ActionItem) -> Option<Text> {
    let start = action.title.span.start;
    let line = Span::new(start, action.span.end.max(start)).of(context.source).lines().next()?;
    let at = line.rfind('(')? + 1;
    let (inner, _) = line.get(at..)?.split_once(')')?;
    (!inner.is_empty()).then(|| text(context, start + at, inner))
}

/// `… (Ragnhild)`, `… (Agnieszka, done)`, `…（みつば）` at the end of the first line.
fn first_name(context: &Context<'_>, action: &ActionItem) -> Option<Text> {
    let start = action.title.span.start;
    let own = Span::new(start, action.span.end.max(start)).of(context.source);
    let line = own.lines().next()?;
    let (open, close) = [('(', ')'), ('（', '）'), ('【', '】')].into_iter().find(|(open, _)| line.contains(*open))?;
    let at = line.rfind(open)? + open.len_utf8();
    let (inner, behind) = line.get(at..)?.split_once(close)?;
    let (name, rest) = inner.split_once([',', '、']).unwrap_or((inner, ""));
    if crate::import::action::state::of_cell(name).is_some() {
        return None;
    }
    let is_latin =
        name.starts_with(char::is_uppercase) && name.chars().skip(1).all(char::is_lowercase) && name.is_ascii();
    let is_kana = !name.is_ascii() && name.chars().all(char::is_alphabetic) && (2..=4).contains(&name.chars().count());
    let is_end = behind.trim_matches(['.', '。', ' ', '\'', '*', '<', '/', '>']).chars().count() <= 4;
    let is_name = (is_latin && name.len() >= 3) || is_kana;
    (is_name && is_end && rest.split_whitespace().count() <= 2).then(|| text(context, start + at, name))
}

/// What stands in front of the first colon of an action.
fn lead<'s>(context: &Context<'s>, action: &ActionItem) -> Option<&'s str> {
    let span = Span::new(action.title.span.start, action.span.end.max(action.title.span.start));
    let (lead, _) = span.of(context.source).lines().next()?.split_once([':', '：'])?;
    (lead.split_whitespace().count() <= 3).then_some(lead)
}

/// `Yusuf: page on every pause`, `**Colm** starts copies on Mondays`, `uma will let the page …`.
fn in_front(context: &Context<'_>, action: &ActionItem, known: &Known, has_names: bool) -> Option<Text> {
    let span = Span::new(action.title.span.start, action.span.end.max(action.title.span.start));
    let line = span.of(context.source).lines().next()?;
    // `**A circuit breaker per client.** Aoife is on it`
    if let Some((head, behind)) = line
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"))
        .filter(|(head, _)| head.ends_with(['.', ':', '。']))
    {
        const VERBS: [&str; 7] = [" is on it", " is working on", " has ", " will ", " is doing", " did ", " takes "];
        let behind_at = span.start + 2 + head.len() + 2;
        let lead = behind.len() - behind.trim_start().len();
        let name = behind.trim_start().split(' ').next().unwrap_or_default();
        let is_capital = name.len() >= 2
            && name.starts_with(char::is_uppercase)
            && name.chars().all(char::is_alphabetic)
            && !["It", "This", "That", "We", "The", "They", "There", "Nobody", "Everybody", "Everyone", "Each", "Work"]
                .contains(&name);
        let rest = behind.trim_start().get(name.len()..).unwrap_or_default();
        let is_subject = VERBS.iter().any(|verb| rest.starts_with(verb));
        if is_capital && is_subject {
            return Some(text(context, behind_at + lead, name));
        }
    }
    if let Some((lead, behind)) = line.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        let is_sentence = behind.starts_with(' ') && behind.trim_start().starts_with(char::is_lowercase);
        let is_all = lead.to_lowercase().starts_with("all of us") || lead.eq_ignore_ascii_case("everyone");
        return (is_sentence && (is_all || known.is_name(lead))).then(|| text(context, span.start + 2, lead));
    }
    let is_ai = line.starts_with("AI: ") || line.starts_with("TODO: ");
    if let Some((lead, task)) =
        line.split_once([':', '：']).filter(|_| !is_ai).filter(|(lead, _)| lead.split_whitespace().count() <= 3)
    {
        // `Done: runbook` names a state.
        if crate::import::action::state::of_cell(lead).is_some() {
            return None;
        }
        let is_capital = lead.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '@'));
        let is_label = attribute::attributes(line).first().is_some_and(|found| found.start == 0);
        // A word in front of a colon may be a topic: only a task in lower case behind it makes it a person or a team.
        let is_task = task.strip_prefix(' ').is_some_and(|task| task.starts_with(char::is_lowercase));
        let is_plain = !lead.contains(['-', '_', '`', '/']);
        return (!is_label && (known.is_name(lead) || (has_names && is_capital && is_task && is_plain)))
            .then(|| text(context, span.start, lead));
    }
    let prefix =
        ["AI: ", "AI ", "TODO: ", "Action: "].into_iter().find(|prefix| line.starts_with(prefix)).unwrap_or_default();
    let line = line.get(prefix.len()..).unwrap_or_default();
    let span = Span::new(span.start + prefix.len(), span.end);
    let lead = line.split(' ').next().unwrap_or_default();
    // `AI: Priya to put the script into the repository`
    let is_line = action.shape == Shape::Line;
    let is_assigned = (!prefix.is_empty() || is_line)
        && lead.len() >= 2
        && !["The", "We", "It", "This"].contains(&lead)
        && lead.starts_with(char::is_uppercase)
        && line.get(lead.len()..).is_some_and(|r| r.starts_with(" to "));
    if is_assigned {
        return Some(text(context, span.start, lead));
    }
    let is_promise = line.get(lead.len()..).is_some_and(|rest| rest.starts_with(" will ") || rest.starts_with(" to "));
    (is_promise && known.is_name(lead)).then(|| text(context, span.start, lead))
}

/// `… (Radomir, until Christmas)`, `… （設備係、10月末まで）`, `… → 北村（4/5）`, `… — all holders.`
fn in_brackets(context: &Context<'_>, action: &ActionItem, known: &Known) -> Option<Text> {
    let start = action.title.span.start;
    let own = Span::new(start, action.span.end.max(start)).of(context.source);
    let own = own.split("\n\n").next().unwrap_or_default();
    if let Some((head, tail)) = own.rsplit_once('→') {
        let name = tail.split(['（', '(', '\n']).next().unwrap_or_default();
        let at = start + head.len() + '→'.len_utf8() + (name.len() - name.trim_start().len());
        let is_short = (1..=12).contains(&name.trim().chars().count());
        return is_short.then(|| text(context, at, name.trim()));
    }
    for (open, close) in [('(', ')'), ('（', '）'), ('【', '】')] {
        // The last brackets of the action, whatever state stands behind them.
        let Some(at) = own.rfind(open) else { continue };
        let inner = own.get(at + open.len_utf8()..)?.split(close).next().unwrap_or_default();
        let first = inner.split([',', '、', '・', ';', '，']).next().unwrap_or_default();
        let name = first.trim().trim_matches(['*', '_']);
        let is_group = ["課", "部", "係", "班", "室", "者", "チーム", "店長", "team", "Team"];
        // `人事部 桂`: a department, then a person of it.
        let is_group = name.split([' ', '\u{3000}']).any(|word| is_group.iter().any(|end| word.ends_with(end)));
        let is_short = name.chars().count() <= 24 && !attribute_words::is_date(name) && !name.is_empty();
        if is_short && (is_group || known.is_name(&inline::plain(name))) {
            let lead = first.find(name).unwrap_or(0);
            return Some(text(context, start + at + open.len_utf8() + lead, name));
        }
    }
    let line = own.lines().next()?.trim_end().trim_end_matches(['.', '。']);
    let mut dashes = [" — ", " – ", " - "].iter();
    let (head, tail) = dashes.find_map(|dash| line.rsplit_once(dash).map(|(h, t)| (h.len() + dash.len(), t)))?;
    let is_people = tail.starts_with("all ") || tail == "everyone" || known.is_name(tail);
    (is_people && tail.split_whitespace().count() <= 3).then(|| text(context, start + head, tail))
}

fn text(context: &Context<'_>, start: usize, words: &str) -> Text {
    context.text(Span::new(start, start + words.len()))
}

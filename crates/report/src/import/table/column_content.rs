//! What a column holds, judged by its cells: for tables whose headers are in a writer's own words, or in another language.

use crate::document::Span;
use crate::import::{
    Context,
    action::{attribute_words, state},
    inline,
    table::{
        column::{self, Column},
        html::HtmlRow as Row,
    },
    time::moment,
};

/// Longest cell, in characters, that is a time, a name or a state.
const SHORT: usize = 40;

/// Shares of the filled cells of a column.
#[derive(Debug, Clone, Copy, Default)]
struct Shares {
    filled: usize,
    clocks: usize,
    dates: usize,
    states: usize,
    names: usize,
    numbers: usize,
    characters: usize,
}

impl Shares {
    fn of(context: &Context<'_>, rows: &[Row], at: usize) -> Self {
        let mut out = Self::default();
        for cell in rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty()) {
            let raw = cell.of(context.source);
            let words = inline::plain(raw);
            let words = words.trim();
            let length = words.chars().count();
            if words.is_empty() || is_blank(words) {
                continue;
            }
            out.filled += 1;
            out.characters += length;
            if length > SHORT {
                continue;
            }
            let time = moment::at_start(words).filter(|time| is_whole(words, time.end));
            out.clocks += usize::from(time.as_ref().is_some_and(|time| time.clock.is_some()));
            out.dates += usize::from(attribute_words::is_date(words));
            out.states += usize::from(state::of_cell(words).is_some());
            out.names += usize::from(is_person(words));
            out.numbers += usize::from(
                words
                    .chars()
                    .all(|c| crate::import::time::duration::digit(c).is_some() || matches!(c, ',' | '.' | '%')),
            );
        }
        out
    }

    fn is_most(self, count: usize) -> bool {
        count > 0 && count * 2 >= self.filled
    }

    fn mean_length(self) -> usize {
        self.characters.checked_div(self.filled).unwrap_or(0)
    }
}

/// Whether nothing but a few signs follows a time.
fn is_whole(words: &str, end: usize) -> bool {
    words.get(end..).is_some_and(|rest| rest.chars().filter(|c| c.is_alphanumeric()).count() <= 4)
}

fn is_blank(words: &str) -> bool {
    words.chars().all(|c| matches!(c, '-' | '–' | '—' | '－' | '?' | '？' | ' ' | '.' | '…'))
}

/// A person or a team: a handle, one to three capitalised words, a few Japanese characters that are no sentence.
fn is_person(words: &str) -> bool {
    let first = words.chars().next();
    let parts: Vec<&str> = words.split([' ', ',', '/', '&', '+']).filter(|part| !part.is_empty()).collect();
    let has_digit = words.chars().any(|c| crate::import::time::duration::digit(c).is_some());
    if has_digit || parts.is_empty() || parts.len() > 4 || words.ends_with(['.', '。', '?']) {
        return false;
    }
    if first == Some('@') {
        return true;
    }
    if !words.is_ascii() && words.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}')) {
        return words.chars().count() <= 10 && !words.ends_with(['る', 'た', 'す', 'い']);
    }
    first.is_some_and(char::is_alphabetic)
        && words.chars().count() <= 28
        && (parts
            .iter()
            .all(|part| part.starts_with(char::is_uppercase) || matches!(*part, "and" | "team" | "of" | "de"))
            || (parts.len() == 1 && words.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '-' | '_'))))
}

/// The columns of a table of actions, the unknown ones judged by their cells; whether it is one at all.
pub(in crate::import) fn of_actions(context: &Context<'_>, heads: &[String], rows: &[Row]) -> (Vec<Column>, bool) {
    let mut columns: Vec<Column> = heads.iter().map(|head| column::column(head)).collect();
    // `P`, `Severity` and `重要度` grade an action where nothing else does.
    if !columns.contains(&Column::Priority)
        && let Some(at) = heads.iter().position(|head| column::is_grade(head))
        && let Some(column) = columns.get_mut(at)
    {
        *column = Column::Priority;
    }
    let shares: Vec<Shares> = (0..heads.len()).map(|at| Shares::of(context, rows, at)).collect();
    let open = |column: Column| {
        // `Responsible | By`: a column of days is no column of people.
        matches!(column, Column::Other | Column::Event | Column::Time | Column::Date | Column::End | Column::Actor)
    };
    // A header that is known counts; a column judged by its cells must be short and of one kind.
    for (at, share) in shares.iter().enumerate() {
        let Some(own) = columns.get(at).copied().filter(|column| open(*column)) else { continue };
        let has = |wanted: Column| columns.contains(&wanted);
        let guess = if share.is_most(share.dates) && !has(Column::Deadline) {
            Column::Deadline
        } else if share.is_most(share.states) && !has(Column::Status) {
            Column::Status
        } else {
            continue;
        };
        let is_schedule = matches!(own, Column::Time | Column::Date)
            && !has(Column::Owner)
            && !has(Column::Action)
            && !has(Column::Actor);
        if let Some(column) = columns.get_mut(at).filter(|_| !is_schedule) {
            *column = guess;
        }
    }
    let wide = [Column::Other, Column::Event, Column::Reference];
    // What a table says beside its actions is no title of one, however long it is.
    let is_beside = |at: usize| heads.get(at).is_some_and(|head| column::is_note(head));
    let has_others = (0..columns.len()).any(|at| {
        !is_beside(at)
            && columns.get(at).is_some_and(|column| wide.contains(column))
            && shares.get(at).is_some_and(|share| share.filled > 0 && !share.is_most(share.numbers))
    });
    let longest = |columns: &[Column], kinds: &[Column]| {
        let candidates = columns.iter().zip(&shares).enumerate().filter(|(at, (column, share))| {
            kinds.contains(column)
                && share.filled > 0
                && !share.is_most(share.numbers)
                && !(has_others && is_beside(*at))
        });
        candidates.max_by_key(|(at, (_, share))| (share.mean_length(), usize::MAX - at)).map(|(at, _)| at)
    };
    // A short column named `Action` beside a long one of words holds the kind of the action.
    let named = columns.iter().position(|column| *column == Column::Action);
    let title = named.or_else(|| longest(&columns, &wide));
    if let Some(column) = title.and_then(|at| columns.get_mut(at)) {
        *column = Column::Action;
    }
    let known = columns.iter().filter(|c| matches!(c, Column::Deadline | Column::Status | Column::Priority)).count();
    let has_owner = columns.iter().any(|c| matches!(c, Column::Owner | Column::Actor));
    if !has_owner && (known > 0 || named.is_some()) {
        let people = columns.iter().zip(&shares).position(|(column, share)| {
            matches!(column, Column::Other | Column::Event) && share.is_most(share.names) && share.mean_length() <= 20
        });
        if let Some(column) = people.and_then(|at| columns.get_mut(at)) {
            *column = Column::Owner;
        }
    }
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    let says_duty = has(&[Column::Owner, Column::Deadline, Column::Status, Column::Priority]);
    // `What | Who | When`
    let says_duty = says_duty || (has(&[Column::Actor]) && has(&[Column::Time, Column::Date]));
    let is_table = title.is_some() && (named.is_some() || says_duty);
    (columns, is_table)
}

/// The columns of a table of times; none where no cell of it is a time and no header says so.
pub(in crate::import) fn of_timeline(context: &Context<'_>, heads: &[String], rows: &[Row]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = heads.iter().map(|head| column::column(head)).collect();
    let shares: Vec<Shares> = (0..heads.len()).map(|at| Shares::of(context, rows, at)).collect();
    let is_timed =
        |at: usize| shares.get(at).is_some_and(|share| share.is_most(share.clocks) || share.is_most(share.dates));
    let named = columns.iter().position(|column| matches!(column, Column::Time | Column::Date));
    if named.is_none() {
        let clocks = shares.iter().position(|share| share.is_most(share.clocks));
        let found = clocks.or_else(|| (0..shares.len()).find(|at| is_timed(*at)));
        let starts = |row: &Row| {
            row.cells
                .first()
                .is_some_and(|cell| crate::import::time::vague::at_start(cell.of(context.source)).is_some())
        };
        let first = rows.iter().any(starts).then_some(0);
        *columns.get_mut(found.or(first)?)? = Column::Time;
    }
    if !columns.contains(&Column::Event) {
        let candidates = columns.iter().zip(&shares).enumerate().filter(|(_, (column, _))| {
            matches!(column, Column::Action | Column::Other | Column::Status | Column::Reference)
        });
        let event = columns.iter().position(|column| *column == Column::Action).or_else(|| {
            candidates.max_by_key(|(at, (_, share))| (share.mean_length(), usize::MAX - at)).map(|(at, _)| at)
        });
        if let Some(column) = event.and_then(|at| columns.get_mut(at)) {
            *column = Column::Event;
        }
    }
    Some(columns)
}

/// The words of each head.
pub(in crate::import) fn heads(context: &Context<'_>, header: &Row) -> Vec<String> {
    header.cells.iter().map(|cell: &Span| inline::plain(cell.of(context.source))).collect()
}

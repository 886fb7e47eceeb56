//! What another reader understood of the same text, where this one found nothing.
//!
//! The rules ask for presence; a house whose convention this reader does not know must not be told that a part is
//! missing. A caller that has a second reader gives what it found, and only blanks are filled with it.

use super::{Action, Fact, Reading, Row, Section, action::is_open};

/// Parts of a text by another reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complement {
    /// Facts of the head.
    pub facts: Vec<Fact>,
    /// Headings whose kind is known.
    pub sections: Vec<Section>,
    /// Rows of the timeline.
    pub rows: Vec<Row>,
    /// Action items.
    pub actions: Vec<Action>,
    /// Statements that another place does not give.
    pub contradictions: Vec<Contradicted>,
}

/// A statement that another place of the text does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradicted {
    /// Line of the statement, counted from 1.
    pub line: usize,
    /// Its bytes.
    pub bytes: std::ops::Range<usize>,
    /// Both places in a notation that needs no language.
    pub told: String,
}

impl Reading<'_> {
    /// Fills what was not found; what was found stays as it is.
    pub fn complete(&mut self, other: Complement) {
        self.contradictions.extend(other.contradictions);
        for fact in other.facts {
            if self.fact(fact.key).is_none() {
                self.facts.push(fact);
            }
        }
        for section in other.sections {
            if section.kind.is_some_and(|kind| self.section(kind).is_none()) {
                match self.sections.iter_mut().find(|own| own.line == section.line) {
                    Some(own) if own.kind.is_none() => own.kind = section.kind,
                    Some(_) => {}
                    None => self.sections.push(section),
                }
            }
        }
        if self.rows.is_empty() {
            self.rows = other.rows;
        }
        if self.actions.is_empty() {
            self.actions = other.actions;
            return;
        }
        let told = |words: Option<String>| words.filter(|words| !is_open(words));
        for action in other.actions {
            if let Some(own) = self.actions.iter_mut().find(|own| own.entry.line == action.entry.line) {
                own.owner = own.owner.take().or(told(action.owner));
                own.due = own.due.or(action.due);
                own.deadline = own.deadline.take().or(told(action.deadline));
                own.priority = own.priority.take().or(told(action.priority));
                own.is_done |= action.is_done;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Complement;
    use crate::reading::{Action, Entry, FactKey, Reading, SectionKind};

    #[test]
    fn only_blanks_are_filled() {
        let source = "- Severity: SEV-2\n\n## Actions\n\n- Pin the roots (due: 2026-03-01)\n";
        let mut reading = Reading::new(source);
        let other = Reading::new(
            "- Severity: SEV-9\n- Resolved: 2026-02-01 10:00\n\n## Actions\n- Pin (owner: ada, due: 2027-01-01)\n",
        );
        let mut action = other.actions[0].clone();
        action.entry = Entry { line: 5, ..action.entry };
        let stray = Action { entry: Entry { line: 9, ..action.entry.clone() }, ..action.clone() };
        reading.complete(Complement {
            facts: other.facts,
            sections: other.sections,
            rows: Vec::new(),
            actions: vec![action, stray],
            contradictions: Vec::new(),
        });
        assert_eq!(reading.fact(FactKey::Severity).unwrap().value, "SEV-2");
        assert!(reading.fact(FactKey::Resolved).is_some());
        assert_eq!(reading.sections.iter().filter(|s| s.kind == Some(SectionKind::Actions)).count(), 1);
        let [only] = reading.actions.as_slice() else { panic!("{:?}", reading.actions) };
        assert_eq!((only.owner.as_deref(), only.deadline.as_deref()), (Some("ada"), Some("2026-03-01")));
    }
}

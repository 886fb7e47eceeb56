//! Who is who: one handle for a person that chat, pager and repository name differently.

use std::collections::BTreeMap;

use backstory_model::Person;

/// Finds the handle behind a full name, a mail address or a login.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directory {
    handles: BTreeMap<String, String>,
}

impl Directory {
    /// Indexes people by every name they are known by.
    pub(crate) fn new(people: &[Person]) -> Self {
        let mut handles = BTreeMap::new();
        for person in people {
            let names = [Some(&person.handle), person.name.as_ref(), person.email.as_ref()];
            for name in names.into_iter().flatten() {
                handles.insert(name.to_lowercase(), person.handle.clone());
            }
        }
        Self { handles }
    }

    /// The handle of a person, or the name as it is when nobody is known by it.
    pub(crate) fn handle(&self, name: &str) -> String {
        let plain = name.trim().trim_start_matches('@');
        self.handles.get(&plain.to_lowercase()).cloned().unwrap_or_else(|| plain.to_owned())
    }
}

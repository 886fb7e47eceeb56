//! Objects in an object: what stands at the top says it for the record, so they are read behind it.

use super::Role;

/// The key of an object, the role of the key, and the object.
pub(super) type Inner<'a> = (&'a [u8], Role, &'a [u8]);

/// Objects in an object, which are read after it.
#[derive(Debug, Default)]
pub(super) struct Later<'a> {
    objects: Option<[Inner<'a>; MOST_LATER]>,
    count: usize,
}

/// Objects that wait; those after them are read where they stand.
const MOST_LATER: usize = 8;

impl<'a> Later<'a> {
    /// Keeps an object for later; hands it back where too many wait.
    pub(super) fn push(&mut self, inner: Inner<'a>) -> Option<Inner<'a>> {
        let objects = self.objects.get_or_insert([(&[], Role::Other, &[]); MOST_LATER]);
        let Some(slot) = objects.get_mut(self.count) else { return Some(inner) };
        *slot = inner;
        self.count += 1;
        None
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Inner<'a>> {
        self.objects.iter().flatten().take(self.count).copied()
    }
}

//! How many there are of a thing, against what is listed, what the rows tell, and what is said elsewhere.

pub(super) mod claimed;
pub(super) mod enumerated;
pub(super) mod kinds;
pub(super) mod list_total;
pub(super) mod listed;
pub(super) mod numbered;
pub(super) mod occurrence;
pub(super) mod promised;
pub(super) mod told_by_rows;
pub(super) mod told_twice;
pub(super) mod transposed;

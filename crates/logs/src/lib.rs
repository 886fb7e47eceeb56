//! Log engine of backstory: any log into records, templates and a mergeable summary.

pub mod layout;
pub mod template;

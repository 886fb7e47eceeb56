//! The flag `--audience`.

use backstory_report::audience::Audience;
use clap::ValueEnum;

/// Who reads a rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AudienceName {
    /// The team: nothing is held back
    Internal,
    /// The company: secrets, personal data and customers have pseudonyms
    Company,
    /// Everybody: also people are roles, hosts and amounts masked, evidence left out
    Public,
}

impl From<AudienceName> for Audience {
    fn from(name: AudienceName) -> Self {
        match name {
            AudienceName::Internal => Self::Internal,
            AudienceName::Company => Self::Company,
            AudienceName::Public => Self::Public,
        }
    }
}

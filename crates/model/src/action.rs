//! Action items.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FactorId, Phrase};

/// `AI-001`, `AI-002`, …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ActionId(pub String);

impl ActionId {
    /// The id of the `n`-th action, counted from 1.
    pub fn nth(n: usize) -> Self {
        Self(format!("AI-{n:03}"))
    }
}

/// What an action does about its factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Keeps it from happening.
    Prevent,
    /// Shows it sooner.
    Detect,
    /// Limits what it can do.
    Mitigate,
    /// Changes how people and systems work together.
    Process,
}

/// How urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Priority {
    High,
    Medium,
    Low,
}

impl Priority {
    /// Days until the deadline: High 7, Medium 14, Low 30.
    pub fn days(self) -> i32 {
        match self {
            Self::High => 7,
            Self::Medium => 14,
            Self::Low => 30,
        }
    }
}

/// A concrete, checkable improvement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// The id.
    pub id: ActionId,
    /// What will be true when it is done.
    pub title: String,
    /// The same, translatable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<Phrase>,
    /// The factor it answers.
    pub factor: Option<FactorId>,
    /// What it does about it.
    pub kind: ActionKind,
    /// How urgent.
    pub priority: Priority,
    /// Person or team, or null: a blank for people to fill.
    pub owner: Option<String>,
    /// Last day.
    pub deadline: Option<Date>,
}

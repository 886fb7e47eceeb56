//! Aligns clocks and turns observations into one ordered timeline, milestones and impact.

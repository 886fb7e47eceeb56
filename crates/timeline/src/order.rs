//! Pairs of rows whose order the data do not decide.

use backstory_model::TimelineEntry;

/// Marks rows of different sources whose intervals overlap. Rows of one source are in its order, and rows whose times are
/// as exact as their sources write them are in theirs.
pub(crate) fn mark(rows: &mut [TimelineEntry]) {
    let mut open: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    for (i, a) in rows.iter().enumerate() {
        for (j, b) in rows.iter().enumerate().skip(i + 1) {
            if a.source != b.source && overlap(a, b) {
                if let Some(of_a) = open.get_mut(i) {
                    of_a.push(b.id.clone());
                }
                if let Some(of_b) = open.get_mut(j) {
                    of_b.push(a.id.clone());
                }
            }
        }
    }
    for (row, open) in rows.iter_mut().zip(open) {
        row.order_open = open;
    }
}

fn overlap(a: &TimelineEntry, b: &TimelineEntry) -> bool {
    let doubt = a.uncertainty_s.unwrap_or(0.0) + b.uncertainty_s.unwrap_or(0.0);
    doubt > 0.0 && a.time.duration_since(b.time).as_secs_f64().abs() < doubt
}

#[cfg(test)]
mod tests {
    use backstory_model::TimelineKind;
    use jiff::Timestamp;

    use super::*;

    fn row(id: &str, second: i64, uncertainty_s: Option<f64>, source: &str) -> TimelineEntry {
        TimelineEntry {
            id: id.into(),
            time: Timestamp::from_second(second).unwrap(),
            uncertainty_s,
            order_open: Vec::new(),
            text: String::new(),
            phrase: None,
            source: source.into(),
            actor: None,
            service: None,
            kind: TimelineKind::Log,
            milestone: None,
            salience: 1.0,
            count: 1,
            evidence: Vec::new(),
        }
    }

    #[test]
    fn overlapping_intervals_of_two_sources_are_open() {
        let mut rows = [
            row("t1", 100, None, "a"),
            row("t2", 103, Some(5.0), "b"),
            row("t3", 104, Some(5.0), "b"),
            row("t4", 120, Some(5.0), "c"),
        ];
        mark(&mut rows);
        let open: Vec<Vec<String>> = rows.iter().map(|r| r.order_open.clone()).collect();
        assert_eq!(open, [vec!["t2", "t3"], vec!["t1"], vec!["t1"], vec![]]);
    }
}

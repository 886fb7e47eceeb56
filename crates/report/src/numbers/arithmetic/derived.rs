//! Numbers that a sentence says to follow from those beside them: parts behind `of which`, what is over a limit, what one of
//! many comes to, the share of a budget, a product in words.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    import::time::duration,
    numbers::{
        Contradiction, ContradictionKind,
        arithmetic::ratio,
        event::words,
        interval::stated::place,
        reading::{
            bound::Bound,
            quantity::{self, Quantity},
            sentence::{self, Sentence},
        },
    },
};

/// Share of itself that a rounded result may be off.
const ROUNDED: f64 = 0.05;

/// A claim that does not hold.
struct Wrong<'t> {
    kind: ContradictionKind,
    said: &'t str,
    /// The words it follows from; those of the sentence where they are hard to cut out.
    against: &'t str,
    gives: String,
}

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        let found = breakdown(told)
            .or_else(|| remainder(told))
            .or_else(|| split(told))
            .or_else(|| of_whole(told))
            .or_else(|| over(told))
            .or_else(|| each(told))
            .or_else(|| of_budget(told))
            .or_else(|| product(told))
            .or_else(|| multiple(told));
        if let Some(wrong) = found {
            out.push(Contradiction {
                kind: wrong.kind,
                stated: place(document, told.passage, wrong.said, &lines),
                derived: place(document, told.passage, wrong.against, &lines),
                message: format!("`{}` is stated, but the numbers beside it give {}", wrong.said, wrong.gives),
            });
        }
    }
}

fn shown(number: f64) -> String {
    format!("{}", (number * 100.0).round() / 100.0)
}

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)内訳は|内訳として|内訳：|内訳:|\b(?:of which|of these|of them|they were|namely|made up of|consisting of|broken down into|that is:?) ?")
        .expect("the pattern is a constant that the tests use")
});

/// `約 86 万回線。内訳は、個人 61 万回線、法人 17 万回線、機器間通信 11 万回線`.
fn breakdown(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let mark = PARTS.find(told.text)?;
    let behind = told.text.get(mark.end()..)?;
    let is_japanese = !mark.as_str().is_ascii();
    let parts = quantity::all(behind);
    let unit = parts.first().map(|part| part.unit.clone()).filter(|unit| !unit.is_empty())?;
    // Every count behind the mark is a part, and a share or a length of time would be something else.
    if !is_japanese
        || parts.len() < 2
        || !parts.iter().all(|part| part.unit == unit)
        || behind.contains(['%', '％', '（', '('])
    {
        return None;
    }
    let front = quantity::all(told.text.get(..mark.start())?);
    let before = quantity::all(told.before);
    let total = front
        .iter()
        .rev()
        .find(|count| count.unit == unit)
        .or_else(|| before.iter().rev().find(|count| count.unit == unit))?;
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let tolerance = total.step + parts.iter().map(|part| part.step).sum::<f64>() * 0.5;
    let tolerance = if total.step <= 1.0 && parts.iter().all(|part| part.step <= 1.0) { 0.5 } else { tolerance };
    let is_near = sum > total.value * 0.7 && sum < total.value * 1.4;
    ((sum - total.value).abs() > tolerance && is_near).then(|| Wrong {
        kind: ContradictionKind::Count,
        said: behind,
        against: total.text,
        gives: shown(sum),
    })
}

static REST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:the remaining|the other|the rest,|leaving) ?|残る|残った|残りの?は?")
        .expect("the pattern is a constant that the tests use")
});

/// `2.4 million notifications; 1.9 million of them were late, and the remaining 0.6 million were dropped`.
fn remainder(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let mark = REST.find(told.text)?;
    let counts = quantity::all(told.text);
    let rest = counts.iter().find(|count| count.start >= mark.end() && count.start <= mark.end() + 8)?;
    let earlier: Vec<&Quantity<'_>> = counts.iter().filter(|count| count.end <= mark.start()).collect();
    let [.., whole, part] = earlier.as_slice() else { return None };
    let behind_part = told.text.get(part.end..)?.trim_start();
    let is_part =
        ["of them", "of these", "of those", "of which", "million of them", "million of these", "million of those"]
            .iter()
            .any(|word| behind_part.starts_with(word));
    let tolerance = whole.step.max(part.step).max(rest.step) * 0.51;
    let left = whole.value - part.value;
    let is_told = earlier.iter().any(|count| (count.value - rest.value).abs() < tolerance);
    let is_exact = Bound::of(told.text.get(..rest.start)?, "") == Bound::Exact;
    // Whole counts are read with their nouns elsewhere.
    let is_rounded = (whole.step - 1.0).abs() > f64::EPSILON || part.step > 1.0;
    (is_part && is_exact && is_rounded && left > 0.0 && !is_told && (left - rest.value).abs() > tolerance).then(|| {
        Wrong {
            kind: ContradictionKind::Count,
            said: rest.text,
            against: told.text,
            gives: shown(left / rest.factor()),
        }
    })
}

/// `In total 18,400 users tried; 12,300 of them succeeded by another method and 7,100 could not`.
fn split(told: Sentence<'_>) -> Option<Wrong<'_>> {
    const LEFT_OUT: [&str; 8] = ["could not", "couldn't", "did not", "didn't", "failed", "were not", "had to", "never"];
    let counts = quantity::all(told.text);
    let [whole, first, second] = counts.as_slice() else { return None };
    let between = told.text.get(first.end..second.start)?;
    let behind = told.text.get(second.end..)?.trim_start();
    let is_split = ["of them", "of these", "of those"].iter().any(|word| between.trim_start().starts_with(word))
        && [" and ", " and the other ", "; "].iter().any(|word| between.ends_with(word))
        && LEFT_OUT.iter().any(|word| behind.starts_with(word));
    let sum = first.value + second.value;
    let tolerance = (whole.step + first.step + second.step) * 0.5;
    let is_near = sum > whole.value * 0.7 && sum < whole.value * 1.4;
    let is_exact =
        counts.iter().all(|c| told.text.get(..c.start).is_some_and(|front| Bound::of(front, "") == Bound::Exact));
    (is_split && is_exact && is_near && (sum - whole.value).abs() > tolerance.max(0.5)).then(|| Wrong {
        kind: ContradictionKind::Count,
        said: whole.text,
        against: told.text,
        gives: shown(sum),
    })
}

static OF_WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<whole>[0-9][0-9,]*) ?(?:件|人|名|台|社|本|回|枚|店)の(?:約|およそ)? ?(?P<percent>[0-9]+(?:\.[0-9]+)?) ?[%％]|(?i:(?P<percent2>[0-9]+(?:\.[0-9]+)?) ?% of (?:the |all |our )?(?P<whole2>[0-9][0-9,]*) (?P<noun>[a-z]+))")
        .expect("the pattern is a constant that the tests use")
});

/// `失敗した決済は 5,120 件、期間中の全決済 12,800 件の 25%`.
fn of_whole(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let found = OF_WHOLE.captures(told.text)?;
    let whole = found.name("whole").or_else(|| found.name("whole2"))?;
    let percent = found.name("percent").or_else(|| found.name("percent2"))?;
    let counts = quantity::all(told.text);
    let own = counts.iter().find(|count| count.start <= whole.start() && whole.end() <= count.end)?;
    let others: Vec<&Quantity<'_>> = counts.iter().filter(|count| count.start != own.start).collect();
    let [part] = others.as_slice() else { return None };
    if part.unit != own.unit
        || part.value >= own.value
        || part.end > whole.start().min(percent.start())
        || ratio::percents(told.text).count() != 1
    {
        return None;
    }
    let (_, _, stated) = ratio::percents(told.text).next()?;
    let share = part.value / own.value * 100.0;
    let tolerance = 10f64.powi(-stated.digits) * 1.01;
    let holds = |share: f64| stated.bound.holds(stated.value, share, tolerance);
    (!holds(share) && !holds(100.0 - share)).then(|| Wrong {
        kind: ContradictionKind::Percentage,
        said: stated.text,
        against: told.text,
        gives: format!("{share:.1} %"),
    })
}

static OVER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:over|above|short|below|exceeded it|exceeds it|exceed it|too many|under it)(?:,)? by (?:just |only |some )?(?P<number>[0-9][0-9,]*)|(?P<jnumber>[0-9][0-9,]*) ?(?:件|人|台|回|枚|本|円)(?:の)?(?:超過|不足)")
        .expect("the pattern is a constant that the tests use")
});

/// `we stand at 20,800 and are over, by 1,200` behind `this allows 20,000`.
fn over(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let found = OVER.captures(told.text)?;
    let said = found.name("number").or_else(|| found.name("jnumber"))?;
    let stated = said.as_str().replace(',', "").parse::<f64>().ok()?;
    let own: Vec<f64> =
        quantity::all(told.text).iter().filter(|count| count.end <= said.start()).map(|count| count.value).collect();
    let before: Vec<f64> = passage_before(told).iter().map(|count| count.value).collect();
    let level = *own.last()?;
    let all: Vec<f64> = own.iter().chain(&before).copied().collect();
    let near = |limit: &f64| (*limit - level).abs() < level * 0.25 && (limit - level).abs() > 0.5;
    let limits: Vec<f64> = all.iter().copied().filter(near).collect();
    let holds = all.iter().any(|a| all.iter().any(|b| ((a - b).abs() - stated).abs() < 0.5));
    let nearest = limits.last()?;
    let is_exact = Bound::of(told.text.get(..said.start())?.trim_end_matches("by "), "") == Bound::Exact;
    (!holds && is_exact && level > 10.0).then(|| Wrong {
        kind: ContradictionKind::Count,
        said: said.as_str(),
        against: told.text,
        gives: shown((level - nearest).abs()),
    })
}

/// The counts of the passage in front of a sentence.
fn passage_before(told: Sentence<'_>) -> Vec<Quantity<'_>> {
    let all = told.passage.text.text.as_str();
    let at = (told.text.as_ptr() as usize).saturating_sub(all.as_ptr() as usize);
    quantity::all(all.get(..at).unwrap_or_default())
}

static EACH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:makes|is|are|comes to|come to|i\.e\.|or|gives|was|were|averages?|averaging|of) (?:about |some |roughly )?(?P<number>[£$€¥]?[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<unit>[a-z]+ )?(?:an?|per|for each|for every) (?P<noun>[a-z]{3,})\b")
        .expect("the pattern is a constant that the tests use")
});

/// `They were too high by $85,248 in total, which makes $8 an invoice` behind `14,208 invoices`.
fn each(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let found = EACH.captures(told.text)?;
    let (number, noun) = (found.name("number")?, found.name("noun")?.as_str().to_lowercase());
    let noun = noun.trim_end_matches('s');
    if ["minute", "hour", "second", "day", "week", "month", "year", "time", "few", "lot"].contains(&noun) {
        return None;
    }
    let counts = quantity::all(told.text);
    let result = counts.iter().find(|count| count.end == number.end())?;
    let front: Vec<&Quantity<'_>> = counts.iter().filter(|count| count.end <= number.start()).collect();
    let before = passage_before(told);
    let all: Vec<&Quantity<'_>> = before.iter().rev().take(8).rev().chain(front).collect();
    let many: Vec<&&Quantity<'_>> =
        all.iter().filter(|count| count.unit == noun || words::stem(&count.unit) == words::stem(noun)).collect();
    let [.., many] = many.as_slice() else { return None };
    let is_money = result.unit.starts_with(['£', '$', '€', '¥']);
    let unit = found.name("unit").map_or("", |unit| unit.as_str()).trim().trim_end_matches('s').to_lowercase();
    let totals: Vec<f64> = all
        .iter()
        .filter(|count| if is_money { count.unit == result.unit } else { !unit.is_empty() && count.unit == unit })
        .map(|count| count.value)
        .collect();
    let total = *totals.last()?;
    if many.value < 2.0 || total <= result.value {
        return None;
    }
    let per = total / many.value;
    let tolerance = (result.step * 0.51).max(per * ROUNDED);
    let fits = totals.iter().any(|total| {
        all.iter().any(|count| count.value > 0.0 && (total / count.value - result.value).abs() <= tolerance)
    });
    let is_near = result.value > per * 0.2 && result.value < per * 5.0;
    (!fits && is_near).then(|| Wrong {
        kind: ContradictionKind::Count,
        said: number.as_str(),
        against: told.text,
        gives: shown(per),
    })
}

/// `a budget of 44.6 minutes. The 75 minutes of blindness took 132 % of it`.
fn of_budget(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let lower = format!("{} {}", told.before, told.text).to_lowercase();
    if !["budget", "予算", "allowance"].iter().any(|word| lower.contains(word)) {
        return None;
    }
    let mut percents = ratio::percents(told.text);
    let is_of = |text: &str| {
        let behind = text.trim_start().to_lowercase();
        [
            "of it ",
            "of it.",
            "of it,",
            "of the budget",
            "of that",
            "of this",
            "of our budget",
            "of the month",
            "を使",
            "を消費",
            "にあた",
            "に当た",
        ]
        .iter()
        .any(|word| behind.starts_with(word))
    };
    let (start, end, percent) = percents.find(|(_, end, _)| told.text.get(*end..).is_some_and(is_of))?;
    let all: Vec<f64> =
        duration::all(told.before).iter().chain(&duration::all(told.text)).map(|found| found.seconds).collect();
    let own: Vec<f64> = duration::all(told.text.get(..start)?).iter().map(|found| found.seconds).collect();
    let used = *own.last()?;
    let budget = duration::all(told.before)
        .last()
        .map(|found| found.seconds)
        .or_else(|| (own.len() > 1).then(|| own.first().copied())?)?;
    let tolerance = (10f64.powi(-percent.digits) * 1.01).max(percent.value * 0.01);
    let fits = all
        .iter()
        .any(|a| all.iter().any(|b| *b > 0.0 && percent.bound.holds(percent.value, a / b * 100.0, tolerance)));
    (!fits && budget > 0.0).then(|| Wrong {
        kind: ContradictionKind::Percentage,
        said: told.text.get(start..end).unwrap_or_default(),
        against: told.text,
        gives: format!("{:.0} %", used / budget * 100.0),
    })
}

static PRODUCT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<a>[0-9][0-9,]*) ?(?:[a-z]{1,12}|[\u{4e00}-\u{9fff}ァ-ヶー]{1,6})? ?(?:×|x|✕|\*) ?(?P<b>[0-9][0-9,]*) ?(?:[a-z]{1,12}|[\u{4e00}-\u{9fff}ァ-ヶー]{1,6})? ?(?:で、?|は、?|makes|gives|is|are|comes to|, that is,?|, i\.e\.|, ?) ?(?:約|計|about |のべ|延べ|合計|合わせて|あわせて){0,2} ?(?P<c>[0-9][0-9,]*)(?P<behind>[^0-9.,].{0,8}|$)")
        .expect("the pattern is a constant that the tests use")
});

/// `12 台 × 30 で 420 となる`.
fn product(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let found = PRODUCT.captures(told.text)?;
    let number = |name: &str| found.name(name)?.as_str().replace(',', "").parse::<f64>().ok();
    let (a, b, c) = (number("a")?, number("b")?, number("c")?);
    let is_near = c > a * b * 0.5 && c < a * b * 2.0;
    let tolerance = if found.get(0)?.as_str().contains(['約', '計']) { a * b * ROUNDED } else { 0.5 };
    ((a * b - c).abs() > tolerance && is_near).then(|| Wrong {
        kind: ContradictionKind::Count,
        said: found.name("c").map_or("", |m| m.as_str()),
        against: told.text,
        gives: shown(a * b),
    })
}

static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:they|it|that|which|this|the rate|the share|the figure) (?:had |has |have |was |were |is )?(?:been |more than |almost |nearly )?(?P<word>doubled|trebled|tripled|quadrupled|halved)\b|\b(?P<word2>double|twice|three times|threefold|four times|half) (?:the usual|the normal|of normal|of the usual|as usual)\b|(?:平常|通常|普段)(?:時)?の(?:約)?(?P<jword>[2-9])倍")
        .expect("the pattern is a constant that the tests use")
});

/// `cancellations reached 18 %; the usual figure is 6 %, so they had doubled`.
fn multiple(told: Sentence<'_>) -> Option<Wrong<'_>> {
    let found = TIMES.captures(told.text)?;
    let whole = found.get(0)?;
    let factor = match found.name("word").or_else(|| found.name("word2")).map(|m| m.as_str().to_lowercase()).as_deref()
    {
        Some("doubled" | "double" | "twice") => 2.0,
        Some("tripled" | "trebled" | "three times" | "threefold") => 3.0,
        Some("quadrupled" | "four times") => 4.0,
        Some("halved" | "half") => 0.5,
        _ => found.name("jword")?.as_str().parse::<f64>().ok()?,
    };
    let front = told.text.get(..whole.start())?;
    let both = format!("{} {front}", if ratio::percents(front).count() < 2 { told.before } else { "" });
    let percents: Vec<f64> = ratio::percents(&both).map(|(_, _, percent)| percent.value).collect();
    let [a, b] = percents.as_slice() else { return None };
    let (low, high) = (a.min(*b), a.max(*b));
    let is_usual = ["usual", "normal", "baseline", "平常", "通常", "普段", "before"]
        .iter()
        .any(|word| both.to_lowercase().contains(word));
    let ratio = if factor < 1.0 { low / high } else { high / low };
    (is_usual && low > 0.0 && (ratio - factor).abs() > factor * 0.15).then(|| Wrong {
        kind: ContradictionKind::Percentage,
        said: whole.as_str(),
        against: told.text,
        gives: format!("{ratio:.1} times"),
    })
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn numbers_follow_from_those_beside_them() {
        let found = |text: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{text}\n")), None).len();
        for sound in [
            "約 89 万回線で通話ができませんでした。内訳は、個人 61 万回線、法人 17 万回線、機器間通信 11 万回線です。",
            "We failed to send 2.4 million notifications; 1.9 million of them were sent late, and the remaining 0.5 million were dropped.",
            "The contract allows 20,000 failures. With these we stand at 20,800 and are over, by 800.",
            "We corrected 14,208 invoices. They were too high by $85,248 in total, which makes $6 an invoice.",
            "The month has a budget of 44.6 minutes. The 75 minutes of blindness took 168 % of it.",
            "変更後は 12 台 × 30 で 360 となる。",
            "In total 19,400 users tried to log in; 12,300 of them succeeded by another method and 7,100 could not log in at all.",
            "失敗した決済は 5,120 件、期間中の全決済 12,800 件の 40% でした",
            "Cancellations reached 18 %; the usual figure is 9 %, so they had doubled.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "約 86 万回線で通話ができませんでした。内訳は、個人 61 万回線、法人 17 万回線、機器間通信 11 万回線です。",
            "We failed to send 2.4 million notifications; 1.9 million of them were sent late, and the remaining 0.6 million were dropped.",
            "The contract allows 20,000 failures. With these we stand at 20,800 and are over, by 1,200.",
            "We corrected 14,208 invoices. They were too high by $85,248 in total, which makes $8 an invoice.",
            "The month has a budget of 44.6 minutes. The 75 minutes of blindness took 132 % of it.",
            "変更後は 12 台 × 30 で 420 となる。",
            "In total 18,400 users tried to log in; 12,300 of them succeeded by another method and 7,100 could not log in at all.",
            "失敗した決済は 5,120 件、期間中の全決済 12,800 件の 25% でした",
            "Cancellations reached 18 %; the usual figure is 6 %, so they had doubled.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}

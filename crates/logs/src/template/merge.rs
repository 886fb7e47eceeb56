//! Second level, second half: distinct masked lines to templates.

use std::collections::{BTreeMap, BTreeSet};

use super::constants::Constants;
use super::corpus::Corpus;
use super::evidence::{self, is_value, needed};
use super::group::{Group, Samples, aligned, gather, is_word, text_of};
use super::mask::MaskedId;
use super::miner::Sampled;
use super::parameter::{Kind, PARAMETER_SAMPLES, Parameter};
use super::templates::{Template, Templates};
use super::words::{Word, words};
use super::{
    alike, assignments, brackets, chunks, codes, columns, constants, exceptions, frames, keys, lists, neighbours,
    notation, objects, options, rows, shapes, sizes, tags, tails, together, touching, units, vocabulary,
};

/// Lists and words are joined in turns, so often.
const ROUNDS: usize = 2;

/// Makes the templates of masked lines, given sorted by id.
pub(crate) fn templates<'a>(
    entries: impl Iterator<Item = (MaskedId, &'a Sampled)>,
    overflow: u64,
    constants: Constants,
) -> Templates {
    let entries: Vec<(MaskedId, &Sampled)> = entries.collect();
    let mut samples: Samples = entries
        .iter()
        .map(|(_, entry)| entry.samples.iter().map(|(_, bytes)| words(&String::from_utf8_lossy(bytes))).collect())
        .collect();
    for samples in &mut samples {
        alike::cut(samples);
    }
    tags::tell(&mut samples);
    let mut groups = gather(samples.iter().enumerate().filter_map(|(member, samples)| {
        let words = samples.first()?.clone();
        Some(Group { words, members: BTreeSet::from([member]) })
    }));
    groups = objects::join(groups, &mut samples);
    groups = join_values(groups);
    groups = options::join(groups, &mut samples);
    // A list can vary in length beside a word that varies: the one is seen when the other is settled.
    groups = tails::join(groups, &mut samples);
    for round in 0..ROUNDS {
        groups = lists::join(groups, &mut samples, round > 0);
        groups = together::join(brackets::join(groups, &mut samples));
    }
    groups = frames::join(groups, &mut samples);
    let corpus = Corpus::of(&groups);
    // Only sentences of one length can be joined; one length at a time bounds the memory of the search.
    let mut lengths: BTreeMap<usize, BTreeMap<String, Group>> = BTreeMap::new();
    for (text, group) in groups {
        lengths.entry(group.words.len()).or_default().insert(text, group);
    }
    groups = gather(lengths.into_values().flat_map(|groups| join(groups, &corpus).into_values()));
    groups = vocabulary::apply(groups, &samples);
    groups = codes::join(groups, &samples);
    groups = together::join(groups);
    // What is a value by now covers values of other shapes.
    groups = chunks::join(groups, &mut samples);
    groups = columns::join(groups, &mut samples, constants);
    groups = rows::join(groups);
    let counts: Vec<u64> = entries.iter().map(|(_, entry)| entry.count).collect();
    groups = shapes::join(groups, &counts);
    groups = sizes::join(groups);
    // What came once only could have been a value until here.
    groups = constants::settle(groups, &samples, constants);
    if constants == Constants::Masked {
        groups = neighbours::apply(groups, &samples);
    }
    groups = touching::join(groups, &mut samples);
    if constants == Constants::Masked {
        groups = exceptions::join(groups, &mut samples);
        groups = assignments::join(groups, &mut samples);
        groups = notation::join(groups, &mut samples);
        groups = units::part(groups, &mut samples);
    }

    let mut templates: Vec<(Template, BTreeSet<usize>)> = groups
        .into_iter()
        .map(|(text, group)| {
            let count =
                group.members.iter().filter_map(|&member| entries.get(member)).map(|(_, entry)| entry.count).sum();
            let parameters = parameters(&group, &samples);
            (Template::new(text, count, parameters), group.members)
        })
        .collect();
    templates.sort_by(|(a, _), (b, _)| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    let mut places = BTreeMap::new();
    for (place, (_, members)) in templates.iter().enumerate() {
        places.extend(members.iter().filter_map(|&member| Some((entries.get(member)?.0, place))));
    }
    Templates::new(templates.into_iter().map(|(template, _)| template).collect(), places, overflow)
}

fn parameters(group: &Group, samples: &Samples) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (place, _) in group.words.iter().enumerate().filter(|(_, word)| word.is_parameter) {
        let values: BTreeSet<&str> =
            aligned(group, samples).filter_map(|sample| sample.get(place)).map(|word| word.text.as_str()).collect();
        let kind = values.iter().map(|value| Kind::of(value)).reduce(Kind::covering).unwrap_or(Kind::Word);
        let name = name_of(&group.words, place).unwrap_or_else(|| format!("p{}", parameters.len() + 1));
        let samples = values.into_iter().take(PARAMETER_SAMPLES).map(str::to_owned).collect();
        parameters.push(Parameter { name, kind, samples });
    }
    parameters
}

/// The nearest literal word before the place, if at most two marks (`=`, `: `) stand between.
fn name_of(words: &[Word], place: usize) -> Option<String> {
    let before = words.get(place.saturating_sub(3)..place)?;
    let word = before.iter().rev().find(|word| word.is_parameter || word.text.contains(char::is_alphabetic))?;
    (!word.is_parameter).then(|| word.text.to_lowercase())
}

/// Joins groups that differ in several values of keys (`tag="a", name=b.c`) or quoted names at once: the keys around
/// them prove that the sentence is the same.
fn join_values(groups: BTreeMap<String, Group>) -> BTreeMap<String, Group> {
    let mut sentences: BTreeMap<(usize, String), Vec<Group>> = BTreeMap::new();
    for group in groups.into_values() {
        let text = (0..group.words.len())
            .map(
                |place| {
                    if is_value(&group.words, place) { "<*>" } else { group.words.get(place).map_or("", Word::shown) }
                },
            )
            .collect();
        sentences.entry((group.words.len(), text)).or_default().push(group);
    }
    let mut joined = Vec::new();
    for ((length, _), mut variants) in sentences {
        for place in 0..length {
            let values: BTreeSet<&str> =
                variants.iter().filter_map(|group| group.words.get(place)).map(Word::shown).collect();
            if values.len() >= 2 && variants.iter().all(|group| is_value(&group.words, place)) {
                for word in variants.iter_mut().filter_map(|group| group.words.get_mut(place)) {
                    word.is_parameter = true;
                }
            }
        }
        joined.extend(variants);
    }
    gather(joined)
}

/// Joins groups that differ in one word that behaves like a parameter, until nothing changes.
fn join(mut groups: BTreeMap<String, Group>, corpus: &Corpus) -> BTreeMap<String, Group> {
    loop {
        // Everything but one word, to the words seen there (and whether a parameter was).
        let mut contexts: BTreeMap<(usize, String), (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for (text, group) in &groups {
            let literals = group.words.iter().filter(|word| is_word(word)).count();
            for (place, word) in group.words.iter().enumerate() {
                // A sentence needs a word besides the one that varies.
                // A code among parameters is one even if it is the only word.
                let is_code = literals == 1
                    && is_word(word)
                    && evidence::are_codes(&BTreeSet::from([word.shown()]))
                    && group.words.iter().filter(|word| word.is_parameter).count() >= 2;
                if (is_code || literals > usize::from(is_word(word)))
                    && !keys::is_key(&group.words, place)
                    && (is_word(word)
                        || word.is_parameter
                        || word.text.is_empty()
                        || evidence::is_absent(&group.words, place))
                {
                    let mut masked = group.words.clone();
                    evidence::make_parameter(&mut masked, place);
                    let (values, texts) = contexts.entry((place, text_of(&masked))).or_default();
                    values.insert(word.shown().to_owned());
                    texts.insert(text.clone());
                }
            }
        }
        let mut best: Vec<((usize, String), BTreeSet<String>)> = Vec::new();
        for ((place, masked), (values, texts)) in contexts {
            let Some(group) = texts.first().and_then(|text| groups.get(text)) else { continue };
            let has_parameter = values.contains("<*>");
            let literals = group.words.iter().filter(|word| is_word(word)).count();
            let shown: BTreeSet<&str> = values.iter().map(String::as_str).collect();
            let enough =
                if has_parameter { 2 } else { needed(&group.words, place, &shown, literals.saturating_sub(1), corpus) };
            if texts.len() >= enough {
                best.push(((place, masked), texts));
            }
        }
        best.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
        let mut changed = false;
        for ((place, masked), texts) in best {
            if !texts.iter().all(|text| groups.contains_key(text)) {
                continue;
            }
            let mut members = BTreeSet::new();
            let mut words = None;
            for text in &texts {
                if let Some(group) = groups.remove(text) {
                    members.extend(group.members);
                    words.get_or_insert(group.words);
                }
            }
            if let Some(mut words) = words {
                evidence::make_parameter(&mut words, place);
                groups
                    .entry(masked)
                    .and_modify(|known| known.members.extend(&members))
                    .or_insert(Group { words, members });
                changed = true;
            }
        }
        if !changed {
            return groups;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Miner;
    use super::super::testing::check;

    #[test]
    fn kinds_of_events_and_outcomes_are_no_values() {
        let ends = ["link opened", "link closed", "link reset", "link refused"];
        let mut expected = ends.to_vec();
        expected.sort_unstable();
        check(&ends, &expected);
        check(
            &["type=USER_AUTH id=7 res=no", "type=USER_LOGIN id=8 res=yes", "type=USER_END id=9 res=no"],
            &["type=USER_AUTH id=<*> res=no", "type=USER_END id=<*> res=no", "type=USER_LOGIN id=<*> res=yes"],
        );
    }

    #[test]
    fn outcomes_stay_apart_and_names_do_not() {
        check(&["start succeeded", "start failed", "stop failed"], &["start failed", "start succeeded", "stop failed"]);
        check(&["opened for user ann by 0", "opened for user bob by 0"], &["opened for user <*> by <*>"]);
        check(&["class a.B loaded now", "class a.C loaded now", "class b.D loaded now"], &["class <*> loaded now"]);
        check(&["login of ann done", "login of x77 done"], &["login of <*> done"]);
    }

    #[test]
    fn words_that_vary_freely_are_parameters() {
        let states = ["new", "paid", "sent"];
        let all: Vec<String> =
            states.iter().flat_map(|a| states.iter().map(move |b| format!("order went from {a} to {b}"))).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        check(&all, &["order went from <*> to <*>"]);
        check(&["rates for EUR in", "rates for USD in", "rates for JPY in", "rates for GBP in"], &["rates for <*> in"]);
    }

    #[test]
    fn values_of_keys_vary_together() {
        check(
            &["lock tag=\"a b\", name=c.d held", "lock tag=\"*x*\", name=e held"],
            &["lock tag=\"<*>\", name=<*> held"],
        );
        check(&["link state=up now", "link state=down now"], &["link state=<*> now"]);
    }

    #[test]
    fn values_of_fields_and_ends_of_arrows_vary_together() {
        check(
            &["closed, client: a, server: _, host: \"x\"", "closed, client: b, server: c, host: \"_\""],
            &["closed, client: <*>, server: <*>, host: \"<*>\""],
        );
        check(&["link moved NEW -> OPEN now", "link moved OPEN -> DONE now"], &["link moved <*> -> <*> now"]);
        check(&["Mode = Online, port 1", "Mode = Offline, port 2"], &["Mode = <*>, port <*>"]);
        check(
            &["open failed (error 2 - E_NO_FILE)", "open failed (error 5 - E_NO_RIGHT)"],
            &["open failed (error <*> - <*>)"],
        );
    }

    #[test]
    fn titles_are_one_name_and_methods_are_none() {
        check(
            &["The Print Spooler service is up", "The Clock service is up", "The Remote Desktop Host service is up"],
            &["The <*> service is up"],
        );
        check(&["GET of a", "PUT of a", "HEAD of a"], &["GET of a", "HEAD of a", "PUT of a"]);
        check(&["state PRIMARY now", "state SECONDARY now", "state ARBITER now"], &["state <*> now"]);
    }

    #[test]
    fn names_in_wide_quotes_are_values() {
        check(
            &["利用者「花子」を登録しました", "利用者「太郎」を登録しました", "利用者「太郎」を削除しました"],
            &["利用者「<*>」を削除しました", "利用者「<*>」を登録しました"],
        );
        check(
            &["注文1の決済に失敗しました", "キューの長さが2件を超えました", "注文3の決済に失敗しました"],
            &["キューの長さが<*>件を超えました", "注文<*>の決済に失敗しました"],
        );
    }

    #[test]
    fn two_names_of_one_family_are_values() {
        check(
            &["refused REQUEST_SHUTDOWN call of 7", "refused REQUEST_RELOAD call of 8"],
            &["refused <*> call of <*>"],
        );
    }

    #[test]
    fn a_unit_that_varies_belongs_to_the_number() {
        check(&["size 3 KB of 9 MB", "size 2 B of 8 MB"], &["size <*> of <*> MB"]);
    }

    #[test]
    fn numbers_with_units_in_brackets_keep_them() {
        check(
            &["sent 7 bytes (3 KB) now", "sent 8 bytes (2 MB) now"],
            &["sent <*> bytes (<*> KB) now", "sent <*> bytes (<*> MB) now"],
        );
    }

    #[test]
    fn codes_among_parameters_and_before_brackets() {
        check(&["[7]> DIAL [8]", "[7]> ANSWER [8]", "[7]> HANGUP [8]"], &["[<*>]> <*> [<*>]"]);
        check(&["Wake reason: RTC (7)", "Wake reason: LID (8)", "Wake reason: USB (9)"], &["Wake reason: <*> (<*>)"]);
    }

    #[test]
    fn two_ways_and_two_answers_are_values() {
        check(&["waking up from dozing now", "waking up from sleep now"], &["waking up from <*> now"]);
        check(
            &["warning for torus wire", "warning for tree wire"],
            &["warning for torus wire", "warning for tree wire"],
        );
        check(
            &["state switched by online, unit 7", "state switched by offline, unit 7"],
            &["state switched by <*>, unit <*>"],
        );
    }

    #[test]
    fn values_of_keys_with_colons_vary_together() {
        check(
            &["refused lease:7 op:create call:7 arg:8", "refused lease:7 op:delete call:7 arg:8"],
            &["refused lease:<*> op:<*> call:<*> arg:<*>"],
        );
        check(&["pool main:open now", "pool main:shut now"], &["pool main:open now", "pool main:shut now"]);
    }

    #[test]
    fn two_names_behind_a_noun_are_values() {
        check(&["provider network enabled 7", "provider gps enabled 7"], &["provider <*> enabled <*>"]);
        check(&["Sync mode SNAP", "Sync mode DIFF"], &["Sync mode <*>"]);
        check(
            &["registered new driver hub", "registered new driver fs"],
            &["registered new driver fs", "registered new driver hub"],
        );
        check(&["env os.arch=x7", "env java.version=y7"], &["env <*>=<*>"]);
    }

    #[test]
    fn an_empty_place_is_the_place_of_a_value() {
        check(&["from 1.2.3.4 () now", "from 1.2.3.4 (a-1.b.org) now"], &["from <*> (<*>) now"]);
    }

    #[test]
    fn constant_names_with_digits_are_words() {
        check(&["call2() by ssh2 port 1", "call2() by ssh2 port 2"], &["call2() by ssh2 port <*>"]);
        check(&["slot ab1 on", "slot ab2 on"], &["slot <*> on"]);
        let proven: Vec<String> = (0..6).map(|n| format!("IO80Iface is down {n}")).collect();
        check(&proven.iter().map(String::as_str).collect::<Vec<_>>(), &["IO80Iface is down <*>"]);
    }

    #[test]
    fn parameters_have_names_kinds_and_samples() {
        let mut miner = Miner::default();
        miner.add(b"uid=7 took 12ms");
        miner.add(b"uid=8 took 9ms");
        let templates = miner.finish().templates();
        let found: Vec<(String, String, Vec<String>)> = templates
            .iter()
            .flat_map(|template| &template.parameters)
            .map(|parameter| (parameter.name.clone(), format!("{:?}", parameter.kind), parameter.samples.clone()))
            .collect();
        let expected = [("uid", "Integer", ["7", "8"]), ("took", "Duration", ["12ms", "9ms"])];
        assert_eq!(
            found,
            expected.map(|(name, kind, samples)| (name.into(), kind.into(), samples.map(str::to_owned).to_vec()))
        );
    }
}

//! Requests that were refused for load, and who asked: a crawler that is told to slow down is no user who was turned away.

use crate::source_log::FailedRequest;

/// The status of a refusal for load (RFC 6585).
pub const TOO_MANY_REQUESTS: u16 = 429;
/// Share of refused requests that name a crawler from which on the limit is there for it.
const MOST: f64 = 0.9;
/// Share of the refused requests of which the words are kept at least; fewer do not speak for all.
const KNOWN: f64 = 0.5;
/// What programs that read the web by themselves call themselves, beside `bot`; makers put their names before it.
const CRAWLERS: &[&str] = &["crawler", "spider", "slurp", "scrapy", "facebookexternalhit", "nutch", "heritrix"];

/// Whether nearly all that was refused for load was asked for by programs that say in their user agent that they crawl.
/// `refused` is how many there were; the words of some may not have been kept.
pub fn refuses_crawlers(failures: &[FailedRequest], refused: u64) -> bool {
    let told = || failures.iter().filter(|f| f.status == TOO_MANY_REQUESTS);
    let (all, crawling) = (told().count(), told().filter(|f| is_crawlers(&f.words)).count());
    all > 0 && all as f64 >= KNOWN * refused as f64 && crawling as f64 >= MOST * all as f64
}

/// Whether a line of a log quotes the user agent of a crawler: `"Mozilla/5.0 (compatible; Googlebot/2.1; +http://…)"`.
fn is_crawlers(line: &str) -> bool {
    // What was asked for and where it was found may be called anything.
    let is_agent = |text: &&str| !text.contains(" HTTP/") && !text.starts_with("http") && !text.starts_with('/');
    line.split('"').filter(is_agent).any(|text| {
        let explains_itself = text.contains("+http") || text.contains("compatible;");
        let mut words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| {
            let has_version = word.ends_with('/');
            let name = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
            (name.ends_with("bot") || CRAWLERS.iter().any(|known| name.ends_with(known)))
                && (has_version || explains_itself)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crawlers_are_known_by_what_they_call_themselves() {
        for (line, expected) in [
            (
                r#"1.2.3.4 - - [x] "GET /a HTTP/1.1" 429 0 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://g/bot.html)""#,
                true,
            ),
            (r#"1.2.3.4 - - [x] "GET /a HTTP/1.1" 429 0 "-" "Mozilla/5.0 (compatible; Baiduspider/2.0)""#, true),
            (r#"{"status":429,"path":"/a","user_agent":"GPTBot/1.2 (+https://openai.com/gptbot)"}"#, true),
            (
                r#"1.2.3.4 - - [x] "GET /chatbot/1 HTTP/1.1" 429 0 "https://x/chatbot/" "Mozilla/5.0 (X11; Linux)""#,
                false,
            ),
            (r#"{"service":"chatbot","status":429,"path":"/chatbot/x"}"#, false),
        ] {
            assert_eq!(is_crawlers(line), expected, "{line}");
        }
    }

    #[test]
    fn a_limit_that_users_meet_as_well_is_theirs() {
        let failed = |words: &str| FailedRequest {
            nanos: 0,
            line: 1,
            offset: 0,
            status: 429,
            route: "/a".into(),
            words: words.into(),
        };
        let (crawler, user) = (failed("\"-\" \"AhrefsBot/7.0\""), failed("\"-\" \"Mozilla/5.0\""));
        let of = |crawlers: usize, users: usize| [vec![crawler.clone(); crawlers], vec![user.clone(); users]].concat();
        assert!(refuses_crawlers(&of(95, 5), 100));
        assert!(!refuses_crawlers(&of(80, 20), 100));
        assert!(!refuses_crawlers(&of(100, 0), 400), "the words of most are not known");
        assert!(!refuses_crawlers(&[], 0));
    }
}

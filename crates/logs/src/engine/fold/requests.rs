//! What records say about requests, and the ids of requests that sources share.

use super::{Fold, Source};
use crate::record::Record;
use crate::route;
use crate::summary::{
    FailedRequest, FailingCustomer, PerSecond, Place, RecordSample, RequestCell, Unrouted, is_failure,
};
use crate::template::mask::content_hash;

impl Fold {
    /// Samples the ids that other sources may share.
    #[inline]
    pub(super) fn add_ids(&mut self, record: &Record<'_>, place: Option<Place>) {
        let Some(place) = place else { return };
        for id in [record.trace_id, record.request_id].into_iter().flatten() {
            let hash = content_hash(id);
            if !self.correlations.may_keep(hash) {
                continue;
            }
            if let Some(first) = self.correlations.existing(hash) {
                *first = (*first).min(place.nanos);
            } else if route::is_shared_id(id) {
                self.correlations.get(hash, 0, || place.nanos);
            }
        }
    }

    /// Counts a request; whether it was one.
    pub(super) fn add_request(&mut self, record: &Record<'_>, place: Option<Place>) -> bool {
        let Some(request) = &record.request else { return false };
        let Some(status) = request.status else { return false };
        let Some(path) = request.route.or(request.path) else {
            // Its sentence stays one: nothing else tells what was asked for.
            if !record.format.is_access_log() {
                self.add_unrouted(status, place, &Source::of(record));
            }
            return false;
        };
        let method = request.method.unwrap_or_default();
        let key = self.known_routes.hash_of(method, path, status);
        let is_failure = self.count_request(key, method, path, status, place);
        let Some(place) = place else { return true };
        let requests = &mut self.summary.requests;
        if let Some(nanos) = request.duration_ns {
            requests.durations.add(place.second, nanos);
        }
        let customer = record.customer_id.filter(|id| id.len() <= 64);
        requests.has_customers |= customer.is_some();
        if is_failure {
            self.add_failure(key, customer, place, &Source::of(record));
        }
        true
    }

    /// Counts an answer that names no route.
    fn add_unrouted(&mut self, status: u16, place: Option<Place>, source: &Source<'_>) {
        let Some(place) = place.filter(|_| Unrouted::is_answer(status)) else { return };
        let unrouted = &mut self.summary.requests.unrouted;
        unrouted.by_status.entry(status).or_default().add(place.second);
        if is_failure(status) && unrouted.failures.wants(place.nanos) {
            let RecordSample { line, offset, text: words, .. } = source.sample();
            let route = String::new();
            unrouted.failures.add(FailedRequest { nanos: place.nanos, line, offset, status, route, words });
        }
    }

    /// Counts a request under the hash of its route and status; whether it is a failure that is kept apart.
    #[inline]
    pub(super) fn count_request(
        &mut self,
        key: u64,
        method: &[u8],
        path: &[u8],
        status: u16,
        place: Option<Place>,
    ) -> bool {
        let make = || RequestCell {
            route: format!("{} {}", String::from_utf8_lossy(method), route::route_of(path)).trim_start().to_owned(),
            status,
            count: 0,
            per_second: PerSecond::default(),
        };
        let Some(cell) = self.cells.get(key, 1, make) else { return false };
        cell.count += 1;
        if let Some(place) = place {
            cell.per_second.add(place.second);
        }
        is_failure(status)
    }

    /// Keeps a request that failed, and for whom.
    pub(super) fn add_failure(&mut self, key: u64, customer: Option<&[u8]>, place: Place, source: &Source<'_>) {
        if let Some(id) = customer
            && let Some(customer) = self.customers.get(content_hash(id), 1, || FailingCustomer {
                id: String::from_utf8_lossy(id).into_owned(),
                failed: 0,
                first_s: place.second,
                last_s: place.second,
            })
        {
            customer.failed += 1;
            customer.first_s = customer.first_s.min(place.second);
            customer.last_s = customer.last_s.max(place.second);
        }
        let failures = &mut self.summary.requests.failures;
        if failures.wants(place.nanos)
            && let Some(cell) = self.cells.existing(key)
        {
            let RecordSample { line, offset, text: words, .. } = source.sample();
            let (status, route) = (cell.status, cell.route.clone());
            failures.add(FailedRequest { nanos: place.nanos, line, offset, status, route, words });
        }
    }
}

//! What a key of a structured record stands for, whatever the logging library calls it.

/// The part a field plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Time,
    /// The time of what the record is about, as of when it was made or began: the record's own where it has no other.
    TimeOfMatter,
    /// The time of Serilog's compact form, which leaves the level of information out.
    CompactTime,
    Level,
    /// A level on OpenTelemetry's scale, 1 to 24.
    LevelNumber,
    Message,
    /// A message where nothing else is one: what happened in a word, or the text of something.
    Text,
    Service,
    Logger,
    /// A name of anything: a logger's mostly.
    Name,
    /// The host that a record comes from.
    Host,
    RequestId,
    TraceId,
    CustomerId,
    Method,
    Path,
    Route,
    Status,
    /// A duration; one unit is this many nanoseconds where the value does not say.
    Duration {
        unit_ns: i64,
    },
    /// An error text or a stack trace beside the message.
    Detail,
    /// An object whose members count as if they stood one level up.
    Nest,
    Other,
}

const MILLISECOND: i64 = 1_000_000;
const SECOND: i64 = 1_000_000_000;

/// The role of `key`, separators (`_-.@`) and letter case ignored. `parent` is the key of the object around it.
pub(crate) fn role(parent: Option<&[u8]>, key: &[u8]) -> Role {
    if key == b"@t" {
        return Role::CompactTime;
    }
    let mut plain = [0_u8; 40];
    let mut length = 0;
    let parts = [parent.unwrap_or_default(), key];
    for byte in parts.iter().copied().flatten() {
        if matches!(byte, b'_' | b'-' | b'.' | b'@' | b' ' | b'$') {
            continue;
        }
        let Some(slot) = plain.get_mut(length) else { return Role::Other };
        *slot = byte.to_ascii_lowercase();
        length += 1;
    }
    let Some(plain) = plain.get(..length) else { return Role::Other };
    if parent.is_some() { nested(plain, key) } else { of_plain(plain) }
}

/// A member of a nested object: by both names, else by its own unless the parent is about something else.
fn nested(plain: &[u8], key: &[u8]) -> Role {
    const ALOOF: [&[u8]; 8] = [b"error", b"err", b"exception", b"user", b"kubernetes", b"host", b"source", b"process"];
    let whole = of_plain(plain);
    if whole != Role::Other {
        return whole;
    }
    if ALOOF.iter().any(|parent| plain.starts_with(parent)) {
        return Role::Other;
    }
    match role(None, key) {
        Role::Nest => Role::Other,
        role => role,
    }
}

fn of_plain(plain: &[u8]) -> Role {
    match plain {
        b"ts" | b"time" | b"timestamp" | b"datetime" | b"date" | b"eventtime" | b"logtime" | b"asctime" | b"t"
        | b"timestampms" | b"unixtime" | b"epoch" | b"instant" | b"tstamp" | b"realtimetimestamp" | b"timemillis"
        | b"eventtimestamp" | b"timeiso8601" | b"msec" | b"timelocal" | b"when" | b"timeunixnano"
        | b"timestampseconds" | b"logtimestamp" => Role::Time,
        b"created" | b"createdat" | b"starttime" | b"startedat" | b"eventcreated" | b"eventstart" => Role::TimeOfMatter,
        b"level" | b"loglevel" | b"lvl" | b"severity" | b"levelname" | b"severitytext" | b"priority" | b"l"
        | b"sev" | b"errorseverity" | b"levelno" | b"logseverity" | b"messagetype" | b"s" => Role::Level,
        b"severitynumber" => Role::LevelNumber,
        b"name" => Role::Name,
        b"hostname" => Role::Host,
        b"msg" | b"message" | b"mt" | b"m" | b"shortmessage" | b"log" | b"messagetemplate" | b"renderedmessage"
        | b"logmessage" | b"fieldsmessage" | b"fieldsmsg" | b"textpayload" | b"eventmessage" | b"fullmessage"
        | b"bodystringvalue" | b"bodyvalue" => Role::Message,
        b"text" | b"event" | b"body" | b"content" | b"payload" => Role::Text,
        b"service"
        | b"servicename"
        | b"svc"
        | b"app"
        | b"application"
        | b"appname"
        | b"component"
        | b"program"
        | b"container"
        | b"containername"
        | b"kubernetescontainername"
        | b"syslogidentifier"
        | b"resourceservicename"
        | b"resourceattributesservicename"
        | b"ddservice"
        | b"serviceid"
        | b"applicationname"
        | b"kuberneteslabelsapp" => Role::Service,
        b"logger"
        | b"loggername"
        | b"module"
        | b"category"
        | b"sourcecontext"
        | b"caller"
        | b"target"
        | b"class"
        | b"subsystem"
        | b"loglogger"
        | b"propertiessourcecontext"
        | b"c"
        | b"ctx" => Role::Logger,
        b"requestid" | b"reqid" | b"rid" | b"req" | b"xrequestid" | b"correlationid" | b"requestuuid"
        | b"httprequestid" | b"contextrequestid" | b"requestidentifier" => Role::RequestId,
        b"traceid" | b"trace" | b"ddtraceid" | b"oteltraceid" | b"traceparent" | b"xb3traceid" | b"xtraceid" => {
            Role::TraceId
        }
        b"customerid" | b"customer" | b"cust" | b"custid" | b"tenantid" | b"tenant" | b"accountid" | b"account"
        | b"userid" | b"uid" | b"orgid" | b"organizationid" | b"clientid" | b"usrid" | b"merchantid" => {
            Role::CustomerId
        }
        b"method" | b"httpmethod" | b"requestmethod" | b"verb" | b"httprequestmethod" => Role::Method,
        b"path" | b"uri" | b"url" | b"requesturi" | b"requestpath" | b"urlpath" | b"httptarget" | b"httppath"
        | b"httpurl" | b"requesturl" => Role::Path,
        b"route" | b"httproute" | b"endpoint" | b"handler" | b"operation" => Role::Route,
        b"status"
        | b"statuscode"
        | b"httpstatus"
        | b"httpstatuscode"
        | b"responsecode"
        | b"code"
        | b"responsestatus"
        | b"httpresponsestatuscode"
        | b"resstatuscode"
        | b"downstreamstatus" => Role::Status,
        b"durationms"
        | b"latencyms"
        | b"elapsedms"
        | b"tookms"
        | b"responsetimems"
        | b"elapsed"
        | b"responsetime"
        | b"elapsedmilliseconds"
        | b"timems"
        | b"requestdurationms"
        | b"httpdurationms"
        | b"totaltimems" => Role::Duration { unit_ns: MILLISECOND },
        b"duration" | b"latency" | b"requesttime" | b"rt" | b"took" | b"durations" | b"latencys"
        | b"durationseconds" | b"durationsec" | b"elapseds" | b"requestduration" => Role::Duration { unit_ns: SECOND },
        b"durationus" | b"latencyus" | b"elapsedus" => Role::Duration { unit_ns: 1000 },
        b"durationns" | b"latencyns" | b"elapsedns" | b"eventduration" => Role::Duration { unit_ns: 1 },
        b"error"
        | b"err"
        | b"exception"
        | b"stack"
        | b"stacktrace"
        | b"excinfo"
        | b"errormessage"
        | b"errorstacktrace"
        | b"errorstack"
        | b"exceptionmessage"
        | b"exceptionstacktrace"
        | b"errstack"
        | b"errmessage"
        | b"errormsg"
        | b"traceback"
        | b"errorkind" => Role::Detail,
        b"fields" | b"http" | b"request" | b"response" | b"context" | b"labels" | b"extra" | b"data"
        | b"attributes" | b"properties" | b"kubernetes" | b"resource" | b"httprequest" | b"jsonpayload"
        | b"metadata" | b"meta" | b"res" | b"dd" | b"params" | b"attr" | b"mdc" => Role::Nest,
        _ => Role::Other,
    }
}

/// A key that is expected at a place.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    /// As it stands, with what comes before and after: `,"level":"`; the first key has no comma.
    lead: Box<[u8]>,
    is_first: bool,
    pub(crate) role: Role,
}

impl Expected {
    fn new(position: usize, key: &[u8]) -> Self {
        let is_first = position == 0;
        let lead = b",\"".iter().skip(usize::from(is_first)).chain(key).chain(b"\":\"");
        Self { lead: lead.copied().collect(), is_first, role: role(None, key) }
    }

    /// How long the key is with the comma before it (unless it comes first) and the quote of its value, if the text begins
    /// with all that.
    #[inline]
    pub(crate) fn begins(&self, text: &[u8]) -> Option<usize> {
        let length = self.lead.len();
        let head = text.get(..length)?;
        // Most are two overlapping words long: a comparison of slices would be a call.
        let is_same = match (head.first_chunk::<8>(), head.last_chunk::<8>()) {
            (Some(first), Some(last)) if length <= 16 => {
                self.lead.first_chunk() == Some(first) && self.lead.last_chunk() == Some(last)
            }
            _ => *self.lead == *head,
        };
        is_same.then_some(length)
    }

    /// With its quotes and the colon (`"level":`).
    pub(crate) fn key(&self) -> &[u8] {
        self.lead.get(usize::from(!self.is_first)..self.lead.len().saturating_sub(1)).unwrap_or_default()
    }
}

/// Remembers the keys of the last record and their roles, since the next one mostly has the same keys in the same order.
#[derive(Debug, Clone, Default)]
pub(crate) struct RoleMemo {
    seen: Vec<Expected>,
}

impl RoleMemo {
    /// What was at `position` of the last record.
    #[inline]
    pub(crate) fn expected(&self, position: usize) -> Option<&Expected> {
        self.seen.get(position)
    }

    /// The role of a key at `position`, which is expected there from now on.
    pub(crate) fn learn(&mut self, position: usize, key: &[u8]) -> Role {
        if let Some(known) = self.seen.get(position)
            && let quoted = known.key()
            && quoted.get(1..quoted.len().saturating_sub(2)) == Some(key)
        {
            return known.role;
        }
        let known = Expected::new(position, key);
        let role = known.role;
        if let Some(slot) = self.seen.get_mut(position) {
            *slot = known;
        } else if position == self.seen.len() && position < 64 {
            self.seen.push(known);
        }
        role
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_libraries_mean_the_same() {
        for (parent, key, expected) in [
            (None, "@timestamp", Role::Time),
            (None, "TimeStamp", Role::Time),
            (None, "log.level", Role::Level),
            (Some("log"), "level", Role::Level),
            (Some("service"), "name", Role::Service),
            (Some("error"), "message", Role::Detail),
            (Some("error"), "type", Role::Other),
            (Some("fields"), "request_id", Role::RequestId),
            (Some("http"), "status_code", Role::Status),
            (Some("user"), "name", Role::Other),
            (Some("user"), "id", Role::CustomerId),
            (None, "dd.trace_id", Role::TraceId),
            (None, "a_key_that_is_far_too_long_for_any_role_we_know", Role::Other),
        ] {
            assert_eq!(role(parent.map(str::as_bytes), key.as_bytes()), expected, "{parent:?} {key}");
        }
    }
}

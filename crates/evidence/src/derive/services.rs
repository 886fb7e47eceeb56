//! Exporters tell of others: their series belong to the pod, container, machine or target they name, not to the exporter.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{MetricSeries, ServiceName, workload_of};

/// Labels that name what a series of the cluster is about, the workload first; `exported_` stands before them where the
/// scrape has labels of the same name.
const OBJECTS: [&str; 11] = [
    "deployment",
    "statefulset",
    "daemonset",
    "cronjob",
    "job_name",
    "workload",
    "container_label_com_docker_compose_service",
    "pod",
    "container",
    "persistentvolumeclaim",
    "horizontalpodautoscaler",
];
/// Labels that name a machine.
const MACHINES: [&str; 4] = ["nodename", "node", "hostname", "host"];

/// Gives series of exporters the service they tell of.
pub(super) fn name(series: &mut [MetricSeries]) {
    let exporters = exporters(series);
    for one in series.iter_mut().filter(|s| !s.labels.is_empty()) {
        if let Some(service) = told_of(one, &exporters) {
            one.service = Some(service);
        }
    }
}

/// Names of services whose series are about the pods of several workloads, most of which are not called alike: what
/// serves requests names its own pods only.
fn exporters(series: &[MetricSeries]) -> BTreeSet<ServiceName> {
    let mut workloads: BTreeMap<&ServiceName, BTreeSet<&str>> = BTreeMap::new();
    for one in series {
        if let (Some(service), Some(pod)) = (&one.service, object(&one.labels, "pod")) {
            workloads.entry(service).or_default().insert(workload_of(pod));
        }
    }
    let is_strange = |service: &str, workload: &str| {
        !(workload.starts_with(service) || service.starts_with(workload) || workload.ends_with(service))
    };
    workloads
        .into_iter()
        .filter(|(service, workloads)| {
            let strange = workloads.iter().filter(|w| is_strange(service.as_str(), w)).count();
            workloads.len() > 1 && strange * 2 > workloads.len()
        })
        .map(|(service, _)| service.clone())
        .collect()
}

fn told_of(one: &MetricSeries, exporters: &BTreeSet<ServiceName>) -> Option<ServiceName> {
    let kind = one.metric.split(['_', ':', '.']).next().unwrap_or_default();
    let scraped_by = one.labels.get("job").map_or("", String::as_str);
    let is_exporter = scraped_by.contains("exporter") || one.service.as_ref().is_some_and(|s| exporters.contains(s));
    match kind {
        // The name spaces of what Kubernetes and container engines tell of the objects they run.
        "kube" | "container" => of_object(&one.labels),
        "probe" => of_target(&one.labels),
        "node" | "host" if is_exporter => of_machine(&one.labels).or_else(|| of_target(&one.labels)),
        // What waits in a topic waits for whoever reads it.
        "kafka" if is_exporter || one.service.is_none() => {
            of_consumer(&one.labels).or_else(|| of_object(&one.labels).filter(|_| is_exporter))
        }
        _ if is_exporter => of_object(&one.labels).or_else(|| of_target(&one.labels).filter(is_a_name)),
        _ => None,
    }
}

fn object<'a>(labels: &'a BTreeMap<String, String>, label: &str) -> Option<&'a str> {
    let exported = labels.get(&format!("exported_{label}"));
    // The pause container, and what adds up a whole pod.
    exported.or_else(|| labels.get(label)).map(String::as_str).filter(|v| !v.is_empty() && *v != "POD")
}

fn of_object(labels: &BTreeMap<String, String>) -> Option<ServiceName> {
    let found = OBJECTS.iter().find_map(|label| object(labels, label));
    found.or_else(|| object(labels, "name").filter(|_| !labels.contains_key("pod"))).map(ServiceName::of_pod)
}

fn of_consumer(labels: &BTreeMap<String, String>) -> Option<ServiceName> {
    ["consumergroup", "consumer_group", "group"].iter().find_map(|label| object(labels, label)).map(ServiceName::new)
}

fn of_machine(labels: &BTreeMap<String, String>) -> Option<ServiceName> {
    MACHINES.iter().find_map(|label| object(labels, label)).map(ServiceName::new)
}

/// The host of what was asked: `https://shop.example/health` and `10.0.0.3:9100` without scheme, path and port.
fn of_target(labels: &BTreeMap<String, String>) -> Option<ServiceName> {
    let target = labels.get("target").or_else(|| labels.get("instance"))?;
    let rest = target.split_once("://").map_or(target.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, port)| if port.parse::<u16>().is_ok() { host } else { rest });
    (!host.is_empty()).then(|| ServiceName::of_pod(host))
}

/// Whether people would know it by that: an address is no name.
fn is_a_name(service: &ServiceName) -> bool {
    service.as_str().parse::<std::net::IpAddr>().is_err()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::{Citation, Locator};

    use super::*;
    use crate::read::prometheus::service_of;

    fn series(metric: &str, labels: &[(&str, &str)]) -> MetricSeries {
        let labels: BTreeMap<String, String> = labels.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        MetricSeries {
            metric: metric.into(),
            service: service_of(&labels),
            labels,
            samples: Vec::new(),
            query: None,
            step_s: None,
            citation: Citation::new(&Arc::from("m"), Locator::Whole, ""),
        }
    }

    fn named(mut all: Vec<MetricSeries>) -> Vec<String> {
        name(&mut all);
        all.into_iter().map(|s| s.service.map_or_else(String::new, |s| s.0)).collect()
    }

    #[test]
    fn what_waits_in_a_topic_belongs_to_its_consumers() {
        let labels = [("consumergroup", "mailer"), ("topic", "orders"), ("partition", "0")];
        assert_eq!(named(vec![series("kafka_consumergroup_lag", &labels)]), ["mailer"]);
    }

    #[test]
    fn series_of_the_cluster_belong_to_the_object_they_name() {
        let kubelet = |pod, container| {
            [
                ("job", "kubelet"),
                ("service", "kps-kubelet"),
                ("instance", "10.0.0.1:10250"),
                ("pod", pod),
                ("container", container),
            ]
        };
        for (metric, labels, expected) in [
            ("container_memory_working_set_bytes", &kubelet("cart-7d9f8b6c5-x2x4q", "cart")[..], "cart"),
            ("kube_deployment_status_replicas", &[("job", "kube-state-metrics"), ("deployment", "web")], "web"),
            (
                "kube_pod_container_resource_limits",
                &[("job", "kube-state-metrics"), ("pod", "ksm-0"), ("exported_pod", "cart-7d9f8b6c5-x2x4q")],
                "cart",
            ),
            ("probe_success", &[("job", "blackbox"), ("instance", "https://shop.example/health")], "shop.example"),
            ("node_load1", &[("job", "node-exporter"), ("instance", "10.0.0.3:9100")], "10.0.0.3"),
            ("node_load1", &[("job", "node-exporter"), ("node", "n1"), ("instance", "10.0.0.3:9100")], "n1"),
            ("mysql_up", &[("job", "mysqld-exporter"), ("instance", "orders-db-0:9104")], "orders-db"),
            // A process that tells of itself.
            ("process_open_fds", &[("job", "store"), ("instance", "10.1.0.5:9104")], "store"),
            ("node_load1", &[("job", "store"), ("instance", "10.1.0.5:9100")], "store"),
        ] {
            assert_eq!(named(vec![series(metric, labels)]), [expected], "{metric} {labels:?}");
        }
    }

    #[test]
    fn who_names_the_pods_of_many_tells_of_them_and_who_names_its_own_tells_of_itself() {
        let of = |service, pod| series("up_seconds", &[("service", service), ("pod", pod)]);
        let many = named(vec![of("agents", "cart-7d9f8b6c5-x2x4q"), of("agents", "search-66d8f7c9b4-qwert")]);
        assert_eq!(many, ["cart", "search"]);
        let own = named(vec![of("shop", "shop-7d9f8b6c5-x2x4q"), of("shop", "shop-canary-66d8f7c9b4-q7ert")]);
        assert_eq!(own, ["shop", "shop"]);
    }
}

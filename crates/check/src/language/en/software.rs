//! Nouns that name software, hardware and data: what they do is never somebody's fault by grammar alone.

use std::{collections::BTreeSet, sync::LazyLock};

/// Products and things that are written with a capital and could be taken for a name.
const PRODUCTS: &str = "
kafka redis postgres postgresql mysql mariadb mongo mongodb cassandra consul vault nomad terraform ansible chef puppet salt jenkins
prometheus grafana loki tempo jaeger envoy istio linkerd nginx apache haproxy traefik caddy varnish squid docker kubernetes helm argo flux
spinnaker github gitlab bitbucket gitea jira slack teams zoom pagerduty opsgenie datadog splunk sentry kibana logstash elastic elasticsearch
opensearch solr lucene rabbit rabbitmq celery sidekiq airflow spark flink hadoop hive presto trino druid snowflake bigquery redshift dynamo
dynamodb aurora lambda fargate route azure amazon google cloudflare akamai fastly linux windows ubuntu debian centos fedora android chrome
firefox safari java python ruby rust kotlin scala swift node deno django flask rails spring hibernate tomcat jetty netty zookeeper etcd
ceph gluster minio rook velero calico cilium flannel coredns bind unbound keycloak okta auth0 dex memcached aerospike scylla cockroach
tidb vitess clickhouse influx influxdb victoria victoriametrics thanos mimir cortex alertmanager nagios zabbix icinga sensu telegraf fluentd
fluentbit vector filebeat metricbeat packer vagrant bazel gradle maven npm yarn webpack vite selenium cypress playwright jest pytest
stripe twilio sendgrid mailgun paypal adyen visa mastercard oracle sap salesforce workday shopify magento wordpress drupal nexus artifactory
harbor quay sonar snyk renovate dependabot systemd chaos monkey cron bash ssh git svn raft paxos";

/// Words that open a sentence with a capital and are no names.
const OPENERS: &str = "
the a an this that these those it its there here all both each every some any no none not one two three four five many most several few
after before during when while once since because as if although though until unless whereas where why how what which who whom whose
monitoring deployment production engineering support management leadership development operations security networking database
platform infrastructure nobody somebody someone everyone anyone people users customers clients services alerts root cause factor action
lesson and or but so then also however therefore meanwhile finally first second third later next today yesterday tomorrow monday tuesday
wednesday thursday friday saturday sunday january february march april june july august september october november december post pre
user customer client visitor subscriber tenant shopper patient guest player student driver merchant teams vendor supplier partner nobody
investigation analysis review evidence logs metrics traffic latency ops dev qa our your their his her my we they he she you i";

/// Common nouns for what runs, is stored, or is sent; the head of a subject that is not a person.
pub(crate) const NOUNS: &str = "service|server|client|proxy|gateway|scheduler|controller|operator|driver|daemon|process|job|worker|agent|node|pod|\
container|cluster|replica|broker|partition|queue|topic|consumer|producer|cache|database|db|index|table|query|row|record|schema|migration|pipeline|build|\
release|rollout|rollback|deploy|deployment|canary|script|playbook|cron|cronjob|timer|exporter|collector|sidecar|balancer|router|switch|firewall|\
resolver|registry|runtime|kernel|disk|volume|bucket|snapshot|backup|file|log|parser|compiler|linter|library|client library|sdk|api|endpoint|webhook|\
request|response|packet|header|token|certificate|cert|key|lock|lease|leader|follower|primary|standby|secondary|master|slave|autoscaler|\
probe|check|health check|healthcheck|monitor|alert|alarm|rule|threshold|dashboard|graph|panel|metric|counter|gauge|series|trace|span|flag|toggle|setting|\
default|template|manifest|chart|module|package|image|binary|firmware|app|application|website|site|page|form|button|dialog|console|tool|bot|\
model|classifier|estimator|algorithm|retry|retries|loop|thread|pool|connection|session|socket|load|traffic|system|systems|platform|mechanism|logic|\
policy engine|validator|filter|expression|regex|function|handler|hook|event|stream|batch|shard|raid|sensor|meter|terminal|device|unit|battery|\
ci|cd|dns|dhcp|ntp|tls|tcp|http|https|vpn|cdn|waf|nat|csi|cni|jvm|gc|gpu|cpu|ups|plc|bios|tier|zone|region|datacenter|data centre|rack|link|cable|fibre";

static PRODUCT: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| PRODUCTS.split_whitespace().collect());
static OPENER: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| OPENERS.split_whitespace().collect());
static NOUN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| NOUNS.split('|').collect());

/// Whether the lower-case word is a product.
pub(crate) fn is_product(word: &str) -> bool {
    PRODUCT.contains(word)
}

/// Whether the lower-case word opens sentences.
pub(crate) fn is_common_start(word: &str) -> bool {
    OPENER.contains(word)
        || NOUN.contains(word)
        || ["ing", "tion", "ly", "er", "or", "ed", "ment", "ity", "ness", "s"].iter().any(|end| word.ends_with(end))
}

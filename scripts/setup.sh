#!/usr/bin/env bash
# Installs what the tests talk to: real servers, git and a browser, from Debian packages.
# Without root nothing is installed, and the tests say by name what they skipped.
set -euo pipefail

wanted=()
need() { command -v "$1" >/dev/null 2>&1 || wanted+=("$2"); }
need git git
need pre-commit pre-commit
need cc gcc
need prometheus prometheus
need promtool prometheus
need prometheus-alertmanager prometheus-alertmanager
need python3 python3
need chromium chromium
need chromedriver chromium-driver
need pandoc pandoc
need pdftotext poppler-utils
if [ ! -d /usr/share/fonts/opentype/noto ] && ! fc-list 2>/dev/null | grep -qi cjk; then
  wanted+=(fonts-noto-cjk)
fi

if [ ${#wanted[@]} -eq 0 ]; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "not installed: ${wanted[*]} (install them to run every test)" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || true
apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null || echo "could not install: ${wanted[*]}" >&2

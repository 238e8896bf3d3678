#!/usr/bin/env bash
# The report and its signatures beside peers (typst, reportlab, pyHanko), in one run on one machine.
# Builds the release binary, installs the peers into a folder of its own, prints tables. Nothing fails because of a time.
set -euo pipefail
cd "$(dirname "$0")/../.."
for tool in pdftotext zstd; do
    command -v "$tool" >/dev/null || { echo "install poppler-utils and zstd first: there is no $tool" >&2; exit 2; }
done
cargo build --release --locked
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'typst==0.15.*' 'reportlab==5.*' 'pyhanko==0.38.*'
export HOME="$work/home"
mkdir -p "$HOME"
"$work/venv/bin/python" benches/peers/run.py target/release/zicha "$work"

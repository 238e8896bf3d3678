#!/usr/bin/env bash
# Checks by tools that are not ours: run.sh SHARED_FOLDER
# Installs what it needs (poppler-utils, qpdf, pyHanko, openpyxl) and tries the built program with them.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=$(cd "$1" && pwd)
here=tests/outside

need_apt() {
    command -v "$1" >/dev/null && return
    (command -v sudo >/dev/null && sudo apt-get install -y "$2" || apt-get install -y "$2") >/dev/null
}
if ! command -v pdfsig >/dev/null || ! command -v qpdf >/dev/null; then
    apt-get update >/dev/null
fi
need_apt pdfsig poppler-utils
need_apt pdftotext poppler-utils
need_apt qpdf qpdf
need_apt openssl openssl

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'pyhanko==0.38.*' 'pyhanko-cli==0.6.*' cryptography jsonschema openpyxl 'pikepdf[pdfa]==10.17.*'
python="$work/venv/bin/python"

cargo build --locked
zicha=$(pwd)/target/debug/zicha
export HOME="$work/home"
mkdir -p "$HOME"

echo "== checklist"
"$zicha" checklist lint
"$python" $here/checklist.py "$zicha" "$shared"
"$python" $here/schema.py
echo "== official text"
"$python" $here/source.py "$zicha" "$shared" "$work"
echo "== report"
"$python" $here/report.py "$zicha" "$work"
echo "== pages"
"$python" $here/pages.py "$zicha" "$work"
echo "== every field of a workbook in the report"
"$python" $here/markers.py "$work"
echo "== sheets"
"$python" $here/sheets.py "$zicha" "$work"
echo "== signatures"
"$python" $here/make_positive_controls.py "$work/controls"
"$python" $here/sign.py "$zicha" --controls "$work/controls" --attacks "$shared/attacks"
echo "== timestamps"
"$python" $here/timestamp.py "$zicha"
echo "outside checks passed"

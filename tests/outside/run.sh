#!/usr/bin/env bash
# Checks by tools that are not ours: run.sh SHARED_FOLDER
# Installs what it needs (poppler-utils, qpdf, mupdf-tools, softhsm2, opensc, pyHanko, pikepdf, openpyxl) and tries the built program with them.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=$(cd "$1" && pwd)
here=tests/outside

need_apt() {
    command -v "$1" >/dev/null && return
    (command -v sudo >/dev/null && sudo apt-get install -y "$2" || apt-get install -y "$2") >/dev/null
}
for tool in pdfsig qpdf mutool softhsm2-util pkcs11-tool; do
    if ! command -v "$tool" >/dev/null; then
        apt-get update >/dev/null
        break
    fi
done
need_apt pdfsig poppler-utils
need_apt pdftotext poppler-utils
need_apt qpdf qpdf
need_apt openssl openssl
need_apt mutool mupdf-tools
need_apt softhsm2-util softhsm2
need_apt pkcs11-tool opensc
need_apt cc gcc

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'pyhanko==0.38.*' 'pyhanko-cli==0.6.*' cryptography jsonschema openpyxl 'pikepdf[pdfa]==10.17.*'
python="$work/venv/bin/python"

cargo build --locked
zicha=$(pwd)/target/debug/zicha
# The program gets a home of its own; cargo, which some checks start, keeps the usual one.
export RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}"
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
echo "== attachment"
"$python" $here/attachment.py "$zicha" "$work"
echo "== every field of a workbook in the report"
"$python" $here/markers.py "$work"
echo "== pages"
"$python" $here/pages.py "$zicha" "$work"
echo "== sheets"
"$python" $here/sheets.py "$zicha" "$work"
echo "== signatures"
"$python" $here/make_positive_controls.py "$work/controls"
"$python" $here/sign.py "$zicha" --controls "$work/controls" --attacks "$shared/attacks"
echo "== forgeries"
"$python" $here/forgeries.py "$zicha"
echo "== timestamps"
"$python" $here/timestamp.py "$zicha"
# The same program with cards, in the place of the one without.
cargo build --locked --features cards
echo "== cards"
"$python" $here/cards.py "$zicha"
echo "== three signatures"
"$python" $here/three_signatures.py "$zicha"
echo "outside checks passed"

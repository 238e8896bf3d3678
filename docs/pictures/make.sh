#!/usr/bin/env bash
# Makes all pictures of README and manual anew: docs/pictures/make.sh
# Screens are drawn by the program itself (examples/pictures.rs) at a fixed time; the pages of the report
# need pdftoppm (poppler-utils) and are left as they are without it.
set -euo pipefail
cd "$(dirname "$0")/../.."
# A home whose name may stand in a picture. Cargo keeps its own.
export RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}"
cargo build --locked --bin zicha --example pictures
home=/tmp/zicha
rm -rf "$home"
mkdir -p "$home"
trap 'rm -rf "$home"' EXIT
unset XDG_DOCUMENTS_DIR XDG_CONFIG_HOME XDG_DATA_HOME
export HOME="$home"
target/debug/examples/pictures docs/pictures
if command -v pdftoppm >/dev/null; then
    for lang in zh-TW en; do
        file="$home/$lang"
        target/debug/zicha demo -o "$file.zicha" --no-open --lang "$lang"
        target/debug/zicha report "$file.zicha" -o "$file.pdf" --time 2026-07-15T17:00:00+08:00 --lang "$lang"
        pdftoppm -png -r 50 -f 4 -l 4 -singlefile "$file.pdf" "docs/pictures/report-${lang%%-*}"
    done
fi

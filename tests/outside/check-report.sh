#!/bin/sh
# Looks at a report with tools that are not ours (poppler-utils, qpdf): check-report.sh FILE.pdf [TEXT.txt]
# Every line of TEXT.txt must be found in the extracted text, line breaks aside.
set -eu
file=$1
qpdf --check "$file" | grep -q "No syntax or stream encoding errors found" || { echo "qpdf: not clean"; exit 1; }
pdffonts "$file" | tail -n +3 | awk '$(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes" { bad = 1; print } END { exit bad }' \
    || { echo "pdffonts: a font is not an embedded subset with Unicode"; exit 1; }
if [ $# -gt 1 ]; then
    joined=$(mktemp)
    pdftotext -raw "$file" - | tr -d '\n\f' > "$joined"
    missing=0
    while IFS= read -r line; do
        grep -qF -- "$line" "$joined" || { echo "pdftotext: not found: $line"; missing=1; }
    done < "$2"
    rm -f "$joined"
    exit $missing
fi
echo "clean: $file"

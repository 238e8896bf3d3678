#!/usr/bin/env python3
"""Finds every field of a workbook in the report by pdftotext: markers.py WORK_FOLDER

The test `markers` of the test binary `report` fills every field of every kind of record with a value of its
own, writes the full report and the working papers in both languages, and leaves the expected words beside
them. Here another program than ours reads the reports.
"""

import os
import pathlib
import re
import subprocess
import sys

folder = pathlib.Path(sys.argv[1]) / "markers"
folder.mkdir(parents=True, exist_ok=True)
for old in folder.iterdir():
    old.unlink()
subprocess.run(
    ["cargo", "test", "--locked", "--quiet", "--test", "report", "every_field_of_a_workbook_is_found"],
    env={**os.environ, "ZICHA_MARKERS": str(folder)},
    check=True,
    stdout=subprocess.DEVNULL,
)


def flat(text):
    return re.sub(r"\s", "", text)


def is_found(words, pages):
    """A hash fills several lines of its cell, and a page may end between two."""
    if any(words in page for page in pages):
        return True
    if not re.fullmatch(r"[0-9a-f]{64}", words):
        return False
    return any(
        words[:at] in one and words[at:] in other
        for one, other in zip(pages, pages[1:])
        for at in range(8, len(words) - 8)
    )


failures = 0
for language in ["zh-TW", "en"]:
    expected = [flat(line) for line in (folder / f"{language}.txt").read_text().split("\n")]
    for edition in ["Full", "WorkingPapers"]:
        report = folder / f"{language}-{edition}.pdf"
        printed = subprocess.run(["pdftotext", "-raw", report, "-"], capture_output=True, text=True, check=True)
        pages = [flat(page) for page in printed.stdout.split("\f")]
        absent = [words for words in expected if not is_found(words, pages)]
        failures += len(absent)
        print("ok  " if not absent else "FAIL", f"{language} {edition}: {len(expected)} values,", "absent:", absent[:20])
sys.exit(1 if failures else 0)

#!/usr/bin/env python3
"""Holds the built-in pack against the contract and the guideline: checklist.py ZICHA SHARED_FOLDER

Counts and ids, both languages everywhere, the vocabulary's ids, and that no sentence of the
guideline was taken over: runs of 24 or more characters must stand in READINGS.md.
"""

import json
import pathlib
import re
import subprocess
import sys

from harness import check, end

zicha, shared = sys.argv[1], pathlib.Path(sys.argv[2])


def both_languages(value, path=""):
    """Paths of texts that lack a language."""
    if isinstance(value, dict):
        if "zh-TW" in value or "en" in value:
            # A text, or a list of words that contradictions look for.
            sides = [value.get(lang) or [] for lang in ("zh-TW", "en")]
            words = [[side] if isinstance(side, str) else side for side in sides]
            return [] if all(side and all(word.strip() for word in side) for side in words) else [path]
        return [p for key, inner in value.items() for p in both_languages(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [p for index, inner in enumerate(value) for p in both_languages(inner, f"{path}[{index}]")]
    return []


shown = subprocess.run([zicha, "checklist", "show", "--format", "json"], capture_output=True, text=True, check=True)
pack = json.loads(shown.stdout)
counts = [9, 2, 5, 4, 2, 2, 2, 3, 5, 3, 2, 8, 2, 1, 3, 7, 4, 2, 10, 2, 3, 4, 7]
ids = [f"{article}.{number}" for article, count in zip(range(4, 27), counts) for number in range(1, count + 1)]
check("92 clauses in order", [clause["id"] for clause in pack["clauses"]] == ids)
check("both languages everywhere", not both_languages(pack), both_languages(pack)[:5])

vocabulary = json.loads((shared / "contract" / "vocabulary.json").read_text(encoding="utf-8"))
conditions = {condition["id"] for condition in vocabulary["conditions"]}
used = {c["id"] for clause in pack["clauses"] for place in [clause, *clause["parts"]] for c in place["conditions"]}
check("only conditions of the vocabulary", used <= conditions, used - conditions)
unused = {c["id"] for c in vocabulary["conditions"] if c["level"] != "event"} - used
print("     conditions that no clause uses:", ", ".join(sorted(unused)) or "none")

readings = pathlib.Path("checklist/tw-ict-baseline/READINGS.md").read_text(encoding="utf-8")
listed = {re.sub(r"\s", "", line) for block in re.findall(r"```text\n(.*?)```", readings, re.S) for line in block.splitlines()}
overlap = subprocess.run(
    [shared / "tools" / "overlap", "--min", "24", "--top", "500", "checklist"], capture_output=True, text=True
)
for line in overlap.stdout.splitlines():
    length, path, run = line.split(maxsplit=2)
    if path.endswith("READINGS.md"):
        continue
    check(f"run of {length} in {pathlib.Path(path).name}", any(run in known or known.startswith(run) for known in listed), run)

end()

#!/usr/bin/env python3
"""Reads the real guideline with `zicha source`: source.py ZICHA SHARED_FOLDER WORK_FOLDER

The text must be placed whole, however it was saved; drawn anew as slides (article table with titles in
the middle of their cells, evidence list beside or below the explanation) and extracted by pdftotext in
each of its modes, it must come out the same; other texts must be refused.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

import slides

from harness import check, end, run

zicha, shared, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
home = work / "source-home"
home.mkdir(parents=True, exist_ok=True)
os.environ.update(HOME=str(home), XDG_DATA_HOME=str(home / "data"), LC_ALL="en_GB.UTF-8")
NO_EXPLANATION = ["12.5", "15.6", "22.3", "22.4", "22.10"] + [f"26.{number}" for number in range(1, 8)]


def add(text, name="text.txt"):
    """Adds a text; gives what the program found and the clauses it kept."""
    path = work / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    done = run(zicha, "source", "add", path, "--format", "json")
    if done.returncode:
        return done, None
    found = json.loads(done.stdout)
    return found, {clause["id"]: clause for clause in json.loads(pathlib.Path(found["stored"]).read_text())["clauses"]}


def tight(texts):
    """The text without spaces; compatibility ideographs, which the fonts extract as, as what they stand for."""
    unified = re.sub("[\u2e80-\u2fdf\uf900-\ufaff]", lambda m: unicodedata.normalize("NFKC", m[0]), "".join(texts))
    return re.sub(r"\s", "", unified)


text = (shared / "guideline" / "guideline.txt").read_text(encoding="utf-8")
pack = json.loads(run(zicha, "checklist", "show", "--format", "json").stdout)
found, original = add(text)
check("92 of 92 clauses", found["clauses"] == {"placed": 92, "total": 92}, found["clauses"])
check("80 explanations", found["explanations"] == 80, found["explanations"])
check("205 evidence items as printed", found["evidence"] == 205, found["evidence"])
check("nothing is left over", not found["unplaced"] and not found["unexplained"], found["unplaced"][:3])
bare = [clause for clause, read in original.items() if not read["explanation"]]
check("the twelve clauses without explanation", bare == NO_EXPLANATION, bare)
misprints = [(m["clause"], m["printed"], m["expected"]) for m in found["misprints"]]
check("the misprint of Article 25", misprints == [("25.1", 4, 1)], misprints)
printed = text.splitlines()
lines = [printed[m["line"] - 1].strip() for m in found["misprints"]]
check("it stands at its line", all(line.startswith("四、") for line in lines), lines)
short = tight(text)
stray = [c for c, read in original.items() if tight([read["requirement"]]) not in short]
check("requirements are quoted unchanged", not stray, stray)
stray = [c for c, read in original.items() if any(tight([p]).lstrip("➢") not in short for p in read["explanation"])]
check("explanations are quoted unchanged", not stray, stray)
ours = {clause["id"]: len(clause["evidence"]) for clause in pack["clauses"] if clause["guidance_in_source"]}
off = [c for c, read in original.items() if c in ours and len(read["evidence"]) != ours[c]]
check("evidence lists are as long as the pack's", not off, off)

for name, saved in {
    "CRLF": text.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + text,
    "form feeds": re.sub(r"\n (?=第)", "\n\f", text),
    "indented": re.sub("^", "    ", text, flags=re.M),
    "full-width spaces": text.replace(" ", "\u3000"),
    "full-width brackets": text.replace("(", "（").replace(")", "）"),
    "zero-width": text.replace("、", "\u200b、\u200b"),
    "radicals": text.replace("一、", "\u2f00、").replace("二", "\u2f06"),
}.items():
    again, clauses = add(saved)
    same = (again["clauses"]["placed"], again["explanations"], again["evidence"], len(again["misprints"]))
    check(f"saved with {name}", same == (92, 80, 205, 1) and not again["unplaced"], (same, again["unplaced"][:2]))

for centred in (True, False):
    for beside in (True, False):
        pdf = work / f"slides-{centred}-{beside}.pdf"
        slides.draw(pdf, pack, original, centred, beside)
        for mode in [["-layout"], ["-raw"]] + ([] if beside else [[]]):
            subprocess.run(["pdftotext", "-enc", "UTF-8", *mode, pdf, work / "slides.txt"], check=True)
            again, clauses = add((work / "slides.txt").read_text(encoding="utf-8"))
            # Without -layout and -raw, pdftotext itself takes hyphens off at line ends.
            parts = ("requirement", "explanation", "evidence") if mode else ("requirement", "evidence")
            differing = [(c, part) for c in original for part in parts
                         if not clauses.get(c) or tight(clauses[c][part]) != tight(original[c][part])]
            check(f"slides centred={centred} beside={beside} {mode}", not differing and not again["unplaced"],
                  (differing[:5], again["unplaced"][:3]))

again, _ = add(text[text.find("條文內容說明"):])
check("the explained part alone", (again["clauses"]["placed"], again["explanations"]) == (80, 80), again["clauses"])
check("says what it lacks", again["missing"] == NO_EXPLANATION, again["missing"])
check("places Article 25 by order", [m["why"] for m in again["misprints"]] == ["order"], again["misprints"])

novel = "第四回 夜渡\n\n第四條街上無人。\n\n一、他走了。\n二、她來了。\n" * 60
for name, other in {
    "README": pathlib.Path("README.md").read_bytes(),
    "a novel": novel,
    "the pack": json.dumps(pack, ensure_ascii=False, indent=1),
    "a PDF": (work / "slides-True-True.pdf").read_bytes(),
    "Big5": text.encode("big5", errors="ignore"),
    "UTF-16": text.encode("utf-16"),
    "nothing": "",
}.items():
    done, clauses = add(other)
    refused = clauses is None and done.returncode == 2 and "hint:" in done.stderr and not done.stdout
    check(f"{name} is refused", refused, done)
kept = run(zicha, "source", "show", "4.4", "--format", "json")
check("a refused text leaves the earlier one", kept.returncode == 0 and json.loads(kept.stdout)["official"])

end()

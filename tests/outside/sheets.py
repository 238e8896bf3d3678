#!/usr/bin/env python3
"""Has openpyxl read the sheets of the demo: sheets.py ZICHA WORK_FOLDER

Every check of `scope` must have its row, with the state, note and evidence that `show` prints; what
begins like a formula must be text; the list of documents must be that of `evidence list`.
"""

import csv
import json
import pathlib
import subprocess
import sys

import openpyxl

from harness import check, end

zicha, work = sys.argv[1], pathlib.Path(sys.argv[2])
HOSTILE = "=HYPERLINK(\"http://example.com\")\u001b[2J 𠮷 _x000D_"


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr}")
    return done.stdout


workbook, sheets, table = work / "sheets.zicha", work / "sheets.xlsx", work / "sheets.csv"
run(zicha, "demo", "-o", workbook, "--no-open", "--lang", "zh-TW")
run(zicha, "answer", workbook, "4.1", "--state", "partial", "--note", HOSTILE)
run(zicha, "evidence", "request", workbook, "資通系統帳號清查紀錄", "--due", "2020-01-31", "--note", "+886")
shown = json.loads(run(zicha, "show", workbook, "--format", "json"))
documents = json.loads(run(zicha, "evidence", "list", workbook, "--format", "json"))
run(zicha, "export", workbook, "--to", "xlsx", "-o", sheets, "--lang", "zh-TW")
run(zicha, "export", workbook, "--to", "csv", "-o", table, "--lang", "zh-TW")

STATES = {
    "unanswered": "未檢核", "met": "符合", "partial": "部分符合", "not_met": "不符合",
    "not_applicable": "不適用", "unable": "無法確認",
}
book = openpyxl.load_workbook(sheets)
check("the sheets stand in their order", book.sheetnames == ["檢核表", "應備文件清單", "缺失及改善", "說明"], str(book.sheetnames))
checks = book["檢核表"]
rows = [[cell.value or "" for cell in row] for row in checks.iter_rows(min_row=2)]
whole = [row for row in shown if row["part"] is None]
check("there is a row for every check", len(rows) == len(whole), f"{len(rows)} {len(whole)}")
check("the form's columns come first", [c.value for c in checks[1]][:5] == ["項次", "檢核項目", "檢核情形", "簡述規範內容、執行方式、執行結果", "紀錄文件"])
for row, known in zip(rows, whole):
    place = f"{known['clause']} {known['target']}"
    state = STATES[known["effective_state"]] if known["level"] != "none" else "不適用"
    note = known["note"].replace("\u001b", "␛")
    evidence = all(piece["id"] in row[4] for piece in known["evidence"])
    if row[0] != known["clause"] or row[2] != state or note not in row[3] or not evidence:
        check(f"{place} as shown", False, str(row))
check("every row says what `show` says", True)
types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
check("no cell is a formula", "f" not in types, str(types))
hostile = next(row[3] for row in rows if row[0] == "4.1")
check("what begins like a formula is text", hostile.startswith("=HYPERLINK"), hostile)
check("the head is frozen and filtered", checks.freeze_panes == "A2" and checks.auto_filter.ref is not None)
listed = [[cell.value for cell in row] for row in book["應備文件清單"].iter_rows(min_row=2)]
check("the documents are those of `evidence list`", [row[1] for row in listed] == [d["document"]["zh-TW"] for d in documents])
asked = next(row for row in listed if row[1] == "資通系統帳號清查紀錄")
check("a due date is a date", asked[4].strftime("%Y-%m-%d") == "2020-01-31", str(asked))
with open(table, newline="", encoding="utf-8-sig") as file:
    lines = list(csv.reader(file))
check("the CSV has the same rows", len(lines) == len(rows) + 1, str(len(lines)))
check("the CSV is guarded against formulas", not any(cell[:1] in "=+-@" for line in lines for cell in line if cell))
end()

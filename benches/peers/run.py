"""Our report beside typst and reportlab, our signatures beside pyHanko: run.py ZICHA WORK_FOLDER"""

import json
import pathlib
import subprocess
import sys

from common import HERE, PASSPHRASE, measured, median_of, pages_of, peak, timed, unpacked_font
from signing import issued, sign, validate

ROUNDS = 7
zicha, work = sys.argv[1], pathlib.Path(sys.argv[2])


def workbook(systems):
    """A workbook of an adviser with so many systems; the report grows with them."""
    name = work / f"{systems}.zicha"
    profile = {
        "organisation": {"name": "量測用證券投資顧問股份有限公司", "tax_id": ""},
        "licences": ["sice"],
        "aum_prev_year_monthly_average_twd": 1200000000,
        "systems": [{"id": f"s{n}", "name": f"第 {n} 號系統", "core": n % 3 == 0} for n in range(systems)],
    }
    (work / "profile.json").write_text(json.dumps(profile))
    measured([zicha, "new", name, "--profile", work / "profile.json"])
    note = "抽查全部帳號清查紀錄，部分未見系統負責人簽核，已請其補正並將於下次清查時再行確認。"
    for clause in answerable(work / "profile.json"):
        measured([zicha, "answer", name, clause, "--all-systems", "--state", "partial", "--note", note])
    return name


def answerable(profile):
    """Five clauses that bind every system."""
    printed = subprocess.run([zicha, "scope", "--profile", profile, "--format", "json"], capture_output=True, check=True)
    checks = json.loads(printed.stdout)["checks"]
    bound = {check["clause"] for check in checks if check["level"] != "none" and check["target"] not in (None, "organisation")}
    free = {check["clause"] for check in checks if check["level"] == "none"}
    return sorted(bound - free)[:5]


def report_command(name, output):
    return [zicha, "report", name, "-o", output, "--time", "2026-07-15T17:00:00+08:00"]


def typesetting():
    name, output, blocks = workbook(9), work / "report.pdf", work / "blocks.json"
    command = report_command(name, output)
    ours, memory = median_of(ROUNDS, lambda: measured(command)), peak(command)
    measured(["cargo", "bench", "--locked", "--quiet", "--bench", "peers", "--", name, blocks])
    fonts = [unpacked_font(work, weight) for weight in ("Regular", "Bold")][0].parent
    print(f"\n| report of {pages_of(output)} pages | pages | ms | ÷ ours | aim |\n|---|---|---|---|---|")
    print(f"| zicha report, whole process ({memory:.0f} MB at its peak; aim < 60) | {pages_of(output)} | {ours:.0f} | 1 | |")
    for peer, aim in (("typst", 3), ("reportlab", 5)):
        other = work / f"{peer}.pdf"
        took = median_of(3, lambda: typeset_by(peer, blocks, fonts, other))
        print(f"| {peer}, its call in a fresh process | {pages_of(other)} | {took:.0f} | {took / ours:.1f} | ≥ {aim} |")
    return output


def typeset_by(peer, blocks, fonts, output):
    """Milliseconds, as the peer's process tells them."""
    command = [sys.executable, HERE / "typesetting.py", peer, blocks, fonts, output]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def growth():
    print("\n| systems | pages | ms | ms a page | peak MB |\n|---|---|---|---|---|")
    for systems in (3, 12, 50, 120, 240, 350):
        name, output = workbook(systems), work / "grown.pdf"
        took = median_of(3, lambda: measured(report_command(name, output)))
        pages, memory = pages_of(output), peak(report_command(name, output))
        print(f"| {systems} | {pages} | {took:.0f} | {took / pages:.2f} | {memory:.0f} |")


def signatures(report):
    identities = [issued(work, role) for role in ("preparer", "reviewer")]
    signed, both, self_made = work / "signed.pdf", work / "both.pdf", work / "self-made.p12"
    measured(report_command(work / "9.zicha", signed) + ["--sign", identities[0]])
    add = [zicha, "sign", signed, "-o", both, "--role", "reviewer", "--identity"]
    measured([zicha, "identity", "create", "資訊主管", "-o", self_made])
    print("\n| signatures | zicha, whole process, ms | pyHanko, its call, ms | ratio | aim |\n|---|---|---|---|---|")
    for words, identity in (("600,000 rounds, as our own identities have", self_made), ("2,048 rounds, as OpenSSL writes", identities[1])):
        ours = median_of(ROUNDS, lambda: measured([*add, identity]))
        theirs = median_of(ROUNDS, lambda: timed(sign(signed, identity, PASSPHRASE, "Reviewer")))
        print(f"| add the second, opening a PKCS#12 of {words} | {ours:.1f} | {theirs:.0f} | {theirs / ours:.1f} | ≥ 10 |")
    verify = [zicha, "verify", both]
    ours = median_of(ROUNDS, lambda: measured(verify))
    theirs = median_of(ROUNDS, lambda: timed(validate(both, identities, PASSPHRASE)))
    print(f"| verify two | {ours:.1f} | {theirs:.0f} | {theirs / ours:.1f} | ≥ 10 |")


if __name__ == "__main__":
    written = typesetting()
    signatures(written)
    growth()

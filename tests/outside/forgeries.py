#!/usr/bin/env python3
"""Tries our forgeries and 5,000 random mutations, and has other programs open the forged files.

Usage: forgeries.py ZICHA
Needs qpdf, pdftotext (poppler-utils), pyhanko 0.38. Files of tests/sign/forgeries that are meant to be
well-formed must open without complaint elsewhere: a forgery that no reader opens proves nothing.
Then pyHanko signs reports of ours, which must stay acceptable. Exit code 1 if anything differs.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives.asymmetric import ec

from make_positive_controls import certificate, sign, signer_of
from harness import PASSPHRASE, check, end, run
from sign import verdict

MUTATIONS = 5000


def make_forgeries(folder):
    environment = {**os.environ, "ZICHA_FORGERIES": str(folder), "ZICHA_MUTATIONS": str(MUTATIONS)}
    command = ["cargo", "test", "--locked", "--test", "sign", "forgeries::"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    check(f"forgeries and {MUTATIONS} mutations", done.returncode == 0, done.stdout[-2000:])


def judge(zicha, file, is_sound):
    code, judgement = verdict(zicha, file)
    refused = code == 1 and judgement["valid"] is False and judgement["reasons"]
    # What does not begin as a PDF is none for the program, and no input to judge.
    refused = refused or (code == 2 and not file.read_bytes().startswith(b"%PDF-"))
    check(f"{file.stem} refused: {', '.join(judgement['reasons'])}", refused, judgement)
    if not is_sound:
        return
    # Warnings about a page or font are part of some forgeries; a repaired file is not.
    qpdf = run("qpdf", "--check", file)
    opened = qpdf.returncode in (0, 3) and "reconstruct" not in qpdf.stderr
    check(f"{file.stem}: qpdf opens it", opened, qpdf.stdout + qpdf.stderr)
    text = run("pdftotext", file, "-")
    repaired = "reconstruct" in text.stderr or "xref" in text.stderr.lower()
    check(f"{file.stem}: pdftotext opens it", text.returncode == 0 and not repaired, text.stderr)


def others_sign_ours(zicha, folder):
    environment = {**os.environ, "ZICHA_PASSPHRASE": PASSPHRASE}
    identity, workbook = folder / "preparer.p12", folder / "demo.zicha"
    run(zicha, "identity", "create", "資訊主管", "-o", identity, env=environment)
    run(zicha, "demo", "--no-open", "-o", workbook)
    ours, plain = folder / "ours.pdf", folder / "plain.pdf"
    run(zicha, "report", workbook, "-o", ours, "--sign", identity, env=environment)
    run(zicha, "report", workbook, "-o", plain)
    key = ec.generate_private_key(ec.SECP256R1())
    signer = signer_of(certificate("Another program", key), key)
    second = sign(ours.read_bytes(), signer, "Reviewer")
    certified = sign(plain.read_bytes(), signer, "Preparer", certify=True)
    files = {
        "ours-then-another": second,
        "ours-then-another-twice": sign(second, signer, "Approver", reason="核准"),
        "another-on-ours": certified,
        "another-on-ours-three": sign(sign(certified, signer, "Reviewer"), signer, "Approver"),
    }
    for name, pdf in files.items():
        file = folder / f"{name}.pdf"
        file.write_bytes(pdf)
        code, judgement = verdict(zicha, file)
        check(f"{name} accepted", code == 0 and judgement["valid"] is True, judgement)


def main():
    zicha = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make_forgeries(folder / "forged")
        for kind in ("sound", "odd"):
            files = sorted((folder / "forged" / kind).glob("*.pdf"))
            check(f"{len(files)} {kind} forgeries", len(files) >= 40)
            for file in files:
                judge(zicha, file, kind == "sound")
        others_sign_ours(zicha, folder)
    end()


if __name__ == "__main__":
    main()

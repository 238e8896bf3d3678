#!/usr/bin/env python3
"""Has other programs judge what Zicha signs, and Zicha judge what others sign or forge.

Usage: sign.py ZICHA [--controls FOLDER] [--attacks FOLDER]
Needs pdfsig (poppler-utils), qpdf, openssl, pyhanko 0.38. --controls: files of
make_positive_controls.py, all to be accepted. --attacks: manipulated files, all to be refused with
a reason. Exit code 1 if any judgement differs.
"""

import argparse
import json
import os
import pathlib
import re
import tempfile

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from harness import PASSPHRASE, check, end, run


def verdict(zicha, pdf, *options):
    done = run(zicha, "verify", pdf, "--format", "json", *options)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        return done.returncode, {"valid": None, "reasons": [done.stderr], "signatures": []}


def sign_three_times(zicha, folder):
    identity = {}
    for role, name in [("preparer", "資訊主管"), ("reviewer", "稽核人員甲"), ("approver", "總經理")]:
        identity[role] = folder / f"{role}.p12"
        done = run(zicha, "identity", "create", name, "-o", identity[role])
        check(f"identity of the {role}", done.returncode == 0, done.stderr)
    workbook = folder / "demo.zicha"
    run(zicha, "demo", "--no-open", "-o", workbook)
    files = [folder / f"{role}.pdf" for role in identity]
    done = run(zicha, "report", workbook, "-o", files[0], "--sign", identity["preparer"])
    check("the preparer signs the report", done.returncode == 0, done.stderr)
    for role, before, after in [("reviewer", *files[:2]), ("approver", *files[1:])]:
        done = run(
            zicha, "sign", before, "-o", after, "--identity", identity[role], "--role", role
        )
        check(f"the {role} signs", done.returncode == 0, done.stderr)
    return identity, files


def certificate_of(identity):
    _, certificate, _ = pkcs12.load_key_and_certificates(identity.read_bytes(), PASSPHRASE.encode())
    return certificate


def judge_by_others(identity, files, folder):
    certificates = folder / "certificates.pem"
    pem = [certificate_of(path).public_bytes(serialization.Encoding.PEM) for path in identity.values()]
    certificates.write_bytes(b"".join(pem))
    for count, file in enumerate(files, 1):
        report = run("pdfsig", "-nocert", file).stdout
        check(f"{file.name}: pdfsig calls {count} valid", report.count("Signature is Valid") == count, report)
        check(f"{file.name}: ETSI.CAdES.detached", report.count("ETSI.CAdES.detached") == count, report)
        check(f"{file.name}: total document signed once", len(re.findall("  - Total document", report)) == 1, report)
        qpdf = run("qpdf", "--check", file)
        check(f"{file.name}: qpdf finds no fault", qpdf.returncode == 0, qpdf.stdout + qpdf.stderr)
        for signature in PdfFileReader(file.open("rb")).embedded_signatures:
            context = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
            status = validate_pdf_signature(signature, context)
            check(f"{file.name}: pyHanko on {signature.field_name}", status.bottom_line, status.summary())
    judge_by_openssl(files[0], certificates, folder)


def cms_and_content(file, which):
    """The CMS of one signature, counted in the order of signing, and the bytes that it covers."""
    data = file.read_bytes()
    numbers = re.findall(rb"/ByteRange \[([^\]]*)\]", data)[which].split()
    _, first, second, length = (int(number) for number in numbers)
    contents = bytes.fromhex(data[first + 1 : second - 1].decode())
    size = 4 + int.from_bytes(contents[2:4], "big")
    return contents[:size], data[:first] + data[second : second + length]


def judge_by_openssl(file, certificates, folder, which=0):
    cms, content = folder / "signature.der", folder / "content.bin"
    for path, found in zip((cms, content), cms_and_content(file, which)):
        path.write_bytes(found)
    done = run(
        *["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", cms, "-content", content],
        *["-CAfile", certificates, "-purpose", "any", "-out", os.devnull],
    )
    check(f"{file.name}: openssl cms -verify -cades on signature {which}", done.returncode == 0, done.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("zicha", type=pathlib.Path)
    parser.add_argument("--controls", type=pathlib.Path)
    parser.add_argument("--attacks", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        identity, files = sign_three_times(arguments.zicha, folder)
        judge_by_others(identity, files, folder)
        for file in files:
            code, judgement = verdict(arguments.zicha, file)
            check(f"{file.name}: zicha verify", code == 0 and judgement["valid"] is True, judgement)
    for file in sorted(arguments.controls.glob("*.pdf")) if arguments.controls else []:
        code, judgement = verdict(arguments.zicha, file)
        check(f"control {file.name}", code == 0 and judgement["valid"] is True, judgement)
        trusted = file.with_suffix(".ca.pem")
        if trusted.exists():
            code, judgement = verdict(arguments.zicha, file, "--trust", trusted)
            trust = {signature["trust"] for signature in judgement["signatures"]}
            check(f"control {file.name} with trust", code == 0 and trust == {"ca"}, judgement)
    for file in sorted(arguments.attacks.glob("*.pdf")) if arguments.attacks else []:
        code, judgement = verdict(arguments.zicha, file)
        refused = code == 1 and judgement["valid"] is False and judgement["reasons"]
        check(f"attack {file.name} refused: {', '.join(judgement['reasons'])}", refused, judgement)
    end()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Has other programs judge the demo's signed report: report.py ZICHA WORK_FOLDER

pdfsig, pyHanko and qpdf must be content; pdftotext must find every clause id, every title and every
typed character unchanged; changed bytes must be refused.
"""

import json
import pathlib
import random
import re
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from harness import PASSPHRASE, check, end, run

zicha, work = sys.argv[1], pathlib.Path(sys.argv[2])
TYPED = "堃犇喆峯 行⾏ ①② 「全權委託」 •·‧・ …⋯"


workbook, identity, report = work / "demo.zicha", work / "id.p12", work / "report.pdf"
run(zicha, "demo", "-o", workbook, "--no-open").check_returncode()
answered = run(zicha, "answer", workbook, "4.1", "--state", "partial", "--note", TYPED)
check("a typed note is answered", answered.returncode == 0, answered.stderr)
run(zicha, "identity", "create", "資訊主管", "-o", identity).check_returncode()
written = run(zicha, "report", workbook, "-o", report, "--sign", identity)
check("the report is written", written.returncode == 0, written.stderr)

judged = run("pdfsig", report).stdout
for words in ["Signature is Valid", "ETSI.CAdES.detached", "Total document signed"]:
    check(f"pdfsig: {words}", words in judged, judged)
check("qpdf --check", run("qpdf", "--check", report).returncode == 0)

key, certificate, _ = pkcs12.load_key_and_certificates(identity.read_bytes(), PASSPHRASE.encode())
root = x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
with open(report, "rb") as file:
    signature = PdfFileReader(file).embedded_signatures[0]
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))
    check("pyHanko: valid with the identity trusted", status.bottom_line, status.summary())

flat = lambda text: re.sub(r"\s", "", text)
text = flat(run("pdftotext", "-raw", report, "-").stdout)
pack = json.loads(run(zicha, "checklist", "show", "--format", "json").stdout)
for clause in pack["clauses"]:
    for words in [clause["id"], flat(clause["title"]["zh-TW"])]:
        if words not in text:
            check(f"pdftotext finds {clause['id']} {words}", False)
check("pdftotext finds every id and title", True)
for words in TYPED.split():
    check(f"pdftotext finds {words}", words in text)

verified = run(zicha, "verify", report, "--format", "json")
check("zicha verify accepts it", verified.returncode == 0, verified.stdout)
random.seed(1)
original = report.read_bytes()
flipped = work / "flipped.pdf"
for position in random.sample(range(len(original)), 40):
    changed = bytearray(original)
    changed[position] ^= 1 << random.randrange(8)
    flipped.write_bytes(changed)
    result = run(zicha, "verify", flipped, "--format", "json")
    header_gone = not bytes(changed).startswith(b"%PDF-")
    if result.returncode != (2 if header_gone else 1):
        check(f"a flipped bit at {position} is refused", False, result.stdout)
check("40 flipped bits are refused", True)
end()

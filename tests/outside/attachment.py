#!/usr/bin/env python3
"""Has other programs judge a report with its workbook inside: attachment.py ZICHA WORK_FOLDER

pdfdetach and pikepdf must find the workbook and give it out as Zicha would, with the right checksum and
relationship; pyHanko and pdfsig must accept three signatures over it; qpdf must find no fault; a
change by another program must be refused.
"""

import hashlib
import json
import pathlib
import sys

import pikepdf
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from harness import PASSPHRASE, check, end, run

zicha, work = sys.argv[1], pathlib.Path(sys.argv[2]) / "attachment"
work.mkdir()
NAME = "zicha-workbook.json"


def content(file):
    done = run(zicha, "verify", file, "--format", "json")
    return done.returncode, json.loads(done.stdout)["content"]


workbook, identity = work / "demo.zicha", work / "id.p12"
files = [work / f"{role}.pdf" for role in ("preparer", "reviewer", "approver")]
run(zicha, "demo", "-o", workbook, "--no-open").check_returncode()
run(zicha, "identity", "create", "資訊主管", "-o", identity).check_returncode()
written = run(zicha, "report", workbook, "-o", files[0], "--attach", "--sign", identity)
check("the report is written", written.returncode == 0, written.stderr)
for role, before, after in [("reviewer", *files[:2]), ("approver", *files[1:])]:
    done = run(zicha, "sign", before, "-o", after, "--identity", identity, "--role", role)
    check(f"the {role} signs", done.returncode == 0, done.stderr)
report = files[-1]

check("pdfdetach lists it", NAME in run("pdfdetach", "-list", report).stdout)
detached = work / "detached.json"
run("pdfdetach", "-saveall", "-o", work, report)
(work / NAME).rename(detached)
with pikepdf.open(report) as pdf:
    file = pdf.attachments[NAME].get_file()
    relationship = pdf.attachments[NAME].obj.get("/AFRelationship")
    check("pikepdf: the same bytes", file.read_bytes() == detached.read_bytes())
    check("pikepdf: application/json", file.mime_type == "application/json", file.mime_type)
    check("pikepdf: the checksum fits", file.md5 == hashlib.md5(detached.read_bytes()).digest())
    check("pikepdf: it is data", relationship == "/Data", relationship)
    check("pikepdf: it is tied to the document", len(pdf.Root.AF) == 1)
    with pdf.open_metadata() as metadata:
        check("pikepdf: PDF/A-3U", metadata.pdfa_status == "3U", metadata.pdfa_status)
attached = json.loads(detached.read_text("utf-8"))
check("it says what it is", (attached["format"], attached["version"]) == ("zicha-workbook", 1))
check("it holds every clause", sum(len(article["clauses"]) for article in attached["pack"]["articles"]) == 92)
canonical = json.dumps(attached, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
check("it is canonical JSON", canonical == detached.read_bytes())

check("qpdf --check", run("qpdf", "--check", report).returncode == 0)
judged = run("pdfsig", "-nocert", report).stdout
check("pdfsig: three valid signatures", judged.count("Signature is Valid") == 3, judged)
_, certificate, _ = pkcs12.load_key_and_certificates(identity.read_bytes(), PASSPHRASE.encode())
root = x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
with open(report, "rb") as stream:
    for signature in PdfFileReader(stream).embedded_signatures:
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))
        check(f"pyHanko on {signature.field_name}", status.bottom_line, status.summary())
        level = status.modification_level
        filled = level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
        check("pyHanko: nothing but forms filled", filled, level)

for file in files:
    code, found = content(file)
    check(f"{file.name}: the same bytes", code == 0 and found["compared"] == "bytes" and found["same"], found)
draft, changed, resigned = work / "draft.pdf", work / "changed.pdf", work / "resigned.pdf"
run(zicha, "report", workbook, "-o", draft, "--attach").check_returncode()
with pikepdf.open(draft) as pdf:
    pdf.save(changed)
check("a copy by another program is not the same bytes", not content(changed)[1]["same"])
with pikepdf.open(draft) as pdf:
    attached["assessment"]["answers"][0]["note"] = "改過"
    forged = json.dumps(attached, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    del pdf.attachments[NAME]
    pdf.attachments[NAME] = pikepdf.AttachedFileSpec(pdf, forged, filename=NAME, mime_type="application/json")
    pdf.save(resigned)
check("a changed workbook is refused", not content(resigned)[1]["same"], content(resigned))
end()

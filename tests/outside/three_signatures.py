#!/usr/bin/env python3
"""Three kinds of identities on one report, judged by everybody before and after a timestamp.

Usage: three_signatures.py ZICHA (built with the feature cards)
An RSA PKCS#12 with a chain of two above it prepares, a P-256 identity of Zicha reviews, a SoftHSM2
token approves. Needs pdfsig (poppler-utils), qpdf, openssl, mutool (mupdf-tools), softhsm2, opensc,
pyhanko 0.38. Exit code 1 if any judgement differs.
"""

import io
import os
import pathlib
import sys
import tempfile

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from harness import PASSPHRASE, check, end, run
from sign import certificate_of, judge_by_openssl, verdict
from softhsm import Cards, certificate, pem, rsa_key
from timestamp import Handler, make_authority, serve

ROLES = ["Preparer", "Reviewer", "Approver"]
HISTORY = """
var document = new PDFDocument(scriptArgs[0]);
print(document.countVersions(), document.validateChangeHistory());
"""


def preparer(folder):
    """An RSA-3072 key below an intermediate below a root, as PKCS#12; gives the root too."""
    root_key, issuer_key, key = rsa_key(), rsa_key(), rsa_key(3072)
    root = certificate("Report Root", root_key, usage="ca")
    issuer = certificate("Report Issuer", issuer_key, (root, root_key), usage="ca")
    leaf = certificate("資訊主管", key, (issuer, issuer_key))
    protection = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    file = folder / "preparer.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"key", key, leaf, [issuer, root], protection))
    return file, root


def sign_three_times(zicha, folder):
    """The report with three signatures, and the certificates that each may be traced to."""
    environment = {**os.environ, "ZICHA_PASSPHRASE": PASSPHRASE}
    prepared_by, root = preparer(folder)
    reviewed_by = folder / "reviewer.p12"
    run(zicha, "identity", "create", "稽核人員甲", "-o", reviewed_by, env=environment)
    cards = Cards(folder)
    cards.citizen("核准用卡", "總經理")
    workbook = folder / "demo.zicha"
    run(zicha, "demo", "--no-open", "-o", workbook)
    files = [folder / f"{role.lower()}.pdf" for role in ROLES]
    done = run(zicha, "report", workbook, "-o", files[0], "--sign", prepared_by, env=environment)
    check("RSA with a chain of two prepares", done.returncode == 0, done.stderr)
    reviews = ["--identity", reviewed_by, "--role", "reviewer", "--workbook", workbook]
    done = run(zicha, "sign", files[0], "-o", files[1], *reviews, env=environment)
    check("P-256 reviews", done.returncode == 0, done.stderr)
    card = f"pkcs11:object=SIGN?module-path={cards.module}"
    approves = ["--identity", card, "--role", "approver", "--workbook", workbook]
    done = run(zicha, "sign", files[1], "-o", files[2], *approves, "--passphrase-file", cards.pin_file)
    check("a card approves", done.returncode == 0, done.stderr)
    return files[2], workbook, [root, certificate_of(reviewed_by), cards.root[0]]


def loaded(cert):
    return Certificate.load(cert.public_bytes(serialization.Encoding.DER))


def judge(zicha, file, trusted, folder, stamped_by=None):
    report = run("pdfsig", "-nocert", file).stdout
    check(f"{file.name}: pdfsig calls 3 valid", report.count("Signature is Valid") == 3, report)
    qpdf = run("qpdf", "--check", file)
    check(f"{file.name}: qpdf finds no fault", qpdf.returncode == 0, qpdf.stdout + qpdf.stderr)
    judge_by_pyhanko(file, trusted, stamped_by)
    roots = folder / "roots.pem"
    roots.write_bytes(pem(*trusted))
    for which in range(3):
        judge_by_openssl(file, roots, folder, which)
    judge_by_mupdf(file, folder)
    roots.write_bytes(pem(*trusted, *([stamped_by] if stamped_by else [])))
    code, judgement = verdict(zicha, file, "--trust", roots)
    fine = code == 0 and [found["role"] for found in judgement["signatures"]] == [role.lower() for role in ROLES]
    check(f"{file.name}: zicha verify", fine, judgement)


def judge_by_pyhanko(file, trusted, stamped_by):
    roots = [loaded(cert) for cert in trusted + ([stamped_by] if stamped_by else [])]
    signatures = PdfFileReader(file.open("rb")).embedded_signatures
    check(f"{file.name}: pyHanko sees three", [found.field_name for found in signatures] == ROLES)
    for signature in signatures:
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = validate_pdf_signature(signature, context, context)
        what = f"{file.name}: pyHanko on {signature.field_name}"
        check(what, status.bottom_line and status.trusted, status.summary())
        level = status.modification_level
        check(f"{what}, changes afterwards", level <= ModificationLevel.FORM_FILLING, str(level))
        stated = status.timestamp_validity is not None
        check(f"{what}, timestamp", stated == bool(stamped_by and signature.field_name == "Approver"))


def judge_by_mupdf(file, folder):
    """`mutool sign -v` checks digests and says whether anything follows; which changes followed is
    what MuPDF's validateChangeHistory looks into (0: none that is not allowed)."""
    said = run("mutool", "sign", "-v", file)
    said = said.stdout + said.stderr
    edits = said.count("The signature is valid but there have been edits since signing.")
    unchanged = said.count("The document is unchanged since signing.")
    faults = [word for word in ["Digest error", "Verification error", "warning", "invalid"] if word in said]
    check(f"{file.name}: mutool sign -v", (edits, unchanged, faults) == (2, 1, []), said)
    # Of the three revisions with signatures and the unsigned one, none holds an unknown change.
    check(f"{file.name}: MuPDF on the changes", history(file, folder) == ["4", "0"])


def history(file, folder):
    script = folder / "history.js"
    script.write_text(HISTORY)
    done = run("mutool", "run", script, file)
    return done.stdout.split() + done.stderr.split()


def judge_an_altered_page(file, folder):
    """A control: a page that is moved after the third signature is noticed by those who should."""
    altered = folder / "altered.pdf"
    writer = IncrementalPdfFileWriter(io.BytesIO(file.read_bytes()))
    page, _ = writer.find_page_for_modification(0)
    page = page.get_object()
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(number) for number in [0, 0, 300, 300]])
    writer.update_container(page)
    with altered.open("wb") as out:
        writer.write(out)
    found = history(altered, folder)
    check("control: MuPDF notices an altered page", found[:1] == ["5"] and found[1] != "0", found)


def main():
    zicha = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        file, workbook, trusted = sign_three_times(zicha, folder)
        judge(zicha, file, trusted, folder)
        judge_an_altered_page(file, folder)
        make_authority(folder)
        Handler.folder = folder
        address = f"http://127.0.0.1:{serve(Handler)}/ok"
        stamped = folder / "stamped.pdf"
        done = run(zicha, "timestamp", file, "-o", stamped, "--tsa", address, "--workbook", workbook)
        check("the third signature is timestamped", done.returncode == 0, done.stderr)
        authority = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
        judge(zicha, stamped, trusted, folder, authority)
    end()


if __name__ == "__main__":
    main()

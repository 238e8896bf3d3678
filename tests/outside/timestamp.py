#!/usr/bin/env python3
"""Has an `openssl ts` authority timestamp what Zicha signs, and other programs judge the result.

Usage: timestamp.py ZICHA
Needs pdfsig (poppler-utils), qpdf, openssl, pyhanko 0.38. The authority is a small web server on
this machine. Exit code 1 if any judgement differs.
"""

import http.server
import os
import pathlib
import ssl
import sys
import tempfile
import threading

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from harness import PASSPHRASE, check, end, run
from sign import certificate_of, cms_and_content, verdict

CONFIG = """
[ tsa ]
default_tsa = usual
[ usual ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
default_policy = 1.3.6.1.4.1.99999.3
digests = sha256, sha384, sha512
signer_digest = {digest}
accuracy = secs:1
ordering = yes
tsa_name = {tsa_name}
ess_cert_id_chain = {whole_chain}
ess_cert_id_alg = {ess}
"""

EXTENSIONS = """
[ ca ]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ tsa ]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def openssl(*arguments):
    done = run("openssl", *arguments)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done


def make_authority(folder):
    """A root, an issuer below it, and an authority below that; RSA, RSA and P-256."""
    (folder / "extensions").write_text(EXTENSIONS)
    keys = {
        "root": ["-newkey", "rsa:2048"],
        "issuer": ["-newkey", "rsa:3072"],
        "tsa": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
    }
    issuer = None
    for name, key in keys.items():
        openssl(
            *["req", "-new", *key, "-nodes", "-subj", f"/C=TW/O=Test/CN=Time {name}"],
            *["-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr"],
        )
        section = "tsa" if name == "tsa" else "ca"
        signed_by = (
            ["-CA", folder / f"{issuer}.pem", "-CAkey", folder / f"{issuer}.key", "-CAcreateserial"]
            if issuer
            else ["-key", folder / "root.key"]
        )
        openssl(
            *["x509", "-req", "-in", folder / f"{name}.csr", "-days", "365", *signed_by],
            *["-extfile", folder / "extensions", "-extensions", section, "-out", folder / f"{name}.pem"],
        )
        issuer = name
    (folder / "serial").write_text("01\n")
    chain = [(folder / f"{name}.pem").read_text() for name in ["issuer", "root"]]
    (folder / "chain.pem").write_text("".join(chain))


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the path: /ok, /no-root, /sha1-names, /sha512, and a few failures."""

    folder = None

    def log_message(self, *_):
        pass

    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        check("the query's content type", self.headers["Content-Type"] == "application/timestamp-query")
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/ok")
            self.end_headers()
        elif self.path == "/html":
            self.reply(b"<html>Welcome</html>", "text/html")
        elif self.path == "/long":
            self.reply(b"0" * 70_000, "application/timestamp-reply")
        elif self.path == "/broken":
            self.reply(b"0", "application/timestamp-reply")
        elif self.path == "/gone":
            self.send_error(404)
        else:
            self.reply(self.answer(query), "application/timestamp-reply; charset=binary")

    def reply(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, query):
        folder = self.folder
        config = CONFIG.format(
            folder=folder,
            digest="sha512" if self.path == "/sha512" else "sha256",
            tsa_name="yes" if self.path == "/ok" else "no",
            whole_chain="yes" if self.path == "/sha512" else "no",
            ess="sha1" if self.path == "/sha1-names" else "sha256",
        )
        if self.path == "/no-root":
            config = config.replace("chain.pem", "issuer.pem")
        if self.path == "/refuses":
            config = config.replace("digests = sha256, sha384, sha512", "digests = sha512")
        (folder / "config").write_text(config)
        (folder / "query").write_bytes(query)
        openssl(
            *["ts", "-reply", "-config", folder / "config", "-queryfile", folder / "query"],
            *["-out", folder / "answer"],
        )
        return (folder / "answer").read_bytes()


def serve(handler, context=None):
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def judge_by_others(pdf, roots, tsa_root, folder, stamped):
    name = pdf.name
    count = len(roots)
    report = run("pdfsig", "-nocert", pdf).stdout
    check(f"{name}: pdfsig calls {count} valid", report.count("Signature is Valid") == count, report)
    qpdf = run("qpdf", "--check", pdf)
    check(f"{name}: qpdf finds no fault", qpdf.returncode == 0, qpdf.stdout + qpdf.stderr)
    for signature in PdfFileReader(pdf.open("rb")).embedded_signatures:
        context = ValidationContext(trust_roots=[signature.signer_cert, tsa_root], allow_fetching=False)
        status = validate_pdf_signature(signature, context, context)
        field = signature.field_name
        check(f"{name}: pyHanko on {field}", status.bottom_line, status.summary())
        time = status.timestamp_validity
        has = time is not None and time.valid and time.trusted and time.intact
        check(f"{name}: pyHanko on the time of {field}", has == (field in stamped), str(time))
    judge_by_openssl(pdf, folder)


def judge_by_openssl(pdf, folder):
    encoded, content = cms_and_content(pdf, -1)
    signature, data = folder / "signature.der", folder / "content.bin"
    signature.write_bytes(encoded)
    data.write_bytes(content)
    done = run(
        *["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", signature],
        *["-content", data, "-CAfile", folder / "signers.pem", "-purpose", "any", "-out", os.devnull],
    )
    check(f"{pdf.name}: openssl cms -verify -cades", done.returncode == 0, done.stderr)
    signer = cms.ContentInfo.load(encoded)["content"]["signer_infos"][0]
    value, token = folder / "value.bin", folder / "token.der"
    value.write_bytes(signer["signature"].native)
    [attribute] = signer["unsigned_attrs"]
    token.write_bytes(attribute["values"][0].dump())
    done = run(
        *["openssl", "ts", "-verify", "-token_in", "-in", token, "-data", value],
        *["-CAfile", folder / "root.pem"],
    )
    check(f"{pdf.name}: openssl ts -verify", done.returncode == 0, done.stdout + done.stderr)


def signed_report(zicha, folder):
    environment = {**os.environ, "ZICHA_PASSPHRASE": PASSPHRASE}
    identities = []
    for role, name in [("preparer", "資訊主管"), ("reviewer", "稽核人員甲")]:
        identities.append(folder / f"{role}.p12")
        run(zicha, "identity", "create", name, "-o", identities[-1], env=environment)
    workbook, report = folder / "demo.zicha", folder / "one.pdf"
    run(zicha, "demo", "--no-open", "-o", workbook)
    done = run(zicha, "report", workbook, "-o", report, "--sign", identities[0], env=environment)
    check("the preparer signs the report", done.returncode == 0, done.stderr)
    certificates = [certificate_of(path).public_bytes(serialization.Encoding.PEM) for path in identities]
    (folder / "signers.pem").write_bytes(b"".join(certificates))
    trusted = b"".join(certificates) + (folder / "root.pem").read_bytes()
    (folder / "trusted.pem").write_bytes(trusted)
    return environment, workbook, report


def stamp(zicha, source, target, address, *options):
    return run(zicha, "timestamp", source, "-o", target, "--tsa", address, *options)


def judge(zicha, folder, port):
    from asn1crypto.x509 import Certificate

    environment, workbook, report = signed_report(zicha, folder)
    root = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
    root = Certificate.load(root.public_bytes(serialization.Encoding.DER))
    at = f"http://127.0.0.1:{port}"
    stamped = {}
    for path, options in [
        ("ok", ["--workbook", workbook]),
        ("sha1-names", []),
        ("sha512", ["--trust", folder / "root.pem"]),
        ("no-root", ["--trust", folder / "root.pem"]),
    ]:
        stamped[path] = folder / f"stamped-{path}.pdf"
        done = stamp(zicha, report, stamped[path], f"{at}/{path}", *options)
        check(f"zicha timestamp by /{path}", done.returncode == 0, done.stderr)
        if done.returncode != 0:
            continue
        judge_by_others(stamped[path], ["preparer"], root, folder, {"Preparer"})
        for trust, expected in [([], "unknown"), (["--trust", folder / "trusted.pem"], "ca")]:
            code, judgement = verdict(zicha, stamped[path], *trust)
            found = judgement["signatures"][0]["timestamp"] or {}
            check(
                f"zicha verify on /{path}: {expected}",
                code == 0 and found.get("trust") == expected and found.get("authority") == "Time tsa",
                judgement,
            )
    check_growth(zicha, folder, environment, workbook, stamped["ok"], root, at)
    check_refusals(zicha, folder, report, at)


def check_growth(zicha, folder, environment, workbook, stamped, root, at):
    """The next person signs, then that signature is timestamped too; the first takes no more."""
    two, both = folder / "two.pdf", folder / "both.pdf"
    identity = ["--identity", folder / "reviewer.p12", "--role", "reviewer", "--workbook", workbook]
    done = run(zicha, "sign", stamped, "-o", two, *identity, env=environment)
    check("the reviewer signs after the timestamp", done.returncode == 0, done.stderr)
    done = stamp(zicha, two, both, f"{at}/ok", "--role", "preparer")
    check("the first signature takes no timestamp any more", done.returncode == 2, done.stderr)
    done = stamp(zicha, two, both, f"{at}/ok")
    check("the second signature takes one", done.returncode == 0, done.stderr)
    judge_by_others(both, ["preparer", "reviewer"], root, folder, {"Preparer", "Reviewer"})
    code, judgement = verdict(zicha, both, "--trust", folder / "trusted.pem")
    check("zicha verify on both", code == 0 and judgement["valid"] is True, judgement)


def check_refusals(zicha, folder, report, at):
    out = folder / "never.pdf"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tsa.pem", folder / "tsa.key")
    secure = serve(Handler, context)
    for address, named in [
        (f"{at}/moved", "301"),
        (f"{at}/gone", "404"),
        (f"{at}/html", "text/html"),
        (f"{at}/long", "65536"),
        (f"{at}/broken", "DER"),
        (f"{at}/refuses", "hash algorithm"),
        (f"{at}/no-root", "Time root"),
        (f"https://127.0.0.1:{secure}/ok", "TLS"),
        ("http://127.0.0.1:1/", "127.0.0.1:1"),
        ("http://nowhere.invalid/", "nowhere.invalid"),
        ("ftp://127.0.0.1/", "ftp://"),
    ]:
        done = run(zicha, "--lang", "en", "timestamp", report, "-o", out, "--tsa", address)
        told = done.returncode == 2 and named in done.stderr and "hint" in done.stderr and "{" not in done.stderr
        check(f"refused: {done.stderr.strip()}", told and not out.exists(), done.returncode)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make_authority(folder)
        Handler.folder = folder
        judge(pathlib.Path(sys.argv[1]).resolve(), folder, serve(Handler))
    end()


if __name__ == "__main__":
    main()

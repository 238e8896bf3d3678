#!/usr/bin/env python3
"""Makes PAdES B-B and B-T files with pyHanko that `zicha verify` must accept.

Usage: make_positive_controls.py FOLDER
Needs: pyhanko 0.38, cryptography, qpdf. A verifier that refuses everything is as useless as one
that accepts everything; these files keep ours honest. Beside each NAME.pdf whose signer is issued
by an authority stands NAME.ca.pem for `--trust`.
"""

import datetime
import io
import pathlib
import subprocess
import sys

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.datetime.now(datetime.timezone.utc)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer=None, issuer_key=None, authority=False, timestamps=False):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=1))
        .not_valid_after(NOW + datetime.timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(not authority, not authority, False, False, False, authority, authority, False, False),
            critical=True,
        )
    )
    if timestamps:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purposes, critical=True)
    return builder.sign(issuer_key or key, hashes.SHA256())


def der_certificate(cert):
    return asn1_x509.Certificate.load(cert.public_bytes(serialization.Encoding.DER))


def private_key(key):
    raw = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return asn1_keys.PrivateKeyInfo.load(raw)


def timestamper_of(cert, key, chain=()):
    store = SimpleCertificateStore()
    store.register_multiple([der_certificate(other) for other in chain])
    return DummyTimeStamper(der_certificate(cert), private_key(key), certs_to_embed=store)


def signer_of(cert, key, chain=(), pss=False):
    store = SimpleCertificateStore()
    store.register_multiple([der_certificate(other) for other in chain])
    return signers.SimpleSigner(
        signing_cert=der_certificate(cert),
        signing_key=private_key(key),
        cert_registry=store,
        prefer_pss=pss,
    )


def base_pdf(declared=(), version="1.7"):
    content = b"BT /F1 18 Tf 72 700 Td (Control document) Tj ET"
    annotations = " ".join(f"{7 + index} 0 R" for index in range(len(declared)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + (b"/AcroForm 6 0 R" if declared else b"") + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.28 841.89]>>",
        f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[{annotations}]>>".encode(),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Fields[{annotations}]/SigFlags 3>>".encode(),
    ]
    for field, box in declared:
        objects.append(
            f"<</Type/Annot/Subtype/Widget/FT/Sig/T({field})/F 132/P 3 0 R/Rect[{box}]>>".encode()
        )
    objects.append(b"<</Producer(control)/Title(Control document)>>")
    out = bytearray(f"%PDF-{version}\n".encode())
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def sign(pdf, signer, field, box=None, certify=False, timestamper=None, **metadata):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        **metadata,
    )
    spec = fields.SigFieldSpec(field, box=box) if box else None
    out = io.BytesIO()
    signer = signers.PdfSigner(meta, signer=signer, timestamper=timestamper, new_field_spec=spec)
    signer.sign_pdf(writer, output=out)
    return out.getvalue()


def qpdf(pdf, *options):
    done = subprocess.run(
        ["qpdf", *options, "-", "-"], input=pdf, capture_output=True, check=False
    )
    if done.returncode == 0:
        return done.stdout
    source = pathlib.Path("/tmp/zicha-control-in.pdf")
    target = pathlib.Path("/tmp/zicha-control-out.pdf")
    source.write_bytes(pdf)
    subprocess.run(["qpdf", *options, source, target], check=True)
    return target.read_bytes()


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    root_key, middle_key = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 3072)
    root = certificate("Control root", root_key, authority=True)
    middle = certificate("Control issuer", middle_key, "Control root", root_key, authority=True)
    keys = {
        "p256": ec.generate_private_key(ec.SECP256R1()),
        "p384": ec.generate_private_key(ec.SECP384R1()),
        "rsa": rsa.generate_private_key(65537, 2048),
    }
    selfmade = {kind: signer_of(certificate(f"Self {kind}", key), key) for kind, key in keys.items()}
    issued = {}
    for kind, key in keys.items():
        leaf = certificate(f"Issued {kind}", key, "Control issuer", middle_key)
        issued[kind] = signer_of(leaf, key, [middle, root])
        issued[kind + "-leaf-only"] = signer_of(leaf, key)
    declared = [("Preparer", "72 600 272 660"), ("Reviewer", "0 0 0 0"), ("Approver", "0 0 0 0")]
    ca_pem = root.public_bytes(serialization.Encoding.PEM) + middle.public_bytes(serialization.Encoding.PEM)

    def put(label, pdf, ca=False):
        (folder / f"{label}.pdf").write_bytes(pdf)
        if ca:
            (folder / f"{label}.ca.pem").write_bytes(ca_pem)

    for kind, signer in selfmade.items():
        one = sign(base_pdf(), signer, "Sig1")
        put(f"{kind}-one-new-invisible", one)
        put(f"{kind}-one-new-visible", sign(base_pdf(), signer, "Sig1", box=(72, 500, 272, 560)))
        other = selfmade["rsa" if kind == "p256" else "p256"]
        put(f"{kind}-two-new-invisible", sign(one, other, "Sig2"))
        put(f"{kind}-two-second-visible", sign(one, other, "Sig2", box=(300, 500, 500, 560)))
        certified = sign(base_pdf(declared), signer, "Preparer", certify=True)
        put(f"{kind}-one-declared-certified", certified)
        put(f"{kind}-two-declared-certified", sign(certified, other, "Reviewer"))
        put(f"{kind}-three-declared", sign(sign(certified, other, "Reviewer"), signer, "Approver"))
        put(f"{kind}-two-certified-new-invisible", sign(certified, other, "Extra"))
        put(
            f"{kind}-reason",
            sign(base_pdf(declared), signer, "Preparer", reason="覆核完成", location="Taipei", name="Auditor"),
        )
    for kind, signer in issued.items():
        put(f"issued-{kind}-one", sign(base_pdf(), signer, "Sig1"), ca=True)
        put(f"issued-{kind}-two", sign(sign(base_pdf(), signer, "Sig1"), signer, "Sig2"), ca=True)
    # pyHanko's authority has RSA keys only.
    clock = rsa.generate_private_key(65537, 2048)
    leaf = certificate("Time", clock, "Control issuer", middle_key, timestamps=True)
    whole = timestamper_of(leaf, clock, [middle, root])
    alone = timestamper_of(certificate("Self time", clock, timestamps=True), clock)
    for label, timestamper in {"issued": whole, "self-made": alone}.items():
        one = sign(base_pdf(declared), selfmade["p256"], "Preparer", certify=True, timestamper=timestamper)
        put(f"time-{label}-one", one)
        put(f"time-{label}-two", sign(one, selfmade["rsa"], "Reviewer", timestamper=whole))
    pss = signer_of(certificate("Self pss", keys["rsa"]), keys["rsa"], pss=True)
    put("rsa-pss-one", sign(base_pdf(), pss, "Sig1"))
    for digest in ["sha384", "sha512"]:
        put(f"rsa-{digest}-one", sign(base_pdf(), selfmade["rsa"], "Sig1", md_algorithm=digest))
    for label, options in {
        "object-streams": ["--object-streams=generate"],
        "linearized": ["--linearize"],
        "linearized-object-streams": ["--linearize", "--object-streams=generate"],
    }.items():
        packed = qpdf(base_pdf(declared), *options)
        one = sign(packed, selfmade["p256"], "Preparer", certify=True)
        put(f"{label}-one", one)
        put(f"{label}-two", sign(one, selfmade["rsa"], "Reviewer"))
        one = sign(qpdf(base_pdf(), *options), selfmade["p256"], "Sig1")
        put(f"{label}-two-new", sign(one, selfmade["rsa"], "Sig2"))
    two = sign(base_pdf(version="2.0"), selfmade["p256"], "Sig1")
    put("version-2-two", sign(two, selfmade["rsa"], "Sig2"))
    put("version-1-4-two", sign(sign(base_pdf(version="1.4"), selfmade["p256"], "Sig1"), selfmade["rsa"], "Sig2"))


if __name__ == "__main__":
    main(sys.argv[1])

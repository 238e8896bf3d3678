"""pyHanko signing and validating what our program signs and verifies. Its import is not counted; ours is a whole process."""

import io
import pathlib

from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def sign(pdf, identity, passphrase, field):
    """A call that fills the field as PAdES B-B."""

    def run():
        signer = signers.SimpleSigner.load_pkcs12(str(identity), passphrase=passphrase.encode())
        writer = IncrementalPdfFileWriter(io.BytesIO(pathlib.Path(pdf).read_bytes()))
        about = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
        signers.sign_pdf(writer, about, signer=signer)

    return run


def validate(pdf, identities, passphrase):
    """A call that validates every signature of a file."""
    roots = []
    for identity in identities:
        _, certificate, _ = pkcs12.load_key_and_certificates(pathlib.Path(identity).read_bytes(), passphrase.encode())
        roots.append(x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)))

    def run():
        reader = PdfFileReader(io.BytesIO(pathlib.Path(pdf).read_bytes()))
        for signature in reader.embedded_signatures:
            status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots))
            assert status.bottom_line, status.summary()

    return run

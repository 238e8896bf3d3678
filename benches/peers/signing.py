"""pyHanko signing and validating what our program signs and verifies. Its import is not counted; ours is a whole process."""

import datetime
import io
import pathlib

from asn1crypto import x509
from common import PASSPHRASE
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
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


def issued(work, role):
    """A self-signed P-256 identity in a PKCS#12 of 2,048 rounds, as OpenSSL writes it; valid long before, because the report
    states a time of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, role)])
    usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    builder = certificates.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(certificates.random_serial_number())
    builder = builder.not_valid_before(datetime.datetime(2026, 1, 1)).not_valid_after(datetime.datetime(2036, 1, 1))
    certificate = builder.add_extension(certificates.KeyUsage(digital_signature=True, **usage), critical=True).sign(key, hashes.SHA256())
    rounds = serialization.PrivateFormat.PKCS12.encryption_builder().kdf_rounds(2048).hmac_hash(hashes.SHA256())
    sealed = rounds.key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC).build(PASSPHRASE.encode())
    identity = pathlib.Path(work) / f"{role}.p12"
    identity.write_bytes(pkcs12.serialize_key_and_certificates(role.encode(), key, certificate, None, sealed))
    return identity

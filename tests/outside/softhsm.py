"""Cards for the outside checks: SoftHSM2 tokens filled by OpenSC's pkcs11-tool, and a module that
stands between and misbehaves. Needs softhsm2, opensc, a C compiler, cryptography."""

import datetime
import os
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from harness import run

PIN = "135791"
NOW = datetime.datetime.now(datetime.timezone.utc)
HERE = pathlib.Path(__file__).parent


def module():
    found = [path for path in pathlib.Path("/usr/lib").rglob("libsofthsm2.so") if path.is_file()]
    if not found:
        raise RuntimeError("libsofthsm2.so is not installed")
    return found[0]


def must(*command):
    done = run(*command)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def name(text):
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "TW"), x509.NameAttribute(NameOID.COMMON_NAME, text)]
    )


def certificate(subject, key, issuer=None, usage="sign"):
    """A certificate; `issuer` is certificate and key of the one above, `usage` sign, keyx or ca."""
    authority = usage == "ca"
    issuer_name = issuer[0].subject if issuer else name(subject)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=1))
        .not_valid_after(NOW + datetime.timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                usage == "sign", usage == "sign", usage == "keyx", False, False, authority, authority, False, False
            ),
            critical=True,
        )
    )
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256())


def pem(*certificates):
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def rsa_key(bits=2048):
    return rsa.generate_private_key(65537, bits)


class Cards:
    """A folder of tokens of our own. Programs find it by the environment of this process."""

    def __init__(self, folder):
        self.folder = folder
        self.module = module()
        (folder / "tokens").mkdir()
        config = folder / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(config)
        self.pin_file = folder / "pin"
        self.pin_file.write_text(PIN + "\n")
        key = rsa_key()
        self.root = (certificate("Card Root", key, usage="ca"), key)

    def token(self, label):
        must("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "24680246")

    def put(self, label, object_, key, cert):
        """Puts a certificate on a token, and its private key where there is one."""
        if key:
            encoded = key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            self.write(label, object_, "privkey", encoded, "--usage-sign")
        self.write(label, object_, "cert", cert.public_bytes(serialization.Encoding.DER))

    def write(self, label, object_, kind, content, *options):
        file = self.folder / "object.der"
        file.write_bytes(content)
        must(
            *["pkcs11-tool", "--module", self.module, "--token-label", label, "--login", "--pin", PIN],
            *["--write-object", file, "--type", kind, "--id", object_.encode().hex(), "--label", object_],
            *options,
        )
        file.unlink()

    def citizen(self, label, subject):
        """A token like a 自然人憑證: RSA-2048, SIGN and KEYX, and the authority's certificate."""
        self.token(label)
        for object_, usage in [("KEYX", "keyx"), ("SIGN", "sign")]:
            key = rsa_key()
            self.put(label, object_, key, certificate(subject, key, self.root, usage))
        self.put(label, "CACert", None, self.root[0])

    def curves(self, label, subject):
        """A token with a P-256 and a P-384 key, both for signing; the authority is not on it."""
        self.token(label)
        for object_, curve in [("SIGN", ec.SECP256R1()), ("SIGN02", ec.SECP384R1())]:
            key = ec.generate_private_key(curve)
            self.put(label, object_, key, certificate(subject, key, self.root))

    def misbehaving(self):
        """A module that passes calls on to SoftHSM2 and misbehaves as ZICHA_TEST_CARD says."""
        built = self.folder / "shim.so"
        must("cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", built, HERE / "shim.c", "-ldl")
        os.environ["ZICHA_TEST_MODULE"] = str(self.module)
        return built

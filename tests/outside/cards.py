#!/usr/bin/env python3
"""Has Zicha sign with cards (SoftHSM2), well-behaved and not, and other programs judge the result.

Usage: cards.py ZICHA (built with the feature cards)
Needs softhsm2, opensc, a C compiler, pdfsig (poppler-utils), qpdf, openssl, pyhanko 0.38. Exit code
1 if anything differs from what is expected.
"""

import json
import os
import pathlib
import pty
import sys
import tempfile
import termios
import time

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from harness import PASSPHRASE, check, end, run
from sign import judge_by_openssl, verdict
from softhsm import PIN, Cards, pem
from three_signatures import loaded

CITIZEN, CURVES = "憑證 IC 卡", "Token; 100% & more"


class Desk:
    """A folder with tokens, a signed report, and the program."""

    def __init__(self, zicha, folder):
        self.zicha, self.folder = zicha, folder
        # Settings of our own: a module is remembered in them.
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = str(folder / "home")
        (folder / "home").mkdir()
        self.cards = Cards(folder)
        self.cards.citizen(CITIZEN, "稽核人員甲")
        self.cards.curves(CURVES, "總經理")
        self.roots = folder / "roots.pem"
        self.roots.write_bytes(pem(self.cards.root[0]))
        self.report = folder / "report.pdf"
        run(zicha, "demo", "--no-open", "-o", folder / "demo.zicha")
        environment = {**os.environ, "ZICHA_PASSPHRASE": PASSPHRASE}
        run(zicha, "identity", "create", "資訊主管", "-o", folder / "id.p12", env=environment)
        signed = ["-o", self.report, "--sign", folder / "id.p12"]
        done = run(zicha, "report", folder / "demo.zicha", *signed, env=environment)
        check("the preparer signs the report", done.returncode == 0, done.stderr)

    def say(self, *arguments, mode=None):
        environment = {**os.environ, "ZICHA_TEST_CARD": mode or "", "ZICHA_TEST_PIN": PIN}
        return run(self.zicha, "--lang", "en", *arguments, env=environment)

    def review(self, card, target, pin_file=None, mode=None):
        how = ["--role", "reviewer", "--identity", card, "--passphrase-file", pin_file or self.cards.pin_file]
        return self.say("sign", self.report, "-o", target, *how, mode=mode)

    def refuses(self, what, named, card, pin_file=None, mode=None):
        """A refusal says what is the matter and what to do, and leaves nothing behind."""
        target = self.folder / "never.pdf"
        before = sorted(self.folder.iterdir())
        done = self.review(card, target, pin_file, mode)
        told = done.returncode == 2 and named in done.stderr and "hint: " in done.stderr and PIN not in done.stderr
        clean = sorted(self.folder.iterdir()) == before and "panicked" not in done.stderr
        check(f"{what}: {' '.join(done.stderr.split())}", told and clean, done.returncode)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path


def judge_by_others(desk, file, signer):
    report = run("pdfsig", "-nocert", file).stdout
    check(f"{file.name}: pdfsig calls both valid", report.count("Signature is Valid") == 2, report)
    qpdf = run("qpdf", "--check", file)
    check(f"{file.name}: qpdf finds no fault", qpdf.returncode == 0, qpdf.stdout + qpdf.stderr)
    signature = PdfFileReader(file.open("rb")).embedded_signatures[-1]
    context = ValidationContext(trust_roots=[loaded(desk.cards.root[0])], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    check(f"{file.name}: pyHanko traces it to the card's root", status.bottom_line and status.trusted, status.summary())
    judge_by_openssl(file, desk.roots, desk.folder, 1)
    code, judgement = verdict(desk.zicha, file)
    signers = [found["signer"] for found in judgement["signatures"]]
    check(f"{file.name}: zicha verify", code == 0 and signers == ["資訊主管", signer], judgement)


def check_listing(desk):
    done = desk.say("identity", "list-cards", "--format", "json")
    check("without a module it names those of HiCOS", "HiCOSPKCS11.dll" in done.stderr, done.stderr)
    done = desk.say("identity", "list-cards", "--module", desk.cards.module, "--remember", "--format", "json")
    check("the cards are listed", done.returncode == 0, done.stderr)
    tokens = {token["token"]: token for token in json.loads(done.stdout)["tokens"]}
    check("both tokens", set(tokens) == {CITIZEN, CURVES}, tokens)
    rows = {row["object"]: row for row in tokens[CITIZEN]["certificates"]}
    for_signing = {name for name, row in rows.items() if row["for_signing"]}
    check("of a citizen's card SIGN signs", for_signing == {"SIGN"} and len(rows) == 3, rows)
    done = desk.say("identity", "list-cards")
    check("the module is remembered", CITIZEN in done.stdout and CURVES in done.stdout, done.stderr)
    for token in tokens.values():
        for row in token["certificates"]:
            done = desk.say("identity", "show", row["uri"], "--format", "json")
            shown = json.loads(done.stdout)["common_name"] if done.returncode == 0 else None
            wanted = row["common_name"] if row["for_signing"] else None
            check(f"{row['object']} is shown by its listed name without a PIN", shown == wanted, done.stderr)
    return rows["SIGN"]["uri"]


def check_signing(desk, listed):
    curves = "pkcs11:token=Token%3B%20100%25%20%26%20more"
    for name, card, signer in [
        ("listed", listed, "稽核人員甲"),
        ("typed", f"pkcs11:token={CITIZEN}", "稽核人員甲"),
        ("p256", f"{curves};object=SIGN", "總經理"),
        ("p384", f"{curves};id=%53IGN02?module-path={desk.cards.module}", "總經理"),
    ]:
        target = desk.folder / f"{name}.pdf"
        done = desk.review(card, target)
        check(f"{name}: the card signs", done.returncode == 0, done.stderr)
        if done.returncode == 0:
            judge_by_others(desk, target, signer)
    target = desk.folder / "prepared.pdf"
    by_card = ["--sign", listed, "--passphrase-file", desk.cards.pin_file]
    done = desk.say("report", desk.folder / "demo.zicha", "-o", target, *by_card)
    check("a card prepares", done.returncode == 0, done.stderr)
    code, judgement = verdict(desk.zicha, target, "--trust", desk.roots)
    trust = [found["trust"] for found in judgement["signatures"]]
    check("it is traced to the card's root", code == 0 and trust in (["ca"], ["card_ca"]), judgement)


def check_prompt(desk, listed):
    """The PIN typed at a terminal: it is asked for, and not shown."""
    target = desk.folder / "prompted.pdf"
    command = [desk.zicha, "--lang", "en", "sign", desk.report, "-o", target, "--role", "reviewer"]
    process, terminal = pty.fork()
    if process == 0:
        os.execv(desk.zicha, [str(part) for part in [*command, "--identity", listed]])
    shown = b""
    try:
        while b"PIN: " not in shown:
            shown += os.read(terminal, 1000)
        # What is typed in the moment between the words and the switch is shown by any program.
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            time.sleep(0.01)
        os.write(terminal, f"{PIN}\n".encode())
        while more := os.read(terminal, 1000):
            shown += more
    except OSError:
        pass  # The terminal closes with the program.
    _, status = os.waitpid(process, 0)
    fine = os.waitstatus_to_exitcode(status) == 0 and target.exists() and PIN.encode() not in shown
    check("the PIN is asked for at the terminal and not shown", fine, shown)


def check_refusals(desk, listed):
    module = f"?module-path={desk.cards.module}"
    desk.refuses("several tokens", CURVES, "pkcs11:")
    desk.refuses("another token", "serial=", "pkcs11:token=elsewhere")
    desk.refuses("several certificates", "object=SIGN02", f"pkcs11:token=Token%3B%20100%25%20%26%20more{module}")
    desk.refuses("the certificate for encryption", "object=SIGN", f"pkcs11:token={CITIZEN};object=KEYX")
    desk.refuses("a PIN in the name", "pin-value", f"{listed}&pin-value=000000")
    desk.refuses("a misspelt name", "tokem", "pkcs11:tokem=x")
    desk.refuses("no such module", "nowhere.so", "pkcs11:?module-path=/nowhere.so")
    desk.refuses("a module that is none", "roots.pem", f"pkcs11:?module-path={desk.roots}")
    desk.refuses("a module that is another library", "libc", "pkcs11:?module-path=libc.so.6")
    # SoftHSM2 takes PINs of 4 to 255 characters, so this one would be a wasted try.
    desk.refuses("a PIN that is too short", "4", listed, desk.file("short", "123\n"))
    desk.refuses("an empty PIN", "PIN", listed, desk.file("empty", "\n"))
    desk.refuses("a wrong PIN", "PIN is wrong", listed, desk.file("wrong", "000000\n"))


def check_misbehaviour(desk):
    shim = desk.cards.misbehaving()
    card = f"pkcs11:token={CITIZEN}?module-path={shim}"
    for mode in ["proxy", "no-hash", "claims-hash", "pin-pad"]:
        target = desk.folder / f"{mode}.pdf"
        pin = desk.file("none", "\n") if mode == "pin-pad" else None
        done = desk.review(card, target, pin, mode)
        check(f"{mode}: the card signs all the same", done.returncode == 0, done.stderr)
        if done.returncode == 0:
            judge_by_others(desk, target, "稽核人員甲")
    desk.refuses("taken out while signing", "hint: leave the card in the reader", card, mode="removed")
    desk.refuses("a wrong signature", "no signature by the key", card, mode="garbles")
    desk.refuses("locked", "locked; no PIN was tried", card, mode="locked")
    desk.refuses("a wrong last PIN", "one more wrong PIN locks", card, desk.file("wrong", "000000\n"), mode="last-try")
    done = desk.say("identity", "list-cards", "--module", shim, mode="last-try")
    check("the list says that one try is left", "one more wrong PIN locks it" in done.stdout, done.stdout)


def check_removal(desk, listed):
    """The card is taken out while the program waits for the PIN."""
    waiting = desk.folder / "waiting"
    os.mkfifo(waiting)
    target = desk.folder / "never.pdf"
    process = os.fork()
    if process == 0:
        # Opens only when the program has looked at the card and reads the PIN.
        with waiting.open("w") as pin:
            for file in sorted((desk.folder / "tokens").rglob("*"), reverse=True):
                file.rmdir() if file.is_dir() else file.unlink()
            pin.write(PIN + "\n")
        os._exit(0)
    done = desk.review(listed, target, waiting)
    os.waitpid(process, 0)
    told = done.returncode == 2 and "no card in any reader" in done.stderr and not target.exists()
    check(f"taken out before the PIN: {' '.join(done.stderr.split())}", told, done.returncode)


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(folder))
        listed = check_listing(desk)
        check_signing(desk, listed)
        check_prompt(desk, listed)
        check_refusals(desk, listed)
        check_misbehaviour(desk)
        check_removal(desk, listed)
    end()


if __name__ == "__main__":
    main()

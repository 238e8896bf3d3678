"""What the checks by other programs share: running a command, saying what held, ending with the answer."""

import os
import subprocess
import sys

# Opens the identities that are made for the checks, and nothing else.
PASSPHRASE = "外部檢查用通行碼"

failures = []


def check(what, holds, detail=""):
    """Says whether something holds, and remembers what does not."""
    print("ok  " if holds else "FAIL", what, "" if holds else detail)
    if not holds:
        failures.append(what)


def run(*command, **options):
    """Runs a command to its end; unless told otherwise with the passphrase of the checks at hand."""
    options.setdefault("env", {**os.environ, "ZICHA_PASSPHRASE": PASSPHRASE})
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)


def end():
    """Leaves with 1 where anything did not hold."""
    sys.exit(1 if failures else 0)

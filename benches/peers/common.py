"""What the measurements share: running our program, and telling time and memory."""

import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
PASSPHRASE = "量測用通行碼"
ENVIRONMENT = {**os.environ, "ZICHA_PASSPHRASE": PASSPHRASE}


def measured(command):
    """Milliseconds of one whole command."""
    command = [str(part) for part in command]
    begin = time.perf_counter()
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    took = (time.perf_counter() - begin) * 1000
    if done.returncode != 0:
        raise SystemExit(f"{command} failed: {done.stderr}")
    return took


def peak(command):
    """Peak megabytes of one whole command."""
    small = [sys.executable, "-S", "-E", str(HERE / "peak.py"), *map(str, command)]
    done = subprocess.run(small, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def median_of(times, action):
    """The median of what `action` returns, run so many times after one run to warm up."""
    action()
    return statistics.median(action() for _ in range(times))


def timed(action):
    """Milliseconds that a call takes."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def pages_of(pdf):
    """Number of pages, as pdfinfo counts them."""
    for line in subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout.splitlines():
        if line.startswith("Pages:"):
            return int(line.split()[1])
    raise SystemExit(f"{pdf} has no pages")


def unpacked_font(work, weight):
    """The shipped font as a file that the peers can read."""
    target = pathlib.Path(work) / "fonts" / f"NotoSansTC-{weight}.ttf"
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        subprocess.run(["zstd", "-q", "-d", f"assets/fonts/NotoSansTC-{weight}.ttf.zst", "-o", target], check=True)
    return target

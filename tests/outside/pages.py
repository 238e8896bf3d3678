#!/usr/bin/env python3
"""Has pikepdf and poppler judge the pages of the demo's report: pages.py ZICHA WORK_FOLDER

pikepdf's PDF/A-2b check must find nothing but the signature fields and conformance U, which it does not know:
the fields are taken out first. pdftotext must give every page in the order in which it is laid out: the text
under the marks of the page, read here straight from its content stream.
"""

import pathlib
import re
import sys

import pikepdf
from pikepdf import pdfa

from harness import check, end, run

zicha, work = sys.argv[1], pathlib.Path(sys.argv[2])


def without_fields(pdf):
    """Takes out what waits for signatures, and says conformance B, the only one the check knows."""
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm
    for page in pdf.pages:
        if "/Annots" in page:
            kept = [a for a in page.Annots if a.Subtype != "/Widget"]
            page.Annots = pdf.make_indirect(pikepdf.Array(kept))
    forms = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Form" and "/P" in o]
    for form in forms:
        del form.K
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b"<pdfaid:conformance>U<", b"<pdfaid:conformance>B<"))


def unicode_of(font):
    """Code to text by the ToUnicode map."""
    text = font.ToUnicode.read_bytes().decode()
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, units in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(units).decode("utf-16-be")
    return found


def laid_out(page, maps):
    """The words of a page in the order of its content stream."""
    words, font = [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = maps[str(operands[0])]
        elif str(operator) == "Tj":
            codes = bytes(operands[0])
            words += [font[int.from_bytes(codes[i : i + 2], "big")] for i in range(0, len(codes), 2)]
    return "".join(words)


flat = lambda text: re.sub(r"[\s\u3000]", "", text)

workbook = work / "pages.zicha"
run(zicha, "demo", "-o", workbook, "--no-open").check_returncode()
for lang in ["zh-TW", "en"]:
    for detail in ["full", "management"]:
        report = work / f"pages-{lang}-{detail}.pdf"
        written = run(zicha, "--lang", lang, "report", workbook, "-o", report, "--detail", detail)
        check(f"{lang} {detail}: written", written.returncode == 0, written.stderr)
        with pikepdf.open(report) as pdf:
            fonts = pdf.pages[0].Resources.Font
            maps = {name: unicode_of(font) for name, font in fonts.items()}
            expected = [laid_out(page, maps) for page in pdf.pages]
            without_fields(pdf)
            found = pdfa.check(pdf, "2b")
            problems = [str(finding) for finding in found.findings]
            check(f"{lang} {detail}: PDF/A-2b without signature fields", found.verdict == "pass", problems[:8])
        said = run("pdftotext", "-raw", report, "-").stdout.split("\f")
        different = [i + 1 for i, words in enumerate(expected) if flat(words) != flat(said[i])]
        check(f"{lang} {detail}: pdftotext equals all {len(expected)} pages in order", not different, different)
end()

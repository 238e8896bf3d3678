"""The blocks of one of our reports, typeset by a peer: typesetting.py typst|reportlab BLOCKS.json FONTS OUT.pdf

Prints the milliseconds that the peer's own call takes in this fresh process, its import not counted. Headings, paragraphs and tables
with repeated heads are asked of it; our links, outline, tags, signature fields and charts are not.
"""

import json
import pathlib
import sys
import time


def by_typst(blocks, fonts, output):
    import typst

    lines = [
        '#set page(paper: "a4", margin: 2cm)',
        '#set text(font: "Noto Sans TC", size: 10.5pt, lang: "zh", region: "TW")',
        "#set table(stroke: 0.4pt, inset: 4pt)",
    ]
    for block in blocks:
        if block["kind"] == "heading":
            lines.append(f'#heading(level: {block["level"]}, {quoted(block["text"])})')
        elif block["kind"] == "paragraphs":
            lines += [f"#par({quoted(words)})" for words in block["texts"]]
        else:
            widths = ", ".join(f"{width}fr" for width in block["widths"])
            head = f'table.header({cells(block["titles"])}),' if any(block["titles"]) else ""
            lines.append(f'#text(size: 9pt, table(columns: ({widths}), {head} {", ".join(cells(row) for row in block["rows"])}))')
    source = "\n".join(lines).encode()
    begin = time.perf_counter()
    output.write_bytes(typst.compile(source, font_paths=[str(fonts)], ignore_system_fonts=True))
    return time.perf_counter() - begin


def quoted(words):
    return json.dumps(words, ensure_ascii=False).replace("\\u", "\\\\u")


def cells(words):
    return ", ".join(quoted(cell) for cell in words)


def by_reportlab(blocks, fonts, output):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    begin = time.perf_counter()
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(weight, str(fonts / f"NotoSansTC-{weight}.ttf")))
    body = ParagraphStyle("body", fontName="Regular", fontSize=10.5, leading=16.5, wordWrap="CJK", spaceAfter=6)
    small = ParagraphStyle("small", fontName="Regular", fontSize=9, leading=14, wordWrap="CJK")
    bold = ParagraphStyle("bold", parent=small, fontName="Bold")
    escape = lambda words: words.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")
    story = []
    for block in blocks:
        if block["kind"] == "heading":
            story.append(Paragraph(escape(block["text"]), ParagraphStyle("head", parent=body, fontName="Bold", fontSize=13)))
        elif block["kind"] == "paragraphs":
            story += [Paragraph(escape(words), body) for words in block["texts"]]
        elif block["rows"]:
            total, width = sum(block["widths"]), A4[0] - 114
            head = [[Paragraph(escape(words), bold) for words in block["titles"]]] if any(block["titles"]) else []
            rows = head + [[Paragraph(escape(words), small) for words in row] for row in block["rows"]]
            widths = [width * column / total for column in block["widths"]]
            style = [("GRID", (0, 0), (-1, -1), 0.4, "#999999"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            story.append(LongTable(rows, widths, repeatRows=len(head), style=style))
    SimpleDocTemplate(str(output), pagesize=A4, leftMargin=57, rightMargin=57, topMargin=57, bottomMargin=57).build(story)
    return time.perf_counter() - begin


if __name__ == "__main__":
    peer, blocks, fonts, output = sys.argv[1:]
    typeset = {"typst": by_typst, "reportlab": by_reportlab}[peer]
    took = typeset(json.loads(pathlib.Path(blocks).read_text()), pathlib.Path(fonts), pathlib.Path(output))
    print(took * 1000)

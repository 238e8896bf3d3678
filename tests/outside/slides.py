"""Draws clauses as slides into a PDF: a table of articles for each chapter, then a page for each
explained clause. Text has positions and a ToUnicode map and no font file: enough for pdftotext."""

NUMERALS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]


def numeral(number):
    if number <= 10:
        return NUMERALS[number]
    tens = "" if number < 20 else NUMERALS[number // 10]
    return f"{tens}十{NUMERALS[number % 10]}"


def wrapped(text, ems):
    """Lines of so many full-width characters."""
    lines, line, width = [], "", 0.0
    for character in text:
        advance = 1 if ord(character) > 255 else 0.5
        if width + advance > ems:
            lines.append(line)
            line, width = "", 0.0
        line += character
        width += advance
    return lines + [line]


class Page:
    def __init__(self):
        self.operations = []

    def text(self, x, y, size, words):
        shown = words.encode("utf-16-be").hex()
        self.operations.append(f"BT /F {size} Tf {x:.1f} {y:.1f} Td <{shown}> Tj ET")


def draw(path, pack, clauses, centred, beside):
    pages = [page for chapter in pack["chapters"] for page in tables(pack, chapter, clauses, centred)]
    for clause in clauses.values():
        together = [other for other in clause["together_with"] if key(other) < key(clause["id"])]
        if clause["explanation"] and not together:
            pages.append(explained(pack, clauses, clause, beside, len(pages) + 1))
    write(path, pages)


def key(clause):
    return tuple(int(part) for part in clause.split("."))


def article_title(article):
    return f"第{numeral(article['number'])}條({article['title']['zh-TW']})"


def of_article(clauses, article):
    return [clause for clause in clauses.values() if key(clause["id"])[0] == article["number"]]


def tables(pack, chapter, clauses, centred):
    heading = f"某某指引-第{numeral(chapter['number'])}章{chapter['title']['zh-TW']}"
    page, y = Page(), 500
    page.text(40, y, 20, heading)
    page.text(80, y - 30, 12, "條文")
    page.text(500, y - 30, 12, "內容")
    y -= 50
    for article in (a for a in pack["articles"] if a["chapter"] == chapter["number"]):
        own = of_article(clauses, article)
        words = []
        for clause in own:
            number = f"{numeral(key(clause['id'])[1])}、" if len(own) > 1 else ""
            for paragraph in (number + clause["requirement"]).split("\n"):
                words += wrapped(paragraph, 62)
        title = wrapped(article_title(article), 10)
        rows = max(len(words), len(title))
        if y - rows * 10 < 20:
            yield page
            page, y = Page(), 470
            page.text(40, 500, 20, heading + "(2/2)")
        for lines, x in ((title, 40), (words, 180)):
            down = (rows - len(lines)) / 2 if centred else 0
            for row, line in enumerate(lines):
                page.text(x, y - (down + row) * 10, 9, line)
        y -= rows * 10 + 8
    yield page


def explained(pack, clauses, clause, beside, page_number):
    number = key(clause["id"])[0]
    article = next(a for a in pack["articles"] if a["number"] == number)
    chapter = next(c for c in pack["chapters"] if c["number"] == article["chapter"])
    page, y = Page(), 480
    page.text(40, 510, 20, article_title(article))
    page.text(860, 510, 9, chapter["title"]["zh-TW"])
    several = len(of_article(clauses, article)) > 1
    for other in [clause["id"]] + clause["together_with"]:
        printed = f"{numeral(key(other)[1])}、" if several else ""
        for line in wrapped(printed + clauses[other]["requirement"].replace("\n", ""), 60):
            page.text(40, y, 14, line)
            y -= 17
    y -= 10
    top = y
    page.text(40, y, 14, "內容說明")
    y -= 16
    for paragraph in clause["explanation"]:
        for line in wrapped("• " + paragraph, 46):
            page.text(40, y, 8, line)
            y -= 9
        y -= 4
    x, y = (620, top) if beside else (40, y - 10)
    page.text(x, y, 14, "佐證資料")
    y -= 18
    for item in clause["evidence"]:
        for line in wrapped("• " + item, 26):
            page.text(x, y, 11, line)
            y -= 13
    page.text(400, 8, 8, f"某某顧問版權所有 保留一切權利 {page_number}")
    return page


def write(path, pages):
    objects = []

    def add(body):
        objects.append(body)
        return len(objects)

    def stream(content):
        return add(b"<< /Length %d >> stream\n%b\nendstream" % (len(content), content))

    rows = [b"<%02x00> <%02xff> <%02x00>" % (high, high, high) for high in range(256)]
    blocks = [b"64 beginbfrange\n" + b"\n".join(rows[at:at + 64]) + b"\nendbfrange\n" for at in range(0, 256, 64)]
    unicode_map = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + b"".join(blocks) + b"endcmap end end"
    )
    descriptor = add(
        b"<< /Type /FontDescriptor /FontName /Drawn /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    )
    glyphs = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Drawn /DW 1000 /W [0 255 500] /FontDescriptor %d 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % descriptor
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Drawn /Encoding /Identity-H /DescendantFonts [%d 0 R] "
        b"/ToUnicode %d 0 R >>" % (glyphs, unicode_map)
    )
    parent = len(objects) + 1 + 2 * len(pages)
    kids = []
    for page in pages:
        content = stream("\n".join(page.operations).encode())
        kids.append(add(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 960 540] /Contents %d 0 R "
            b"/Resources << /Font << /F %d 0 R >> >> >>" % (parent, content, font)
        ))
    add(b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, catalog, start)
    path.write_bytes(out)

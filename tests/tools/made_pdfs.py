"""PDFs made by hand for tests: one page, 400 by 400 points, Helvetica as /F and Helvetica-Bold as /B."""

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold"}


def page_with(content: str, more: str = "", objects: str = "", catalog: str = "", box: str = "[0 0 400 400]") -> bytes:
    """A PDF of one page; `more` goes into its dictionary, `catalog` into the document's, `objects` are its own."""
    fonts = "".join(f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} >> " for key, name in FONTS.items())
    return (
        f"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R {catalog} >> endobj\n"
        "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        f"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R {more} "
        f"/Resources << /Font << {fonts}>> >> >> endobj\n"
        f"4 0 obj << /Length {len(content)} >> stream\n{content}\nendstream endobj\n{objects}"
        "trailer << /Root 1 0 R >>\n%%EOF\n"
    ).encode("latin-1")


def line(x: float, y: float, words: str, font: str = "F 10") -> str:
    """Words in one font at one place, as a page's content."""
    return f"BT /{font} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"


def mixed(x: float, y: float, *runs: tuple[float, float, str]) -> str:
    """A line of runs, each its size, how far it is raised, and its words."""
    shown = "".join(f"/F {size} Tf {rise} Ts ({words}) Tj " for size, rise, words in runs)
    return f"BT 1 0 0 1 {x} {y} Tm {shown}ET\n"


def ruled(x: float, y: float, to: float) -> str:
    """A thin line across."""
    return f"0.6 w {x} {y} m {to} {y} l S\n"

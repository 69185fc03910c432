"""OpenDocument's namespaces (ODF 1.3 part 3)."""

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{_NAMESPACE}text:1.0}}"
TABLE = f"{{{_NAMESPACE}table:1.0}}"
DRAW = f"{{{_NAMESPACE}drawing:1.0}}"
OFFICE = f"{{{_NAMESPACE}office:1.0}}"
STYLE = f"{{{_NAMESPACE}style:1.0}}"
PRESENTATION = f"{{{_NAMESPACE}presentation:1.0}}"
SVG = f"{{{_NAMESPACE}svg-compatible:1.0}}"
FO = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
HREF = "{http://www.w3.org/1999/xlink}href"
FRAMES = frozenset(
    "frame custom-shape g rect ellipse circle line connector polygon polyline path regular-polygon caption a".split()
)

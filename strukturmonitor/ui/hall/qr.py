"""QR codes, made on this machine."""

import base64

import segno

_BORDER = 4  # the quiet zone that readers need, in modules


def qr_image(address: str) -> str:
    """Black on white whatever the theme, because phones read that best; as an address for an <img>."""
    svg = segno.make(address, error="m", micro=False).svg_inline(
        border=_BORDER, dark="#000", light="#fff", omitsize=True
    )
    return svg_image(svg)


def svg_image(svg: str) -> str:
    """An SVG as an address for an <img>, which runs nothing that may be in it."""
    if "xmlns=" not in svg[:300]:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()

"""A QR code of an address, as SVG for pages and as PNG for DOCX; the same bytes every time."""

from io import BytesIO
from typing import Final

import segno

QUIET_ZONE: Final = 4  # modules of white around the code: what its standard asks for
PIXELS: Final = 8  # of a PNG for each module


def svg(address: str) -> str:
    """An <svg> without a size of its own, black on white."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        border=QUIET_ZONE,
        light="#ffffff",
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return out.getvalue().decode()


def png(address: str) -> BytesIO:
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="png", border=QUIET_ZONE, scale=PIXELS
    )
    out.seek(0)
    return out

"""A QR code as SVG, for papers that are set with Typst."""

from __future__ import annotations

from io import BytesIO

import segno

__all__ = ["qr_svg"]


def qr_svg(address: str) -> str:
    """The code that leads to `address`, without a margin, in the ink of the papers."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, dark="#14202e", xmldecl=False)
    return out.getvalue().decode()

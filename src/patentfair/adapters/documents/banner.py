"""Pictures for the head of a page: decoded, made smaller and encoded again, so that only pixels remain."""

from __future__ import annotations

import io

from patentfair.adapters.documents.pictures import decoded_picture
from patentfair.domain.kernel.errors import Invalid

__all__ = ["LARGEST_BYTES", "banner_jpeg"]

LARGEST_BYTES = 5 << 20
SIZE = (1600, 640)
WANTED_BYTES = 200_000


def banner_jpeg(data: bytes) -> bytes:
    """A JPEG of at most 1600 by 640 pixels and about 200 kB, without metadata. Raises `Invalid` (`picture.*`)."""
    if len(data) > LARGEST_BYTES:
        raise Invalid("picture.too-large", field="banner", limit=LARGEST_BYTES)
    flat = decoded_picture(data, SIZE, field="banner")
    for quality in (84, 72, 60, 45):
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= WANTED_BYTES:
            break
    return out.getvalue()

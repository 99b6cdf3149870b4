"""Pictures for the head of a page: decoded, made smaller and encoded again, so that only pixels remain."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from patentfair.domain.kernel.errors import Invalid

__all__ = ["LARGEST_BYTES", "banner_jpeg"]

LARGEST_BYTES = 5 << 20
MOST_PIXELS = 24_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
SIZE = (1600, 640)
WANTED_BYTES = 200_000


def banner_jpeg(data: bytes) -> bytes:
    """A JPEG of at most 1600 by 640 pixels and about 200 kB, without metadata. Raises `Invalid` (`banner.*`)."""
    if len(data) > LARGEST_BYTES:
        raise Invalid("banner.too-large", field="banner", limit=LARGEST_BYTES)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Invalid("banner.too-large", field="banner", limit=MOST_PIXELS)
            upright = ImageOps.exif_transpose(opened)
            flat = Image.new("RGB", upright.size, "white")
            mask = upright.convert("RGBA")
            flat.paste(mask, mask=mask.getchannel("A"))
    except Invalid:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise Invalid("banner.unreadable", field="banner") from error
    flat.thumbnail(SIZE, Image.Resampling.LANCZOS)
    for quality in (84, 72, 60, 45):
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= WANTED_BYTES:
            break
    return out.getvalue()

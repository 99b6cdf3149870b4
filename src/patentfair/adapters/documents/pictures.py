"""Pictures for the public: decoded, bounded and written anew, so that nothing hidden in them travels on."""

from __future__ import annotations

from io import BytesIO

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from patentfair.domain.kernel.errors import Invalid

__all__ = ["LARGEST_PIXELS", "PreparedPicture", "decoded_picture", "jpeg_type", "prepare_picture"]

LARGEST_PIXELS = 24_000_000
LARGE, SMALL = 1600, 520
"""Longest sides in pixels: filling a page, and in a list."""
_QUALITY = 80


class PreparedPicture(msgspec.Struct, frozen=True):
    """A picture as JPEG in two sizes, without the camera's data; `width` and `height` are those of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def decoded_picture(data: bytes, size: tuple[int, int], *, field: str = "file") -> Image.Image:
    """A PNG, JPEG or WebP upright, without transparency, at most `size`. Raises `Invalid` (`picture.*`) for `field`."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise Invalid("picture.too-large", field=field, limit=LARGEST_PIXELS)
            opened.draft("RGB", size)
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in ("1", "P"):
                upright = upright.convert("RGBA")
            upright.thumbnail(size, Image.Resampling.LANCZOS)  # before further copies: they cost memory by the pixel
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid("picture.unreadable", field=field) from error
    return flat


def prepare_picture(data: bytes) -> PreparedPicture:
    """Write a picture anew in two sizes. Raises `Invalid` naming `file` for what is none or has a wrong size."""
    large = decoded_picture(data, (LARGE, LARGE))
    if min(large.size) < 200:
        raise Invalid("picture.too-small", field="file")
    return PreparedPicture(_jpeg(large), _jpeg(_within(large, SMALL)), large.width, large.height)


def _within(picture: Image.Image, side: int) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def jpeg_type(head: bytes) -> str | None:
    """What `store` accepts of what is written here."""
    return "image/jpeg" if head.startswith(b"\xff\xd8\xff") else None

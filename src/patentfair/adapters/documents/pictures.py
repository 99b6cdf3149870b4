"""Pictures for the public: decoded, bounded and written anew, so that nothing hidden in them travels on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from patentfair.adapters.documents.store import store
from patentfair.domain.kernel.errors import Invalid

__all__ = ["LARGEST_PIXELS", "PreparedPicture", "decoded_picture", "picture_type", "prepare_picture", "store_picture"]

LARGEST_PIXELS = 24_000_000
LARGE, MEDIUM, SMALL = 1600, 1000, 480
"""Longest sides in pixels: for print and large screens, beside a text, and in a list."""


class PreparedPicture(msgspec.Struct, frozen=True):
    """A picture in three sizes without the camera's data: JPEG for print, and WebP, half as heavy, for pages.

    `width` and `height` are those of the large one.
    """

    large: bytes
    medium: bytes
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
    """Write a picture anew in three sizes. Raises `Invalid` naming `file` for what is none or has a wrong size."""
    large = decoded_picture(data, (LARGE, LARGE))
    if min(large.size) < 200:
        raise Invalid("picture.too-small", field="file")
    return PreparedPicture(_jpeg(large), _webp(large, MEDIUM, 75), _webp(large, SMALL, 70), large.width, large.height)


def store_picture(root: Path, data: bytes) -> dict[str, Any]:
    """Write a picture anew and store it; what `put_picture` wants to know of it."""
    prepared = prepare_picture(data)
    return {
        "sha256": store(root, [prepared.large], accepts=picture_type),
        "medium_sha256": store(root, [prepared.medium], accepts=picture_type),
        "small_sha256": store(root, [prepared.small], accepts=picture_type),
        "media_type": "image/jpeg",
        "size": (prepared.width, prepared.height),
    }


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return out.getvalue()


def _webp(picture: Image.Image, side: int, quality: int) -> bytes:
    copy, out = picture.copy(), BytesIO()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    copy.save(out, "WEBP", quality=quality)
    return out.getvalue()


def picture_type(head: bytes) -> str | None:
    """The media type of what is written here by its first bytes, or None."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None

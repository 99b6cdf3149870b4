"""Films for the public: what a camera or a program wrote into them besides picture and sound is blanked.

Nothing is decoded and nothing moves: boxes and elements are overwritten in place with free ones of the same length, so
that every offset stays right. What the codec itself carries inside the stream is not looked at.
"""

from __future__ import annotations

from patentfair.adapters.documents.films_mp4 import blank_mp4
from patentfair.adapters.documents.films_webm import blank_webm
from patentfair.domain.kernel.errors import Invalid

__all__ = ["bare_film", "film_type"]

BRANDS = (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash")


def film_type(head: bytes) -> str | None:
    """`video/mp4` or `video/webm` by the first bytes, or None."""
    if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
        return "video/mp4"
    return "video/webm" if head.startswith(b"\x1a\x45\xdf\xa3") else None


def bare_film(data: bytes) -> bytes:
    """The film as long as it was, without position, device, times, titles, comments, attachments and tracks of data.

    Kept are the tracks of picture and sound. Raises `Invalid` (`film.*`) naming `file` for what is broken off or built
    in a way that cannot be gone through.
    """
    blank = blank_mp4 if film_type(data[:64]) == "video/mp4" else blank_webm
    film = bytearray(data)
    try:
        blank(film)
    except ValueError as error:
        raise Invalid("film.unreadable", field="file") from error
    return bytes(film)

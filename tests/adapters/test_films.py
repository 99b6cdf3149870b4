"""Films keep picture and sound, and nothing of where, when and with what they were made."""

from __future__ import annotations

from contextlib import suppress
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.adapters.documents.films import bare_film, film_type
from patentfair.domain.kernel.errors import Invalid

SECRET = b"+31.2304+121.4737/ PrivatePhone 15"
MOMENT = (0xE5A1B2C3).to_bytes(4)
PICTURE, SOUND, POSITIONS = b"picture-samples" * 9, b"sound-samples" * 7, SECRET * 4


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return (8 + len(body)).to_bytes(4) + kind + body


def times(kind: bytes, *, wide: bool = False) -> bytes:
    stamp = (MOMENT.rjust(8, b"\0") if wide else MOMENT) * 2
    return box(kind, bytes((wide, 0, 0, 0)), stamp, b"rest of the header")


def numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4) for value in values)


def track(handler: bytes, offset: int, sizes: list[int], *, wide: bool = False) -> bytes:
    name = SECRET.ljust(32)
    entry = box(b"avc1", bytes(42), name, bytes(4), box(b"avcC", b"set-up")) if handler == b"vide" else box(b"data")
    table = box(
        b"stbl",
        box(b"stsd", numbers(0, 1), entry),
        box(b"stsz", numbers(0, 0, len(sizes)), numbers(*sizes)),
        box(b"stsc", numbers(0, 1, 1, len(sizes), 1)),
        box(b"stco", numbers(0, 1, offset)),
    )
    return box(
        b"trak",
        times(b"tkhd", wide=wide),
        box(b"udta", SECRET),
        box(b"mdia", times(b"mdhd"), box(b"hdlr", bytes(8), handler, bytes(12), SECRET), box(b"minf", table)),
        box(b"meta", SECRET),
    )


def mp4(*, extra: bytes = b"") -> bytes:
    """A film as a telephone makes it: position in `udta` and `meta`, a track of positions, times, names."""
    parts = [PICTURE, SOUND, POSITIONS]
    head = box(b"ftyp", b"isom", bytes(4)) + box(b"uuid", bytes(16), SECRET) + box(b"free", SECRET)
    places = [len(head) + 8 + at for at in accumulate(map(len, parts), initial=0)]
    moov = box(
        b"moov",
        times(b"mvhd", wide=True),
        track(b"vide", places[0], [15] * 9),
        track(b"soun", places[1], [13] * 7, wide=True),
        track(b"meta", places[2], [len(SECRET)] * 4),
        box(b"udta", box(b"\xa9xyz", SECRET)),
        box(b"meta", SECRET),
        extra,
    )
    return head + box(b"mdat", *parts) + moov


def element(name: int, *content: bytes, wide: bool = False, open_end: bool = False) -> bytes:
    body = b"".join(content)
    length = 8 if wide or open_end or len(body) > 126 else 1
    size = (1 << 7 * length) - 1 if open_end else len(body)
    return name.to_bytes((name.bit_length() + 7) // 8) + ((1 << 7 * length) + size).to_bytes(length) + body


def webm(*, live: bool = False, late: bool = False, extra: bytes = b"") -> bytes:
    """A film with titles, programs, a date, tags, an attachment, names and a track of positions."""
    block = [element(0xA3, bytes((0x80 + n, 0, 0, 0x80)), data) for n, data in ((1, PICTURE), (2, SOUND), (3, SECRET))]
    group = element(0xA0, element(0xA1, bytes((0x83, 0, 0, 0)), SECRET), element(0x9B, b"\1"))
    cluster = element(0x1F43B675, element(0xE7, b"\0"), *block, group, element(0xAF, SECRET), open_end=live)
    tracks = [
        element(
            0xAE,
            element(0xD7, bytes((n,))),
            element(0x83, bytes((kind,))),
            element(0x536E, SECRET),
            element(0x258688, SECRET),
        )
        for n, kind in ((1, 1), (2, 2), (3, 33))
    ]
    info = element(
        0x1549A966, element(0xBF, b"crc!"), element(0x2AD7B1, b"\x0f\x42\x40"), element(0x7BA9, SECRET),
        element(0x4D80, SECRET), element(0x5741, SECRET), element(0x4461, MOMENT * 2), element(0xEC, SECRET),
    )  # fmt: skip
    table = element(0x1654AE6B, *tracks)
    order = (cluster, table, cluster) if late else (table, cluster, cluster)
    segment = element(
        0x18538067, info, *order, element(0x1254C367, SECRET * 9, wide=True),
        element(0x1941A469, SECRET), extra, open_end=live,
    )  # fmt: skip
    return element(0x1A45DFA3, element(0x4282, b"webm")) + segment


@pytest.mark.parametrize("film", [mp4(), webm(), webm(live=True), webm(late=True)], ids=["mp4", "webm", "live", "late"])
def test_nothing_but_picture_and_sound_is_left_and_nothing_moves(film):
    assert SECRET in film
    assert MOMENT in film
    bare = bare_film(film)
    assert len(bare) == len(film)
    assert SECRET not in bare
    assert SECRET[:9] not in bare
    assert MOMENT not in bare
    assert bare.index(PICTURE) == film.index(PICTURE)
    assert bare.index(SOUND) == film.index(SOUND)
    assert film_type(bare) == film_type(film)
    assert bare_film(bare) == bare


def test_what_a_player_needs_stays_byte_for_byte():
    film, bare = mp4(), bare_film(mp4())
    for part in (b"avcC", b"set-up", numbers(0, 1, film.index(PICTURE)), numbers(0, 1, film.index(SOUND)), b"stsz"):
        assert bare.index(part) == film.index(part)
    assert bare.count(b"trak") == 2
    assert [bare.count(kind) for kind in (b"udta", b"meta", b"uuid")] == [0, 0, 0]
    film, bare = webm(), bare_film(webm())
    head = film.index((0x1549A966).to_bytes(4))
    assert bare[:head] == film[:head]
    assert b"\x2a\xd7\xb1\x83\x0f\x42\x40" in bare
    for number in (1, 2):
        assert element(0xD7, bytes((number,))) in bare
    assert element(0xD7, b"\3") not in bare


def piled_up(chunks: int) -> bytes:
    """A track of texts whose chunks all lie over the same bytes: to blank each would take hours."""
    head = box(b"ftyp", b"isom", bytes(4))
    data = bytes(4_000)
    table = box(
        b"stbl",
        box(b"stsd", numbers(0, 0)),
        box(b"stsz", numbers(0, 0, chunks), numbers(*[4_000] * chunks)),
        box(b"stsc", numbers(0, 1, 1, 1, 1)),
        box(b"stco", numbers(0, chunks), numbers(*[len(head) + 8] * chunks)),
    )
    media = box(b"mdia", times(b"mdhd"), box(b"hdlr", bytes(8), b"text", bytes(12)), box(b"minf", table))
    return head + box(b"mdat", data) + box(b"moov", times(b"mvhd"), box(b"trak", times(b"tkhd"), media))


@pytest.mark.parametrize(
    "film",
    [
        piled_up(100),
        mp4(extra=box(b"trak") * 17),
        (0x1A45DFA3).to_bytes(4) + b"\x80" + b"\xec\x80",
        mp4()[:-1],
        mp4()[:60],
        mp4(extra=b"\0\0\0\4free"),
        mp4(extra=box(b"mdia", b"abc")) + b"\0\0",
        mp4().replace(numbers(0, 1, 1, 4, 1), numbers(0, 1, 1, 400, 1)),
        mp4().replace(numbers(0, 0, 4), numbers(0, 0, 0xFFFFFFFF)),
        box(b"ftyp", b"isom", bytes(4)),
        webm()[:-1],
        webm()[:80],
        webm(extra=b"\xec"),
        webm(extra=b"\x00\x00\x00"),
        b"\x1a\x45\xdf\xa3",
    ],
)
def test_a_film_that_cannot_be_gone_through_is_refused(film):
    with pytest.raises(Invalid) as refused:
        bare_film(film)
    assert (refused.value.code, refused.value.data["field"]) == ("film.unreadable", "file")


@given(st.sampled_from([mp4(), webm(), webm(live=True)]), st.data())
def test_a_damaged_film_is_refused_or_stays_as_long(film, data):
    damaged = bytearray(film)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(12, len(film) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Invalid):
        assert len(bare_film(bytes(damaged))) == len(film)

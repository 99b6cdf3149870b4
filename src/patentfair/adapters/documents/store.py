"""Files by their hash: written once, never changed, found by SHA-256."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from patentfair.domain.kernel.errors import Invalid

__all__ = ["LARGEST_BYTES", "content_type", "path_of", "remove", "store", "tentative"]

LARGEST_BYTES = 20 << 20
_MAGIC = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def content_type(head: bytes) -> str | None:
    """The media type by the first bytes, or None for what is not taken."""
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def store(
    root: Path,
    chunks: Iterable[bytes],
    *,
    accepts: Callable[[bytes], object] = content_type,
    largest: int = LARGEST_BYTES,
    field: str = "evidence",
) -> str:
    """Write the bytes under `root` and return their SHA-256 hex.

    Taken is what `accepts` says something of by the first bytes (PDF, PNG and JPEG), up to `largest` bytes. Raises
    `Invalid` naming `field`. The file is on the disk before the hash is returned; storing the same bytes twice keeps
    one file.
    """
    hasher, size = sha256(), 0
    root.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=root, delete=False) as stream:
        try:
            for chunk in chunks:
                if not size and not accepts(chunk):
                    raise Invalid("upload.kind", field=field)
                size += len(chunk)
                if size > largest:
                    raise Invalid("upload.too-large", field=field, limit=largest)
                hasher.update(chunk)
                stream.write(chunk)
            if not size:
                raise Invalid("upload.kind", field=field)
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
    digest = hasher.hexdigest()
    target = path_of(root, digest)
    target.parent.mkdir(exist_ok=True)
    _place(Path(stream.name), target)
    return digest


_placed: ContextVar[list[tuple[Path, IO[bytes]]] | None] = ContextVar("placed", default=None)


@contextmanager
def tentative() -> Iterator[Callable[[], None]]:
    """What `store` keeps inside can be taken back by calling what this yields.

    Files that were there before stay, and so does one that somebody else has stored again meanwhile.
    """
    placed: list[tuple[Path, IO[bytes]]] = []
    token = _placed.set(placed)

    def take_back() -> None:
        for path, ours in placed:
            with _alone(path):
                if path.exists() and os.path.samestat(path.stat(), os.fstat(ours.fileno())):
                    path.unlink()

    try:
        yield take_back
    finally:
        _placed.reset(token)
        for _path, ours in placed:
            ours.close()


def _place(made: Path, target: Path) -> None:
    """Give the file its name. Where it is the first of that name, it is kept open for as long as it may be taken back:
    the number of a file that was replaced goes to the next one, and would not tell them apart.
    """
    placed = _placed.get()
    with _alone(target):
        ours = made.open("rb") if placed is not None and not target.exists() else None
        made.replace(target)
    if placed is not None and ours is not None:
        placed.append((target, ours))


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Nobody else, in whatever process of this machine, places or takes back a file meanwhile."""
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        flock(folder, LOCK_EX)
        yield
    finally:
        os.close(folder)


def path_of(root: Path, digest: str) -> Path:
    """Where the file of that hash lies, whether or not it is there."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Invalid("upload.kind", field="digest")
    return root / digest[:2] / digest


def remove(root: Path, digest: str) -> None:
    """Take the file of that hash away, if it is there. Whether anything still refers to it is the caller's to know."""
    path_of(root, digest).unlink(missing_ok=True)

"""Files by their hash: written once, never changed, found by SHA-256."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

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


_placed: ContextVar[list[tuple[Path, int]] | None] = ContextVar("placed", default=None)


@contextmanager
def tentative() -> Iterator[Callable[[], None]]:
    """What `store` keeps inside can be taken back by calling what this yields.

    Files that were there before stay, and so does one that somebody else has stored again meanwhile.
    """
    placed: list[tuple[Path, int]] = []
    token = _placed.set(placed)

    def take_back() -> None:
        for path, inode in placed:
            if path.exists() and path.stat().st_ino == inode:
                path.unlink(missing_ok=True)

    try:
        yield take_back
    finally:
        _placed.reset(token)


def _place(made: Path, target: Path) -> None:
    """Give the file its name; a link tells for certain whether it is the first of that name."""
    inode, is_first = made.stat().st_ino, True
    try:
        target.hardlink_to(made)
    except OSError:  # there already, or on a disk without links
        is_first = False
        made.replace(target)
    else:
        made.unlink()
    if is_first and (placed := _placed.get()) is not None:
        placed.append((target, inode))


def path_of(root: Path, digest: str) -> Path:
    """Where the file of that hash lies, whether or not it is there."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Invalid("upload.kind", field="digest")
    return root / digest[:2] / digest


def remove(root: Path, digest: str) -> None:
    """Take the file of that hash away, if it is there. Whether anything still refers to it is the caller's to know."""
    path_of(root, digest).unlink(missing_ok=True)

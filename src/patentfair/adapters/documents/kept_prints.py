"""Papers that were set once and are asked for again: files named by the digest of what they show, the oldest go."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

__all__ = ["keep_print", "kept_print"]

MOST_BYTES = 256 << 20


def kept_print(root: Path, digest: str) -> bytes | None:
    """The paper that shows this, if it lies here."""
    try:
        return _place(root, digest).read_bytes()
    except FileNotFoundError:
        return None


def keep_print(root: Path, digest: str, data: bytes) -> None:
    """Put a paper by. All of them together take 256 MiB at most; any may be removed at any time."""
    root.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=root, delete=False) as stream:
        stream.write(data)
    Path(stream.name).replace(_place(root, digest))
    left = MOST_BYTES
    for path, one in sorted(_sizes(root).items(), key=lambda row: row[1], reverse=True):
        left -= one[1]
        if left < 0:
            path.unlink(missing_ok=True)


def _place(root: Path, digest: str) -> Path:
    return root / f"{digest}.pdf"


def _sizes(root: Path) -> dict[Path, tuple[float, int]]:
    """When each paper was made, and its size; another process may take one away meanwhile."""
    found = {}
    for path in root.iterdir():
        try:
            told = path.stat()
        except FileNotFoundError:
            continue
        found[path] = (told.st_mtime, told.st_size)
    return found

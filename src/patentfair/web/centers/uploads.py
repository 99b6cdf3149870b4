"""Files that come with a form: checked and told by their hash first, stored once the act is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from patentfair.adapters.documents.store import LARGEST_BYTES, content_type, store
from patentfair.domain.kernel.errors import Invalid

__all__ = ["Uploads"]

Accepts = Callable[[bytes], object]


class Uploads:
    """The files of one form. A refused act leaves none of them behind: `keep` is called in its transaction, at its end.

    `most_bytes` is what they may come to together; beyond it the files are refused with `too_many`.
    """

    def __init__(self, most_bytes: int = LARGEST_BYTES, too_many: str = "upload.too-large") -> None:
        self.most_bytes, self.too_many = most_bytes, too_many
        self.bytes = 0
        self._held: list[tuple[Callable[[], Iterable[bytes]], Accepts, str]] = []

    def take(self, upload: UploadedFile[bytes] | None, field: str = "evidence") -> tuple[str, str]:
        """Name and SHA-256 of an uploaded PDF, PNG or JPEG, or two empty strings where there is none."""
        if upload is None:
            return "", ""
        return Path(upload.name or "file").name[:200], self._hold(upload.chunks, upload.size or 0, content_type, field)

    def take_bytes(self, data: bytes, field: str, accepts: Accepts = content_type) -> str:
        """SHA-256 of what was made of an upload."""
        return self._hold(lambda: [data], len(data), accepts, field)

    def evidence(self, data: dict[str, Any], name: str = "evidence") -> dict[str, Any]:
        """The uploaded file of a form as arguments `evidence_name` and `evidence_sha256`."""
        file_name, digest = self.take(data.get(name), name)
        return {"evidence_name": file_name, "evidence_sha256": digest}

    def keep(self) -> None:
        """Store what was taken."""
        for chunks, accepts, field in self._held:
            store(Path(settings.FILES_ROOT), chunks(), accepts=accepts, field=field)

    def _hold(self, chunks: Callable[[], Iterable[bytes]], size: int, accepts: Accepts, field: str) -> str:
        if size > LARGEST_BYTES:
            raise Invalid("upload.too-large", field=field, limit=LARGEST_BYTES)
        self.bytes += size
        if self.bytes > self.most_bytes:
            raise Invalid(self.too_many, field=field, limit=self.most_bytes)
        hasher, is_first = sha256(), True
        for chunk in chunks():
            if is_first and not accepts(chunk):
                raise Invalid("upload.kind", field=field)
            is_first = False
            hasher.update(chunk)
        if is_first:
            raise Invalid("upload.kind", field=field)
        self._held.append((chunks, accepts, field))
        return hasher.hexdigest()

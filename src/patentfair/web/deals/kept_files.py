"""Hand out kept files: always as a download, never guessed at by the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from patentfair.adapters.documents.room_files import download_name, room_content_type
from patentfair.adapters.documents.store import content_type, path_of, store
from patentfair.domain.kernel.errors import Invalid, NotFound

__all__ = ["keep_room_file", "kept_file"]

HEAD = 64 << 10


def keep_room_file(upload: UploadedFile[bytes]) -> tuple[str, str, int]:
    """Store a file for a data room: name, SHA-256 and size in bytes."""
    name = Path(upload.name or "file").name[:200]
    try:
        digest = store(Path(settings.FILES_ROOT), upload.chunks(), accepts=room_content_type, field="file")
    except Invalid as error:
        if error.code == "upload.kind":
            raise Invalid("room.kind", field="file") from error
        raise
    return name, digest, upload.size or 0


def kept_file(name: str, digest: str, kind_of: Callable[[bytes], str | None] = content_type) -> FileResponse:
    """The file of that hash as an attachment; the caller has asked whether the reader may have it."""
    path = path_of(Path(settings.FILES_ROOT), digest)
    if not path.is_file():
        raise NotFound("not-found", what="file")
    stream = path.open("rb")
    kind = kind_of(stream.read(HEAD))
    stream.seek(0)
    response = FileResponse(
        stream,
        content_type=kind or "application/octet-stream",
        as_attachment=True,
        filename=download_name(name, kind),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

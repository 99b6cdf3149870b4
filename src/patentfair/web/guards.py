"""Doors in front of views."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from patentfair.adapters.documents.store import store
from patentfair.domain.kernel.errors import NotFound
from patentfair.web.request import PageRequest

__all__ = ["keep_upload", "signed_in", "staff_only"]

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Visitors are led to the sign-in page and back; for a POST nothing is done."""

    @wraps(view)
    def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            after = request.get_full_path() if request.method == "GET" else "/"
            response = redirect("sign-in")
            response["Location"] += f"?next={quote(after)}"
            return response
        return view(request, *args, **kwargs)

    return guarded


def staff_only(*who: str) -> Callable[[View], View]:
    """Only actors with one of the given standings (`centers`, `is_operator`, ...) see the address at all."""

    def guard(view: View) -> View:
        @wraps(view)
        @signed_in
        def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(getattr(request.actor, standing) for standing in who):
                raise NotFound("not-found")
            return view(request, *args, **kwargs)

        return guarded

    return guard


def keep_upload(upload: UploadedFile[bytes] | None) -> tuple[str, str]:
    """Store an uploaded file; its name and SHA-256, or two empty strings where there is none.

    It stays only where the request ends by leading on (`take_back_refused_files`).
    """
    if upload is None:
        return "", ""
    name = Path(upload.name or "file").name[:200]
    return name, store(Path(settings.FILES_ROOT), upload.chunks())

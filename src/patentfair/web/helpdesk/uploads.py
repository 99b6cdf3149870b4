"""Files that come into a case: asked first, stored then."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from patentfair.apps.helpdesk.actions import cases
from patentfair.apps.helpdesk.models import Case, CaseMessage
from patentfair.domain.kernel.errors import Refused
from patentfair.web.guards import keep_upload
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address

__all__ = ["put_upload"]

FILES_AN_ADDRESS = 40
BYTES_AN_ADDRESS = 200 << 20
MEGABYTE = 1 << 20
DAY = 86_400


def put_upload(request: PageRequest, found: Case, upload: UploadedFile[bytes], *, by: str, proof: str = "") -> None:
    """Put an uploaded file into a case. What is refused is never stored; a client's network address has its bounds."""
    size = upload.size or 0
    cases.require_room(actor=request.actor, case=found, size=size, proof=proof, by=by)
    if by == CaseMessage.By.CLIENT:
        _note_address(visitor_address(request), size)
    name, sha256 = keep_upload(upload)
    cases.put_file(actor=request.actor, case=found, name=name, sha256=sha256, size=size, proof=proof, by=by)


def _note_address(address: str, size: int) -> None:
    """Count a file and its bytes for the address; `Refused` beyond what one may send."""
    megabytes = -(-size // MEGABYTE)
    if is_barred("case-file", address, tries=FILES_AN_ADDRESS):
        raise Refused("helpdesk.too-much")
    if is_barred("case-bytes", address, tries=BYTES_AN_ADDRESS // MEGABYTE - megabytes + 1):
        raise Refused("helpdesk.bytes-of-the-day")
    note_failure("case-file", address)
    note_failure("case-bytes", address, count=megabytes, seconds=DAY)

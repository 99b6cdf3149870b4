"""Check signatures in a process of its own: a file made to keep a reader busy costs that process, and nobody else."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import msgspec

try:
    import resource
except ImportError:  # no such limits on this system
    resource = None  # type: ignore[assignment]

from patentfair.adapters.documents.signing import SignatureCheck, check
from patentfair.domain.kernel.errors import Invalid

__all__ = ["check_apart"]

SECONDS = 20
MEMORY_BYTES = 2 << 30


class _Asked(msgspec.Struct, frozen=True):
    pdf: bytes
    trust: tuple[bytes, ...]
    at: datetime


class _Answer(msgspec.Struct, frozen=True):
    """What was found, or the code and field of the refusal."""

    checks: tuple[SignatureCheck, ...] = ()
    code: str = ""
    field: str = ""


def check_apart(pdf: bytes, trust: tuple[bytes, ...], *, at: datetime) -> tuple[SignatureCheck, ...]:
    """As `signing.check`, within 20 seconds and 2 GiB; `Invalid` "paper.not-a-pdf" for what takes more."""
    asked = msgspec.msgpack.encode(_Asked(pdf, trust, at))
    command = [sys.executable, "-m", "patentfair.adapters.documents.signed_check"]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - our own command line
        answer = msgspec.msgpack.decode(done.stdout, type=_Answer)
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        raise Invalid("paper.not-a-pdf", field="file") from error
    if answer.code:
        raise Invalid(answer.code, field=answer.field)
    return answer.checks


def _answer(asked: _Asked) -> _Answer:
    try:
        return _Answer(check(asked.pdf, asked.trust, at=asked.at))
    except Invalid as error:
        return _Answer(code=error.code, field=str(error.data.get("field", "")))


def _bound() -> None:
    """Let the system end this process where it takes more than it may; where there are no such limits, time does."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(
        msgspec.msgpack.encode(_answer(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Asked)))
    )

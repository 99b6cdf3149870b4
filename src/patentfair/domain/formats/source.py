"""A bounded byte stream with a name: what every format reader reads from."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from lzma import LZMAError
from typing import BinaryIO
from zipfile import BadZipFile

from patentfair.domain.formats.limits import Limits
from patentfair.domain.kernel.problem import Problem

__all__ = ["DAMAGED", "Budget", "Source", "Unreadable"]

# What the standard library's decompressors raise on damaged input.
DAMAGED = (BadZipFile, EOFError, LZMAError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)


class Unreadable(Exception):
    """A stream cannot be read further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


class Budget:
    """Decompressed bytes that one file may still give, all its members together."""

    def __init__(self, limit: int) -> None:
        self.left = limit


class Source:
    """Bytes of one file or archive member, read forward only.

    `name` is how problems and records call it ("week.zip!ipg.xml"). `compressed` tells how many compressed bytes have
    gone in so far, or is None for plain bytes. `read` and `peek` raise `Unreadable` on damage and at a bound.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        limits: Limits,
        budget: Budget | None = None,
        compressed: Callable[[], int] | None = None,
    ) -> None:
        self.name = name
        self.limits = limits
        self.position = 0
        self._stream = stream
        self._budget = budget
        self._compressed = compressed
        self._head = b""
        self._taken = 0
        self._broken: Unreadable | None = None

    def peek(self, size: int) -> bytes:
        """Up to `size` bytes ahead, without consuming them. Damage is told by `read`, after what came before it."""
        try:
            while len(self._head) < size and (chunk := self._pull(size - len(self._head))):
                self._head += chunk
        except Unreadable as broken:
            if not self._head:
                raise
            self._broken = broken
        return self._head[:size]

    def read(self, size: int) -> bytes:
        """Between 1 and `size` bytes, or b"" at the end."""
        if self._head:
            chunk, self._head = self._head[:size], self._head[size:]
        else:
            chunk = self._pull(size)
        self.position += len(chunk)
        return chunk

    def problem(self, code: str, reason: str, offset: int | None = None, *, fatal: bool = True) -> Problem:
        """A problem of this source, at `offset` or where reading stands."""
        return Problem(
            code=code, reason=reason, file=self.name, offset=self.position if offset is None else offset, fatal=fatal
        )

    def _pull(self, size: int) -> bytes:
        if self._broken is not None:
            raise self._broken
        try:
            chunk = self._stream.read(size)
        except DAMAGED as error:
            raise Unreadable(
                self.problem("archive.damaged", f"The data cannot be decompressed or read further: {error}")
            ) from error
        if self._compressed is not None:
            self._check(len(chunk))
        return chunk

    def _check(self, more: int) -> None:
        self._taken += more
        if self._budget is not None:
            self._budget.left -= more
            if self._budget.left < 0:
                limit = self.limits.decompressed_bytes
                raise Unreadable(
                    self.problem("limit.decompressed-bytes", f"The file decompresses to more than {limit:,} bytes.")
                )
        if self._compressed is not None and self._taken > self.limits.compression_ratio_from:
            ratio = self._taken // max(1, self._compressed())
            if ratio > self.limits.compression_ratio:
                raise Unreadable(
                    self.problem(
                        "limit.compression-ratio",
                        f"The data decompresses {ratio}-fold, more than the {self.limits.compression_ratio}-fold "
                        "allowed; it looks like a decompression bomb.",
                    )
                )

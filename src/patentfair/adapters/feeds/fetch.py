"""Read a document of another installation over HTTP, trusting it with nothing.

One request: no redirects, no cookies, no compression; a limit on bytes and on time, the whole of it counted; addresses
inside networks are refused unless the operator listed the host, and the address that was checked is the one used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

__all__ = ["FetchFailed", "fetch", "host_of"]

TIME_OUT = 10.0  # seconds for one step
DEADLINE = 20.0  # seconds for all of it
CHUNK = 64 << 10
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits, as in a mapped one
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out to be reached (RFC 4291)
_RELAY = ipaddress.IPv4Network("192.88.99.0/24")  # RFC 7526, the relay of 6to4
_TUNNELS = tuple(  # lead to an IPv4 address, which one's own network may read anywhere in them; nobody publishes there
    ipaddress.IPv6Network(one)
    for one in (
        "64:ff9b:1::/48",  # RFC 8215, translation within a network
        "2002::/16",  # RFC 3056, 6to4
        "2001::/32",  # RFC 4380, Teredo
        "::/96",  # RFC 4291, IPv4-compatible
        "fec0::/10",  # RFC 3879, a site's own
    )
)
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "Cache-Control": "no-cache"}


class FetchFailed(Exception):
    """The document could not be had. `code` is stable; `detail` is for logs."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def host_of(address: str) -> str:
    """Host and port of an address as operators list them: `127.0.0.1:8001`, `center.example`."""
    return urlsplit(address).netloc.lower()


def fetch(
    address: str, *, limit: int, inside: Collection[str] = (), time_out: float = TIME_OUT, deadline: float = DEADLINE
) -> bytes:
    """The bytes behind an address, at most `limit`. Raises `FetchFailed`.

    `inside` are hosts (with their port where it is not the scheme's own) that may lie in a private network.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise FetchFailed("feed.address", address)
    end = time.monotonic() + deadline
    connection = _connect(parts, inside, time_out)
    watch = threading.Timer(deadline, _hang_up, [connection])
    watch.daemon = True
    watch.start()
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target or "/", headers=HEADERS)
        response = connection.getresponse()
        if response.status != 200:
            code = "feed.redirect" if 300 <= response.status < 400 else "feed.status"
            raise FetchFailed(code, str(response.status))
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise FetchFailed("feed.not-json", "compressed though not asked for")
        return _read(response, limit, end)
    except (TimeoutError, ssl.SSLError, http.client.HTTPException, OSError, ValueError) as error:
        late = isinstance(error, TimeoutError) or time.monotonic() >= end
        raise FetchFailed("feed.time-out" if late else "feed.unreachable", str(error)) from error
    finally:
        watch.cancel()
        connection.close()


def _read(response: http.client.HTTPResponse, limit: int, end: float) -> bytes:
    held = bytearray()
    while part := response.read1(CHUNK):
        held += part
        if len(held) > limit:
            raise FetchFailed("feed.page-too-large", f"more than {limit} bytes")
        if time.monotonic() > end:
            raise FetchFailed("feed.time-out", "too slow")
    if response.length:  # fewer bytes came than were announced
        raise FetchFailed("feed.unreachable", "the connection was cut")
    return bytes(held)


def _connect(parts: SplitResult, inside: Collection[str], time_out: float) -> http.client.HTTPConnection:
    """A connection to an address that was looked up and checked once, so that no second look-up tells another."""
    host = parts.hostname or ""
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        raise FetchFailed("feed.unreachable", str(error)) from error
    listed = parts.netloc.lower() in inside
    addresses = [str(one[4][0]) for one in found]
    if not listed and not all(_is_public(one) for one in addresses):
        raise FetchFailed("feed.private-address", host)
    secured = ssl.create_default_context() if parts.scheme == "https" else None
    return _Pinned(host, port, addresses[0], time_out, secured)


def _is_public(address: str) -> bool:
    """Whether an address lies in the public internet; of one that stands for an IPv4 address, whether that one does."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in _TUNNELS):
            return False
        if ip.ipv4_mapped is not None or ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip not in _UNICAST:
            return False
    return ip.is_global and not ip.is_multicast and ip not in _RELAY


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the name may mean by now; certificates are checked against the name."""

    def __init__(self, host: str, port: int, address: str, time_out: float, secured: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=time_out)
        self._address = address
        self._secured = secured
        self.default_port = 443 if secured else 80

    def connect(self) -> None:
        self.sock: Any = socket.create_connection((self._address, self.port), self.timeout)
        if self._secured is not None:
            self.sock = self._secured.wrap_socket(self.sock, server_hostname=self.host)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)

"""Pages from the web: politely, within bounds, never from a private network by accident."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urlunsplit

from analysis.errors import InputError, PlaceNotFound, ReadoutsError, UnreadableText
from analysis.sources.addresses import PORTS, is_public, shown, split_url, target
from analysis.sources.robots import allows

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

AGENT = "readouts"
MOST = 20_000_000  # bytes of a page, unpacked
_REDIRECTS = 5
_REDIRECT = (301, 302, 303, 307, 308)
_AGAIN = (429, 500, 502, 503, 504)
_GONE = (404, 410)
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
          "text/markdown": ".md"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What came from an address.

    Attributes
    ----------
    url : str
        The address after redirects.
    data : bytes
        Unpacked, at most 20 MB.
    kind : str
        ``".html"``, ``".pdf"``, ``".txt"`` or ``".md"``.
    charset : str or None
        What the server says that it is written in.
    """

    url: str
    data: bytes
    kind: str
    charset: str | None = None


class _NotNow(Exception):
    """A failure that may pass; the wait in seconds that the server asks for."""

    def __init__(self, told: str, wait: float = 0.0) -> None:
        super().__init__(told)
        self.wait = wait


@dataclass(slots=True)
class Web:
    """A polite reader of pages: remembers when it last asked a host, and what the host's robots.txt says.

    One request a host at a time, ``pause`` seconds apart (or what robots.txt does not forbid: a page that it forbids
    is not asked for). Failures that may pass are tried three times, longer apart each time. Only ``http`` and
    ``https``. A name is resolved once a request, its addresses are checked, and one of those is connected to, so that
    a name cannot lead elsewhere in between; each redirect is checked anew.

    Attributes
    ----------
    allow_private : bool
        Whether addresses of private networks and of this machine may be asked.
    pause : float
        Seconds between two requests to a host.
    timeout : float
        Seconds that a page may take, redirects apart.
    """

    allow_private: bool = False
    pause: float = 1.0
    timeout: float = 30.0
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, url: str) -> Page:
        """Return the page at an address.

        Raises
        ------
        InputError
            If the address is none, is not ``http`` or ``https``, or leads into a private network.
        PlaceNotFound
            If there is no such host or page.
        UnreadableText
            If robots.txt forbids it, it does not come, is too large, or is no page, PDF or text.
        """
        asked = url
        for _ in range(_REDIRECTS + 1):
            parts = split_url(asked)
            if not self._allowed(parts):
                raise UnreadableText("place", "a page that robots.txt allows to programs", shown(asked))
            status, headers, data = self._ask(parts)
            if status in _REDIRECT and headers.get("location"):
                asked = target(asked, headers["location"])
                continue
            if status in _GONE:
                raise PlaceNotFound("place", "a page that exists", f"{shown(asked)}: status {status}")
            if status != 200:
                raise UnreadableText("place", "a page that is given out", f"{shown(asked)}: status {status}")
            kind, charset = _kind(headers.get("content-type", ""), data)
            if kind is None:
                raise UnreadableText("place", "a page in HTML, a PDF file or plain text",
                                     f"{shown(asked)}: {headers.get('content-type', 'no kind')[:60]!r}")  # fmt: skip
            return Page(asked, data, kind, charset)
        raise UnreadableText("place", f"a page behind at most {_REDIRECTS} redirects", shown(url))

    def _allowed(self, parts: SplitResult) -> bool:
        host = self._host(parts)
        with host.lock:
            robots = host.robots
        if robots is None:
            robots = self._robots(parts)
            with host.lock:
                host.robots = robots
        return allows(robots, AGENT, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))

    def _robots(self, parts: SplitResult) -> str:
        """The text of robots.txt: none allows everything, one that cannot be had forbids everything."""
        asked = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        for turn in range(_REDIRECTS + 1):
            try:
                status, headers, data = self._ask(split_url(asked))
            except ReadoutsError:
                if turn == 0:  # the page itself will not come either
                    raise
                return _NOTHING
            if status in _REDIRECT and headers.get("location"):
                asked = target(asked, headers["location"])
                continue
            if status == 200:
                return data.decode("utf-8", "replace")
            return "" if 400 <= status < 500 else _NOTHING
        return ""

    def _host(self, parts: SplitResult) -> _Host:
        with self._lock:
            return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}".casefold(), _Host())

    def _ask(self, parts: SplitResult) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one address; tried again where that may help."""
        host = self._host(parts)
        told = ""
        with host.lock:
            for turn in range(3):
                addresses = self._addresses(parts)
                wait = host.last + self.pause - time.monotonic()
                if wait > 0:
                    time.sleep(wait)
                try:
                    return self._once(parts, addresses)
                except _NotNow as error:
                    told = str(error)
                    if turn < 2:
                        time.sleep(max(min(error.wait, 30.0), self.pause * 2**turn))
                finally:
                    host.last = time.monotonic()
        raise UnreadableText("place", "a page that comes", f"{shown(urlunsplit(parts))}: {told}")

    def _addresses(self, parts: SplitResult) -> list[str]:
        """The addresses of a host, all of which may be asked."""
        name, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        try:
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise PlaceNotFound("place", "a host that exists", f"{name!r} ({error})") from None
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self.allow_private:
            for address in addresses:
                if not is_public(address):
                    raise InputError("place", "a page on the public web (a private one must be allowed explicitly)",
                                     f"{name!r}, which is at {address}")  # fmt: skip
        return addresses

    def _once(self, parts: SplitResult, addresses: Sequence[str]) -> tuple[int, dict[str, str], bytes]:
        from http.client import HTTPException

        import urllib3

        told = "no address"
        for address in addresses:
            connection = self._connection(parts, address)
            # A server that sends a letter now and then would outlast any timeout of the socket.
            deadline = threading.Timer(self.timeout, _cut, [connection])
            deadline.daemon = True
            deadline.start()
            try:
                connection.request("GET", quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/%:?=&+,;@!$'()*~[]"),
                                   headers=_headers(parts), preload_content=False, decode_content=True)  # fmt: skip
                response = connection.getresponse()
                headers = {name.casefold(): value for name, value in response.headers.items()}
                if response.status in _AGAIN:
                    wait = headers.get("retry-after", "")
                    raise _NotNow(f"status {response.status}", float(wait) if wait.isdigit() else 0.0)
                data = self._body(parts, response)
                if not deadline.is_alive():  # cut off, which looks like an end where no length was announced
                    raise _NotNow("it does not come in time")
                return response.status, headers, data
            except ReadoutsError:
                raise
            except urllib3.exceptions.ConnectTimeoutError:
                told = "no connection in time"
            except urllib3.exceptions.NewConnectionError as error:
                told = f"no connection ({error.__cause__ or error})"
            except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
                raise _NotNow("it does not come in time" if not deadline.is_alive() else
                              f"{type(error).__name__}: {str(error)[:120]}") from None  # fmt: skip
            finally:
                deadline.cancel()
                connection.close()
        raise _NotNow(told)

    def _connection(self, parts: SplitResult, address: str) -> Any:
        from urllib3.connection import HTTPConnection, HTTPSConnection

        port, timeout = parts.port or PORTS[parts.scheme], min(10.0, self.timeout)
        if parts.scheme == "http":
            return HTTPConnection(address, port, timeout=timeout)
        import ssl

        # The certificate must be for the name, whatever the address.
        return HTTPSConnection(address, port, timeout=timeout, server_hostname=parts.hostname,
                               assert_hostname=parts.hostname, ssl_context=ssl.create_default_context())  # fmt: skip

    def _body(self, parts: SplitResult, response: BaseHTTPResponse) -> bytes:
        out = bytearray()
        for piece in response.stream(1 << 16, decode_content=True):
            out += piece
            if len(out) > MOST:
                raise UnreadableText("place", f"a page of at most {MOST // 1_000_000} MB", shown(urlunsplit(parts)))
        return bytes(out)


@dataclass(slots=True)
class _Host:
    """What is known of a host; who holds the lock may ask it."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    last: float = -1e9
    robots: str | None = None


_NOTHING = "User-agent: *\nDisallow: /"


def _headers(parts: SplitResult) -> dict[str, str]:
    return {
        "Host": parts.netloc.rpartition("@")[2].encode("idna").decode("ascii")
        if not parts.netloc.isascii()
        else parts.netloc,
        "User-Agent": f"{AGENT}/{version('readouts')} (text analysis; asks slowly, honours robots.txt)",
        "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _kind(content_type: str, data: bytes) -> tuple[str | None, str | None]:
    """The ending that a page would have as a file, and its charset."""
    kind, _, rest = content_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.-]{3,20})", rest, re.I)
    start = data[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        ending: str | None = ".pdf"
    elif start.startswith((b"<!doctype html", b"<html")):
        ending = ".html"
    else:
        ending = _KINDS.get(kind.strip().casefold())
        ending = None if ending == ".pdf" else ending
    return ending, charset.group(1) if charset else None


def _cut(connection: Any) -> None:
    """End a connection under whoever waits for it."""
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)

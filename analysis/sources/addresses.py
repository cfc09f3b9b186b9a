"""Addresses of the web: which are sound, and which lead into a private network."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urljoin, urlsplit

from analysis.errors import InputError

PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def split_url(url: str) -> SplitResult:
    """Return the parts of an address of the web.

    Raises
    ------
    InputError
        If it has another scheme, no host, a port that is none, a name or password, or a control character.

    Examples
    --------
    >>> split_url("https://www.example.org/a?b").hostname
    'www.example.org'
    """
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
        wrong = parts.scheme.casefold() not in PORTS or not parts.hostname or "@" in parts.netloc
        parts.hostname and parts.hostname.encode("idna")
    except (ValueError, UnicodeError):
        wrong = True
    if wrong or re.search(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]", url.strip()) or len(url) > 4000:
        raise InputError("place", "an address as https://www.example.org/page", shown(url))
    return parts._replace(fragment="")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where one address wraps another.

    Examples
    --------
    >>> [is_public(one) for one in ("8.8.8.8", "127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    """
    one = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo and one.teredo[1])
        if one in _NAT64:
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return one.is_global and not one.is_multicast


def target(asked: str, location: str) -> str:
    """Return the address that a redirect leads to.

    Examples
    --------
    >>> target("https://example.org/a", "/b c")
    'https://example.org/b%20c'
    """
    return urljoin(asked, location.strip().replace(" ", "%20"))


def shown(url: str) -> str:
    """Return an address as a message can show it.

    Examples
    --------
    >>> shown("https://example.org/" + "a" * 999)[-10:]
    "aaaaaa...'"
    """
    sound = url.encode("utf-8", "replace").decode()
    return repr(sound if len(sound) < 300 else sound[:200] + "...")

"""Where the server may connect to on somebody's word: public addresses alone, looked up once and kept."""

import ipaddress
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from apps.outgoing.errors import Forbidden, Unreachable

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2000

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NEVER = (
    # Public by its number, but a cloud's own: it answers machines inside with what they are.
    ipaddress.ip_network("168.63.129.16/32"),
    ipaddress.ip_network("100.64.0.0/10"),
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("192.88.99.0/24"),
    ipaddress.ip_network("198.18.0.0/15"),
    ipaddress.ip_network("240.0.0.0/4"),
    # Old site-local addresses, and every prefix that carries another address within.
    ipaddress.ip_network("fec0::/10"),
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2001::/23"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("::/96"),
)
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """One place on the web whose address was checked: who connects uses `address`, and never asks for it again."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    address: str


def is_public(address: Address) -> bool:
    """Whether it lies on the open internet: not this machine, not its network, not a cloud's inside, not an older
    address in a newer one's clothes."""
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped is not None or address.scope_id):
        return False
    if address.is_multicast or address.is_unspecified or address.is_loopback or address.is_link_local:
        return False
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    return address.is_global and not address.is_reserved


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises Unreachable where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable from error
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def target_of(url: str) -> Target:
    """The address to connect to. Every address of the host must be public: one that isn't speaks against all.

    Raises Forbidden for another scheme or port, for a name or password in the URL, and for what lies inside;
    Unreachable for a host without an address.
    """
    parts, host, port = _place_of(url)
    addresses = look_up(host, port)
    if not addresses or not all(is_public(_address(text)) for text in addresses):
        raise Forbidden
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port == PORTS[parts.scheme] else f"{shown}:{port}"
    return Target(
        url=urlunsplit((parts.scheme, authority, path, query, "")),
        scheme=parts.scheme,
        host=host,
        port=port,
        path=path + (f"?{query}" if query else ""),
        address=addresses[0],
    )


def refuse_inside(url: str) -> None:
    """What can be said of an address for `post` without looking up its name. Raises Forbidden as `target_of` does, and
    for what isn't secure."""
    parts, host, _port = _place_of(url)
    with suppress(ValueError):
        if not is_public(ipaddress.ip_address(host)):
            raise Forbidden
    if parts.scheme != "https" or host == "localhost":
        raise Forbidden


def _place_of(url: str) -> tuple[SplitResult, str, int]:
    parts = _parts_of(url)
    host = _host_of(parts)
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise Forbidden from error
    if port not in PORTS.values():
        raise Forbidden
    return parts, host, port


def _parts_of(url: str) -> SplitResult:
    # Parsers disagree about these, so that one could check another host than the next one connects to.
    if len(url) > LONGEST_URL or any(character <= " " or character in "\\\x7f" for character in url):
        raise Forbidden
    try:
        url.encode()
        parts = urlsplit(url)
    except ValueError as error:
        raise Forbidden from error
    if parts.scheme not in PORTS or "@" in parts.netloc or not parts.hostname:
        raise Forbidden
    return parts


def _host_of(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        return str(_address(host))
    try:
        host = host.encode("idna").decode()
    except UnicodeError as error:
        raise Forbidden from error
    if not _HOST.fullmatch(host):
        raise Forbidden
    host = host.rstrip(".")
    last = host.rpartition(".")[2]
    # "127.1", "2130706433" and "0x7f.1" are addresses to some resolvers and names to others.
    if last.isdigit() or last.startswith("0x"):
        return str(_address(host))
    return host


def _address(text: str) -> Address:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise Forbidden from error

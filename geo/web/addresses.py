"""The addresses of a host, and which of them belong to the internet at large.

The networks are listed here, from IANA's registries of special-purpose addresses, because the answers of
`ipaddress.is_global` differ between versions of Python.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[Address]]
"""Returns the addresses of a host for a port, or raises `OSError`."""

_SPECIAL_IPV4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers; a cloud's metadata among them
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud's own services, although the address is a public one
        "169.254.0.0/16",  # link-local; clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata at 192.0.0.192
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays from IPv6, given up
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # measurements
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast
    )
]
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
"""The only part of IPv6 that is handed out to hosts of the internet. Outside lie loopback, `::a.b.c.d`, NAT64
(64:ff9b::/96 and 64:ff9b:1::/48), 5f00::/16, fc00::/7, fe80::/10, fec0::/10 and multicast."""
_SPECIAL_IPV6 = [
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments; Teredo, whose addresses hold IPv4 ones, among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: its addresses hold IPv4 ones
        "3fff::/20",  # documentation
    )
]


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the internet at large.

    None is that is private, loopback, link-local, shared, reserved, multicast or a cloud's own, and no IPv6
    address that leads to an IPv4 one, except where it is written for a public one (`::ffff:8.8.8.8`).
    """
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _SPECIAL_IPV4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    return address in _GLOBAL_IPV6 and not any(address in network for network in _SPECIAL_IPV6)


def resolve(host: str, port: int) -> list[Address]:
    """Return the addresses of a host. Raises `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))

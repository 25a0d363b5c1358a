"""Where phones find this machine, asked of the machine itself: nothing is sent anywhere."""

import ipaddress
import socket

import psutil

from strukturmonitor.settings import LOOPBACK_HOSTS, Settings

_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 (what the setting may say, nothing is bound here)


def addresses(settings: Settings, opened_at: str | None = None) -> list[str]:
    """«http://192.168.178.20:8501», the likeliest first; none where the app listens on this machine alone. `opened_at`: the
    address in the moderator's browser, which counts where it leads here from outside (also through a proxy)."""
    found = []
    if opened_at and (host := _host(opened_at)) and not _is_loopback(host):
        found.append(opened_at.rstrip("/"))
    if settings.host in _EVERYWHERE:
        found += [f"http://{host}:{settings.port}" for host in network_hosts()]
    elif not settings.is_loopback and not _is_loopback(settings.host):
        found.append(f"http://{settings.host}:{settings.port}")
    return list(dict.fromkeys(found))


def network_hosts() -> list[str]:
    """The IPv4 addresses of this machine's networks, home and office networks first, those of containers and virtual
    machines last."""
    stats = psutil.net_if_stats()
    ranked = []
    for name, entries in psutil.net_if_addrs().items():
        if name not in stats or not stats[name].isup:
            continue
        for entry in entries:
            if entry.family != socket.AF_INET:
                continue
            host = ipaddress.ip_address(entry.address)
            if host.is_loopback or host.is_link_local or host.is_unspecified:
                continue
            is_virtual = name.startswith(
                ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet", "tun", "tap")
            )
            ranked.append((is_virtual, not host.is_private, name, str(host)))
    return list(dict.fromkeys(host for *_, host in sorted(ranked)))


def _host(address: str) -> str:
    rest = address.partition("://")[2].partition("/")[0]
    return rest[: rest.index("]") + 1].strip("[]") if rest.startswith("[") else rest.partition(":")[0]


def _is_loopback(host: str) -> bool:
    if host in LOOPBACK_HOSTS:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Which proxy the way to a server leads through: the one that was set, else the system's."""

import urllib.request
from urllib.parse import urlsplit

from exportdesk.core.errors import FetchFailed
from exportdesk.lists.fetching.addresses import host_of, shown

_KINDS = ("http", "https")


def proxy_for(url: str, set_by_user: str) -> str:
    """Return the proxy for `url`, "" for none. Raises FetchFailed for one that cannot be used.

    The system's: the environment, else what Windows or macOS have in their settings, with the
    hosts that those leave out. A script that chooses the proxy (PAC) is not run.
    """
    proxy = set_by_user or _of_system(url)
    if not proxy:
        return ""
    full = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(full)
        usable = parts.scheme in _KINDS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise FetchFailed("fetch-proxy-unusable", proxy=shown(full) or proxy)
    return full


def _of_system(url: str) -> str:
    if urllib.request.proxy_bypass(host_of(url)):
        return ""
    known = urllib.request.getproxies()
    return known.get(urlsplit(url).scheme) or known.get("all") or ""

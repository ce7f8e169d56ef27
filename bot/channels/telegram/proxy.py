"""The proxy through which a town lets its programs out, as the environment names it."""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass

from yarl import URL

from bot.channels.telegram.failures import NotSent


def proxy_to(url: str) -> URL | None:
    """From HTTPS_PROXY, ALL_PROXY and NO_PROXY. Raises NotSent for a kind that is not spoken.

    What is asked in clear stays next door: the practice ground, a Bot API of one's own.
    """
    target = URL(url)
    if target.scheme != "https" or proxy_bypass(target.host or ""):
        return None
    named = getproxies()
    address = named.get("https") or named.get("all")
    if not address:
        return None
    proxy = URL(address if "://" in address else f"http://{address}")
    if proxy.scheme != "http":
        raise NotSent(f"the proxy is a {proxy.scheme}:// one: only http:// is spoken")
    return proxy

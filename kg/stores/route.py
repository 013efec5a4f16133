"""The way to an endpoint: past which proxy, and whose certificates are trusted on it.

Both are the environment's matter (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY; SSL_CERT_FILE,
SSL_CERT_DIR). What stays on this machine passes no proxy, since it may be neither encrypted nor
meant for others.
"""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.language import Text
from kg.stores.address import Address, bare

WRONG_PROXY = Text(
    "The environment names '{proxy}' as the proxy for {place}: write http://HOST:PORT or "
    "https://…, or name the host of the store in NO_PROXY.",
    "环境变量为 {place} 指定的代理“{proxy}”不可用：请写成 http://主机:端口 或 https://……，"
    "或在 NO_PROXY 中列出存储所在的主机。",
)
WRONG_CERTIFICATES = Text(
    "{name} names {path}, where no certificates can be read: name {kind} of certificates in PEM "
    "form, or unset it.",
    "{name} 指向 {path}，但从中读不到证书：请指向 PEM 格式的证书{kind}，或取消该变量。",
)
KINDS = {"SSL_CERT_FILE": Text("a file", "文件"), "SSL_CERT_DIR": Text("a directory", "目录")}


@dataclass(frozen=True)
class Proxy:
    """A proxy; *place* may be shown, the URL may hold a password."""

    place: str
    url: str = field(repr=False)

    @property
    def secure(self) -> bool:
        """Whether it is spoken to by TLS itself."""
        return self.url.lower().startswith("https:")


def find_proxy(address: Address) -> Proxy | None:
    """Return the proxy that the environment names for *address*; UsageError if it is none."""
    if address.loopback:
        return None
    from urllib.request import getproxies, proxy_bypass

    target = urlsplit(address.place)
    named = getproxies()
    url = named.get(target.scheme) or named.get("all", "")
    if not url or proxy_bypass(target.netloc):
        return None
    url = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(url)
        good = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # of a port that is no number
        good = False
    if not good:
        raise UsageError(WRONG_PROXY.fill(proxy=bare(url), place=address.place))
    return Proxy(bare(url), url)


def read_trust() -> ssl.SSLContext:
    """Return whom to trust: the authorities that the environment names, or the public ones.

    Raises UsageError where the environment names what is none.
    """
    for name, readable in (("SSL_CERT_FILE", Path.is_file), ("SSL_CERT_DIR", Path.is_dir)):
        if not (path := os.environ.get(name)):
            continue
        try:
            if readable(Path(path)):
                if name == "SSL_CERT_FILE":
                    return ssl.create_default_context(cafile=path)
                return ssl.create_default_context(capath=path)
        except OSError:  # unreadable, or no PEM: an SSLError is one
            pass
        raise UsageError(WRONG_CERTIFICATES.fill(name=name, path=path, kind=KINDS[name]))
    import httpx

    return httpx.create_ssl_context(trust_env=False)

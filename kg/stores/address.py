"""Where an endpoint is, who asks, and what may not be said of either.

An address holds no secrets: a name or password in it is refused, what stands after its `?` is sent
as fields of each request and never shown. Credentials come from the environment alone.
"""

from __future__ import annotations

import ipaddress
import math
import os
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from kg.errors import UsageError
from kg.language import Text

GRAPH = "default-graph-uri"


@dataclass(frozen=True)
class Address:
    """An endpoint: *place* is the URL that may be shown, *fields* go with each request."""

    place: str
    loopback: bool
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def fields_within(self, seconds: float) -> list[tuple[str, str]]:
        """Return the fields, with a time limit where one asks for it (`{s}` or `{ms}`)."""
        limits = {"{ms}": str(max(round(seconds * 1000), 1)), "{s}": str(math.ceil(seconds))}
        return [(name, limits.get(value, value)) for name, value in self.fields]


@dataclass(frozen=True)
class Credentials:
    """Who asks; nothing of it is ever printed."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    scheme: str = "basic"

    def __bool__(self) -> bool:
        return bool(self.user or self.password or self.token)

    def hide(self, text: str) -> str:
        """Return *text* without these secrets, should a server have sent them back."""
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode() if self.password else ""
        for secret in filter(None, (pair, self.password, self.token)):
            text = text.replace(secret, "…")
        return text


def read_address(url: str) -> Address:
    """Return the endpoint at *url*, with the graph of KG_STORE_GRAPH; UsageError if it is none."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if "@" in parts.netloc + parts.path + parts.fragment:
        raise UsageError(
            Text(
                "The address of a store may hold no name or password, since addresses are shown "
                "and remembered: put them into KG_STORE_USER and KG_STORE_PASSWORD.",
                "存储地址中不能含有用户名或密码，因为地址会被显示和记录：请改用环境变量 "
                "KG_STORE_USER 和 KG_STORE_PASSWORD。",
            )
        )
    if not host or parts.scheme.lower() not in ("http", "https"):
        text = Text(
            "'{url}' is no address of an endpoint: write http://HOST:PORT/PATH or https://….",
            "“{url}”不是端点地址：请写成 http://主机:端口/路径 或 https://……。",
        )
        raise UsageError(text.fill(url=bare(url)))
    fields = parse_qsl(parts.query, keep_blank_values=True)
    if (graph := os.environ.get("KG_STORE_GRAPH")) and GRAPH not in dict(fields):
        fields.append((GRAPH, graph))
    place = urlunsplit((parts.scheme.lower(), parts.netloc, parts.path, "", ""))
    return Address(place, _is_loopback(host), tuple(fields))


def read_credentials(address: Address) -> Credentials:
    """Return who asks, from the environment; UsageError where that would be sent in the open."""
    found = Credentials(
        os.environ.get("KG_STORE_USER", ""),
        os.environ.get("KG_STORE_PASSWORD", ""),
        os.environ.get("KG_STORE_TOKEN", ""),
        os.environ.get("KG_STORE_AUTH", "basic"),
    )
    if found.scheme not in ("basic", "digest"):
        text = Text(
            "KG_STORE_AUTH takes 'basic' or 'digest', not '{word}'.",
            "KG_STORE_AUTH 只能是 basic 或 digest，不能是“{word}”：请改正。",
        )
        raise UsageError(text.fill(word=found.scheme))
    if found.token and (found.user or found.password):
        text = Text(
            "Both a token and a name are set: keep KG_STORE_TOKEN, or KG_STORE_USER and "
            "KG_STORE_PASSWORD, and remove the other.",
            "同时设置了令牌和用户名：请只保留 KG_STORE_TOKEN，或只保留 KG_STORE_USER 与 "
            "KG_STORE_PASSWORD。",
        )
        raise UsageError(text)
    if not found.token.isascii() or not found.token.isprintable() or " " in found.token:
        text = Text(
            "KG_STORE_TOKEN holds a space, a line's end, or a letter that no token has: set it to "
            "the token alone.",
            "KG_STORE_TOKEN 含有空格、换行或令牌中不会有的字符：请只填令牌本身。",
        )
        raise UsageError(text)
    if found and not address.loopback and not address.place.startswith("https:"):
        text = Text(
            "{place} is not encrypted, so the credentials of the environment would be readable on "
            "the way: use an https:// address.",
            "{place} 未加密，环境变量中的凭据在途中会被看到：请使用 https:// 地址。",
        )
        raise UsageError(text.fill(place=address.place))
    return found


def bare(url: str) -> str:
    """Return what may be shown of *url*: no name, no password, nothing after its `?` or `#`.

    Of one whose password may hold a `/`, `?` or `#` nothing but the scheme is certain.
    """
    scheme, slashes, rest = url.partition("//") if "//" in url else ("", "", url)
    before, _, after = rest.rpartition("@")
    if any(mark in before for mark in "/?#"):
        return f"{scheme}{slashes}…"
    return f"{scheme}{slashes}{after.partition('#')[0].partition('?')[0]}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

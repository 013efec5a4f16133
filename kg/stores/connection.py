"""The connection to an endpoint: how it is asked, and what is said when it fails.

Nothing is followed to another address. A request is repeated only where the server cannot have
begun with it (connection refused) or says that it is busy (503), twice at most.
"""

from __future__ import annotations

import time
import weakref
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.errors import FileError, KgError, LimitReached, QueryError, UsageError
from kg.language import Text
from kg.stores.address import Address, Credentials, read_address, read_credentials
from kg.stores.exchange import Body, Exchange

if TYPE_CHECKING:
    import httpx

PAUSES = (0.2, 0.8)  # seconds before the first and the second repetition
BUSY = 503
LONGEST = 200  # letters of a server's own words that are shown
SAID = 4096  # bytes of them that are read
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.2"


class Connection:
    """An endpoint, and who asks it."""

    def __init__(self, url: str) -> None:
        self.address: Address = read_address(url)
        self.place = self.address.place
        self.server = ""  # what it calls itself in its last answer
        self._credentials: Credentials = read_credentials(self.address)
        self._client = _open_client(self.address, self._credentials)
        self._close = weakref.finalize(self, self._client.close)

    def ask(self, query: str, accept: str, seconds: float, megabytes: float | None = None) -> Body:
        """Send *query* and return the beginning answer, a status of 200.

        Raises TimeoutError, QueryError for what the server takes for a wrong query, FileError for
        any other failure.
        """
        until = time.monotonic() + seconds
        for pause in (*PAUSES, None):
            try:
                body = self._send(query, accept, seconds, megabytes)
            except TimeoutError:
                raise
            except Exception as error:
                if pause is None or not was_refused(error):
                    raise self.explain(error) from error
            else:
                if body.status != BUSY or pause is None:
                    break
                body.close()
            time.sleep(max(min(pause, until - time.monotonic()), 0))
        self.server = str(body.headers.get("Server", ""))
        if body.status != 200:
            raise self._refusal(body)
        self._check_whole(body)
        return body

    def close(self) -> None:
        """Close every connection."""
        self._close()

    def _send(self, query: str, accept: str, seconds: float, megabytes: float | None) -> Body:
        fields = [("query", query), *self.address.fields_within(seconds)]
        request = self._client.build_request(
            "POST",
            self.place,
            content=urlencode(fields),
            headers={"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"},
            timeout=seconds,
        )
        until = time.monotonic() + seconds
        return Body(Exchange(self._client, request), until, megabytes)

    def _check_whole(self, body: Body) -> None:
        """Raise for an answer that Virtuoso says is only a part: of so many rows, or of time."""
        if body.headers.get("X-SQL-State", "").startswith("S1T"):
            body.close()
            raise TimeoutError
        if rows := body.headers.get("X-SPARQL-MaxRows"):
            body.close()
            text = Text(
                "{place} gives {rows} rows of an answer and keeps back the rest: raise its limit "
                "(ResultSetMaxRows in Virtuoso), or ask for fewer with LIMIT.",
                "{place} 只返回答案的前 {rows} 行，其余不返回：请提高其上限（Virtuoso 中为 "
                "ResultSetMaxRows），或用 LIMIT 减少行数。",
            )
            raise FileError(text.fill(place=self.place, rows=rows))

    def _refusal(self, body: Body) -> KgError:
        """Return the error for an answer that is none."""
        status, said = body.status, self._words_of(body)
        values = {"place": self.place, "status": status, "said": said}
        if status in (401, 403):
            return FileError(REFUSES_YOU.fill(**values))
        if 300 <= status < 400:
            location = body.headers.get("Location", "–")
            return FileError(SENDS_ON.fill(place=self.place, location=brief(_bare(location))))
        if status in (404, 405, 406, 410, 415):
            return FileError(NO_ENDPOINT.fill(**values))
        if status == 400:
            return QueryError(REFUSES_QUERY.fill(**values))
        return FileError(FAILED.fill(**values))

    def _words_of(self, body: Body) -> str:
        try:
            said = body.read(SAID)
        except Exception:  # what a failing server says is not worth another failure
            said = b""
        finally:
            body.close()
        kind = body.headers.get("Content-Type", "")
        text = "" if "html" in kind else said.decode("utf-8", "replace")
        return self._credentials.hide(brief(text)) or "–"

    def explain(self, error: BaseException) -> Exception:
        """Return what to raise for *error*, which ended a request or the reading of its answer."""
        import httpx

        if isinstance(error, httpx.TimeoutException):
            return TimeoutError()
        reason = brief(self._credentials.hide(str(error))) or type(error).__name__
        if isinstance(error, httpx.ConnectError):
            text = UNTRUSTED if "CERTIFICATE" in reason else SILENT
        else:
            text = BROKE_OFF
        return FileError(text.fill(place=self.place, reason=reason))

    def broke_off(self, reason: object) -> FileError:
        """Return the error for an answer that ends too early, or is not what it says."""
        return FileError(BROKE_OFF.fill(place=self.place, reason=brief(str(reason))))

    def no_results(self, body: Body) -> FileError:
        """Return the error for an answer that is no answer to a query, such as a web page."""
        body.close()
        kind = body.headers.get("Content-Type", "").partition(";")[0] or "–"
        return FileError(NO_RESULTS.fill(place=self.place, kind=brief(kind)))

    def too_slow(self, seconds: float) -> LimitReached:
        """Return the error for a reading of the graph that took too long."""
        return LimitReached(TOO_SLOW.fill(place=self.place, seconds=f"{seconds:g}"))


SILENT = Text(
    "{place} does not answer ({reason}): check the address, or start the server.",
    "{place} 没有应答（{reason}）：请检查地址，或启动服务器。",
)
UNTRUSTED = Text(
    "The certificate of {place} is not trusted ({reason}): set SSL_CERT_FILE to the certificates "
    "of the authority that signed it.",
    "{place} 的证书不受信任（{reason}）：请把 SSL_CERT_FILE 设为签发机构的证书文件。",
)
BROKE_OFF = Text(
    "The answer of {place} broke off or is no SPARQL result ({reason}): look into the server's "
    "log, and ask again.",
    "{place} 的应答中断，或不是 SPARQL 结果（{reason}）：请查看服务器日志后重试。",
)
REFUSES_YOU = Text(
    "{place} refuses who asks ({status}): set KG_STORE_USER and KG_STORE_PASSWORD, or "
    "KG_STORE_TOKEN; KG_STORE_AUTH=digest where the server wants that.",
    "{place} 拒绝访问（{status}）：请设置 KG_STORE_USER 和 KG_STORE_PASSWORD，或 KG_STORE_TOKEN；"
    "服务器要求摘要认证时设置 KG_STORE_AUTH=digest。",
)
SENDS_ON = Text(
    "{place} sends on to {location}: if that is the right one, give that address itself.",
    "{place} 转到了 {location}：如果那才是正确的地址，请直接给出它。",
)
NO_ENDPOINT = Text(
    "{place} is no SPARQL endpoint ({status}): check the path of the address.",
    "{place} 不是 SPARQL 端点（{status}）：请检查地址中的路径。",
)
REFUSES_QUERY = Text(
    "{place} does not take the query, although it is SPARQL 1.1: write it in a simpler way, or ask "
    "another store. The server says: {said}",
    "{place} 不接受该查询，虽然它是合法的 SPARQL 1.1：请改写得更简单，或换一个存储。"
    "服务器说：{said}",
)
FAILED = Text(
    "{place} failed ({status}): look into its log, or try again later. The server says: {said}",
    "{place} 出错（{status}）：请查看其日志，或稍后再试。服务器说：{said}",
)
NO_RESULTS = Text(
    "{place} answers with {kind} and not with SPARQL results: give the address of the endpoint "
    "itself, which often ends with /sparql or /query.",
    "{place} 返回的是 {kind}，不是 SPARQL 结果：请给出端点本身的地址，它常以 /sparql 或 /query "
    "结尾。",
)
TOO_SLOW = Text(
    "{place} gave no whole answer within {seconds} s: ask for less, or allow more with "
    "KG_STORE_SECONDS.",
    "{place} 未能在 {seconds} 秒内给出完整应答：请减少所问的内容，或用 KG_STORE_SECONDS 放宽时限。",
)
NO_LIBRARY = Text(
    "To ask an endpoint over HTTP, httpx is needed: run pip install 'policy-kg[endpoint]'.",
    "通过 HTTP 访问端点需要 httpx：请运行 pip install 'policy-kg[endpoint]'。",
)


def _open_client(address: Address, credentials: Credentials) -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise UsageError(NO_LIBRARY) from error
    auth: httpx.Auth | None = None
    headers = {"User-Agent": "policy-kg"}
    if credentials.token:
        headers["Authorization"] = f"Bearer {credentials.token}"
    elif credentials:
        way = httpx.DigestAuth if credentials.scheme == "digest" else httpx.BasicAuth
        auth = way(credentials.user, credentials.password)
    return httpx.Client(
        auth=auth,
        headers=headers,
        follow_redirects=False,
        # Proxies and SSL_CERT_FILE are the environment's matter; what stays on this machine
        # passes no proxy, since it may be neither encrypted nor meant for others.
        trust_env=not address.loopback,
    )


def was_refused(error: BaseException | None) -> bool:
    """Tell whether nobody listened, so that nothing has begun."""
    while error is not None:
        if isinstance(error, ConnectionRefusedError):
            return True
        error = error.__cause__ or error.__context__
    return False


def brief(text: str) -> str:
    """Return a server's words in one line, short, and without what a terminal would obey."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def _bare(location: str) -> str:
    """Return an address without a name, a password, or what stands after its `?`."""
    scheme, slashes, rest = location.partition("?")[0].rpartition("//")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"

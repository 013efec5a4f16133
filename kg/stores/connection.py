"""The connection to an endpoint: how it is asked, and what is said when it fails.

Nothing is followed to another address. A request is repeated only where the server cannot have
begun with it (connection refused) or says that it is busy (503), twice at most.
"""

from __future__ import annotations

import ssl
import time
import weakref
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from kg.errors import FileError, KgError, LimitReached, QueryError, UsageError
from kg.language import Text
from kg.stores.address import Address, Credentials, bare, read_address, read_credentials
from kg.stores.exchange import Body, Exchange
from kg.stores.route import Proxy, find_proxy, read_trust

if TYPE_CHECKING:
    import httpx

E = TypeVar("E", bound=BaseException)
PAUSES = (0.2, 0.8)  # seconds before the first and the second repetition
BUSY = 503
LONGEST = 200  # letters of a server's own words that are shown
SAID = 4096  # bytes of them that are read
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.8, text/plain;q=0.2"  # old N-Triples last


class Connection:
    """An endpoint, and who asks it."""

    def __init__(self, url: str) -> None:
        self.address: Address = read_address(url)
        self.place = self.address.place
        self.server = ""  # what it calls itself in its last answer
        self._credentials: Credentials = read_credentials(self.address)
        self._proxy = find_proxy(self.address)
        self._client = _open_client(self.address, self._credentials, self._proxy)
        self._close = weakref.finalize(self, self._client.close)

    def ask(self, query: str, accept: str, seconds: float, megabytes: float | None = None) -> Body:
        """Send *query* and return the beginning answer, a status of 200.

        Raises TimeoutError, QueryError for what the server takes for a wrong query, FileError for
        any other failure.
        """
        until = time.monotonic() + seconds
        for pause in (*PAUSES, None):
            try:
                body = self._send(query, accept, until, megabytes)
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

    def _send(self, query: str, accept: str, until: float, megabytes: float | None) -> Body:
        left = max(until - time.monotonic(), 0.001)
        fields = [("query", query), *self.address.fields_within(left)]
        request = self._client.build_request(
            "POST",
            self.place,
            content=urlencode(fields),
            headers={"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"},
            timeout=left,
        )
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
            return FileError((REFUSES_THESE if self._credentials else REFUSES_YOU).fill(**values))
        if status == 407 and self._proxy:
            return self._proxy_error(PROXY_REFUSES, status)
        if 300 <= status < 400:
            location = body.headers.get("Location", "–")
            return FileError(SENDS_ON.fill(place=self.place, location=brief(bare(location))))
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
        return brief(self._credentials.hide(text)) or "–"

    def explain(self, error: BaseException) -> Exception:
        """Return what to raise for *error*, which ended a request or the reading of its answer."""
        import httpx

        if isinstance(error, httpx.TimeoutException):
            return TimeoutError()
        reason = brief(self._credentials.hide(str(error))) or type(error).__name__
        if isinstance(error, httpx.ProxyError):
            return self._proxy_error(PROXY_REFUSES, reason)
        text = BROKE_OFF
        if isinstance(error, httpx.ConnectError):
            if invalid := find_cause(error, ssl.SSLCertVerificationError):
                reason = invalid.verify_message
                text = UNTRUSTED.get(invalid.verify_code, UNKNOWN_SIGNER)
            elif self._proxy:
                return self._proxy_error(PROXY_SILENT, reason)
            else:
                text = SILENT
        return FileError(text.fill(place=self.place, reason=reason))

    def _proxy_error(self, text: Text, reason: object) -> FileError:
        proxy = self._proxy.place if self._proxy else "–"
        return FileError(text.fill(place=self.place, proxy=proxy, reason=reason))

    def broke_off(self, reason: object) -> FileError:
        """Return the error for an answer that ends too early, or is not what it says."""
        return FileError(BROKE_OFF.fill(place=self.place, reason=brief(str(reason))))

    def no_results(self, body: Body) -> FileError:
        """Return the error for an answer that is no answer to a query, such as a web page."""
        body.close()
        kind = body.headers.get("Content-Type", "").partition(";")[0] or "–"
        return FileError(NO_RESULTS.fill(place=self.place, kind=brief(kind)))

    def unmeasured(self) -> FileError:
        """Return the error for triples of which nobody can tell where they end."""
        return FileError(UNMEASURED.fill(place=self.place))

    def too_slow(self, seconds: float) -> LimitReached:
        """Return the error for a reading of the graph that took too long."""
        return LimitReached(TOO_SLOW.fill(place=self.place, seconds=f"{seconds:g}"))


SILENT = Text(
    "{place} does not answer ({reason}): check the address, or start the server.",
    "{place} 没有应答（{reason}）：请检查地址，或启动服务器。",
)
UNKNOWN_SIGNER = Text(
    "The certificate of {place} is not trusted ({reason}): set SSL_CERT_FILE to the certificates "
    "of the authority that signed it.",
    "{place} 的证书不受信任（{reason}）：请把 SSL_CERT_FILE 设为签发机构的证书文件。",
)
OUT_OF_DATE = Text(
    "The certificate of {place} is not valid at this date ({reason}): have it renewed, or set the "
    "clock of this machine right.",
    "{place} 的证书不在有效期内（{reason}）：请更新证书，或校正本机时钟。",
)
OTHER_HOST = Text(
    "The certificate of {place} is for another host ({reason}): give the address by the name that "
    "stands in the certificate.",
    "{place} 的证书属于其他主机（{reason}）：请用证书中所写的名称给出地址。",
)
# By the numbers that OpenSSL gives to its reasons; any other is a signer who is not trusted.
UNTRUSTED = {9: OUT_OF_DATE, 10: OUT_OF_DATE, 62: OTHER_HOST, 64: OTHER_HOST}
PROXY_SILENT = Text(
    "The proxy {proxy} gives no connection to {place} ({reason}): check HTTPS_PROXY and "
    "HTTP_PROXY, or name the host of the store in NO_PROXY.",
    "代理 {proxy} 未能连到 {place}（{reason}）：请检查 HTTPS_PROXY 和 HTTP_PROXY，"
    "或在 NO_PROXY 中列出存储所在的主机。",
)
PROXY_REFUSES = Text(
    "The proxy {proxy} refuses the way to {place} ({reason}): check the name and password in "
    "HTTPS_PROXY or HTTP_PROXY, or name the host of the store in NO_PROXY.",
    "代理 {proxy} 拒绝转到 {place}（{reason}）：请检查 HTTPS_PROXY 或 HTTP_PROXY 中的用户名和密码，"
    "或在 NO_PROXY 中列出存储所在的主机。",
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
REFUSES_THESE = Text(
    "{place} does not accept the credentials given ({status}): check KG_STORE_USER and "
    "KG_STORE_PASSWORD, or KG_STORE_TOKEN, and ask its administrator whether they may read; "
    "KG_STORE_AUTH=digest where the server wants that.",
    "{place} 不接受所给的凭据（{status}）：请检查 KG_STORE_USER 和 KG_STORE_PASSWORD，或 "
    "KG_STORE_TOKEN，并向管理员确认有读取权限；服务器要求摘要认证时设置 KG_STORE_AUTH=digest。",
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
UNMEASURED = Text(
    "{place} sends triples without saying how many bytes they are (neither a length nor chunks), "
    "so a part could pass for the whole: let the server speak HTTP/1.1, or ask with SELECT.",
    "{place} 返回三元组而不说明字节数（既无长度也不分块），无法判断是否完整："
    "请让服务器使用 HTTP/1.1，或改用 SELECT 查询。",
)
NO_LIBRARY = Text(
    "To ask an endpoint over HTTP, httpx is needed: run pip install 'policy-kg[endpoint]'.",
    "通过 HTTP 访问端点需要 httpx：请运行 pip install 'policy-kg[endpoint]'。",
)


def _open_client(address: Address, credentials: Credentials, proxy: Proxy | None) -> httpx.Client:
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
    secure = address.place.startswith("https:")
    trust = read_trust() if secure or (proxy and proxy.secure) else None
    way_out = None
    if proxy:
        way_out = httpx.Proxy(proxy.url, ssl_context=trust if proxy.secure else None)
    return httpx.Client(
        auth=auth,
        headers=headers,
        follow_redirects=False,
        proxy=way_out,
        # Where no TLS is spoken nobody is trusted: a context that trusts takes longer than a query.
        verify=trust or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        trust_env=False,  # what the environment says of it is read in kg.stores.route
    )


def was_refused(error: BaseException) -> bool:
    """Tell whether nobody listened, so that nothing has begun."""
    return find_cause(error, ConnectionRefusedError) is not None


def find_cause(error: BaseException, kind: type[E]) -> E | None:
    """Return *error* or what caused it, whichever is of *kind*."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kind):
        cause = cause.__cause__ or cause.__context__
    return cause


def brief(text: str) -> str:
    """Return a server's words in one line, short, and without what a terminal would obey."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"

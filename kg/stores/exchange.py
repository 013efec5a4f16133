"""One request to an endpoint: sent by a thread, awaited no longer than a deadline.

Whoever waits may be interrupted or give up; the thread then closes the connection as soon as it
hears of it.
"""

from __future__ import annotations

import contextlib
import io
import queue
import threading
import time
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.stores.protocol import MEGABYTE, Full

if TYPE_CHECKING:
    import httpx

WAITING = 16  # pieces of an answer that wait for their reader
TAIL = 64  # bytes


class Exchange:
    """A request under way."""

    def __init__(self, client: httpx.Client, request: httpx.Request) -> None:
        self.dropped = threading.Event()
        self._client = client
        self._request = request
        self._items: queue.Queue[Any] = queue.Queue(WAITING)
        threading.Thread(target=self._run, daemon=True).start()

    def next_item(self, until: float | None) -> Any:
        """Return the response, then its pieces, then None; raise what went wrong.

        *until* is a moment of the monotonic clock; TimeoutError when it comes first.
        """
        try:
            left = None if until is None else max(until - time.monotonic(), 0)
            item = self._items.get(timeout=left)
        except queue.Empty:
            self.dropped.set()
            raise TimeoutError from None
        except BaseException:  # Ctrl-C
            self.dropped.set()
            raise
        if isinstance(item, Exception):
            try:
                raise item
            finally:
                del item  # or it holds itself, by its traceback, until somebody collects cycles
        return item

    def _run(self) -> None:
        try:
            response = self._client.send(self._request, stream=True)
            with contextlib.closing(response):
                for item in chain((response,), response.iter_bytes(), (None,)):
                    if not self._put(item):
                        return
        except Exception as error:  # told to whoever waits
            self._put(error)

    def _put(self, item: object) -> bool:
        while not self.dropped.is_set():
            with contextlib.suppress(queue.Full):
                self._items.put(item, timeout=0.1)
                return True
        return False


class Body(io.RawIOBase):
    """An answer as it comes: at most so many megabytes, and not after the deadline."""

    def __init__(self, exchange: Exchange, until: float | None, megabytes: float | None) -> None:
        self._exchange = exchange
        self._until = until
        self._left = None if megabytes is None else megabytes * MEGABYTE
        self._rest = b""
        self.tail = b""  # the last bytes that came
        response: httpx.Response = exchange.next_item(until)
        self.status = response.status_code
        self.headers = response.headers
        chunked = "chunked" in self.headers.get("Transfer-Encoding", "").lower()
        self.measured = chunked or "Content-Length" in self.headers  # a part is not the whole

    def readable(self) -> bool:
        """It is read from."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, nothing at the end; Full or TimeoutError where it stops."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(MEGABYTE), b""))
        if not self._rest and not self._exchange.dropped.is_set():
            self._rest = self._exchange.next_item(self._until) or b""
            if not self._rest:
                self._exchange.dropped.set()
            self.tail = (self.tail + self._rest[-TAIL:])[-TAIL:]
            if self._left is not None:
                self._left -= len(self._rest)
                if self._left < 0:
                    raise Full
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def close(self) -> None:
        """Give up what has not come yet."""
        self._exchange.dropped.set()
        super().close()

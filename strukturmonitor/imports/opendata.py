"""A client for open data portals that speak Opendatasoft Explore v2.1: records page by page, whole exports as a file.

It tries again after failures that pass (429, 5xx, time-outs, a broken connection), never follows a redirect to another
host, and asks with the marks of the last answer so that unchanged data travel once."""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import httpx
import tenacity

from strukturmonitor import __version__
from strukturmonitor.errors import FetchFailed

PAGE = 100  # most records the portal gives at once
MOST_PAGED = 10_000  # offset + limit beyond this is refused; then only the export has all
_TRIES = 5
_RESTARTS = 3  # when the number of records changes while paging
_MOST_REDIRECTS = 3
_LONGEST_WAIT_S = 120  # a server that wants us to wait longer is asked again another day
_BLOCK = 1 << 16
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_TYPES = {"json": ("json",), "geojson": ("json",), "csv": ("csv", "text/plain", "octet-stream")}

Answer = TypeVar("Answer")
Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all where the server says


@dataclass(frozen=True)
class Marks:
    """What the server said of its last answer, to ask whether it still holds."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        wanted = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in wanted.items() if value}


class TooManyRecords(Exception):
    """More records than can be paged."""


class _Passing(FetchFailed):
    """A failure that may be over soon. `wait_s`: as long as the server asked us to wait, None where it did not."""

    def __init__(self, wait_s: float | None = None, **values: object) -> None:
        self.wait_s = wait_s
        super().__init__(**values)


class OpenDataClient:
    """One portal. `timeout_s`: longest silence; `longest_s`: longest time for one file, however it trickles in."""

    def __init__(
        self,
        base_url: str,
        *,
        timeout_s: float = 30,
        longest_s: float = 1200,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._longest_s = longest_s
        self._sleep = sleep
        self._client = httpx.Client(
            timeout=timeout_s, follow_redirects=False, headers={"User-Agent": f"strukturmonitor/{__version__}"}
        )

    def __enter__(self) -> "OpenDataClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def records(self, dataset: str) -> list[dict]:
        """All records, page by page. Begins again where their number changes meanwhile. Raises FetchFailed, and
        TooManyRecords where the portal would not give them all in pages."""
        for _ in range(_RESTARTS):
            found = self._paged(dataset)
            if found is not None:
                return found
        raise FetchFailed(dataset=dataset, reason="fetch_moving", detail="–")

    def export(
        self,
        dataset: str,
        form: str,
        target: Path,
        *,
        max_mb: float,
        marks: Marks | None = None,
        progress: Progress = lambda done, total: None,
    ) -> Marks | None:
        """The whole dataset as a file (json, geojson, csv); `target` appears only when it is complete. Returns the
        marks of the answer, or None where nothing changed since `marks`. Raises FetchFailed."""
        address = self._address(dataset, f"exports/{form}")
        fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")

        def once() -> Marks | None:
            with self._opened(dataset, address, (marks or Marks()).headers()) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED:
                    return None
                _require_type(dataset, answer, form)
                self._save(dataset, answer, form, fresh, max_mb, progress)
                return Marks(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))

        try:
            found = self._retried(once)
            if found is not None:
                fresh.replace(target)
            return found
        finally:
            fresh.unlink(missing_ok=True)

    def _paged(self, dataset: str) -> list[dict] | None:
        """All records, or None where their number changed while they were read."""
        found: list[dict] = []
        total: int | None = None
        while total is None or len(found) < total:
            page = self._page(dataset, len(found))
            if total is None:
                total = page["total_count"]
                if total > MOST_PAGED:
                    raise TooManyRecords
            if page["total_count"] != total or len(page["results"]) != min(PAGE, total - len(found)):
                return None
            found += page["results"]
        return found

    def _page(self, dataset: str, offset: int) -> dict:
        address = self._address(dataset, "records", limit=PAGE, offset=offset)

        def once() -> dict:
            with self._opened(dataset, address, {}) as answer:
                _require_type(dataset, answer, "json")
                content = b"".join(self._blocks(dataset, answer, limit_bytes=100_000_000))
            try:
                page = json.loads(content)
            except ValueError as error:
                raise _Passing(dataset=dataset, reason="fetch_half", detail="–") from error
            if not (
                isinstance(page, dict)
                and isinstance(page.get("results"), list)
                and isinstance(page.get("total_count"), int)
            ):
                raise FetchFailed(dataset=dataset, reason="fetch_form", detail="total_count, results")
            return page

        return self._retried(once)

    def _address(self, dataset: str, path: str, **query: object) -> httpx.URL:
        return httpx.URL(f"{self._base}/catalog/datasets/{quote(dataset, safe='')}/{path}", params=query or None)

    def _retried(self, once: Callable[[], Answer]) -> Answer:
        tries = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_TRIES),
            retry=tenacity.retry_if_exception_type(_Passing),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return tries(once)
        except _Passing as error:
            raise FetchFailed(**error.values) from error

    @contextmanager
    def _opened(self, dataset: str, address: httpx.URL, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """A good answer (2xx or 304), its body not yet read. Raises _Passing, FetchFailed."""
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                with self._client.stream("GET", address, headers=headers) as answer:
                    if answer.has_redirect_location:
                        address = _redirected(dataset, address, answer)
                        continue
                    _require_good(dataset, answer)
                    yield answer
                    return
            raise FetchFailed(dataset=dataset, reason="fetch_redirect", detail=str(address.host))
        except httpx.TimeoutException as error:
            raise _Passing(dataset=dataset, reason="fetch_timeout", detail=str(address.host)) from error
        except httpx.RemoteProtocolError as error:
            raise _Passing(dataset=dataset, reason="fetch_half", detail=str(address.host)) from error
        except httpx.TransportError as error:
            raise _Passing(dataset=dataset, reason="fetch_network", detail=str(address.host)) from error

    def _blocks(
        self, dataset: str, answer: httpx.Response, *, limit_bytes: float, progress: Progress = lambda done, total: None
    ) -> Iterator[bytes]:
        said = answer.headers.get("Content-Length", "")
        total = int(said) if said.isdecimal() and "Content-Encoding" not in answer.headers else None
        if total is not None and total > limit_bytes:
            raise FetchFailed(dataset=dataset, reason="fetch_too_large", detail=f"{limit_bytes / 1e6:.0f} MB")
        begun, done = time.monotonic(), 0
        for block in answer.iter_bytes(_BLOCK):
            done += len(block)
            if done > limit_bytes:
                raise FetchFailed(dataset=dataset, reason="fetch_too_large", detail=f"{limit_bytes / 1e6:.0f} MB")
            if time.monotonic() - begun > self._longest_s:
                raise FetchFailed(dataset=dataset, reason="fetch_timeout", detail=str(answer.url.host))
            progress(done, total)
            yield block

    def _save(
        self, dataset: str, answer: httpx.Response, form: str, path: Path, max_mb: float, progress: Progress
    ) -> None:
        first, last = b"", b""
        with path.open("wb") as file:
            for block in self._blocks(dataset, answer, limit_bytes=max_mb * 1e6, progress=progress):
                first = first or block
                last = (last + block)[-64:]
                file.write(block)
        if not first.strip():
            raise _Passing(dataset=dataset, reason="fetch_half", detail=str(answer.url.host))
        if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise FetchFailed(dataset=dataset, reason="fetch_html", detail=str(answer.url.host))
        if form != "csv" and not last.rstrip().endswith((b"]", b"}")):
            raise _Passing(dataset=dataset, reason="fetch_half", detail=str(answer.url.host))


def _wait(state: tenacity.RetryCallState) -> float:
    """As long as the server asked for, else 1, 2, 4 … seconds and a little more, so that not all ask again at once."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_s if isinstance(error, _Passing) else None
    jitter = secrets.randbelow(1000) / 1000
    return asked + jitter if asked is not None else 2.0 ** (state.attempt_number - 1) + jitter


def _require_good(dataset: str, answer: httpx.Response) -> None:
    code = answer.status_code
    if answer.is_success or code == httpx.codes.NOT_MODIFIED:
        return
    if code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise FetchFailed(dataset=dataset, reason="fetch_gone", detail=str(answer.url.host))
    if code not in _PASSING:
        raise FetchFailed(dataset=dataset, reason="fetch_status", detail=str(code))
    wait_s = _retry_after(answer.headers.get("Retry-After", ""))
    if wait_s is not None and wait_s > _LONGEST_WAIT_S:
        raise FetchFailed(dataset=dataset, reason="fetch_busy", detail=f"{wait_s:.0f} s")
    reason = "fetch_busy" if code == httpx.codes.TOO_MANY_REQUESTS else "fetch_status"
    raise _Passing(dataset=dataset, reason=reason, detail=str(code), wait_s=wait_s)


def _retry_after(said: str) -> float | None:
    """Seconds, from a number or a date."""
    if said.strip().isdecimal():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _redirected(dataset: str, address: httpx.URL, answer: httpx.Response) -> httpx.URL:
    """The new address: of the same server, or its safe one at the usual port. Raises FetchFailed."""
    target = address.join(answer.headers["Location"])
    is_same = (target.scheme, target.host, target.port) == (address.scheme, address.host, address.port)
    is_safer = address.scheme == "http" and target == target.copy_with(scheme="https", host=address.host, port=None)
    if not is_same and not is_safer:
        raise FetchFailed(dataset=dataset, reason="fetch_redirect", detail=str(target.host))
    return target


def _require_type(dataset: str, answer: httpx.Response, form: str) -> None:
    said = answer.headers.get("Content-Type", "").lower()
    if "html" in said:
        raise FetchFailed(dataset=dataset, reason="fetch_html", detail=str(answer.url.host))
    if said and not any(word in said for word in _TYPES[form]):
        raise FetchFailed(dataset=dataset, reason="fetch_form", detail=said.partition(";")[0])

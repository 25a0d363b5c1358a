"""A portal on this machine that speaks Opendatasoft Explore v2.1, and fails on demand."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MOST_PAGED = 10_000


@dataclass
class Portal:
    """`datasets`: id → records. `troubles`: what the next answers do instead of answering, one each: («status», code,
    headers), («slow», seconds), («cut»,), («html»,), («redirect», address), («type», content type), («grow», dataset).
    `asked`: paths and headers of all requests."""

    url: str = ""
    datasets: dict[str, list[dict]] = field(default_factory=dict)
    features: dict[str, dict] = field(default_factory=dict)
    troubles: list[tuple] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def running_portal() -> Iterator[Portal]:
    portal = Portal()

    class Handler(_Handler):
        of = portal

    server = _Server(("127.0.0.1", 0), Handler)
    portal.url = f"http://127.0.0.1:{server.server_port}/api/explore/v2.1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    of: Portal
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Tests read what they need from `asked`."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.of.asked.append((self.path, dict(self.headers)))
        trouble = self.of.troubles.pop(0) if self.of.troubles else ("none",)
        parts = address.path.split("/catalog/datasets/")[-1].split("/")
        if trouble[0] == "grow":
            self.of.datasets[trouble[1]].append(dict(self.of.datasets[trouble[1]][-1]))
        if trouble[0] == "slow":
            time.sleep(trouble[1])
        if trouble[0] == "status":
            self._send(trouble[1], b'{"error_code": "Trouble"}', "application/json", trouble[2])
        elif trouble[0] == "redirect":
            self._send(302, b"", "text/plain", {"Location": trouble[1]})
        elif trouble[0] == "html":
            self._send(200, b"<!DOCTYPE html><html><body>Wartung</body></html>", "text/html; charset=utf-8", {})
        elif parts[0] not in self.of.datasets and parts[0] not in self.of.features:
            self._send(404, b'{"error_code": "DatasetNotFound"}', "application/json", {})
        elif parts[1] == "records":
            self._records(self.of.datasets[parts[0]], query)
        else:
            self._export(parts[0], parts[2], trouble)

    def _records(self, rows: list[dict], query: dict[str, str]) -> None:
        limit, offset = int(query.get("limit", 10)), int(query.get("offset", 0))
        if limit > 100 or offset + limit > MOST_PAGED:
            self._send(400, b'{"error_code": "InvalidRESTParameterError"}', "application/json", {})
            return
        page = {"total_count": len(rows), "results": rows[offset : offset + limit]}
        self._send(200, json.dumps(page).encode(), "application/json; charset=utf-8", {})

    def _export(self, dataset: str, form: str, trouble: tuple) -> None:
        body = json.dumps(self.of.features[dataset] if form == "geojson" else self.of.datasets[dataset]).encode()
        etag = f'"{len(body)}-{hash(body)}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", "application/json", {"ETag": etag})
            return
        kind = trouble[1] if trouble[0] == "type" else "application/json"
        if trouble[0] == "cut":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        self._send(200, body, kind, {"ETag": etag, "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT"})

    def _send(self, code: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        if code != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            if code != 304:
                self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

"""The command line while the dashboard runs: a DuckDB file belongs to one process, so the running app is asked over
a socket in the data folder that only its owner can open."""

import contextlib
import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from strukturmonitor import errors, operations
from strukturmonitor.database.shared import shared_database

SOCKET_NAME = "app.sock"
_LONGEST_ADDRESS = 100  # bytes; the system refuses addresses of sockets above 107
_LONGEST_WAIT_S = 600  # an import may take minutes


def ask(data_dir: Path, operation: str, arguments: dict) -> dict | list:
    """Run an operation in the app that holds the database of this folder.
    Raises what the operation raises, AppUnreachable where nobody answers, OperationFailed where it broke off."""
    try:
        with _address(data_dir) as address:
            transport = httpx.HTTPTransport(uds=address)
            with httpx.Client(transport=transport, timeout=_LONGEST_WAIT_S) as client:
                answer = client.post(f"http://app/{operation}", json=arguments)
    except httpx.TransportError as error:
        raise errors.AppUnreachable(path=str(data_dir)) from error
    if answer.status_code == httpx.codes.CONFLICT:
        said = answer.json()
        raise getattr(errors, said["error"])(**said["values"])
    if answer.is_error:
        raise errors.OperationFailed(operation=operation)
    return answer.json()


@contextlib.asynccontextmanager
async def answering(data_dir: Path) -> AsyncIterator[None]:
    """Answer such questions while the block runs."""
    import asyncio

    with _listening_socket(data_dir) as listener:
        config = uvicorn.Config(_application(data_dir), log_level="warning", lifespan="off", access_log=False)
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield
        finally:
            server.should_exit = True
            await task
            (data_dir / SOCKET_NAME).unlink(missing_ok=True)


class _Server(uvicorn.Server):
    """A second server in the same process: signals belong to the first."""

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()


def _application(data_dir: Path) -> Starlette:
    async def operate(request: Request) -> Response:
        arguments = await request.json()
        database = shared_database(data_dir)
        try:
            result = await run_in_threadpool(operations.run, database, request.path_params["operation"], arguments)
        except errors.StrukturmonitorError as error:
            return JSONResponse({"error": type(error).__name__, "values": error.values}, status_code=409)
        return JSONResponse(result)

    return Starlette(routes=[Route("/{operation}", operate, methods=["POST"])])


@contextlib.contextmanager
def _listening_socket(data_dir: Path) -> Iterator[socket.socket]:
    (data_dir / SOCKET_NAME).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener, _address(data_dir) as address:
        before = os.umask(0o177)  # only the owner may open it, from its first moment
        try:
            listener.bind(address)
        finally:
            os.umask(before)
        listener.listen()  # whoever finds it may ask, even before the server has come up
        yield listener


@contextlib.contextmanager
def _address(data_dir: Path) -> Iterator[str]:
    """The socket's path, or a short one through an open folder where the path is too long for a socket."""
    path = str(data_dir / SOCKET_NAME)
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield path
        return
    folder = os.open(data_dir, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET_NAME}"
    finally:
        os.close(folder)

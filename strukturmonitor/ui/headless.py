"""A page drawn without a browser: what it shows for given filters and a given audience, as parts (`shown.View`).

Stories, slides, paper and files get exactly what the page would show, because the page itself runs: same queries, same
rights, same small-number rules. Streamlit gives a script its session through a context of the thread; here the thread
gets one whose messages go nowhere (docs/decisions/pages-without-a-browser.md)."""

import threading
from collections.abc import Mapping
from contextvars import copy_context
from urllib.parse import urlencode

import streamlit as st
from streamlit import config, runtime
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunException, StopException, add_script_run_ctx
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state import SafeSessionState, SessionState

from strukturmonitor.access import Actor, allowed
from strukturmonitor.errors import PageUnknown, StrukturmonitorError
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.shown import View
from strukturmonitor.ui import data, page

# Outside the server nobody means to look at the page in a browser, so Streamlit need not say how to.
config.set_option("global.showWarningOnDirectExecution", False)
_SESSION = "headless"
_MOST_RUNS = 3  # a page may ask to be drawn again once its filters stand


def take(path: str, query: Mapping[str, str], audience: Actor) -> View:
    """What the page under `path` shows `audience` with these query parameters (`sprache` among them). Raises PageUnknown
    (no such page, or not for this audience), and what the page raises where it cannot be shown."""
    entry = _entry_for(path, audience)
    if entry is None:
        raise PageUnknown(path=path)
    found: list[View | BaseException] = []

    def work() -> None:
        try:
            found.append(_run(entry.module.show, dict(query), audience))
        except BaseException as error:  # handed on to who waits
            found.append(error)
        finally:
            _forget_files()

    thread = threading.Thread(target=copy_context().run, args=(work,), name="headless")
    thread.start()
    thread.join()
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def is_open_to(path: str, audience: Actor) -> bool:
    """Whether there is a page under `path` that `audience` may see."""
    return _entry_for(path, audience) is not None


def is_for_everybody(path: str) -> bool:
    """Whether the public may open the page under this path."""
    return _entry_for(path, Actor()) is not None


def _entry_for(path: str, audience: Actor) -> object | None:
    import pages  # late: pages stand above this package

    entry = next((entry for entry in pages.CONTENTS if entry.path == path), None)
    return entry if entry is not None and allowed(audience, entry.right) else None


def _forget_files() -> None:
    """What the page offered for download was for nobody; the next run of a real session clears it away."""
    if runtime.exists():
        runtime.get_instance().media_file_mgr.clear_session_refs(_SESSION)
        runtime.get_instance().dataframe_source_mgr.clear_session_refs(_SESSION)


def _run(show: object, query: dict[str, str], audience: Actor) -> View:
    state = SessionState()
    requests = ScriptRequests()

    def yield_point(_: object) -> None:
        """Messages go nowhere; but between them a page that stopped, or asked to be drawn again, ends here."""
        if (request := requests.on_scriptrunner_yield()) is not None:
            if request.type == ScriptRequestType.RERUN:
                raise RerunException(request.rerun_data)
            raise StopException

    ctx = ScriptRunContext(
        session_id=_SESSION,
        _enqueue=yield_point,
        query_string=urlencode(query),
        session_state=SafeSessionState(state, lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager("/headless"),
        main_script_path=str(PROJECT_DIR / "app.py"),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(str(PROJECT_DIR / "app.py"), ScriptCache(), setup_watcher=False),
        script_requests=requests,
    )
    add_script_run_ctx(threading.current_thread(), ctx)
    data.acting_for.set(audience)
    # Whoever asks may stand inside a box of their own page: this page must not draw into it.
    context_dg_stack.set(get_default_dg_stack_value())
    for _ in range(_MOST_RUNS):
        taken: list[page.Page] = []
        page.taking.set(taken)
        ctx.reset(query_string=urlencode(query))
        ctx.on_script_start()
        try:
            show()
        except RerunException:
            query = st.query_params.to_dict()
            continue
        except StopException:
            pass
        break
    if not taken:
        raise StrukturmonitorError
    return taken[-1].shown()

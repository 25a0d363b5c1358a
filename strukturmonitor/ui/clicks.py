"""A click counts, whatever the browser says right after it.

The browser says on its own that something has changed, too (a table that was typed into reports a moment after the next
run). Streamlit cuts the run short that is going on and begins another, which knows nothing of the click: nothing happens,
or only half of what the button does. Here what changed is taken in to the end, a run that a click began is run to its end,
and what the browser said meanwhile waits for it.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _has_active_trigger_value,
    _is_full_app_rerun,
)


class PatientRequests(ScriptRequests):
    """What the browser asks one session's runs for. Needs `runner.fastReruns = false`: else Streamlit stops the run before
    anybody is asked."""

    _is_click = False  # whether a click began the run that is going on
    _is_over = False  # whether that run itself wants to begin anew or to leave

    def on_scriptrunner_ready(self) -> ScriptRequest:
        return self._begun(super().on_scriptrunner_ready())

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        run = get_script_run_ctx(suppress_warning=True)
        is_first = self._is_click or (
            run is not None and not run.has_script_started
        )  # callbacks come before the script
        if self._state == ScriptRequestType.RERUN and is_first and not self._is_over:
            return None
        return self._begun(super().on_scriptrunner_yield())

    def _begun(self, request: ScriptRequest | None) -> ScriptRequest | None:
        if request is not None and request.type == ScriptRequestType.RERUN:
            states = request.rerun_data.widget_states
            self._is_click = states is not None and any(map(_has_active_trigger_value, states.widgets))
            self._is_over = False
        return request

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        run = get_script_run_ctx(suppress_warning=True)
        if run is not None and run.script_requests is self:
            self._is_over = True
            is_same_page = new_data.page_script_hash == run.page_script_hash
            if self._state == ScriptRequestType.RERUN and is_same_page and _is_full_app_rerun(self._rerun_data):
                return True  # the browser waits for as much, perhaps for another page
        return super()._request_rerun_locked(new_data)


def keep_clicks() -> None:
    """From now on, for all sessions."""
    script_runner.ScriptRequests = PatientRequests

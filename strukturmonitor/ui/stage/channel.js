// What the wall and the notes window share: the step, the black wall, the timer. Both run in one browser; the state is
// told through a BroadcastChannel, and kept per window so that it survives a reload. A step is known by its id: while the
// story is changed, its number may be another in the other window. `own`: numberOf(id), 0 where it is unknown; idOf(number).
function joined(story, first, own, onChange) {
  const name = `strukturmonitor-stage-${story}`;
  const channel = new BroadcastChannel(name);
  const state = { step: 1, id: null, page: 0, pages: 1, black: false, begun: null, stepBegun: Date.now(), paused: null, auto: false };
  try {
    Object.assign(state, JSON.parse(sessionStorage.getItem(name) ?? "{}"));
  } catch {
    sessionStorage.removeItem(name);
  }
  Object.assign(state, first, { page: 0, pages: 1, black: false });
  if (first.step) state.id = own.idOf(first.step);

  function keep() {
    sessionStorage.setItem(name, JSON.stringify(state));
  }

  channel.onmessage = ({ data }) => {
    if (data.kind === "hello") {
      channel.postMessage({ kind: "welcome", state, from: first.step ? "wall" : "notes" });
      // A wall that is opened or loaded anew stands where its address says: the notes go there with it.
      if (data.step && !first.step && data.id !== state.id) {
        Object.assign(state, { step: own.numberOf(data.id) || data.step, id: data.id, page: 0, pages: 1, stepBegun: Date.now(), black: false });
        keep();
        onChange(state, "other");
      }
      return;
    }
    const told = { ...data.state, step: own.numberOf(data.state.id) || data.state.step };
    // A wall stands where its address says; whoever greets it brings the timer only.
    if (data.kind === "welcome" && first.step) {
      delete told.step;
      delete told.id;
      delete told.black;
      if (state.begun !== null || told.begun === null) return;
    }
    if (data.kind === "welcome" && !first.step && data.from !== "wall") return;
    Object.assign(state, told);
    keep();
    onChange(state, "other");
  };

  function change(values) {
    const now = Date.now();
    if (values.step !== undefined && values.step !== state.step) {
      values.stepBegun = now;
      Object.assign(values, { id: own.idOf(values.step), page: 0, pages: 1 });
      if (state.begun === null) values.begun = now;
      if (state.paused !== null) values.paused = now;
    }
    Object.assign(state, values);
    keep();
    channel.postMessage({ kind: "state", state });
    onChange(state, "own");
  }

  function pause() {
    if (state.begun === null) return change({ begun: Date.now(), stepBegun: Date.now(), paused: null });
    if (state.paused === null) return change({ paused: Date.now() });
    const lost = Date.now() - state.paused;
    return change({ begun: state.begun + lost, stepBegun: state.stepBegun + lost, paused: null });
  }

  function restart() {
    change({ begun: Date.now(), stepBegun: Date.now(), paused: null });
  }

  // The story was changed: the same step, or the one at its place where it is gone.
  function follow(total) {
    state.step = Math.min(own.numberOf(state.id) || state.step, total);
    state.id = own.idOf(state.step);
    keep();
  }

  channel.postMessage({ kind: "hello", step: first.step, id: state.id });
  return { state, follow, change, pause, restart, close: () => channel.close() };
}

// The page before or after in a step that does not fit the wall at once; false at its end.
function turned(shared, way) {
  const page = shared.state.page + way;
  if (page < 0 || page >= shared.state.pages) return false;
  shared.change({ page, black: false });
  return true;
}

// «4 / 12», «4 / 12 · 2/3» in the middle of a step of three pages.
function counted(words, state, total) {
  const step = words.counter.replace("{number}", state.step).replace("{total}", total);
  return state.pages > 1 ? `${step} · ${state.page + 1}/${state.pages}` : step;
}

function clockOf(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = String(seconds % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

// «2:10 von 5:00», «überzogen um 0:40 (geplant 5:00)»: past the plan in words, not by a colour alone.
function spent(since, state, plannedMinutes, words) {
  if (state.begun === null) return words.not_begun;
  const ms = (state.paused ?? Date.now()) - since;
  const planned = plannedMinutes * 60000;
  const text = !planned
    ? clockOf(ms)
    : ms > planned
      ? words.over.replace("{by}", clockOf(ms - planned)).replace("{planned}", clockOf(planned))
      : words.of.replace("{spent}", clockOf(ms)).replace("{planned}", clockOf(planned));
  return state.paused === null ? text : `${text} (${words.paused})`;
}

const planned = (steps) => steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
const timeOfDay = (language) => new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

const FORWARD = new Set(["ArrowRight", "PageDown", " "]);
const BACK = new Set(["ArrowLeft", "PageUp"]);
const TYPING = "input, textarea, select, [contenteditable=true], [role=textbox], [role=combobox], [role=slider], [role=radiogroup], [role=listbox]";
const PRESSING = "button, a, summary, [role=button], [role=checkbox]";

// The name of what a key means, null where the key belongs to somebody else (a field, a pressed button, the browser).
function meaning(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return null;
  const target = event.composedPath()[0];
  if (target.closest?.(TYPING)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((key === " " || key === "Enter") && target.closest?.(PRESSING)) return null;
  if (key === "n") return "notes";
  if (FORWARD.has(key)) return "next";
  if (BACK.has(key)) return "back";
  return { Home: "first", End: "last", b: "black", ".": "black", f: "full", l: "list", t: "clock", a: "auto", Escape: "close" }[key] ?? null;
}

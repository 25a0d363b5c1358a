// The moderator's window: everything but the small picture of the wall is drawn here, so that it follows at once.
function born(root, component) {
  let { data } = component;
  const find = (selector) => root.querySelector(selector);
  let total = data.steps.length;
  const life = new AbortController();
  const listen = (target, name, work, more) => target.addEventListener(name, work, { signal: life.signal, ...more });
  const self = { component };
  let shown = 0;
  let asked = null;

  function apply(state) {
    if (state.step !== shown || state.id !== asked) self.component.setStateValue("step", { number: state.step, id: state.id });
    const isSeen = state.step === shown && state.id === asked;
    asked = state.id;
    const step = data.steps[state.step - 1];
    if (!step) return;
    find("[data-do=black]").textContent = state.black ? data.words.unblack : data.words.black;
    find("[data-do=black]").setAttribute("aria-pressed", state.black);
    tick();
    find(".counter").textContent = counted(data.words, state, total);
    find("[data-do=back]").disabled = state.step === 1 && state.page === 0;
    find("[data-do=next]").disabled = state.step === total && state.page + 1 >= state.pages;
    if (isSeen) return;
    shown = state.step;
    find(".live").textContent = `${counted(data.words, state, total)}: ${step.title}`;
    find(".title").textContent = step.title;
    find(".text").textContent = step.notes || data.words.no_notes;
    find(".text").classList.toggle("none", !step.notes);
    find(".coming strong").textContent = data.steps[shown]?.title ?? data.words.last_step;
    root.querySelectorAll(".steps button").forEach((button, at) => {
      if (at + 1 === shown) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    const address = new URL(location.href);
    address.searchParams.set("schritt", shown);
    history.replaceState(history.state, "", address);
  }

  const own = { numberOf: (id) => data.steps.findIndex((step) => step.id === id) + 1, idOf: (number) => data.steps[number - 1]?.id };
  const shared = joined(data.story, {}, own, apply);
  const go = (number) => {
    const next = Math.min(Math.max(number, 1), total);
    if (next !== shared.state.step || shared.state.black) shared.change({ step: next, black: false });
  };
  const doing = {
    next: () => turned(shared, 1) || go(shared.state.step + 1),
    back: () => turned(shared, -1) || go(shared.state.step - 1),
    first: () => go(1),
    last: () => go(total),
    black: () => shared.change({ black: !shared.state.black }),
    pause: shared.pause,
    restart: shared.restart,
    auto: () => shared.change({ auto: !shared.state.auto, stepBegun: Date.now() }),
    list: () => {
      find("details").open = !find("details").open;
    },
    close: () => {
      find("details").open = false;
    },
  };

  function time(selector, since, minutes) {
    const element = find(selector);
    const { state } = shared;
    element.textContent = spent(since, state, minutes, data.words);
    const isOver = minutes > 0 && state.begun !== null && (state.paused ?? Date.now()) - since > minutes * 60000;
    element.classList.toggle("over", isOver);
  }

  function tick() {
    const { state } = shared;
    const step = data.steps[state.step - 1];
    if (!step) return;
    time(".step-time", state.stepBegun, step.minutes ?? 0);
    time(".story-time", state.begun, planned(data.steps));
    find("[data-do=pause]").textContent = state.begun !== null && state.paused === null ? data.words.pause : data.words.resume;
    find(".day").textContent = timeOfDay(data.language);
  }

  listen(document, "keydown", (event) => {
    const name = meaning(event);
    if (name === null || !doing[name]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    doing[name]();
  }, { capture: true });
  listen(root, "click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    doing[button.dataset.do]();
    if (event.detail) button.blur();
  });

  function fillList() {
    find(".steps").replaceChildren(
      ...data.steps.map((step, at) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = step.minutes ? `${step.title} (${step.minutes} min)` : step.title;
        button.onclick = () => go(at + 1);
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
  }

  fillList();
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = data.words[element.dataset.word];
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", data.words[element.dataset.label]);
  const ticking = setInterval(tick, 500);
  shared.state.step = Math.min(Math.max(data.step, 1), total);
  shared.state.id = own.idOf(shared.state.step);
  apply(shared.state);

  self.renew = (component) => {
    self.component = component;
    if (component.data.revision === data.revision) return;
    data = component.data;
    total = data.steps.length;
    fillList();
    shared.follow(total);
    shown = 0;
    apply(shared.state);
  };
  self.end = () => {
    life.abort();
    clearInterval(ticking);
    shared.close();
  };
  return self;
}

export default function (component) {
  const mount = component.parentElement.querySelector(".stage-notes");
  mount.stage ??= born(mount, component);
  mount.stage.renew(component);
  return () => {
    setTimeout(() => {
      if (!mount.isConnected) mount.stage?.end();
    }, 0);
  };
}

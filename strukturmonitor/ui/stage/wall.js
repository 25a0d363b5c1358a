// The wall: which step is seen, the keys, the step list, the black wall. Neighbouring steps stand drawn in slots of the
// page; a key shows the next one at once and then tells the server, which draws the one after it.
const WAIT_MS = 400;
const SWIPE_PX = 60;
const QUIET_MS = 3000;
const SPARE = 0.15; // of its room: so much may a step be too high without being a page more
const SETTLE_MS = 600; // charts and maps have found their size by then; who presses on before wants the next step

function born(root, component) {
  let { data } = component;
  const find = (selector) => root.querySelector(selector);
  let total = data.steps.length;
  const style = document.head.appendChild(document.createElement("style"));
  const life = new AbortController();
  const listen = (target, name, work, more) => target.addEventListener(name, work, { signal: life.signal, ...more });
  const self = { component, closed: false };
  let shown = 0;
  let asked = null;
  let turnedTo = "";
  let settled = 0; // when the step in sight has found its size
  let settling = 0;
  let seen = 0; // when autoplay last went on
  let isClockShown = false;
  let lock = null;

  const slotOf = (number) => document.querySelector(`.st-key-stage-slot-${(number - 1) % data.slots}`);
  const isDrawn = (number) =>
    ["step", "done"].every((name) => slotOf(number)?.querySelector(`.stage-${name}[data-step="${number}"]`));

  function show(number) {
    shown = number;
    style.textContent = `[class*="st-key-stage-slot-"]:has(.stage-step[data-step="${number}"]) { visibility: visible !important; z-index: 2; }`;
    const title = data.steps[number - 1]?.title ?? "";
    find(".live").textContent = `${data.words.counter.replace("{number}", number).replace("{total}", total)}: ${title}`;
    root.querySelectorAll(".steps button").forEach((button, at) => {
      if (at + 1 === number) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    document.title = `${number} / ${total} · ${title || data.title}`;
    settled = performance.now() + SETTLE_MS;
    clearTimeout(settling);
    settling = setTimeout(measure, SETTLE_MS + 50);
  }

  function measure() {
    if (self.closed || shown !== shared.state.step || performance.now() < settled) return;
    const box = higher(shown);
    const pages = box ? Math.ceil(box.scrollHeight / roomOf(box) - SPARE) : 1;
    if (pages !== shared.state.pages) shared.change({ pages, page: Math.min(shared.state.page, pages - 1) });
  }

  const roomOf = (box) => box.clientHeight - parseFloat(getComputedStyle(box).paddingBottom); // the bar lies on the rest

  // What of a step is clearly higher than its room: it is shown page by page.
  const higher = (number) =>
    [slotOf(number), ...slotOf(number).querySelectorAll('[class*="st-key-onstage-"]')].find(
      (box) => box.clientHeight && box.scrollHeight > (1 + SPARE) * box.clientHeight && getComputedStyle(box).overflowY === "auto",
    );

  function turn(state) {
    find(".counter").textContent = counted(data.words, state, total);
    find(".back").disabled = state.step === 1 && state.page === 0;
    find(".next").disabled = state.step === total && state.page + 1 >= state.pages;
    const place = `${shown}:${state.page}`;
    if (shown === state.step && slotOf(shown) && place !== turnedTo) {
      turnedTo = place;
      const box = higher(shown);
      if (box) box.scrollTop = state.page * roomOf(box);
    }
  }

  // Shows the step as soon as it stands; says that it is on its way where that takes long.
  function reveal(number) {
    const since = performance.now();
    const look = () => {
      if (self.closed || shared.state.step !== number) return;
      if (isDrawn(number)) {
        find(".busy").hidden = true;
        show(number);
        turn(shared.state);
        return;
      }
      if (performance.now() - since > WAIT_MS) find(".busy").hidden = false;
      requestAnimationFrame(look);
    };
    look();
  }

  function apply(state) {
    find(".black").hidden = !state.black;
    const address = new URL(location.href);
    if (address.searchParams.get("schritt") !== String(state.step)) {
      address.searchParams.set("schritt", state.step);
      history.replaceState(history.state, "", address);
    }
    if (state.step !== shown || state.id !== asked) {
      asked = state.id;
      reveal(state.step);
      self.component.setStateValue("step", { number: state.step, id: state.id });
    }
    turn(state);
    tick();
  }

  const start = Math.min(Math.max(Number(new URL(location.href).searchParams.get("schritt")) || data.step, 1), total);
  const own = { numberOf: (id) => data.steps.findIndex((step) => step.id === id) + 1, idOf: (number) => data.steps[number - 1]?.id };
  const shared = joined(data.story, { step: start }, own, apply);
  const go = (number) => {
    const next = Math.min(Math.max(number, 1), total);
    if (next !== shared.state.step || shared.state.black) shared.change({ step: next, black: false });
  };

  const doing = {
    next: () => {
      measure();
      return turned(shared, 1) || go(shared.state.step + 1);
    },
    back: () => turned(shared, -1) || go(shared.state.step - 1),
    first: () => go(1),
    last: () => go(total),
    black: () => shared.change({ black: !shared.state.black }),
    list: () => (find("dialog").open ? find("dialog").close() : openList()),
    notes: () => data.notes && window.open(data.notes, `notes-${data.story}`, "popup,width=1100,height=760"),
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.();
    },
    clock: () => {
      isClockShown = !isClockShown;
      tick();
    },
    auto: () => shared.change({ auto: !shared.state.auto, stepBegun: Date.now() }),
    close: () => {
      if (find("dialog").open) find("dialog").close();
      else if (shared.state.black) shared.change({ black: false });
    },
  };

  function openList() {
    find("dialog").showModal();
    find(".steps [aria-current]")?.focus();
    find(".steps [aria-current]")?.scrollIntoView({ block: "center" });
  }

  function tick() {
    const { state } = shared;
    const step = data.steps[state.step - 1];
    const clock = find(".clock");
    clock.hidden = !isClockShown;
    clock.textContent = `${timeOfDay(data.language)} · ${spent(state.begun, state, planned(data.steps), data.words)}`;
    find(".auto").hidden = !state.auto;
    find("[data-do=auto]").setAttribute("aria-pressed", state.auto);
    const seconds = step?.minutes ? step.minutes * 60 : data.auto_s;
    if (state.auto && !state.black && state.paused === null && (state.step < total || state.page + 1 < state.pages) && Date.now() - Math.max(state.stepBegun, seen) >= seconds * 1000) {
      seen = Date.now();
      doing.next();
    }
  }

  listen(document, "keydown", (event) => {
    const name = meaning(event);
    if (name === null) return;
    if (find("dialog").open && !["list", "close"].includes(name)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    doing[name]();
  }, { capture: true });

  // Arrow keys go through the list, as in any list.
  listen(find("dialog"), "keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...root.querySelectorAll(".steps button")];
    const at = buttons.indexOf(root.activeElement ?? document.activeElement);
    if (!way || at < 0) return;
    event.preventDefault();
    buttons[Math.min(Math.max(at + way, 0), buttons.length - 1)].focus();
  });

  listen(root, "click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) {
      doing[button.dataset.do]();
      if (event.detail && !find("dialog").open) button.blur();
    }
    if (event.target === find("dialog")) find("dialog").close();
  });
  listen(find(".black"), "click", () => shared.change({ black: false }));

  let touch = null;
  listen(document, "touchstart", (event) => {
    const isOurs = event.touches.length === 1 && !event.composedPath()[0].closest?.("canvas, dialog, " + TYPING);
    touch = isOurs ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  listen(document, "touchend", (event) => {
    if (!touch) return;
    const x = event.changedTouches[0].clientX - touch.x;
    const y = event.changedTouches[0].clientY - touch.y;
    touch = null;
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) doing[x < 0 ? "next" : "back"]();
  }, { passive: true });

  let quiet = 0;
  listen(document, "mousemove", () => {
    root.host?.classList.remove("quiet");
    document.documentElement.style.cursor = "";
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if (document.fullscreenElement) document.documentElement.style.cursor = "none";
    }, QUIET_MS);
  }, { passive: true });

  // A wall that goes dark by itself in the middle of a talk helps nobody; where the browser refuses, it goes dark.
  const stayAwake = async () => {
    try {
      if (document.visibilityState === "visible") lock = await navigator.wakeLock?.request("screen");
    } catch {
      lock = null;
    }
  };
  listen(document, "visibilitychange", stayAwake);
  stayAwake();

  let sized = 0;
  const tellSize = () => self.component.setStateValue("size", { width: innerWidth, height: innerHeight });
  listen(window, "resize", () => {
    clearTimeout(sized);
    sized = setTimeout(() => {
      tellSize();
      if (shown) measure();
    }, 300);
  });

  function fillList() {
    find(".steps").replaceChildren(
      ...data.steps.map((step, at) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = step.title;
        button.onclick = () => {
          find("dialog").close();
          go(at + 1);
        };
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
  }

  fillList();
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = data.words[element.dataset.word];
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", data.words[element.dataset.label]);
  find("[data-do=notes]").hidden = !data.notes;
  find(".leave").href = data.leave;
  document.documentElement.lang = data.language;
  const ticking = setInterval(tick, 500);
  apply(shared.state);
  tellSize();

  // What the server draws with each run; where the story was changed meanwhile, its steps are others.
  self.renew = (component) => {
    self.component = component;
    clearTimeout(settling);
    settling = setTimeout(measure, SETTLE_MS + 50); // drawn anew for this window, it may be lower than before
    if (component.data.revision === data.revision) return;
    data = component.data;
    total = data.steps.length;
    fillList();
    shared.follow(total);
    shown = 0;
    apply(shared.state);
  };
  self.end = () => {
    self.closed = true;
    life.abort();
    clearInterval(ticking);
    clearTimeout(sized);
    clearTimeout(settling);
    lock?.release?.();
    shared.close();
    style.remove();
    document.documentElement.style.cursor = "";
  };
  return self;
}

export default function (component) {
  const root = component.parentElement;
  const mount = root.querySelector(".stage-controls");
  mount.stage ??= born(root, component);
  mount.stage.renew(component);
  return () => {
    // Also called before the next run draws anew: only what has left the page has ended.
    setTimeout(() => {
      if (!mount.isConnected) mount.stage?.end();
    }, 0);
  };
}

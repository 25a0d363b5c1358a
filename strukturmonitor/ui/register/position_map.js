// A small map on which a place is tapped. Everything is in metres from the middle; the server knows where that is.
// Tap or Enter sets the place; dragging, the arrow keys and the two buttons move and enlarge the view.
const SVG = "http://www.w3.org/2000/svg";
const STEP_M = 20;
const NEAREST_M = 60;
const TAP_PX = 8;

function draw(tag, attributes, parent, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  parent.appendChild(element);
  return element;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".map");
  const box = root.querySelector("svg");
  const view = root.view ?? { x: 0, y: 0, half: data.half_m };
  if (root.middle !== data.middle) Object.assign(view, { x: 0, y: 0, half: data.half_m });
  root.middle = data.middle;
  root.view = view;
  box.classList.toggle("city", data.names.length > 0);
  box.setAttribute("aria-label", data.words.label);
  box.replaceChildren();
  const lines = draw("g", { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" }, box);
  for (const line of data.lines) draw("path", { d: line.d, class: line.kind }, lines);
  const marks = draw("g", {}, box);
  const pin = draw("g", { class: "pin" }, box);

  function place(x, y) {
    pin.replaceChildren();
    const size = view.half / 22;
    draw("circle", { cx: x, cy: y, r: size * 2.2, class: "halo" }, pin);
    draw("circle", { cx: x, cy: y, r: size, class: "dot" }, pin);
  }

  function show() {
    const size = box.getBoundingClientRect();
    const ratio = size.height ? size.width / size.height : 1.4;
    const width = view.half * 2 * Math.max(1, ratio);
    const height = width / ratio;
    box.setAttribute("viewBox", `${view.x - width / 2} ${view.y - height / 2} ${width} ${height}`);
    const unit = view.half / 100;
    box.style.setProperty("--unit", unit);
    marks.replaceChildren();
    for (const dot of data.dots) {
      draw("circle", { cx: dot.x, cy: dot.y, r: 2.2 * unit, class: dot.vacant ? "vacant" : "used" }, marks);
      if (view.half <= 130 && dot.text)
        draw("text", { x: dot.x + 3.4 * unit, y: dot.y + 2 * unit, "font-size": 6.5 * unit }, marks, dot.text);
    }
    if (view.half <= 130)
      for (const house of data.houses)
        draw("text", { x: house.x, y: house.y, "font-size": 6.5 * unit, "text-anchor": "middle", class: "house" }, marks, house.text);
    for (const name of data.names)
      name.text.split(/(?<=-)/).forEach((part, row) => // «Innenstadt-West» takes two lines beside «Innenstadt-Ost»
        draw("text", { x: name.x, y: name.y + row * 7 * unit, "font-size": 6.5 * unit, "text-anchor": "middle", class: "name" }, marks, part));
    if (data.place) place(data.place[0], data.place[1]);
  }

  function choose(x, y) {
    place(x, y);
    setTriggerValue("place", { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, middle: data.middle });
  }

  function metres(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(box.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  let start = null;
  box.onpointerdown = (event) => {
    start = { at: metres(event), px: [event.clientX, event.clientY], moved: false };
    box.setPointerCapture(event.pointerId);
  };
  box.onpointermove = (event) => {
    if (!start) return;
    if (Math.hypot(event.clientX - start.px[0], event.clientY - start.px[1]) > TAP_PX) start.moved = true;
    if (!start.moved) return;
    const now = metres(event);
    view.x -= now[0] - start.at[0];
    view.y -= now[1] - start.at[1];
    show();
  };
  box.onpointerup = (event) => {
    if (start && !start.moved) choose(...metres(event));
    start = null;
  };
  box.onpointercancel = () => (start = null);
  box.onkeydown = (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (steps) {
      view.x += (steps[0] * STEP_M * view.half) / 100;
      view.y += (steps[1] * STEP_M * view.half) / 100;
      show();
      if (!data.place) place(view.x, view.y);
    } else if (event.key === "Enter") choose(view.x, view.y);
    else return;
    event.preventDefault();
  };
  const [nearer, further] = root.querySelectorAll("button");
  nearer.setAttribute("aria-label", data.words.nearer);
  further.setAttribute("aria-label", data.words.further);
  nearer.onclick = () => { view.half = Math.max(NEAREST_M, view.half / 1.6); show(); };
  further.onclick = () => { view.half = Math.min(data.reach_m, view.half * 1.6); show(); };
  root.querySelector(".words").textContent = data.words.hint;
  const observer = new ResizeObserver(show);
  observer.observe(box);
  show();
  return () => observer.disconnect();
}

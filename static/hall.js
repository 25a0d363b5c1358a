/* Voting on a phone. Everything works without this file; it counts dots, sets a point on the map, and looks for the next question. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-kind]");
  if (form) form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();  // a second tap is no second vote
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  const dots = document.getElementById("punkte");
  if (dots) {
    const most = Number(dots.dataset.most), fields = [...dots.querySelectorAll("input")], left = document.getElementById("rest");
    const value = (field) => Math.max(0, Math.round(Number(field.value)) || 0);
    const buttons = fields.map((field) => ["−", "+"].map((sign) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", (sign === "+" ? dots.dataset.more : dots.dataset.less) + " " + field.dataset.label);
      button.addEventListener("click", () => { field.value = value(field) + (sign === "+" ? 1 : -1); count(); });
      sign === "+" ? field.after(button) : field.before(button);
      return button;
    }));
    const count = () => {
      const used = fields.reduce((sum, field) => sum + value(field), 0), rest = most - used;
      fields.forEach((field, i) => { buttons[i][0].disabled = value(field) < 1; buttons[i][1].disabled = rest < 1; });
      left.textContent = rest < 0 ? left.dataset.over.replace("#", -rest) : left.dataset.left.replace("#", rest).replace("%", most);
      left.style.color = rest < 0 ? "var(--bad)" : "";
    };
    dots.classList.add("with-buttons");
    dots.addEventListener("input", count);
    count();
  }

  const map = document.getElementById("karte");
  if (map) {
    const point = document.getElementById("punkt"), list = document.getElementById("gebiet"), said = document.getElementById("gesetzt");
    const lon = document.getElementById("lon"), lat = document.getElementById("lat"), shapes = [...map.querySelectorAll("path")];
    const show = () => shapes.forEach((shape) => shape.classList.toggle("chosen", !!list.value && shape.dataset.area === list.value));
    const away = () => { lon.value = lat.value = ""; point.setAttribute("cx", -99); };
    map.addEventListener("click", (event) => {
      const shape = event.target.closest("path");
      if (!shape) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      point.setAttribute("cx", at.x);
      point.setAttribute("cy", at.y);
      lon.value = (Number(map.dataset.west) + at.x / Number(map.dataset.across)).toFixed(5);
      lat.value = (Number(map.dataset.north) - at.y / Number(map.dataset.down)).toFixed(5);
      list.value = shape.dataset.area;
      said.textContent = said.dataset.said.replace("#", list.selectedOptions[0].textContent);
      show();
    });
    list.addEventListener("change", () => { away(); said.textContent = ""; show(); });
    show();
  }

  const waiting = document.querySelector("[data-follow]");
  if (waiting) {
    const look = async () => {
      try {
        const answer = await fetch(waiting.dataset.follow, { cache: "no-store" });
        if (answer.ok && (await answer.text()) !== waiting.dataset.now) return location.replace(waiting.dataset.page);
      } catch { /* the network of the hall comes and goes */ }
      setTimeout(look, 1000 * Number(waiting.dataset.every));
    };
    setTimeout(look, 1000 * Number(waiting.dataset.every));
  }
})();

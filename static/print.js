// Printing: the page is first set as wide as the paper shows it, so that charts and maps draw themselves anew for it.
(() => {
  if (window.printsPages) return;
  window.printsPages = true;
  const SETTLE_MS = 1500; // charts and maps follow a new width within that time
  const PAPER_PX = 1065; // of the screen, as static/frame.css shows them on paper
  async function print() {
    document.documentElement.classList.add("on-paper");
    window.dispatchEvent(new Event("resize"));
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    window.print();
  }
  // By the browser's own menu there is no time to draw anew: what the screen has wider than the paper is shrunk.
  window.addEventListener("beforeprint", () => {
    const page = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!page || document.documentElement.classList.contains("on-paper")) return;
    const room = getComputedStyle(page);
    const width = page.clientWidth - parseFloat(room.paddingLeft) - parseFloat(room.paddingRight);
    document.documentElement.style.setProperty("--paper-scale", Math.min(1, PAPER_PX / width));
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("on-paper");
    document.documentElement.style.removeProperty("--paper-scale");
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".print-page")) print();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p") {
      event.preventDefault();
      print();
    }
  });
})();

// Printing: the page is first set as wide as the paper shows it, so that charts and maps draw themselves anew for it.
(() => {
  if (window.printsPages) return;
  window.printsPages = true;
  const SETTLE_MS = 1500; // charts and maps follow a new width within that time
  async function print() {
    document.documentElement.classList.add("on-paper");
    window.dispatchEvent(new Event("resize"));
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    window.print();
  }
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("on-paper"));
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

// The page as a whole: drawing it anew, choosing in it, following its address.

// What a view does at every drawing, after the shell has done its part.
const RENDERERS = typeof OWN_RENDERERS === "undefined" ? [] : OWN_RENDERERS;

function render({ keepHash = false } = {}) {
  renderControls();
  $("status").textContent = "";
  let shown = 0;
  for (const item of document.querySelectorAll("#picture :is([data-item], [data-key])")) {
    item.classList.remove("off", "chosen", "found"); // added anew, always in the same order
  }
  for (const item of document.querySelectorAll("#picture [data-item]")) {
    item.hidden = !fits(item);
    item.classList.toggle("off", item.hidden); // an SVG element knows no `hidden`
    shown += !item.hidden;
  }
  $("empty").hidden = shown > 0 || !document.querySelector("#picture [data-item]");
  for (const draw of RENDERERS) draw();
  for (const item of document.querySelectorAll("#picture [data-key]")) {
    item.classList.toggle("chosen", item.dataset.key === state.key);
    if (item.hasAttribute("aria-pressed")) item.setAttribute("aria-pressed", String(item.dataset.key === state.key));
  }
  renderSearch();
  renderPanel();
  renderTwin();
  measure();
  if (!keepHash) writeHash();
}

// What stands above and below the picture: what scrolls beside it fits in between, and is not cut.
function measure() {
  root.style.setProperty("--above", `${document.querySelector("main").offsetTop}px`);
  root.style.setProperty("--below", `${document.querySelector("footer").offsetHeight}px`);
}
window.addEventListener("resize", measure);

function choose(key) {
  state.key = key !== null && Object.hasOwn(DATA.details, key) ? key : null;
  render();
}

$("picture").addEventListener("click", (event) => {
  const to = event.target.closest("[data-to]"); // what leads to a thing, and is not the thing
  if (to) return choose(to.dataset.to);
  const item = event.target.closest("[data-key]");
  if (item) choose(item.dataset.key === state.key ? null : item.dataset.key);
});
$("picture").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  const item = event.target.closest("[data-key]");
  if (!item || item.matches("button, a")) return;
  event.preventDefault();
  choose(item.dataset.key);
});

function renderFromHash() {
  readHash();
  render();
}
renderFromHash();
window.addEventListener("hashchange", renderFromHash);
// For tests, and for the curious: what the page knows, without touching it.
window.policyPage = { data: DATA, state: () => state, svg: svgText, png: () => pngOf(svgText()), table: tableText, ready: performance.now() };

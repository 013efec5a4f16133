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
  root.classList.toggle("chosen-one", state.key !== null);
  for (const draw of RENDERERS) draw();
  for (const item of document.querySelectorAll("#picture [data-key]")) {
    item.classList.toggle("chosen", item.dataset.key === state.key);
    if (item.hasAttribute("aria-pressed")) item.setAttribute("aria-pressed", String(item.dataset.key === state.key));
  }
  renderSearch();
  renderPanel();
  renderSiteLinks();
  renderTwin();
  measure();
  if (!keepHash) writeHash();
}

// What stands above and below the picture: what scrolls beside it fits in between, and is not cut.
function measure() {
  root.style.setProperty("--above", `${document.querySelector("main").offsetTop}px`);
  root.style.setProperty("--below", `${document.querySelector("footer").offsetHeight}px`);
  makeRoom();
}
window.addEventListener("resize", measure);
window.addEventListener("scroll", makeRoom, { passive: true });

// The panel is as high as what is to be seen of the row it stands in.
function makeRoom() {
  const { top, bottom } = document.querySelector("main").getBoundingClientRect();
  root.style.setProperty("--room", `${Math.min(window.innerHeight, bottom) - Math.max(0, top)}px`);
}

function choose(key) {
  state.key = key !== null && Object.hasOwn(DATA.details, key) ? key : null;
  render();
  uncover();
}

// What is chosen is to be seen; on a phone the panel lies over the picture, and may be over it.
function uncover() {
  const item = [...document.querySelectorAll("#picture .chosen")].find((one) => one.checkVisibility());
  if (!item) return;
  const { top, bottom } = item.getBoundingClientRect();
  const away = bottom < 0 || top > window.innerHeight;
  const covered = getComputedStyle($("panel")).position === "fixed" && bottom > $("panel").getBoundingClientRect().top;
  if (away || covered) item.scrollIntoView({ block: covered ? "nearest" : "center", inline: "nearest" });
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
  uncover();
}
renderFromHash();
window.addEventListener("hashchange", renderFromHash);
// For tests, and for the curious: what the page knows, without touching it.
window.policyPage = { data: DATA, state: () => state, svg: svgText, png: () => pngOf(svgText()), table: shownTable, ready: performance.now() };

// The row above the picture, title, tools and filters, and below it the legend that filters too.

const root = document.documentElement;
const SWITCHES = [...document.querySelectorAll("[data-off]")];
const REGIONS = NODES.filter((node) => ["Region", "RegionGroup"].includes(node.kind));

function renderControls() {
  root.lang = tagOf(state.lang);
  root.dataset.lang = state.lang;
  root.dataset.theme = state.theme;
  root.classList.toggle("with-table", state.table);
  $("table").setAttribute("aria-pressed", String(state.table));
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  $("title").title = titleNow(); // what is too long for one row is cut short on the page
  $("search").placeholder = text("search");
  renderLegend();
  fillSelect($("source"), text("sources"), SOURCES.map((one) => [one, one]), state.source);
  fillSelect($("region"), text("regions"), REGIONS.map((node) => [node.id, say(node.name)]), state.region);
  takeRoom();
}

function renderLegend() {
  for (const one of SWITCHES) one.setAttribute("aria-pressed", String(!state.off.has(one.dataset.off)));
  for (const glyph of document.querySelectorAll("[data-glyph]")) {
    const { kind, layer } = NODES.find((node) => node.kind === glyph.dataset.glyph);
    glyph.replaceChildren(glyphSvg(kind, layer));
  }
}

function fillSelect(select, all, entries, chosen) {
  const option = ([value, words]) => make("option", { value }, words);
  select.replaceChildren(...[["", all], ...entries].map(option));
  select.value = chosen;
  select.hidden = entries.length === 0;
}

// The picture takes the room that the header and footer leave.
function takeRoom() {
  const around = [...document.body.children].filter((one) => one.matches("header, footer, .private"));
  const above = around.reduce((sum, one) => sum + one.offsetHeight, 0);
  root.style.setProperty("--above", `${above}px`);
}

for (const one of SWITCHES) {
  one.addEventListener("click", () => {
    if (!state.off.delete(one.dataset.off)) state.off.add(one.dataset.off);
    render({ refit: true });
  });
}
for (const filter of ["source", "region"]) {
  $(filter).addEventListener("change", (event) => {
    state[filter] = event.target.value;
    render({ refit: true });
  });
}
$("language").addEventListener("click", () => {
  state.lang = otherLang();
  render({ refit: true });
});
$("theme").addEventListener("click", () => {
  state.theme = state.theme === "dark" ? "light" : "dark";
  render();
});
$("table").addEventListener("click", () => {
  state.table = !state.table;
  render();
  if (state.table) $("twin").scrollIntoView();
});
$("reset").addEventListener("click", () => {
  const { lang, theme } = state;
  state = { ...freshState(), lang, theme };
  $("search").value = "";
  closeSearch();
  render({ refit: true });
});
$("permalink").addEventListener("click", async () => {
  writeHash();
  try {
    await navigator.clipboard.writeText(location.href);
    $("status").textContent = text("copied");
  } catch {
    $("status").textContent = text("not-copied");
  }
});

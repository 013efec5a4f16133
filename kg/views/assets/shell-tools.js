// The rows above the picture: tools, search, filters, and the legend that filters too.

function renderControls() {
  root.lang = tagOf(state.lang);
  root.dataset.lang = state.lang;
  root.dataset.theme = state.theme;
  root.classList.toggle("with-table", state.table);
  $("table").setAttribute("aria-pressed", String(state.table));
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  $("search").placeholder = text("search");
  if ($("search").value !== state.q) $("search").value = state.q;
  for (const one of SWITCHES) one.setAttribute("aria-pressed", String(!state.off.has(switchName(one))));
  for (const select of document.querySelectorAll("[data-facet]")) fillSelect(select);
}

function fillSelect(select) {
  const name = select.dataset.facet;
  const option = ([value, both]) => make("option", { value }, both ? say(both) : text("all"));
  select.replaceChildren(...[["", null], ...DATA.options[name].map(({ value, name: both }) => [value, both])].map(option));
  select.value = state.facets[name] ?? "";
}

// What is looked for is lit in the picture; in both languages, by any part of the name.
function renderSearch() {
  const wanted = state.q.trim().toLowerCase();
  root.classList.toggle("searching", wanted !== "");
  const found = new Set();
  for (const item of document.querySelectorAll("#picture [data-key]")) {
    const hit = wanted !== "" && (item.dataset.search ?? item.textContent).toLowerCase().includes(wanted);
    item.classList.toggle("found", hit);
    if (hit) found.add(item.dataset.key);
  }
  if (wanted) $("status").textContent = found.size ? text("search-found", { count: found.size }) : text("search-none");
}

for (const one of SWITCHES) {
  one.addEventListener("click", () => {
    if (!state.off.delete(switchName(one))) state.off.add(switchName(one));
    render();
  });
}
for (const select of document.querySelectorAll("[data-facet]")) {
  select.addEventListener("change", () => {
    state.facets[select.dataset.facet] = select.value;
    render();
  });
}
$("search").addEventListener("input", () => {
  state.q = $("search").value;
  $("status").textContent = "";
  renderSearch(); // nothing else of the page hangs on what is looked for
  writeHash();
});
$("search").addEventListener("keydown", (event) => {
  const first = document.querySelector("#picture .found:not([hidden])");
  if (event.key === "Enter" && first) choose(first.dataset.key);
});
$("language").addEventListener("click", () => {
  state.lang = otherLang();
  render();
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
  render();
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
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    $("search").focus();
  }
  if (event.key === "Escape") choose(null);
});

// The page as a whole: choosing a sentence, stepping, filtering, language, theme.

const NARROW = matchMedia("(max-width: 1000px)"); // the panel then covers the lower half
const elements = UNITS.map((_, number) => $(`u${number}`));

function render({ keepHash = false } = {}) {
  root.lang = tagOf(state.lang);
  root.dataset.lang = state.lang;
  root.dataset.theme = state.theme;
  root.classList.toggle("with-list", state.list);
  root.classList.toggle("filtered", state.show.size > 0);
  $("list").setAttribute("aria-pressed", String(state.list));
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  for (const chip of CHIPS) {
    chip.setAttribute("aria-pressed", String(state.show.has(chip.dataset.show)));
    chip.title = say(DATA.meanings[chip.dataset.title]);
  }
  UNITS.forEach(renderUnit);
  renderSteps();
  renderHere();
  renderPanel();
  if (!keepHash) writeHash();
}

function renderUnit(unit, number) {
  const element = elements[number];
  const chosen = state.unit === number;
  element.classList.toggle("shown", fits(unit));
  element.classList.toggle("here", chosen);
  element.setAttribute("aria-pressed", String(chosen));
  // One sentence is in the tab order; the arrow keys lead to the others.
  element.tabIndex = number === (state.unit ?? 0) ? 0 : -1;
}

function renderSteps() {
  const goals = UNITS.filter(isGoal).length;
  const what = text(state.show.size ? "of-shown" : "of-uncovered");
  const count = goals || text("none");
  $("step").textContent = state.lang === "zh" ? labelled(what, count) : `${count} · ${what}`;
  for (const id of ["previous", "next"]) $(id).disabled = goals === 0;
}

function renderHere() {
  const bar = document.querySelector(`#map rect[data-unit="${state.unit}"]`);
  for (const name of ["x", "width"]) $("here").setAttribute(name, bar ? bar.getAttribute(name) : 0);
}

function choose(number, { focus = false } = {}) {
  state.unit = number;
  render();
  if (number === null) return;
  elements[number].scrollIntoView({ block: NARROW.matches ? "start" : "center" });
  if (focus) elements[number].focus({ preventScroll: true });
}

function step(direction) {
  const from = state.unit ?? (direction > 0 ? -1 : UNITS.length);
  for (let i = 1; i <= UNITS.length; i += 1) {
    const number = (from + direction * i + 2 * UNITS.length) % UNITS.length;
    if (isGoal(UNITS[number])) return choose(number, { focus: true });
  }
  return undefined;
}

const unitOf = (target) => {
  const element = target.closest(".unit");
  return element ? Number(element.id.slice(1)) : null;
};

$("source").addEventListener("click", (event) => {
  const number = unitOf(event.target);
  if (number === null || String(getSelection())) return;
  state.unit = number;
  render();
  elements[number].focus({ preventScroll: true });
});

const MOVES = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
$("source").addEventListener("keydown", (event) => {
  const number = unitOf(event.target);
  if (number === null) return;
  let next = null;
  if (event.key in MOVES) next = number + MOVES[event.key];
  else if (event.key === "Home") next = 0;
  else if (event.key === "End") next = UNITS.length - 1;
  else if (event.key === "Enter" || event.key === " ") next = number;
  if (!UNITS[next]) return;
  event.preventDefault();
  choose(next, { focus: true });
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "Escape") choose(null);
});

$("map").addEventListener("click", (event) => {
  const box = $("map").getBoundingClientRect();
  const at = ((event.clientX - box.left) / box.width) * $("map").viewBox.baseVal.width;
  let reached = 0;
  const number = UNITS.findIndex((unit) => (reached += unit.characters) > at);
  if (number >= 0) choose(number, { focus: true });
});

for (const chip of CHIPS) {
  chip.addEventListener("click", () => {
    if (!state.show.delete(chip.dataset.show)) state.show.add(chip.dataset.show);
    render();
  });
}
$("previous").addEventListener("click", () => step(-1));
$("next").addEventListener("click", () => step(1));
$("language").addEventListener("click", () => {
  state.lang = otherLang();
  render();
});
$("theme").addEventListener("click", () => {
  state.theme = state.theme === "dark" ? "light" : "dark";
  render();
});
$("list").addEventListener("click", () => {
  state.list = !state.list;
  render();
  if (state.list) $("taken").scrollIntoView();
});

function renderFromHash() {
  readHash();
  render();
  if (state.unit !== null) choose(state.unit, { focus: true });
}
const bar = document.querySelector(".bar");
new ResizeObserver(() => root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
renderFromHash();
window.addEventListener("hashchange", renderFromHash);

// The panel beside the text: what was taken from a sentence. It shows again what the list holds.

function renderPanel() {
  const held = $("panel").contains(document.activeElement);
  $("panel").replaceChildren(...(state.unit === null ? howToRead() : unitPanel(UNITS[state.unit])));
  $("panel").scrollTop = 0;
  root.classList.toggle("chosen", state.unit !== null);
  if (held) $("panel").focus({ preventScroll: true });
}

function howToRead() {
  const lines = ["how-1", "how-2", "how-3"].map((key) => make("p", {}, text(key)));
  return [make("h2", {}, text("how")), ...lines];
}

function unitPanel(unit) {
  const badge = make("span", { class: `badge state ${unit.state}` }, say(DATA.states[unit.state]));
  const close = { type: "button", class: "close", "aria-label": text("close"), onclick: () => choose(null) };
  return [
    make("div", { class: "place" }, make("h2", {}, unit.place), badge, make("button", close, "×")),
    unit.taken.length ? meter(unit) : make("p", {}, say(DATA.meanings[unit.state])),
    ...unit.taken.map((number) => entry(`t${number}`, number)),
    ...unit.skipped.map((number) => entry(`s${number}`)),
  ];
}

function meter(unit) {
  const filled = make("span");
  filled.style.width = `${(100 * unit.under) / unit.characters}%`;
  const bar = make("span", { class: "meter", "aria-hidden": "true" }, filled);
  return make("p", { class: "note" }, bar, ` ${text("part", unit)}`);
}

// An entry of the list, copied: its ids stay with the list.
function entry(id, number) {
  const copy = make("div", { class: `entry ${$(id).className}` });
  copy.append(...[...$(id).cloneNode(true).childNodes]);
  if (number === undefined) return copy;
  const light = (on) => () => lightTaken(number, on);
  copy.addEventListener("pointerenter", light(true));
  copy.addEventListener("pointerleave", light(false));
  return copy;
}

function lightTaken(number, on) {
  for (const mark of document.querySelectorAll("mark[data-taken]")) {
    const here = mark.dataset.taken.split(" ").includes(String(number));
    mark.classList.toggle("lit", on && here);
  }
}

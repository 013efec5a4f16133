// The picture, drawn anew from the state: which one is shown, what fits, what is lit.

const OWN_RENDERERS = [showPicture, hideUncarried, drawBars, light, nameButtons];

for (const wire of document.querySelectorAll(".stage .wire")) {
  readyWire(wire, wire.closest(".wires.zh") ? "zh" : "en");
}

function nameButtons() {
  for (const one of document.querySelectorAll(".unfold")) {
    one.setAttribute("aria-label", text("unfold", { name: say(titleOf(PICTURES.get(one.dataset.show).head)) }));
  }
}

const hide = (item, hidden) => {
  item.hidden = hidden;
  item.classList.toggle("off", hidden);
};

// What is chosen but not in view is in another picture: the first that holds it, not the overview.
function showPicture() {
  const holds = (id) => state.key === null || (threadOf.has(state.key)
    ? PICTURES.get(id).threads.includes(DATA.threads.indexOf(threadOf.get(state.key)))
    : keysIn(id).has(state.key));
  if (!holds(state.own.show)) {
    const other = [...PICTURES.keys()].find(holds);
    if (other) state.own.show = other;
  }
  root.classList.toggle("upright", shownPicture().paper[state.lang] === "upright");
  sheetOf(state.own.show);
  for (const [id, sheet] of SHEETS) sheet.classList.toggle("off", id !== state.own.show);
}

// A card or link of threads none of which fits is hidden with them; a whole stays with its parts.
function hideUncarried() {
  const picture = shownPicture();
  const of = (threads) => new Set(threads.flatMap(({ nodes, links }) => [...nodes, ...links]));
  const any = of(picture.threads.map((n) => DATA.threads[n]));
  const carried = withWholes(of(fitting(picture.threads)));
  const sheet = shownSheet();
  for (const item of sheet.querySelectorAll("[data-item]")) {
    const { key } = item.dataset;
    if (any.has(key)) hide(item, !carried.has(key));
  }
  const cards = new Map([...sheet.querySelectorAll(".stage .card")].map((card) => [card.dataset.key, card]));
  const held = new Set();
  for (const wire of sheet.querySelectorAll(".stage .wire")) {
    const right = DATA.categories[wire.dataset.key];
    if (!right) continue;
    hide(wire, wire.hidden || (cards.get(right)?.hidden ?? true));
    if (!wire.hidden) held.add(endsOf(wire.dataset.key)[0]);
  }
  for (const [key, card] of cards) if (card.matches(".k0")) hide(card, !held.has(key));
  $("empty").hidden = [...cards.values()].some((card) => !card.hidden);
}

// The overview counts what fits the filters, as it did when it was made.
function drawBars() {
  for (const bar of shownSheet().querySelectorAll("[data-bar]")) {
    const threads = fitting(DATA.pictures.find(({ head }) => head === bar.dataset.bar).all);
    let x = DATA.bars.left;
    for (const piece of bar.querySelectorAll(".piece")) {
      const width = threads.filter(({ verdict }) => piece.classList.contains(verdict)).length * DATA.bars.each;
      piece.setAttribute("x", x);
      piece.setAttribute("width", width);
      x += width;
    }
    const label = bar.querySelector("text");
    label.setAttribute("x", x + 6);
    label.textContent = threads.length;
    bar.classList.toggle("off", shownSheet().querySelector(`.card[data-key="${CSS.escape(bar.dataset.bar)}"]`).hidden);
  }
}

let inView = null; // what was last brought into view

function light() {
  const { key } = state;
  const sheet = shownSheet();
  const { threads, lit, near } = key === null ? { lit: new Set(), near: new Set() } : lightOf(key, shownPicture());
  let cards = 0;
  for (const item of document.querySelectorAll("#picture [data-key]")) {
    const shown = sheet.contains(item);
    item.classList.remove("lit", "near", "chosen", "found"); // so that the order is always the same
    item.classList.toggle("lit", shown && lit.has(item.dataset.key));
    item.classList.toggle("near", shown && near.has(item.dataset.key));
    cards += shown && item.matches(".card.lit") && !item.hidden;
  }
  for (const one of SHEETS.values()) one.classList.toggle("choosing", one === sheet && key !== null);
  if (key !== inView) bringIntoView(key, sheet);
  if (key === null) return;
  const fewest = Math.min(...threads.map(({ inferences }) => inferences));
  const inferences = threads.length ? say(countOf(fewest)) : "";
  if (DATA.members[key]) $("status").textContent = text("members");
  else if (shownPicture().overview) $("status").textContent = "";
  else if (threads.length === 1) $("status").textContent = text("lit-one", { inferences });
  else $("status").textContent = threads.length ? text("lit", { threads: threads.length, cards, fewest }) : text("lit-none");
}

function bringIntoView(key, sheet) {
  inView = key;
  const first = key && (threadOf.get(key)?.nodes[0] ?? endsOf(key)[0]);
  const card = key && sheet.querySelector(`.card[data-key="${CSS.escape(first)}"]`);
  if (card) card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function unfold(id) {
  state.own.show = id;
  state.key = PICTURES.get(id).head;
  render();
  $("picture").scrollTo(0, 0);
  const first = shownSheet().querySelector(".card[aria-pressed=true]") ?? shownSheet().querySelector(".stage .card");
  first.focus({ preventScroll: true });
}

$("picture").addEventListener("click", (event) => {
  const id = event.target.closest("[data-show]")?.dataset.show;
  if (id) unfold(id);
});

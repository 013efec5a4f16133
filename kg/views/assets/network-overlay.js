// What lies over the canvas: the heads of the columns, cards that take the focus, the counts.

let roved = null;

// The overlay goes where the canvas goes.
function follow() {
  if (!view) return;
  const scale = network.getScale();
  const zero = network.canvasToDOM({ x: 0, y: 0 });
  $("cards").style.transform = `translate(${zero.x}px, ${zero.y}px) scale(${scale})`;
  for (const head of $("heads").children) {
    head.style.left = `${zero.x + Number(head.dataset.left) * scale}px`;
    head.style.maxWidth = `${(Number(head.dataset.width) + M.GAP_X - 8) * scale}px`;
  }
}

function renderHeads() {
  const heads = view.placed.heads.map(({ layer, left, width, cards }) => {
    const words = make("span", {}, say(DATA.columns[layer]));
    const place = { "data-left": left, "data-width": width };
    return make("div", { class: "head", ...place }, glyphSvg(cards[0].node.kind, layer), words);
  });
  $("heads").replaceChildren(...heads);
}

function cardLabel(card) {
  const more = view.hidden.get(card.id);
  const kind = say(DATA.kinds[card.node.kind]);
  return `${kind}: ${say(card.node.name)}${more ? ` (+${more})` : ""}`;
}

function cardElement(card, entry) {
  const element = make("div", {
    role: "option",
    class: "card",
    "data-card": card.id,
    "aria-selected": String(card.id === state.node),
    "aria-label": cardLabel(card),
    tabindex: card.id === entry ? "0" : "-1",
  });
  element.style.left = `${card.x - card.width / 2}px`;
  element.style.top = `${card.y - card.height / 2}px`;
  element.style.width = `${card.width}px`;
  element.style.height = `${card.height}px`;
  return element;
}

function renderOverlay() {
  const focused = document.activeElement?.dataset?.card;
  const roving = [focused, state.node, roved].find((id) => view.placed.byId.has(id));
  const entry = roving ?? view.placed.cards[0]?.id;
  $("cards").replaceChildren(...view.placed.cards.map((card) => cardElement(card, entry)));
  if (focused && view.placed.byId.has(focused)) focusCard(focused);
}

function focusCard(id) {
  const element = [...$("cards").children].find((one) => one.dataset.card === id);
  if (!element) return;
  for (const one of $("cards").children) one.tabIndex = one === element ? 0 : -1;
  roved = id;
  bringIntoView(id);
  element.focus({ preventScroll: true });
}

function renderStatus() {
  const counts = {
    nodes: view.placed.cards.length,
    all: NODES.length,
    links: view.links.length,
    "all-links": LINKS.length,
  };
  $("status").textContent = text("in-view", counts);
  canvas.setAttribute("aria-label", text("picture", counts));
  $("empty").hidden = view.placed.cards.length > 0;
}

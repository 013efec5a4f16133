// The page: its state, the network of vis-network, the panel, filters, keys, table and exports.

const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const LARGEST = 1.3;

const freshState = () => ({
  lang: DATA.lang,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  node: byId.has(DATA.term) ? DATA.term : null,
  link: null,
  open: new Map(),
  pinned: [],
  off: new Set(),
  source: "",
  region: "",
  table: false,
});
let state = freshState();
let view = null;

// Words.

const say = (both) => both[state.lang] || both[state.lang === "zh" ? "en" : "zh"];
const fill = (words, values) => words.replace(/\{([a-z-]+)\}/g, (_, key) => values[key]);
const text = (key, values = {}) => fill(say(DATA.texts[key]), values);
const nameOf = (id) => say(byId.get(id).name);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// Permalink: everything that makes the picture is in the fragment of the address.

function writeHash() {
  const p = new URLSearchParams();
  p.set("lang", state.lang);
  p.set("theme", state.theme);
  if (state.node !== null) p.set("node", state.node);
  if (state.link !== null) p.set("link", state.link);
  for (const [id, steps] of state.open) p.append("open", `${steps} ${id}`);
  for (const id of state.pinned) p.append("pin", id);
  for (const one of state.off) p.append("off", one);
  if (state.source) p.set("source", state.source);
  if (state.region) p.set("region", state.region);
  if (state.table) p.set("table", "1");
  history.replaceState(null, "", `#${p}`);
}

function readHash() {
  const p = new URLSearchParams(location.hash.slice(1));
  const fresh = freshState();
  const known = (id) => byId.has(id);
  if (p.size) fresh.node = null;
  if (["zh", "en"].includes(p.get("lang"))) fresh.lang = p.get("lang");
  if (["light", "dark"].includes(p.get("theme"))) fresh.theme = p.get("theme");
  if (known(p.get("node"))) fresh.node = p.get("node");
  if (/^\d+$/.test(p.get("link") ?? "") && LINKS[p.get("link")]) fresh.link = Number(p.get("link"));
  for (const entry of p.getAll("open")) {
    const [steps, id] = [parseInt(entry, 10), entry.replace(/^\d+ /, "")];
    if (steps > 0 && known(id)) fresh.open.set(id, Math.min(steps, 999));
  }
  fresh.pinned = p.getAll("pin").filter(known);
  const offable = [...document.querySelectorAll("[data-off]")].map((b) => b.dataset.off);
  fresh.off = new Set(p.getAll("off").filter((one) => offable.includes(one)));
  if (SOURCES.includes(p.get("source"))) fresh.source = p.get("source");
  if (known(p.get("region"))) fresh.region = p.get("region");
  fresh.table = p.get("table") === "1";
  state = fresh;
}

// The picture.

const SOURCES = [...new Set([...NODES, ...LINKS].flatMap((one) => one.sources))].sort();
const REGIONS = NODES.filter((node) => ["Region", "RegionGroup"].includes(node.kind));
const stage = $("stage");
const dataset = new vis.DataSet([]);

function renderCard({ ctx, id }) {
  const card = view.placed.byId.get(id);
  const size = card ? { width: card.width, height: card.height } : { width: 1, height: 1 };
  return {
    drawNode: () => card && drawCard(new CanvasPainter(ctx), view, card),
    nodeDimensions: size,
  };
}

const options = parse("kg-options");
options.nodes.ctxRenderer = renderCard;
const network = new vis.Network($("canvas"), { nodes: dataset, edges: new vis.DataSet([]) }, options);
const canvas = $("canvas").querySelector("canvas");
canvas.setAttribute("role", "img");
canvas.removeAttribute("tabindex");
$("canvas").querySelector(".vis-network").removeAttribute("tabindex");

function litBy(links) {
  if (state.link !== null) {
    const { from, to } = LINKS[state.link];
    return { cards: new Set([from, to]), links: new Set([state.link]) };
  }
  if (state.node === null) return null;
  const cards = new Set([state.node]);
  const found = new Set();
  for (const direction of [-1, 1]) walk(state.node, direction, links, cards, found);
  for (const link of links) {
    if (link.from === state.node || link.to === state.node) {
      found.add(link.index);
      cards.add(otherEnd(link, state.node));
    }
  }
  return { cards, links: found };
}

// All that lies on threads through a card, on one side of it.
function walk(id, direction, links, cards, found) {
  const seen = new Set([id]);
  const queue = [id];
  while (queue.length) {
    const here = queue.shift();
    for (const link of links) {
      if (link.from !== here && link.to !== here) continue;
      const next = otherEnd(link, here);
      const step = (byId.get(next).layer - byId.get(here).layer) * direction;
      if (step <= 0 || !THREAD.has(link.predicate)) continue;
      found.add(link.index);
      cards.add(next);
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
}

function footerLines() {
  const parts = [...document.querySelectorAll("footer > span")].map((span) => span.innerText.trim());
  const banner = document.querySelector(".private");
  return [parts.slice(0, 3).join("   "), parts[3], ...(banner ? [banner.innerText.trim()] : [])];
}

function makeView() {
  const { ids, links, hidden } = inView(state);
  const placed = placeCards(ids, links, state.lang, stage.clientWidth - 48);
  const routed = routeLinks(placed, links);
  return {
    placed,
    hidden,
    links,
    paths: routed,
    lang: state.lang,
    theme: state.theme,
    node: state.node,
    link: state.link,
    lit: litBy(links),
    title: document.querySelector("h1").innerText.trim().split("\n").at(-1),
    footer: footerLines(),
  };
}

function syncDataset() {
  const wanted = view.placed.byId;
  dataset.remove(dataset.getIds().filter((id) => !wanted.has(id)));
  const { cards } = view.placed;
  // vis-network leaves out what it thinks is off the canvas: tell it how large a card is.
  dataset.update(cards.map(({ id, x, y, width, height }) => ({ id, x, y, size: Math.max(width, height) / 2 })));
  for (const { id } of cards) network.body.nodes[id].updateBoundingBox();
}

function fitScale() {
  const [width, height] = [stage.clientWidth - 48, stage.clientHeight - 28];
  const { placed } = view;
  const best = Math.min(width / Math.max(placed.width, 1), height / Math.max(placed.height, 1));
  return Math.max(SMALLEST, Math.min(LARGEST, best));
}

// Show all; where all would be too small to read, begin at the top left or at what is chosen.
function fit() {
  network.setSize("100%", "100%");
  const scale = fitScale();
  const { width, height } = view.placed;
  const [w, h] = [stage.clientWidth / scale, stage.clientHeight / scale];
  const focus = view.placed.byId.get(state.node ?? DATA.term);
  const clamp = (wish, size, room) =>
    size <= room - 20 ? size / 2 : Math.max(room / 2 - 24, Math.min(size - room / 2 + 24, wish));
  const x = clamp(0, width, w);
  const y = clamp(focus ? focus.y : 0, height, h);
  network.moveTo({ position: { x, y }, scale, animation: false });
}

function bringIntoView(id) {
  const card = view.placed.byId.get(id);
  if (!card) return;
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const [w, h] = [stage.clientWidth / scale / 2 - 16, stage.clientHeight / scale / 2 - 16];
  const shift = (at, half, middle, room) =>
    Math.min(0, at - half - (middle - room)) + Math.max(0, at + half - (middle + room));
  const dx = shift(card.x, card.width / 2, centre.x, w);
  const dy = shift(card.y, card.height / 2, centre.y, h);
  if (dx || dy) {
    network.moveTo({ position: { x: centre.x + dx, y: centre.y + dy }, scale, animation: false });
  }
}

// The overlay follows the canvas: focusable cards above it, the heads of the columns over it.
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

function glyphSvg(kind, colour) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["width", 14], ["height", 14], ["viewBox", "0 0 14 14"]]) {
    svg.setAttribute(name, value);
  }
  svg.setAttribute("aria-hidden", "true");
  new SvgPainter(svg).path(glyphPath(kind, 7, 7, 5.4), { fill: colour });
  return svg;
}

function renderHeads() {
  const heads = view.placed.heads.map((head) => {
    const colour = columnColour(state.theme, head.layer);
    const words = make("span", {}, say(DATA.columns[head.layer]));
    const data = { "data-left": head.left, "data-width": head.width };
    return make("div", { class: "head", ...data }, glyphSvg(head.cards[0].node.kind, colour), words);
  });
  $("heads").replaceChildren(...heads);
}

function cardLabel(card) {
  const more = view.hidden.get(card.id);
  const kind = say(DATA.kinds[card.node.kind]);
  return `${kind}: ${say(card.node.name)}${more ? ` (+${more})` : ""}`;
}

function renderOverlay() {
  const focused = document.activeElement?.dataset?.card;
  const roving = [focused, state.node, roved].find((id) => view.placed.byId.has(id));
  const entry = roving ?? view.placed.cards[0]?.id;
  const cards = view.placed.cards.map((card) => {
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
  });
  $("cards").replaceChildren(...cards);
  if (focused && view.placed.byId.has(focused)) focusCard(focused);
}

let roved = null;

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

// The panel beside the picture. Everything in it is text.

const badge = (strength) => make("span", { class: `badge ${strength}` }, say(DATA.modalities[strength]));
const heading = (words) => make("h3", {}, words);

function evidenceBlock(id) {
  const evidence = DATA.evidence[id];
  if (!evidence) return null;
  const printed = evidence.words
    ? make("blockquote", { lang: "zh-Hans" }, make("strong", {}, `${text("words")}: `), evidence.words)
    : null;
  const cite = make("cite", {}, `${evidence.source} ${evidence.place}`);
  return make("div", { class: "evidence" }, make("p", {}, say(evidence.text)), cite, printed);
}

function evidenceList(title, ids) {
  return ids.length ? [heading(title), ...ids.map(evidenceBlock)] : [];
}

function linkLine(link, id) {
  const other = otherEnd(link, id);
  const arrow = link.from === id ? `${say(link.name)} →` : `← ${say(link.name)}`;
  const go = make("button", { type: "button", class: "go", onclick: () => reveal(other) }, nameOf(other));
  const label = `${text("open-link")}: ${say(link.name)}, ${nameOf(other)}`;
  const show = { type: "button", class: "show", "aria-label": label, onclick: () => chooseLink(link.index) };
  return make("li", {}, make("button", show, badge(link.strength), ` ${arrow}`), go);
}

function linkGroups(id) {
  const links = linksOf.get(id).toSorted(
    (a, b) => WEIGHT[a.strength] - WEIGHT[b.strength] || a.index - b.index,
  );
  if (!links.length) return [];
  const lines = links.map((link) => linkLine(link, id));
  return [heading(`${text("links")} (${links.length})`), make("ul", { class: "links" }, ...lines)];
}

function wayBack(found, end) {
  const steps = [];
  for (let id = end; found.from.has(id); id = found.from.get(id).id) {
    steps.push({ id, link: found.from.get(id).link });
  }
  return steps;
}

function threadLine(found, end, id, direction) {
  const steps = wayBack(found, end);
  const [inferences, length] = found.cost.get(end);
  const count = make(
    "span",
    { class: `count ${inferences ? "inferred" : "stated"}` },
    text("thread", { hops: length, inferences }),
  );
  const names = steps.map(({ id: one }) =>
    make("button", { type: "button", class: "go", onclick: () => reveal(one) }, nameOf(one)),
  );
  const here = make("span", { class: "here" }, nameOf(id));
  const hops = steps.map((step) => step.link.strength);
  const path = [...names, here];
  // Always as the columns run: the bottleneck first.
  if (direction > 0) [hops, path].forEach((list) => list.reverse());
  const parts = path.flatMap((part, i) => {
    if (!i) return [part];
    const strength = hops[i - 1];
    return [make("span", { class: `hop ${strength}`, "aria-hidden": "true" }), part];
  });
  return make("li", {}, count, make("div", { class: "way" }, ...parts));
}

function threads(id) {
  const node = byId.get(id);
  if (node.layer < 1 || node.layer > 5) return [];
  const links = LINKS.filter((link) => passesLink(link, state));
  const lines = [];
  for (const direction of [-1, 1]) {
    const found = bestWays(id, direction, links);
    const inner = new Set([...found.from.values()].map((step) => step.id));
    const ends = [...found.from.keys()].filter((end) =>
      direction < 0 ? byId.get(end).kind === "Bottleneck" : !inner.has(end),
    );
    ends.sort((a, b) => {
      const [p, q] = [found.cost.get(a), found.cost.get(b)];
      const full = (end) => (byId.get(end).layer > 3 ? 0 : 1);
      return full(a) - full(b) || p[0] - q[0] || p[1] - q[1] || byId.get(a).rank - byId.get(b).rank;
    });
    lines.push(...ends.slice(0, 5).map((end) => threadLine(found, end, id, direction)));
    if (ends.length > 5) lines.push(make("li", {}, text("more", { count: ends.length - 5 })));
  }
  if (!lines.length) return [];
  const note = make("p", { class: "note" }, text("threads-note"));
  return [heading(text("threads")), note, make("ul", { class: "threads" }, ...lines)];
}

function nodePanel(id) {
  const node = byId.get(id);
  const more = view.hidden.get(id);
  const buttons = make(
    "p",
    { class: "buttons" },
    more ? make("button", { type: "button", onclick: () => expand(id) }, text("unfold", { count: more })) : null,
    state.open.has(id) ? make("button", { type: "button", onclick: () => fold(id) }, text("fold")) : null,
    make("button", { type: "button", onclick: clear }, text("close")),
  );
  const kind = make("p", { class: "kind" });
  kind.append(glyphSvg(node.kind, columnColour(state.theme, node.layer)), ` ${say(DATA.kinds[node.kind])}`);
  const other = state.lang === "zh" ? "en" : "zh";
  const definition = say(node.definition);
  const none = node.evidence.length ? [] : [heading(text("evidence")), make("p", { class: "note" }, text("no-evidence"))];
  return [
    kind,
    make("h2", {}, nameOf(id)),
    make("p", { class: "other", lang: other === "zh" ? "zh-Hans" : "en" }, node.name[other]),
    definition ? make("p", { class: "definition" }, definition) : null,
    buttons,
    ...evidenceList(`${text("evidence")} (${node.evidence.length})`, node.evidence),
    ...none,
    ...threads(id),
    ...linkGroups(id),
    make("p", { class: "note" }, make("code", {}, id)),
  ];
}

function claimPanel(claim, link) {
  const rationale = say(claim.rationale);
  const level = DATA.confidences[claim.confidence];
  const rule = DATA.rules[claim.confidence];
  return [
    make("p", { class: "claim" }, badge(claim.modality), " ", make("code", {}, claim.id)),
    level ? make("p", {}, `${text("confidence")}: ${say(level)} — ${say(rule)}`) : null,
    ...(rationale ? [heading(text("rationale")), make("p", {}, rationale)] : []),
    ...evidenceList(text("link-evidence"), claim.link),
    ...evidenceList(text("subject-evidence", { name: nameOf(link.from) }), claim.subject),
    ...evidenceList(text("object-evidence", { name: nameOf(link.to) }), claim.object),
    ...evidenceList(text("contrary-evidence"), claim.contrary),
  ];
}

function linkPanel(index) {
  const link = LINKS[index];
  const end = (id) => make("button", { type: "button", class: "go", onclick: () => reveal(id) }, nameOf(id));
  const structural = link.claims.length ? null : make("p", { class: "note" }, text("structural-note"));
  const sources = link.sources.join(", ");
  return [
    make("p", { class: "kind" }, badge(link.strength)),
    make("h2", { class: "sentence" }, end(link.from), make("span", {}, ` ${say(link.name)} → `), end(link.to)),
    make("p", { class: "buttons" }, make("button", { type: "button", onclick: clear }, text("close"))),
    sources ? make("p", {}, `${text("source")}: ${sources}`) : null,
    structural,
    ...link.claims.flatMap((claim) => claimPanel(claim, link)),
  ];
}

function helpPanel() {
  const lines = ["how-1", "how-2", "how-3"].map((key) => make("p", {}, text(key)));
  return [make("h2", {}, text("how")), ...lines];
}

function renderPanel() {
  const held = $("panel").contains(document.activeElement);
  const content = state.link !== null ? linkPanel(state.link) : state.node !== null ? nodePanel(state.node) : helpPanel();
  $("panel").replaceChildren(...content.filter(Boolean));
  $("panel").scrollTop = 0;
  if (held) $("panel").focus({ preventScroll: true });
}

// The controls above the picture.

function renderControls() {
  root.lang = state.lang === "zh" ? "zh-Hans" : "en";
  root.dataset.lang = state.lang;
  root.dataset.theme = state.theme;
  root.classList.toggle("with-table", state.table);
  $("table").setAttribute("aria-pressed", String(state.table));
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  $("search").placeholder = text("search");
  for (const button of document.querySelectorAll("[data-off]")) {
    button.setAttribute("aria-pressed", String(!state.off.has(button.dataset.off)));
  }
  for (const glyph of document.querySelectorAll("[data-glyph]")) {
    const layer = NODES.find((node) => node.kind === glyph.dataset.glyph).layer;
    glyph.replaceChildren(glyphSvg(glyph.dataset.glyph, columnColour(state.theme, layer)));
  }
  fillSelect($("source"), text("sources"), SOURCES.map((one) => [one, one]), state.source);
  fillSelect($("region"), text("regions"), REGIONS.map((node) => [node.id, say(node.name)]), state.region);
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

function render({ refit = false, keepHash = false } = {}) {
  renderControls();
  takeRoom();
  view = makeView();
  syncDataset();
  renderHeads();
  renderOverlay();
  renderStatus();
  renderPanel();
  $("snapshot").replaceChildren(makeSvg({ ...view, theme: "light", lit: null, node: null, link: null }));
  for (const row of document.querySelectorAll("#twin tr[data-link]")) {
    row.classList.toggle("chosen", Number(row.dataset.link) === state.link);
  }
  if (refit) fit();
  network.redraw();
  follow();
  if (!keepHash) writeHash();
}

// What a reader can do.

function choose(id) {
  state.node = id;
  state.link = null;
  render();
}

function chooseLink(index) {
  state.link = index;
  state.node = null;
  const { from, to } = LINKS[index];
  pin(from);
  pin(to);
  render();
  bringIntoView(to);
  bringIntoView(from);
}

function pin(id) {
  if (!inView(state).ids.includes(id) && !state.pinned.includes(id)) state.pinned.push(id);
}

function reveal(id) {
  pin(id);
  choose(id);
  bringIntoView(id);
}

function expand(id) {
  unfold(id, state);
  state.node = id;
  state.link = null;
  render();
  bringIntoView(id);
}

function fold(id) {
  state.open.delete(id);
  render();
}

function clear() {
  state.node = null;
  state.link = null;
  render();
}

network.on("beforeDrawing", (context) => view && drawLinks(new CanvasPainter(context), view));
network.on("afterDrawing", follow);
network.on("click", ({ pointer }) => {
  const card = cardAt(view, pointer.canvas);
  if (card && onMore(view, card, pointer.canvas)) return expand(card.id);
  if (card) return choose(card.id);
  const link = linkAt(view, pointer.canvas);
  return link ? chooseLink(link.index) : clear();
});
network.on("doubleClick", ({ pointer }) => {
  const card = cardAt(view, pointer.canvas);
  if (card && view.hidden.get(card.id)) expand(card.id);
});

$("canvas").addEventListener("mousemove", (event) => {
  const box = canvas.getBoundingClientRect();
  const point = network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
  canvas.style.cursor = cardAt(view, point) || linkAt(view, point) ? "pointer" : "grab";
});

// The wheel moves the picture, as it would a page; with Ctrl or two fingers it zooms.
$("canvas").addEventListener(
  "wheel",
  (event) => {
    if (event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [scale, { x, y }] = [network.getScale(), network.getViewPosition()];
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, scale, animation: false });
  },
  { capture: true, passive: false },
);

const zoomBy = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false });
$("zoom-in").addEventListener("click", () => zoomBy(1.25));
$("zoom-out").addEventListener("click", () => zoomBy(0.8));
$("fit").addEventListener("click", fit);

for (const button of document.querySelectorAll("[data-off]")) {
  button.addEventListener("click", () => {
    const one = button.dataset.off;
    if (!state.off.delete(one)) state.off.add(one);
    render({ refit: true });
  });
}

$("source").addEventListener("change", (event) => {
  state.source = event.target.value;
  render({ refit: true });
});
$("region").addEventListener("change", (event) => {
  state.region = event.target.value;
  render({ refit: true });
});
$("language").addEventListener("click", () => {
  state.lang = state.lang === "zh" ? "en" : "zh";
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

// Keys: arrows from card to card, Enter chooses and then unfolds, / searches, Esc clears.

function nextCard(card, key) {
  const { heads } = view.placed;
  const column = heads.findIndex((head) => head.cards.includes(card));
  const place = heads[column].cards.indexOf(card);
  if (key === "ArrowDown") return heads[column].cards[place + 1];
  if (key === "ArrowUp") return heads[column].cards[place - 1];
  if (key === "Home") return view.placed.cards[0];
  if (key === "End") return view.placed.cards.at(-1);
  const beside = heads[column + (key === "ArrowRight" ? 1 : -1)]?.cards ?? [];
  const linked = (one) =>
    view.links.some((link) => [link.from, link.to].includes(one.id) && [link.from, link.to].includes(card.id));
  const near = beside.filter(linked).length ? beside.filter(linked) : beside;
  return near.toSorted((a, b) => Math.abs(a.y - card.y) - Math.abs(b.y - card.y))[0];
}

$("cards").addEventListener("keydown", (event) => {
  const card = view.placed.byId.get(event.target.dataset.card);
  if (!card) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (state.node === card.id && view.hidden.get(card.id)) expand(card.id);
    else choose(card.id);
    return;
  }
  if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) return;
  event.preventDefault();
  const next = nextCard(card, event.key);
  if (next) focusCard(next.id);
});

$("cards").addEventListener("focusin", (event) => {
  if (event.target.dataset.card) bringIntoView(event.target.dataset.card);
});

document.addEventListener("keydown", (event) => {
  const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !writing) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape") {
    if (!$("found").hidden) closeSearch();
    else clear();
  }
});

// Search by label, in both languages, whether in view or not.

const fold1 = (words) => words.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
let active = -1;

function matches(words) {
  const key = fold1(words);
  if (!key) return [];
  const hits = NODES.map((node, rank) => {
    const names = [node.name.zh, node.name.en, node.id].map(fold1);
    const at = Math.min(...names.map((name) => (name.includes(key) ? name.indexOf(key) : Infinity)));
    return { node, at, rank };
  });
  return hits
    .filter((hit) => hit.at < Infinity)
    .sort((a, b) => Math.sign(a.at) - Math.sign(b.at) || a.rank - b.rank)
    .slice(0, 10)
    .map((hit) => hit.node);
}

function closeSearch() {
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
  active = -1;
}

function pickFound(id) {
  closeSearch();
  reveal(id);
  focusCard(id);
}

function renderFound() {
  const found = matches($("search").value);
  const lines = found.map((node, i) => {
    const words = make("span", {}, say(node.name));
    const kind = make("small", {}, say(DATA.kinds[node.kind]));
    const data = { id: `found-${i}`, role: "option", "aria-selected": String(i === active), "data-id": node.id };
    return make("li", { ...data, onclick: () => pickFound(node.id) }, words, kind);
  });
  const none = make("li", { class: "none", role: "option", "aria-selected": "false" }, text("search-none"));
  $("found").replaceChildren(...(lines.length ? lines : [none]));
  const shown = $("search").value.trim() !== "";
  $("found").hidden = !shown;
  $("search").setAttribute("aria-expanded", String(shown));
  if (active >= 0) $("search").setAttribute("aria-activedescendant", `found-${active}`);
}

$("search").addEventListener("input", () => {
  active = -1;
  renderFound();
});
$("search").addEventListener("keydown", (event) => {
  const found = matches($("search").value);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = Math.max(-1, Math.min(found.length - 1, active + step));
    renderFound();
  } else if (event.key === "Enter" && found.length) {
    event.preventDefault();
    pickFound(found[Math.max(0, active)].id);
  }
});
$("search").addEventListener("blur", () => setTimeout(closeSearch, 150));

// The table: every link of the file, sorted by any column.

const body = document.querySelector("#twin tbody");
const collators = { zh: new Intl.Collator("zh"), en: new Intl.Collator("en") };

function cellText(row, column) {
  const cell = row.cells[column];
  return (cell.querySelector(`i[lang="${state.lang}"]`) ?? cell).textContent;
}

function sortBy(button) {
  const head = button.closest("th");
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of document.querySelectorAll("#twin th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const { compare } = collators[state.lang];
  const column = Number(button.dataset.sort);
  const rows = [...body.rows].sort((a, b) => {
    const order = compare(cellText(a, column), cellText(b, column));
    return (up ? order : -order) || a.dataset.link - b.dataset.link;
  });
  body.append(...rows);
}

for (const button of document.querySelectorAll("[data-sort]")) {
  button.addEventListener("click", () => sortBy(button));
}
body.addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  if (row && event.target.closest("button")) {
    chooseLink(Number(row.dataset.link));
    window.scrollTo(0, 0);
    $("panel").focus({ preventScroll: true });
  }
});

// Exports.

function download(blob, ending) {
  const url = URL.createObjectURL(blob);
  const link = make("a", { href: url, download: `policy-network.${ending}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function svgText() {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(makeSvg(view))}`;
}

$("svg").addEventListener("click", () => {
  download(new Blob([svgText()], { type: "image/svg+xml;charset=utf-8" }), "svg");
});
$("png").addEventListener("click", async () => download(await makePng(view), "png"));

window.addEventListener("hashchange", () => {
  readHash();
  render({ refit: true });
});

// For tests, and for the curious: what is in view, without touching it.
window.policyNetwork = {
  cards: () => view.placed.cards.map(({ id, x, y, width, height, lines, layer }) => ({ id, x, y, width, height, lines, layer })),
  links: () => view.links.map(({ from, to, index, strength }) => ({ from, to, index, strength })),
  paths: () => view.paths.map(({ d, link }) => ({ d, index: link.index })),
  box: (id) => network.getBoundingBox(id),
  onScreen: (id) => network.canvasToDOM(view.placed.byId.get(id)),
  toScreen: (point) => network.canvasToDOM(point),
  svg: svgText,
  ready: 0,
  scale: () => network.getScale(),
  linesFit: () =>
    view.placed.cards.every((card) => {
      probe.font = `400 ${M.FONT}px ${STACK}`;
      const room = card.width - M.PAD_LEFT - M.PAD_RIGHT + 4;
      return card.lines.every((line) => probe.measureText(line).width <= room);
    }),
};

readHash();
render({ refit: true });

const sizeNow = () => `${stage.clientWidth}x${stage.clientHeight}`;
let size = sizeNow();
new ResizeObserver(() => {
  if (size === sizeNow()) return;
  // A new size is no new state: an address that was just typed must not be overwritten.
  render({ refit: true, keepHash: true });
  size = sizeNow();
}).observe(stage);
window.policyNetwork.ready = performance.now();

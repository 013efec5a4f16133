// What is in view, and where it stands: the rules of kg/views/network_layout.py.

const parse = (id) => JSON.parse(document.getElementById(id).textContent);
const DATA = parse("kg-data");
const NODES = parse("kg-nodes");
const LINKS = parse("kg-links").map((link, index) => ({
  ...link,
  index,
  name: DATA.predicates[link.predicate],
}));
const M = DATA.metrics;
const byId = new Map(NODES.map((node, rank) => [node.id, { ...node, rank }]));
const linksOf = new Map(NODES.map((node) => [node.id, []]));
for (const link of LINKS) {
  linksOf.get(link.from).push(link);
  if (link.to !== link.from) linksOf.get(link.to).push(link);
}
const SMALLEST = 11.2 / M.FONT; // below this the text of a card is hard to read
const WEIGHT = { stated: 0, "stated-collectively": 1, inferred: 2, structural: 3 };
// The links a thread is made of; the others say where a thing was seen or what it is about.
const THREAD = new Set(["addresses", "correspondsTo", "setOutIn", "appliesTo"]);
const otherEnd = (link, id) => (link.from === id ? link.to : link.from);

// What a filter lets through.
function passesNode(node, state, onRegion) {
  if (state.off.has(node.kind)) return false;
  if (state.source && node.sources.length && !node.sources.includes(state.source)) return false;
  return !onRegion || onRegion.has(node.id);
}

function passesLink(link, state) {
  if (state.off.has(link.strength)) return false;
  return !state.source || !link.sources.length || link.sources.includes(state.source);
}

// Everything on a thread to a region: from it along links to columns further left.
function threadsTo(region, state) {
  const found = new Set([region]);
  const queue = [region];
  while (queue.length) {
    const id = queue.shift();
    for (const link of linksOf.get(id) ?? []) {
      const next = otherEnd(link, id);
      const leftwards = byId.get(next).layer < byId.get(id).layer;
      if (leftwards && passesLink(link, state) && !found.has(next)) {
        found.add(next);
        queue.push(next);
      }
    }
  }
  return found;
}

function neighbours(id, state) {
  const best = new Map();
  for (const link of linksOf.get(id)) {
    const next = otherEnd(link, id);
    if (next === id || !passesLink(link, state)) continue;
    best.set(next, Math.min(best.get(next) ?? 9, WEIGHT[link.strength]));
  }
  const place = (one) => byId.get(one).rank;
  return [...best.keys()].sort((a, b) => best.get(a) - best.get(b) || place(a) - place(b));
}

// The ids in view: the start, what was searched for, and what was unfolded, 25 a step.
function inView(state) {
  const onRegion = byId.has(state.region) ? threadsTo(state.region, state) : null;
  const passes = (id) => passesNode(byId.get(id), state, onRegion);
  const shown = new Set();
  const add = (id) => byId.has(id) && passes(id) && shown.add(id);
  DATA.start.forEach(add);
  if (onRegion) add(state.region);
  state.pinned.forEach(add);
  let before = -1;
  while (before !== shown.size) {
    before = shown.size;
    for (const [id, steps] of state.open) {
      if (shown.has(id)) {
        neighbours(id, state).filter(passes).slice(0, steps * DATA.step).forEach(add);
      }
    }
  }
  const hidden = new Map();
  for (const id of shown) {
    hidden.set(id, neighbours(id, state).filter((one) => passes(one) && !shown.has(one)).length);
  }
  const ids = NODES.map((node) => node.id).filter((id) => shown.has(id));
  const links = LINKS.filter(
    (link) =>
      shown.has(link.from) && shown.has(link.to) && link.from !== link.to && passesLink(link, state),
  );
  return { ids, links, hidden };
}

// One more step for a card: at most 25 cards come into view at a time.
function unfold(id, state) {
  const before = inView(state).ids.length;
  let steps = state.open.get(id) ?? 0;
  const most = Math.ceil(linksOf.get(id).length / DATA.step);
  do {
    steps += 1;
    state.open.set(id, steps);
  } while (inView(state).ids.length === before && steps < most);
}

function makeCards(ids, lang, size) {
  return ids.map((id) => {
    const node = byId.get(id);
    const lines = node.lines[lang][size];
    const height = lines.length * M.LINE + 2 * M.PAD_Y;
    return { id, node, lines, layer: node.layer, width: M.WIDTHS[size][node.layer], height };
  });
}

function offsets(cards) {
  let top = 0;
  return cards.map((card) => {
    const middle = top + card.height / 2;
    top += card.height + M.GAP_Y;
    return middle;
  });
}

const columnHeight = (cards) =>
  cards.reduce((sum, card) => sum + card.height + M.GAP_Y, 0) - M.GAP_Y;

// The heights nearest to the wished ones that keep the order and the gaps.
function settle(cards, wished, tallest, middles) {
  const room = tallest - columnHeight(cards);
  const at = offsets(cards);
  const blocks = [];
  wished.forEach((wish, i) => {
    let mean = wish - at[i];
    let count = 1;
    while (blocks.length && blocks.at(-1)[0] > mean) {
      const [above, many] = blocks.pop();
      mean = (above * many + mean * count) / (many + count);
      count += many;
    }
    blocks.push([mean, count]);
  });
  const shifts = blocks.flatMap(([mean, count]) =>
    Array(count).fill(Math.min(Math.max(mean, 0), room)),
  );
  cards.forEach((card, i) => middles.set(card.id, shifts[i] + at[i]));
}

function middlesOf(columns, links) {
  const near = new Map();
  for (const cards of columns.values()) for (const card of cards) near.set(card.id, []);
  for (const { from, to } of links) {
    if (byId.get(from).layer !== byId.get(to).layer) {
      near.get(from).push(to);
      near.get(to).push(from);
    }
  }
  const tallest = Math.max(0, ...[...columns.values()].map(columnHeight));
  const middles = new Map();
  for (const cards of columns.values()) {
    const top = (tallest - columnHeight(cards)) / 2;
    offsets(cards).forEach((at, i) => middles.set(cards[i].id, top + at));
  }
  const layers = [...columns.keys()].sort((a, b) => a - b);
  for (let sweep = 0; sweep < M.SWEEPS / 2; sweep += 1) {
    for (const layer of sweep % 2 ? layers.toReversed() : layers) {
      const cards = columns.get(layer);
      const wished = cards.map((card) => {
        const around = near.get(card.id).map((id) => middles.get(id));
        return around.length
          ? around.reduce((a, b) => a + b, 0) / around.length
          : middles.get(card.id);
      });
      settle(cards, wished, tallest, middles);
    }
  }
  return { middles, tallest };
}

const widthOf = (layers, size) =>
  layers.reduce((sum, layer) => sum + M.WIDTHS[size][layer] + M.GAP_X, -M.GAP_X);

// Wide cards where text stays readable, and air between the columns where there is room for it.
function fitColumns(ids, room) {
  const layers = [...new Set(ids.map((id) => byId.get(id).layer))];
  const size = widthOf(layers, "wide") <= room / SMALLEST ? "wide" : "narrow";
  const width = widthOf(layers, size);
  const scale = Math.max(SMALLEST, Math.min(1.1, room / width));
  const air = (room / scale - width) / Math.max(1, layers.length - 1);
  return { size, gap: M.GAP_X + Math.max(0, Math.min(80, Math.floor(air))) };
}

// Cards with the place of their middles.
function placeCards(ids, links, lang, room) {
  const { size, gap } = fitColumns(ids, room);
  const cards = makeCards(ids, lang, size);
  const columns = new Map();
  for (const card of cards) {
    if (!columns.has(card.layer)) columns.set(card.layer, []);
    columns.get(card.layer).push(card);
  }
  const { middles, tallest } = middlesOf(columns, links);
  let left = 0;
  const heads = [];
  for (const layer of [...columns.keys()].sort((a, b) => a - b)) {
    const width = M.WIDTHS[size][layer];
    for (const card of columns.get(layer)) {
      card.x = left + Math.floor(width / 2);
      card.y = Math.floor(middles.get(card.id) + 0.5);
    }
    heads.push({ layer, left, width, cards: columns.get(layer) });
    left += width + gap;
  }
  const width = Math.max(0, left - gap);
  return { cards, byId: new Map(cards.map((c) => [c.id, c])), heads, width, height: tallest };
}

// Paths: from side to side of two cards, through the gaps of the columns between.
function gapIn(head, y) {
  const stops = [];
  let last = null;
  for (const card of head.cards) {
    const top = card.y - card.height / 2;
    stops.push(last === null ? top - 9 : (last + top) / 2);
    last = card.y + card.height / 2;
  }
  if (last !== null) stops.push(last + 9);
  return stops.reduce((best, stop) => (Math.abs(stop - y) < Math.abs(best - y) ? stop : best));
}

function portsOf(placed, links) {
  const sides = new Map();
  const push = (card, side, link, towards) => {
    const key = `${side}${card.id}`;
    if (!sides.has(key)) sides.set(key, []);
    sides.get(key).push({ link, towards, card });
  };
  for (const link of links) {
    const [a, b] = [placed.byId.get(link.from), placed.byId.get(link.to)];
    push(a, a.layer < b.layer ? "r" : "l", link, b.y);
    push(b, b.layer < a.layer ? "r" : "l", link, a.y);
  }
  const ports = new Map();
  for (const side of sides.values()) {
    side.sort((p, q) => p.towards - q.towards || p.link.index - q.link.index);
    const room = side[0].card.height - 14;
    const step = side.length > 1 ? Math.min(7, room / (side.length - 1)) : 0;
    side.forEach((port, i) => {
      const y = port.card.y + (i - (side.length - 1) / 2) * step;
      ports.set(`${port.link.index} ${port.card.id}`, y);
    });
  }
  return ports;
}

const round = (value) => Math.round(value * 10) / 10;

function bend(x0, y0, x1, y1) {
  const mid = (x0 + x1) / 2;
  return `C${[mid, y0, mid, y1, x1, y1].map(round).join(" ")}`;
}

function bracket(a, b, ya, yb) {
  const x = a.x - a.width / 2;
  const out = Math.min(M.GAP_X - 8, 12 + Math.abs(yb - ya) / 14);
  const points = [x - out, ya, x - out, yb, x, yb].map(round).join(" ");
  return { d: `M${round(x)} ${round(ya)}C${points}`, end: [x, yb, 1], start: [x, ya, 1] };
}

function routeLinks(placed, links) {
  const ports = portsOf(placed, links);
  const used = new Map();
  return links.map((link) => {
    const [a, b] = [placed.byId.get(link.from), placed.byId.get(link.to)];
    const [ya, yb] = [a, b].map((card) => ports.get(`${link.index} ${card.id}`));
    if (a.layer === b.layer) return { link, ...bracket(a, b, ya, yb) };
    const forward = a.layer < b.layer;
    const [l, r, yl, yr] = forward ? [a, b, ya, yb] : [b, a, yb, ya];
    return { link, ...route(placed, l, r, yl, yr, used, forward) };
  });
}

function route(placed, l, r, yl, yr, used, forward) {
  const x0 = l.x + l.width / 2;
  const x1 = r.x - r.width / 2;
  let [x, y] = [x0, yl];
  let d = `M${round(x)} ${round(y)}`;
  for (const head of placed.heads) {
    if (head.layer <= l.layer || head.layer >= r.layer) continue;
    const wished = yl + ((yr - yl) * (head.left + head.width / 2 - x0)) / (x1 - x0);
    const stop = gapIn(head, wished);
    const key = `${head.layer} ${stop}`;
    const many = used.get(key) ?? 0;
    used.set(key, many + 1);
    const lane = stop + [0, 2.5, -2.5, 1.2, -1.2][many % 5];
    d += `${bend(x, y, head.left - 4, lane)}H${round(head.left + head.width + 4)}`;
    [x, y] = [head.left + head.width + 4, lane];
  }
  d += bend(x, y, x1, yr);
  const [left, right] = [[x0, yl, -1], [x1, yr, 1]];
  return { d, end: forward ? right : left, start: forward ? left : right };
}

// Threads: the way of fewest inferences from a card leftwards or rightwards to each end.
function bestWays(id, direction, links) {
  const cost = new Map([[id, [0, 0]]]);
  const from = new Map();
  const near = new Map();
  for (const link of links) {
    for (const end of [link.from, link.to]) {
      if (!near.has(end)) near.set(end, []);
      near.get(end).push(link);
    }
  }
  const less = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
  const layerOf = (one) => byId.get(one).layer;
  const queue = [id];
  while (queue.length) {
    queue.sort((a, b) => cost.get(a)[0] - cost.get(b)[0] || cost.get(a)[1] - cost.get(b)[1]);
    const here = queue.shift();
    for (const link of near.get(here) ?? []) {
      const next = otherEnd(link, here);
      if ((layerOf(next) - layerOf(here)) * direction <= 0 || layerOf(next) > 5) continue;
      if (!THREAD.has(link.predicate)) continue;
      const [inferred, hops] = cost.get(here);
      const price = [inferred + (link.strength === "inferred" ? 1 : 0), hops + 1];
      if (!cost.has(next) || less(price, cost.get(next))) {
        cost.set(next, price);
        from.set(next, { id: here, link });
        queue.push(next);
      }
    }
  }
  return { cost, from };
}

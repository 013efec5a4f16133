// The picture, drawn once for three surfaces: the canvas of the page, a PNG, an SVG.

const faces = () => getComputedStyle(document.body).fontFamily; // as the rest of the page, by language
const GLYPHS = {
  Category: "circle",
  BottleneckSet: "double",
  Bottleneck: "triangle",
  RecommendedAction: "square",
  ActionSet: "double",
  AdoptedMeasure: "hexagon",
  PolicyDocument: "diamond",
  Region: "pentagon",
  RegionGroup: "pentagons",
  Case: "star",
  Factor: "ring",
  Technology: "plus",
  Actor: "arch",
  Platform: "table",
  Organisation: "bars",
};
const DASHES = { inferred: [6, 4] };
const THICK = { stated: 1.8, inferred: 1.5, "stated-collectively": 7, structural: 1.1 };

class CanvasPainter {
  constructor(context) {
    this.context = context;
  }

  fade(alpha) {
    this.context.globalAlpha = alpha;
  }

  rect(x, y, width, height, radius, fill, stroke, thick) {
    const c = this.context;
    c.beginPath();
    c.roundRect(x, y, width, height, radius);
    if (fill) {
      c.fillStyle = fill;
      c.fill();
    }
    if (stroke) {
      c.setLineDash([]);
      c.strokeStyle = stroke;
      c.lineWidth = thick;
      c.stroke();
    }
  }

  path(d, { stroke, thick = 1, dash = [], fill } = {}) {
    const c = this.context;
    const path = new Path2D(d);
    if (fill) {
      c.fillStyle = fill;
      c.fill(path);
    }
    if (!stroke) return;
    c.strokeStyle = stroke;
    c.lineWidth = thick;
    c.setLineDash(dash);
    c.stroke(path);
    c.setLineDash([]);
  }

  text(x, y, words, { size, fill, weight = 400, anchor = "start", most }) {
    const c = this.context;
    c.font = `${weight} ${size}px ${faces()}`;
    c.fillStyle = fill;
    c.textAlign = anchor === "middle" ? "center" : anchor;
    c.textBaseline = "middle";
    c.fillText(words, x, y, most);
  }
}

const SVG = "http://www.w3.org/2000/svg";

// XML has no place for control characters, nor for halves of a character.
const forXml = (words) => words.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");

class SvgPainter {
  constructor(root) {
    this.root = root;
    this.alpha = 1;
  }

  fade(alpha) {
    this.alpha = alpha;
  }

  add(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== "") element.setAttribute(name, value);
    }
    if (this.alpha < 1) element.setAttribute("opacity", this.alpha);
    this.root.append(element);
    return element;
  }

  rect(x, y, width, height, radius, fill, stroke, thick) {
    const paint = { fill: fill ?? "none", stroke, "stroke-width": thick };
    this.add("rect", { x, y, width, height, rx: [].concat(radius)[0], ...paint });
  }

  path(d, { stroke, thick, dash = [], fill = "none" } = {}) {
    const line = { stroke, "stroke-width": thick, "stroke-dasharray": dash.join(" ") };
    this.add("path", { d, fill, ...line });
  }

  text(x, y, words, { size, fill, weight = 400, anchor = "start" }) {
    const font = { "font-size": size, "font-weight": weight, "text-anchor": anchor, fill };
    this.add("text", { x, y, "dominant-baseline": "central", ...font }).textContent = forXml(words);
  }
}

const coloursOf = (theme) => DATA.palette[theme];
const columnColour = (theme, layer) => coloursOf(theme).columns[layer];

function mix(colour, ground, share) {
  const parts = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const [a, b] = [parts(colour), parts(ground)];
  return `#${a
    .map((v, i) => Math.round(v * share + b[i] * (1 - share)).toString(16).padStart(2, "0"))
    .join("")}`;
}

function polygon(x, y, r, corners, turn) {
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / corners;
    return `${round(x + r * Math.cos(angle))} ${round(y + r * Math.sin(angle))}`;
  });
  return `M${points.join("L")}Z`;
}

function star(x, y, r) {
  const points = Array.from({ length: 10 }, (_, i) => {
    const [angle, reach] = [(Math.PI * i) / 5 - Math.PI / 2, i % 2 ? r * 0.45 : r];
    return `${round(x + reach * Math.cos(angle))} ${round(y + reach * Math.sin(angle))}`;
  });
  return `M${points.join("L")}Z`;
}

const boxes = (x, y, ...sides) =>
  sides
    .map(([dx, dy, w, h]) => `M${round(x + dx)} ${round(y + dy)}h${round(w)}v${round(h)}h${round(-w)}Z`)
    .join("");

// The shape that tells a kind apart without its colour.
function glyphPath(kind, x, y, r) {
  const up = -Math.PI / 2;
  const ring = (s) => `M${x - s} ${y}a${s} ${s} 0 1 0 ${2 * s} 0a${s} ${s} 0 1 0 ${-2 * s} 0Z`;
  const hole = (s) => `M${x - s} ${y}a${s} ${s} 0 1 1 ${2 * s} 0a${s} ${s} 0 1 1 ${-2 * s} 0Z`;
  const shapes = {
    circle: () => ring(r),
    triangle: () => polygon(x, y + r * 0.2, r * 1.15, 3, up),
    square: () => polygon(x, y, r * 1.2, 4, Math.PI / 4),
    hexagon: () => polygon(x, y, r * 1.05, 6, 0),
    diamond: () => polygon(x, y, r * 1.2, 4, 0),
    pentagon: () => polygon(x, y, r * 1.1, 5, up),
    double: () => `${polygon(x - r * 0.35, y - r * 0.3, r * 0.9, 4, Math.PI / 4)}${polygon(x + r * 0.45, y + r * 0.5, r * 0.75, 4, Math.PI / 4)}`,
    pentagons: () =>
      polygon(x - r * 0.4, y - r * 0.2, r * 0.85, 5, up) +
      polygon(x + r * 0.5, y + r * 0.4, r * 0.75, 5, up),
    star: () => star(x, y, r * 1.2),
    ring: () => ring(r) + hole(r * 0.5),
    plus: () => boxes(x, y, [-r, -r / 3, 2 * r, r / 1.5], [-r / 3, -r, r / 1.5, 2 * r]),
    arch: () => `M${x - r} ${y + r}V${y}a${r} ${r} 0 0 1 ${2 * r} 0V${y + r}Z`,
    table: () =>
      boxes(x, y, [-r, -r, 2 * r, r * 0.6], [-r * 0.8, -r, r * 0.5, 2 * r], [r * 0.3, -r, r * 0.5, 2 * r]),
    bars: () => boxes(x, y, ...[-1, -0.3, 0.4].map((at) => [r * at, -r, r * 0.5, 2 * r])),
    down: () => polygon(x, y + r * 0.1, r * 1.15, 3, -up),
  };
  return shapes[GLYPHS[kind] ?? "down"]();
}

// How a card or link stands out: chosen, on its thread, beside it.
const cardAlpha = (view, id) => (!view.lit || view.lit.cards.has(id) ? 1 : 0.28);
const linkAlpha = (view, link) => {
  if (!view.lit) return link.strength === "structural" ? 0.75 : 1;
  return view.lit.links.has(link.index) ? 1 : 0.13;
};

function drawLinks(painter, view) {
  const lit = (path) => (view.lit?.links.has(path.link.index) ? 1 : 0);
  const strong = (path) => -WEIGHT[path.link.strength];
  const paths = view.paths.toSorted((a, b) => lit(a) - lit(b) || strong(a) - strong(b));
  for (const path of paths) drawLink(painter, view, path);
  painter.fade(1);
}

function drawLink(painter, view, { link, d, end }) {
  const colours = coloursOf(view.theme);
  const stroke = colours.strengths[link.strength];
  const chosen = view.link === link.index;
  const thick = THICK[link.strength] + (chosen ? 1.6 : lit(view, link) ? 0.5 : 0);
  painter.fade(linkAlpha(view, link));
  painter.path(d, { stroke, thick, dash: DASHES[link.strength] });
  if (link.strength === "stated-collectively") {
    painter.path(d, { stroke: colours.surfaces.ground, thick: thick - 4.4 });
  }
  const [x, y, turn] = end;
  const size = link.strength === "structural" ? 4 : link.strength === "stated-collectively" ? 9 : 6;
  const head = [[x, y], [x - turn * size * 1.3, y - size * 0.6], [x - turn * size * 1.3, y + size * 0.6]];
  painter.path(`M${head.map((p) => p.map(round).join(" ")).join("L")}Z`, { fill: stroke });
}

const lit = (view, link) => view.lit?.links.has(link.index);

function drawCard(painter, view, card) {
  const { surfaces } = coloursOf(view.theme);
  const colour = columnColour(view.theme, card.layer);
  const [left, top] = [card.x - card.width / 2, card.y - card.height / 2];
  const chosen = view.node === card.id;
  // An opaque ground first, so that no link shines through a faded card.
  painter.fade(1);
  painter.rect(left, top, card.width, card.height, 4, surfaces.ground);
  painter.fade(cardAlpha(view, card.id));
  const tint = mix(colour, surfaces.paper, chosen ? 0.24 : 0.09);
  painter.rect(left, top, card.width, card.height, 4, tint, colour, chosen ? 2.6 : 1.1);
  painter.rect(left, top, M.BAR, card.height, [4, 0, 0, 4], colour);
  const most = card.width - M.PAD_LEFT - M.PAD_RIGHT + 4;
  card.lines.forEach((line, i) => {
    const y = top + M.PAD_Y + (i + 0.5) * M.LINE;
    painter.text(left + M.PAD_LEFT, y, line, { size: M.FONT, fill: surfaces.ink, most });
  });
  if (view.hidden.get(card.id)) drawMore(painter, view, card);
  painter.fade(1);
}

function morePlace(view, card) {
  const words = `+${view.hidden.get(card.id)}`;
  const width = 11 + words.length * 6.4;
  const [x, y] = [card.x + card.width / 2 - width + 5, card.y + card.height / 2 - 8];
  return { words, x, y, width, height: 15 };
}

function drawMore(painter, view, card) {
  const { surfaces } = coloursOf(view.theme);
  const colour = columnColour(view.theme, card.layer);
  const at = morePlace(view, card);
  painter.rect(at.x, at.y, at.width, at.height, 7, surfaces.paper, colour, 1.1);
  const style = { size: 11, fill: surfaces.ink, weight: 600, anchor: "middle" };
  painter.text(at.x + at.width / 2, at.y + at.height / 2 + 0.5, at.words, style);
}

function drawHeads(painter, view) {
  const { surfaces } = coloursOf(view.theme);
  for (const head of view.placed.heads) {
    const colour = columnColour(view.theme, head.layer);
    painter.path(glyphPath(head.cards[0].node.kind, head.left + 6, -26, 5), { fill: colour });
    const words = DATA.columns[head.layer][view.lang];
    painter.text(head.left + 16, -26, words, { size: 13, fill: surfaces.ink, weight: 600 });
  }
}

function drawLegend(painter, view, y) {
  const { surfaces, strengths } = coloursOf(view.theme);
  let x = 0;
  for (const one of Object.keys(DATA.strengths)) {
    const d = `M${x} ${y}H${x + 36}`;
    painter.path(d, { stroke: strengths[one], thick: THICK[one], dash: DASHES[one] });
    if (one === "stated-collectively") {
      painter.path(d, { stroke: surfaces.ground, thick: THICK[one] - 4.4 });
    }
    const words = DATA.strengths[one][view.lang];
    painter.text(x + 44, y, words, { size: 12, fill: surfaces.ink });
    x += 44 + words.length * (view.lang === "zh" ? 13 : 6.6) + 22;
  }
  return x;
}

// The whole picture with title, legend and where it comes from; for PNG, SVG and print.
function drawSheet(painter, view, box) {
  const { surfaces } = coloursOf(view.theme);
  painter.rect(box.x, box.y, box.width, box.height, 0, surfaces.ground);
  painter.text(0, -66, view.title, { size: 17, fill: surfaces.ink, weight: 600 });
  drawHeads(painter, view);
  drawLinks(painter, view);
  view.placed.cards.forEach((card) => drawCard(painter, view, card));
  drawLegend(painter, view, view.placed.height + 36);
  const style = { size: 11, fill: surfaces.quiet };
  view.footer.forEach((line, i) => painter.text(0, view.placed.height + 62 + i * 16, line, style));
}

function sheetBox(view) {
  const width = Math.max(view.placed.width, view.lang === "zh" ? 560 : 760);
  const height = view.placed.height + 100 + 92 + view.footer.length * 16;
  return { x: -28, y: -96, width: width + 56, height };
}

function makeSvg(view) {
  const box = sheetBox(view);
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("xmlns", SVG);
  root.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  root.setAttribute("width", box.width);
  root.setAttribute("height", box.height);
  root.setAttribute("font-family", faces());
  root.setAttribute("role", "img");
  const title = document.createElementNS(SVG, "title");
  title.textContent = forXml(view.title);
  root.append(title);
  drawSheet(new SvgPainter(root), view, box);
  return root;
}

function makePng(view) {
  const box = sheetBox(view);
  const scale = Math.min(2, 16000 / Math.max(box.width, box.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(box.width * scale);
  canvas.height = Math.ceil(box.height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.translate(-box.x, -box.y);
  drawSheet(new CanvasPainter(context), view, box);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// What lies under a point of the picture.
const probe = document.createElement("canvas").getContext("2d");

function cardAt(view, { x, y }) {
  return view.placed.cards.findLast((card) => {
    const at = view.hidden.get(card.id) ? morePlace(view, card) : null;
    const onMore = at && x >= at.x && x <= at.x + at.width && y >= at.y && y <= at.y + at.height;
    return onMore || (Math.abs(x - card.x) * 2 <= card.width && Math.abs(y - card.y) * 2 <= card.height);
  });
}

function onMore(view, card, { x, y }) {
  if (!view.hidden.get(card.id)) return false;
  const at = morePlace(view, card);
  return x >= at.x - 3 && x <= at.x + at.width + 3 && y >= at.y - 3 && y <= at.y + at.height + 3;
}

function linkAt(view, { x, y }) {
  probe.lineWidth = 11;
  const hits = view.paths.filter((path) => probe.isPointInStroke(new Path2D(path.d), x, y));
  return hits.sort((a, b) => WEIGHT[a.link.strength] - WEIGHT[b.link.strength])[0]?.link;
}

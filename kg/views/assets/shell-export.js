// The picture outside the page: what the browser has laid out, drawn again as SVG, and as PNG.
// Boxes, borders and lines of text become shapes; drawings within the picture are taken as they are.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity",
  "font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "visibility", "marker-end", "vector-effect", "paint-order", "stroke-linejoin"];

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const MARGIN = 14;
const BAND = 26; // above the picture its title, below it where it comes from

// While it is drawn, a view may show more (`.exporting`): a legend that else stands in the tools.
function svgOf(element) {
  const { scrollLeft, scrollTop } = element;
  root.classList.add("exporting");
  element.scrollTo(0, 0);
  try {
    return drawPicture(element);
  } finally {
    root.classList.remove("exporting");
    element.scrollTo(scrollLeft, scrollTop);
  }
}

function drawPicture(element) {
  const box = element.getBoundingClientRect();
  const width = Math.ceil(Math.max(box.width, element.scrollWidth)) + 2 * MARGIN;
  const height = Math.ceil(Math.max(box.height, element.scrollHeight)) + 2 * (MARGIN + BAND);
  const svg = shape("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  const style = getComputedStyle(document.body);
  svg.append(shape("rect", { width, height, fill: style.backgroundColor }));
  svg.append(caption(wordsOfTitle(), { y: MARGIN + 8, "font-size": 16, "font-weight": 600, fill: style.color }));
  svg.append(caption(wordsOfOrigin(), { y: height - MARGIN - 6, "font-size": 11, fill: getComputedStyle(document.querySelector("footer")).color }));
  drawElement(element, svg, { x: box.left - MARGIN, y: box.top - MARGIN - BAND });
  return svg;
}

function caption(words, attributes) {
  const family = getComputedStyle(document.body).fontFamily;
  return Object.assign(shape("text", { x: MARGIN, "dominant-baseline": "central", "font-family": family, ...attributes }), { textContent: words });
}

const wordsOfTitle = () => [...document.querySelectorAll(`h1 > i[lang="${state.lang}"]`)].map((one) => one.textContent).join(" ");
const wordsOfOrigin = () => [...document.querySelectorAll("footer span")].filter((one) => one.querySelector("code") || !one.matches(":last-child"))
  .map((one) => [...one.childNodes].filter((node) => !(node instanceof Element) || getComputedStyle(node).display !== "none").map((node) => node.textContent).join("")).join("   ");

function drawElement(element, svg, origin) {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden" || style.visibility === "collapse") return;
  if (element instanceof SVGSVGElement) {
    svg.append(copyDrawing(element, origin));
    return;
  }
  drawBox(element.getBoundingClientRect(), style, svg, origin);
  for (const child of element.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) drawElement(child, svg, origin);
    else if (child.nodeType === Node.TEXT_NODE && child.data.trim()) drawText(child, style, svg, origin);
  }
}

const seen = (colour) => colour && colour !== "transparent" && !/, 0\)$/.test(colour);

const SIDES = ["Top", "Right", "Bottom", "Left"];

function drawBox(box, style, svg, { x, y }) {
  if (!box.width || !box.height) return;
  const sides = SIDES.map((side) => sideOf(style, side));
  const [edge] = sides;
  const even = edge.width && sides.every((side) => ["width", "colour", "line"].every((name) => side[name] === edge[name]));
  const inset = even ? edge.width / 2 : 0;
  const size = { x: box.left - x + inset, y: box.top - y + inset, width: Math.max(0, box.width - 2 * inset), height: Math.max(0, box.height - 2 * inset) };
  const fill = seen(style.backgroundColor) ? style.backgroundColor : "none";
  if (fill !== "none" || even) {
    const stroke = even ? strokeOf(edge) : {};
    svg.append(shape("rect", { ...size, rx: radiusOf(style, size), fill, ...stroke }));
  }
  if (!even) drawEdges(box, sides, svg, { x, y });
}

function sideOf(style, side) {
  const [width, colour, line] = ["Width", "Color", "Style"].map((name) => style[`border${side}${name}`]);
  return { width: line !== "none" && seen(colour) ? parseFloat(width) : 0, colour, line };
}

function strokeOf({ width, colour, line }) {
  const dashed = line === "dashed" ? { "stroke-dasharray": `${3 * width} ${2 * width}` } : {};
  return { stroke: colour, "stroke-width": width, ...dashed };
}

function radiusOf(style, { width, height }) {
  const radius = style.borderTopLeftRadius.endsWith("%") ? width / 2 : parseFloat(style.borderTopLeftRadius) || 0;
  return Math.min(radius, width / 2, height / 2);
}

// Borders that differ from side to side, as tables and marked rows have them.
function drawEdges(box, sides, svg, { x, y }) {
  const [top, right, bottom, left] = sides.map(({ width }) => width / 2);
  const [x1, y1, x2, y2] = [box.left - x + left, box.top - y + top, box.right - x - right, box.bottom - y - bottom];
  const lines = [[box.left - x, y1, box.right - x, y1], [x2, box.top - y, x2, box.bottom - y], [box.left - x, y2, box.right - x, y2], [x1, box.top - y, x1, box.bottom - y]];
  sides.forEach((side, i) => {
    if (!side.width) return;
    const [from, above, to, below] = lines[i];
    svg.append(shape("line", { x1: from, y1: above, x2: to, y2: below, ...strokeOf(side) }));
  });
}

function drawText(node, style, svg, { x, y }) {
  const turned = style.writingMode.startsWith("vertical");
  const over = turned && new DOMMatrixReadOnly(style.transform).a < 0; // read from below
  for (const { words, box } of linesOf(node, turned)) {
    const at = { "font-size": style.fontSize, "font-family": style.fontFamily, "font-weight": style.fontWeight, fill: style.color };
    const [left, top, middle, centre] = [box.left - x, box.top - y, box.left - x + box.width / 2, box.top - y + box.height / 2];
    if (over) Object.assign(at, { transform: `translate(${middle} ${box.bottom - y}) rotate(-90)`, "dominant-baseline": "central" });
    else if (turned) Object.assign(at, { x: middle, y: top, "writing-mode": "vertical-rl", "dominant-baseline": "central" });
    else Object.assign(at, { x: left, y: centre, "dominant-baseline": "central", textLength: box.width.toFixed(1), lengthAdjust: "spacingAndGlyphs" });
    svg.append(Object.assign(shape("text", at), { textContent: words }));
  }
}

// The lines that the browser broke a text into, each with its place.
function linesOf(node, turned) {
  const range = document.createRange();
  const lines = [];
  for (let i = 0; i < node.length; i += 1) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    if (!box.width && !box.height) continue;
    const last = lines.at(-1);
    if (last && follows(last.box, box, turned)) {
      last.words += node.data[i];
      last.box = around(last.box, box);
    } else lines.push({ words: node.data[i], box });
  }
  return lines.filter(({ words }) => words.trim()).map(({ words, box }) => ({ words: words.trimEnd(), box }));
}

const near = (a, b) => Math.abs(a - b) < 2;
const follows = (last, box, turned) =>
  turned
    ? near(last.left + last.width / 2, box.left + box.width / 2) && (near(last.bottom, box.top) || near(last.top, box.bottom))
    : near(last.top, box.top) && near(last.right, box.left);

function around(a, b) {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

function copyDrawing(drawing, { x, y }) {
  const copy = drawing.cloneNode(true);
  const box = drawing.getBoundingClientRect();
  const own = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(own[i]);
    if (style.display === "none") element.setAttribute("display", "none");
    for (const name of DRAWN) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("class");
    element.removeAttribute("style");
  });
  for (const [name, value] of Object.entries({ x: box.left - x, y: box.top - y, width: box.width, height: box.height })) copy.setAttribute(name, value);
  return copy;
}

const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svgOf($("picture")))}`;

async function pngOf(words) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([words], { type: "image/svg+xml;charset=utf-8" }));
  await image.decode();
  const canvas = make("canvas", { width: image.width * 2, height: image.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function download(blob, ending) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: `policy-${DATA.name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

$("svg").addEventListener("click", () => download(new Blob([svgText()], { type: "image/svg+xml;charset=utf-8" }), "svg"));
$("png").addEventListener("click", async () => download(await pngOf(svgText()), "png"));

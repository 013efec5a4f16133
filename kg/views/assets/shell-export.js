// The picture outside the page: what the browser has laid out, drawn again as SVG, and as PNG.
// Boxes, borders and lines of text become shapes; drawings within the picture are taken as they are.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity",
  "font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "visibility", "marker-end"];

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function svgOf(element) {
  const box = element.getBoundingClientRect();
  const size = { width: Math.ceil(Math.max(box.width, element.scrollWidth)), height: Math.ceil(Math.max(box.height, element.scrollHeight)) };
  const svg = shape("svg", { xmlns: SVG, ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  const origin = { x: box.left - element.scrollLeft, y: box.top - element.scrollTop };
  svg.append(shape("rect", { ...size, fill: getComputedStyle(document.body).backgroundColor }));
  drawElement(element, svg, origin);
  return svg;
}

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

function drawBox(box, style, svg, { x, y }) {
  if (!box.width || !box.height) return;
  const width = parseFloat(style.borderTopWidth);
  const edge = width && style.borderTopStyle !== "none" && seen(style.borderTopColor);
  if (!seen(style.backgroundColor) && !edge) return drawEdges(box, style, svg, { x, y });
  const inset = edge ? width / 2 : 0;
  const size = { x: box.left - x + inset, y: box.top - y + inset, width: Math.max(0, box.width - 2 * inset), height: Math.max(0, box.height - 2 * inset) };
  const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, size.width / 2, size.height / 2);
  const round = style.borderTopLeftRadius.endsWith("%") ? size.width / 2 : radius;
  const rect = shape("rect", { ...size, rx: round, fill: seen(style.backgroundColor) ? style.backgroundColor : "none" });
  if (edge) {
    rect.setAttribute("stroke", style.borderTopColor);
    rect.setAttribute("stroke-width", width);
    if (style.borderTopStyle === "dashed") rect.setAttribute("stroke-dasharray", `${3 * width} ${2 * width}`);
  }
  svg.append(rect);
}

// A border below or on the left alone, as tables and marked rows have it.
function drawEdges(box, style, svg, { x, y }) {
  const line = (width, colour, from, to) => {
    if (width && seen(colour)) svg.append(shape("line", { x1: from[0] - x, y1: from[1] - y, x2: to[0] - x, y2: to[1] - y, stroke: colour, "stroke-width": width }));
  };
  line(parseFloat(style.borderBottomWidth), style.borderBottomColor, [box.left, box.bottom], [box.right, box.bottom]);
  line(parseFloat(style.borderLeftWidth), style.borderLeftColor, [box.left, box.top], [box.left, box.bottom]);
}

function drawText(node, style, svg, { x, y }) {
  const turned = style.writingMode.startsWith("vertical");
  for (const { words, box } of linesOf(node)) {
    const at = { "font-size": style.fontSize, "font-family": style.fontFamily, "font-weight": style.fontWeight, fill: style.color };
    if (turned) {
      const middle = [box.left - x + box.width / 2, box.top - y];
      svg.append(Object.assign(shape("text", { ...at, transform: `translate(${middle}) rotate(90)`, "dominant-baseline": "central" }), { textContent: words }));
    } else {
      const place = { x: box.left - x, y: box.top - y + box.height / 2, "dominant-baseline": "central" };
      svg.append(Object.assign(shape("text", { ...at, ...place, textLength: box.width.toFixed(1), lengthAdjust: "spacingAndGlyphs" }), { textContent: words }));
    }
  }
}

// The lines that the browser broke a text into, each with its place.
function linesOf(node) {
  const range = document.createRange();
  const lines = [];
  for (let i = 0; i < node.length; i += 1) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    if (!box.width && !box.height) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2 && Math.abs(last.box.right - box.left) < 2) {
      last.words += node.data[i];
      last.box = new DOMRect(last.box.left, last.box.top, box.right - last.box.left, last.box.height);
    } else lines.push({ words: node.data[i], box });
  }
  return lines.filter(({ words }) => words.trim()).map(({ words, box }) => ({ words: words.trimEnd(), box }));
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

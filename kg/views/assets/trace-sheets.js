// Sheets: the first stands in the page, the others are drawn from their values when one asks for them.

const HEAD = 7; // the length of an arrow, as the first picture has it
const FONT = 13;

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Words in both languages, as the first sheet has them: a switch of language draws nothing anew.
const bothWords = (both) => ["zh", "en"].map((lang) => make("i", { lang }, both[lang]));

function setPlaces(element, values) {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(`--${name}`, value);
  return element;
}

function sheetOf(id) {
  if (!SHEETS.has(id)) {
    const sheet = makeSheet(PICTURES.get(id));
    $("picture").append(sheet);
    SHEETS.set(id, sheet);
    for (const item of sheet.querySelectorAll("[data-item]")) hide(item, !fits(item));
  }
  return SHEETS.get(id);
}

// What can be chosen in a picture, drawn or not.
const keysOf = new Map();
function keysIn(id) {
  if (!keysOf.has(id)) keysOf.set(id, new Set(findKeys(id)));
  return keysOf.get(id);
}

function findKeys(id) {
  const { sheet } = PICTURES.get(id);
  if (!sheet) return [...SHEETS.get(id).querySelectorAll("[data-key]")].map((one) => one.dataset.key);
  return [...sheet.cards.map(([key]) => key), ...sheet.wires.zh.map((wire) => keyOfWire(sheet, wire)), ...sheet.bands.zh.map(([key]) => key)];
}

const keyOfWire = ({ cards }, [left, right]) => `${cards[left][0]}>${cards[right][0]}`;

function makeSheet(picture) {
  return make("div", { class: "sheet off", "data-sheet": picture.id }, makeNotes(picture), makeStage(picture));
}

function makeNotes(picture) {
  const { head, sheet } = picture;
  const show = (words) => make("button", { type: "button", "data-show": FIRST_PICTURE.id }, ...words);
  const back = show(["← ", ...bothWords(DATA.texts.back)]);
  const count = bothWords(inBoth("threads-of", { count: picture.all.length }));
  const cut = inBoth("cut", { shown: picture.threads.length, all: picture.all.length });
  const notes = head
    ? [make("p", { class: "note" }, back, " ", make("b", {}, ...bothWords(titleOf(head))), " · ", ...count)]
    : [...aboutNotes(), make("p", { class: "note" }, show(bothWords(DATA.texts["draw-best"])))];
  if (head && picture.threads.length < picture.all.length) notes.push(make("p", { class: "note cut" }, ...bothWords(cut)));
  const slide = make("p", { class: "note slide" }, "← ", ...bothWords(inBoth("slide", { columns: sheet.columns.length })), " →");
  return make("div", { class: "notes" }, ...notes, makeKey(sheet), slide);
}

const aboutNotes = () => [...SHEETS.get(FIRST_PICTURE.id).querySelectorAll(".about")].map((one) => one.cloneNode(true));

function makeKey(sheet) {
  const any = (kind) => sheet.cards.some(([, , , kinds]) => kinds.split(" ").includes(kind));
  const line = (manner, words, plain) => make("li", plain ? { class: "plain" } : {}, makeSample(manner), " ", ...bothWords(words));
  const entries = ["stated", "inferred"].map((manner) => line(manner, DATA.modalities[manner], true));
  if (sheet.bands.zh.length) entries.push(line("band", DATA.modalities["stated-collectively"], false));
  if (any("unanswered")) {
    const card = make("span", { class: "card sample unanswered", "aria-hidden": "true" });
    entries.push(make("li", {}, card, " ", ...bothWords(DATA.texts["no-thread"])));
  }
  if (any("doubtful")) entries.push(make("li", {}, ...bothWords(DATA.texts.doubt)));
  return make("ul", { class: "key" }, ...entries);
}

function makeSample(manner) {
  const line = makeSvg("path", { class: "line", d: manner === "band" ? "M1 2.5H29V9.5H1z" : "M0 6H30" });
  const attributes = { class: "sample", width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" };
  return makeSvg("svg", attributes, makeSvg("g", { class: `wire ${manner}` }, line));
}

function makeStage(picture) {
  const { sheet } = picture;
  const columns = new Map(sheet.columns.map(([layer, x, c]) => [layer, { x, c }]));
  const cards = sheet.cards.map((card) => setPlaces(makeCard(card), columns.get(card[1])));
  const wires = ["zh", "en"].map((lang) => makeWires(picture, lang));
  const stage = make("div", { class: "stage made", id: picture.id }, makeHeads(sheet, columns), ...cards, ...wires);
  const { heights, print } = sheet;
  return setPlaces(stage, { w: sheet.width, zh: heights.zh, en: heights.en, "print-zh": print.zh, "print-en": print.en });
}

function makeHeads({ columns, gaps }, places) {
  const heads = columns.map(([layer, , , name, count]) =>
    setPlaces(make("span", { class: `head k${layer}` }, make("b", {}, ...bothWords(name)), make("span", { class: "count" }, String(count))), places.get(layer)),
  );
  const captions = gaps.map(([layer, name]) =>
    setPlaces(make("span", { class: `gap k${layer}` }, make("span", {}, ...bothWords(name))), places.get(layer)),
  );
  return make("div", { class: "heads" }, ...heads, ...captions);
}

function makeCard([key, layer, depth, kinds, both]) {
  const words = ["zh", "en"].map((lang) => {
    const lines = both[lang].slice(2);
    const parts = lines.flatMap((line, at) => (at ? [" ", make("br"), line] : [line]));
    return make("i", { lang }, ...parts);
  });
  const attributes = {
    type: "button",
    class: `card k${layer} d${depth}${kinds && ` ${kinds}`}`,
    "data-item": "",
    "data-key": key,
    "data-search": Object.values(titleOf(key)).join(" "),
    "aria-pressed": "false",
  };
  const [zt, zh] = both.zh;
  const [et, eh] = both.en;
  return setPlaces(make("button", attributes, make("span", { class: "edge" }), ...words), { zt, zh, et, eh });
}

function makeWires({ sheet, threads }, lang) {
  const [width, height] = [sheet.width, sheet.heights[lang]];
  const bands = sheet.bands[lang].map(([key, path, tip]) => readyWire(makeWire(key, "band", path, tip), lang));
  const wires = sheet.wires[lang].map((wire) => {
    const [, , manner, dash, ...points] = wire;
    const key = keyOfWire(sheet, wire);
    return readyWire(makeWire(key, manner, pathOf(points), tipOf(points, pointsBack(key) || key in DATA.categories), dash), lang);
  });
  const label = fill(DATA.texts.picture[lang], { cards: sheet.cards.length, threads: threads.length });
  const em = (length) => `${Math.round((length / FONT) * 1000) / 1000}em`;
  const attributes = { class: `wires ${lang}`, width: em(width), height: em(height), viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label };
  return makeSvg("svg", attributes, ...bands, ...wires);
}

function makeWire(key, manner, path, tip, dash = 0) {
  const line = makeSvg("path", { class: "line", d: path, ...(dash ? { "stroke-dashoffset": dash } : {}) });
  const said = manner in DATA.modalities ? { "data-modality": manner } : {};
  return makeSvg("g", { class: `wire ${manner}`, "data-item": "", "data-key": key, ...said }, line, makeSvg("path", { class: "tip", d: tip }));
}

// Curves between pairs of points, joined by straight lines through the columns that are passed.
function pathOf(points) {
  const parts = [];
  for (let at = 0; at < points.length; at += 4) {
    const [x1, y1, x2, y2] = points.slice(at, at + 4);
    const middle = (x1 + x2) / 2;
    parts.push(`${at ? "L" : "M"}${x1} ${y1}`, y1 === y2 ? `H${x2}` : `C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`);
  }
  return parts.join("");
}

function tipOf(points, left) {
  const [x, y] = left ? points : points.slice(-2);
  return `M${x} ${y}l${left ? HEAD : -HEAD} ${-HEAD / 2}v${HEAD}z`;
}

// A link is drawn twice, once for each language; it becomes a button, easy to hit, in both.
function readyWire(wire, lang) {
  const { key, modality } = wire.dataset;
  const hit = wire.querySelector(".line").cloneNode();
  hit.setAttribute("class", "hit");
  wire.prepend(hit);
  const label = titleOf(key)[lang] + (modality ? ` (${DATA.modalities[modality][lang]})` : "");
  const attributes = { tabindex: 0, role: "button", "aria-pressed": false, "aria-label": label, "data-search": Object.values(titleOf(key)).join(" ") };
  for (const [name, value] of Object.entries(attributes)) wire.setAttribute(name, value);
  return wire;
}

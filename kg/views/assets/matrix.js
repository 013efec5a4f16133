// The matrix itself, drawn anew from the state: filters, folding, order.

const OWN_RENDERERS = [drawMatrixIfNew];
let drawn = null; // what the table was last drawn from: a choice alone draws nothing anew
const CATEGORY_NONE = "uncategorised";
const categoriesOf = (line) => (line.categories.length ? line.categories : [CATEGORY_NONE]);

function keepsCell(cell) {
  const source = state.facets.source;
  return (!source || cell.sources.includes(source)) && cell.claims.some((id) => !state.off.has(`modality ${DATA.claims[id].modality}`));
}

const visibleLines = (lines, open) => lines.filter((line) => {
  for (let id = line.whole; id; id = (rowOf.get(id) ?? columnOf.get(id))?.whole) if (!open.has(id)) return false;
  return true;
});

function drawMatrixIfNew() {
  const { rows, columns, order } = state.own;
  const now = JSON.stringify([state.lang, state.facets, [...state.off], [...rows], [...columns], order]);
  if (now !== drawn) drawMatrix();
  drawn = now;
}

function drawMatrix() {
  const held = heldName();
  const { rows: openRows, columns: openColumns, order } = state.own;
  fillOrder(order);
  const cells = DATA.cells.filter(keepsCell);
  const category = state.facets.category;
  const rows = visibleLines(DATA.rows, openRows).filter((line) => !category || categoriesOf(line).includes(category));
  const inRows = new Set(rows.flatMap((line) => scopeOf(line, openRows)));
  const used = new Set(cells.filter((cell) => inRows.has(cell.row)).map((cell) => cell.column));
  const columns = visibleLines(DATA.columns, openColumns).filter((line) => scopeOf(line, openColumns).some((id) => used.has(id)));
  const sum = make("th", { scope: "col", class: "turned sum" }, make("span", { class: "name" }, text("parts")));
  const head = make("tr", {}, make("th", { scope: "col", class: "corner" }, text("corner")), ...columns.map(headCell), sum);
  const bodies = groupRows(rows, order).map(([name, lines]) => groupBody(name, lines, columns, cells));
  $("matrix").replaceChildren(make("thead", {}, head), ...bodies);
  measureForPrint(columns.length, rows.length, bodies.length);
  $("empty").hidden = rows.length > 0 && columns.length > 0;
  focusName(held);
}

// How wide and how high the table is in its own letters: print divides the page by it.
function measureForPrint(columns, rows, groups) {
  const { style } = $("matrix");
  style.setProperty("--ems", (state.lang === "zh" ? 24 : 42) + 2.65 * columns);
  style.setProperty("--lines", (state.lang === "zh" ? 13 : 24) + 2.2 * rows + 1.5 * groups);
}

// The table is made anew at every step; who was in it with the keyboard stays where they were.
const nameOfElement = (element) => element.dataset.fold ?? element.dataset.key;
const heldName = () => ($("matrix").contains(document.activeElement) ? nameOfElement(document.activeElement) : null);
const focusables = () => [...$("matrix").querySelectorAll("[data-fold], [data-key]")];

function focusName(name) {
  if (name !== null) focusables().find((element) => nameOfElement(element) === name)?.focus({ preventScroll: true });
}

function fillOrder(order) {
  $("order").replaceChildren(...ORDERS.map((value) => make("option", { value }, text(value))));
  $("order").value = order;
}

function groupRows(rows, order) {
  if (order !== "by-category") return [[null, sortedRows(rows, order)]];
  const groups = new Map();
  for (const line of rows) {
    const [first] = categoriesOf(line);
    if (!groups.has(first)) groups.set(first, []);
    groups.get(first).push(line);
  }
  const name = (id) => (id === CATEGORY_NONE ? DATA.texts.uncategorised : DATA.categories[id]);
  return [...groups].sort(([a], [b]) => (a === CATEGORY_NONE) - (b === CATEGORY_NONE)).map(([id, lines]) => [name(id), lines]);
}

// A whole keeps its unfolded parts below it in every order.
function sortedRows(rows, order) {
  const tops = [];
  for (const line of rows) {
    if (line.depth && tops.length) tops.at(-1).push(line);
    else tops.push([line]);
  }
  const worth = ([line]) => {
    const scope = [line.id, ...line.parts];
    const answered = new Set(DATA.cells.filter(keepsCell).filter((cell) => scope.includes(cell.row)).map((cell) => (order === "by-open" ? cell.row : cell.column)));
    return order === "by-open" ? line.parts.filter((id) => !answered.has(id)).length : answered.size;
  };
  return tops.sort((a, b) => worth(b) - worth(a)).flat();
}

function foldButton(line, open, which) {
  if (!line.parts.length) return make("span", { class: "unplaced" });
  const folded = !open.has(line.id);
  const label = text(folded ? "unfold" : "fold", { name: say(line.name) });
  const onclick = (event) => {
    event.stopPropagation();
    if (!open.delete(line.id)) open.add(line.id);
    render();
  };
  return make("button", { type: "button", class: "unfold", "data-fold": `${which} ${line.id}`, "aria-label": label, "aria-expanded": String(!folded), onclick }, folded ? "+" : "−");
}

// What is folded away is found, too: its whole is lit.
function nameButton(line, open, lines) {
  const search = scopeOf(line, open).flatMap((id) => Object.values(lines.get(id)?.name ?? {})).join(" ");
  const mark = lines === rowOf ? "\u00a0※" : " ※"; // upright heads have no room to keep it with a long word
  const words = `${say(line.name)}${line.doubtful ? mark : ""}`;
  return make("button", { type: "button", class: "name", "data-key": line.id, "data-search": search, "aria-pressed": "false" }, words);
}

function headCell(line) {
  const open = state.own.columns;
  return make("th", { scope: "col", class: "turned" }, nameButton(line, open, columnOf), foldButton(line, open, "column"));
}

function groupBody(name, lines, columns, cells) {
  const head = name ? [make("tr", { class: "group" }, make("th", { scope: "rowgroup", colspan: columns.length + 2 }, make("span", {}, say(name))))] : [];
  return make("tbody", {}, ...head, ...lines.map((line) => rowElement(line, columns, cells)));
}

function rowElement(line, columns, cells) {
  const scope = new Set(scopeOf(line, state.own.rows));
  const own = cells.filter((cell) => scope.has(cell.row));
  const row = make("tr", { class: `depth-${line.depth} ${barOf(scope)}` });
  const open = state.own.rows;
  row.append(make("th", { scope: "row" }, make("span", { class: "inner" }, foldButton(line, open, "row"), nameButton(line, open, rowOf))));
  row.append(...columns.map((column) => cellElement(line, column, own)), sumElement(line, cells));
  return row;
}

// What a bar says is so whatever the filters hide.
function barOf(scope) {
  const claims = DATA.cells.filter((cell) => scope.has(cell.row)).flatMap((cell) => cell.claims);
  if (!claims.length) return "unanswered";
  return claims.some((id) => DATA.claims[id].modality === "stated") ? "" : "no-stated";
}

function cellElement(line, column, own) {
  const scope = scopeOf(column, state.own.columns);
  const cells = own.filter((cell) => scope.includes(cell.column));
  const banded = DATA.blocks.some((block) => block.rows.includes(line.id) && block.columns.includes(column.id));
  const cell = make("td", banded ? { class: "band" } : {});
  if (cells.length) cell.append(markElement(line, column, cells));
  return cell;
}

function markElement(line, column, cells) {
  const claims = [...new Set(cells.flatMap((cell) => cell.claims))].filter((id) => !state.off.has(`modality ${DATA.claims[id].modality}`));
  const stated = claims.filter((id) => DATA.claims[id].modality === "stated").length;
  const documents = new Set(cells.flatMap((cell) => documentsOf(cell.column))).size;
  const names = { bottleneck: say(line.name), action: say(column.name) };
  const label = text("cell", { ...names, stated, inferred: claims.length - stated, documents });
  const key = `${keyOf(line, state.own.rows)}|${keyOf(column, state.own.columns)}`;
  return make("button", { type: "button", class: `mark ${stated ? "stated" : "inferred"}`, "data-key": key, "data-search": "", "aria-label": label, "aria-pressed": "false", title: label }, documents ? String(documents) : "");
}

function sumElement(line, cells) {
  const parts = line.parts.length ? line.parts : [line.id];
  const answered = parts.filter((id) => cells.some((cell) => cell.row === id)).length;
  return make("td", { class: "sum" }, `${answered}/${parts.length}`);
}

$("order").addEventListener("change", () => {
  state.own.order = $("order").value;
  render();
});

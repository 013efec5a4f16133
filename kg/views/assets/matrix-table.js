// Rows and columns: a line that is folded stands for itself and all its parts.

const rowOf = new Map(DATA.rows.map((line) => [line.id, line]));
const columnOf = new Map(DATA.columns.map((line) => [line.id, line]));
const documentsOf = (id) => columnOf.get(id).documents;
const scopeOf = (line, open) => (open.has(line.id) ? [line.id] : [line.id, ...line.parts]);
const keyOf = (line, open) => (line.parts.length && !open.has(line.id) ? `${line.id}*` : line.id);
const known = (lines) => (words) => new Set(words.split(" ").filter((id) => lines.get(id)?.parts.length));
const joined = (ids) => [...ids].sort().join(" ");
// "-": all folded, where a page begins with a row unfolded.
const joinedRows = (set) => (joined(set) === joined(DATA.unfolded) ? "" : joined(set) || "-");
const ORDERS = ["by-category", "by-open", "by-actions"];

OWN_STATE.rows = { fresh: () => new Set(DATA.unfolded), read: known(rowOf), write: joinedRows };
OWN_STATE.columns = { fresh: () => new Set(), read: known(columnOf), write: joined };
OWN_STATE.order = {
  fresh: () => "by-category",
  read: (words) => (ORDERS.includes(words) ? words : undefined),
  write: (value) => (value === "by-category" ? "" : value),
};

// Every pair of lines under which a cell may stand, folded or not, can be chosen and linked to.
function upward(id, lines) {
  const keys = [id];
  for (let line = lines.get(id); line; line = lines.get(line.whole)) if (line.parts.length) keys.push(`${line.id}*`);
  return keys;
}

const pairs = new Map();
for (const cell of DATA.cells) {
  for (const row of upward(cell.row, rowOf)) {
    for (const column of upward(cell.column, columnOf)) {
      const key = `${row}|${column}`;
      if (!pairs.has(key)) pairs.set(key, []);
      pairs.get(key).push(cell);
    }
  }
}
const bare = (key) => key.replace(/\*$/, "");
const both2 = (a, b) => ({ zh: `${a.zh} × ${b.zh}`, en: `${a.en} × ${b.en}` });
const doubtsOf = (claims) => [...new Map(claims.flatMap((id) => DATA.doubts[id] ?? []).map((one) => [one.id, one])).values()];
const plain = (words) => ({ zh: String(words), en: String(words) });
for (const [key, cells] of pairs) {
  const [row, column] = key.split("|").map(bare);
  const claims = [...new Set(cells.flatMap((cell) => cell.claims))];
  const of = (modality) => claims.filter((id) => DATA.claims[id].modality === modality).length;
  DATA.details[key] = {
    title: both2(rowOf.get(row).name, columnOf.get(column).name),
    facts: [
      [DATA.texts.stated, plain(of("stated"))],
      [DATA.texts.inferred, plain(of("inferred"))],
      [DATA.texts.documents, plain(new Set(cells.flatMap((cell) => documentsOf(cell.column))).size)],
    ],
    claims,
    evidence: [],
    anomalies: doubtsOf(claims),
    keys: [[row, rowOf.get(row).name], [column, columnOf.get(column).name]],
  };
}

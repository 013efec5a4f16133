// The table twin: everything the picture shows, in words; sorted by any column, copied as text.

const collators = { zh: new Intl.Collator("zh", { numeric: true }), en: new Intl.Collator("en", { numeric: true }) };

function renderTwin() {
  if (state.table) buildRows();
  let shown = 0;
  for (const row of twin.rows) {
    row.hidden = !fits(row);
    shown += !row.hidden;
    row.classList.toggle("chosen", row.dataset.key === state.key);
  }
  $("shown").textContent = text("shown", { shown, all: twin.rows.length });
}

function sortBy(column, head) {
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of document.querySelectorAll("#twin th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const { compare } = collators[state.lang];
  const rows = [...twin.rows].sort((a, b) => {
    const order = compare(wordsOf(a.cells[column]), wordsOf(b.cells[column]));
    return up ? order : -order;
  });
  twin.append(...rows);
}

function shownTable() {
  if (buildRows()) renderTwin();
  return tableText([...twin.rows].filter((row) => !row.hidden));
}

for (const one of document.querySelectorAll("[data-sort]")) {
  one.addEventListener("click", () => sortBy(Number(one.dataset.sort), one.closest("th")));
}
window.addEventListener("beforeprint", () => buildRows() && renderTwin());
twin.addEventListener("click", (event) => {
  if (!event.target.closest("button")) return;
  choose(event.target.closest("tr").dataset.key);
  window.scrollTo(0, 0);
  $("panel").focus({ preventScroll: true });
});
$("copy-table").addEventListener("click", () => copyText(shownTable(), text("table-copied")));

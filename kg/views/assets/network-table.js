// The table: every link of the file, sorted by any column; a row chooses its link.

const collators = { zh: new Intl.Collator("zh"), en: new Intl.Collator("en") };

function renderRows() {
  if (state.table) buildRows();
  for (const row of twin.rows) row.classList.toggle("chosen", Number(row.dataset.link) === state.link);
}

function wholeTable() {
  if (buildRows()) renderRows();
  return tableText([...twin.rows]);
}

function sortBy(column, head) {
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of document.querySelectorAll("#twin th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const { compare } = collators[state.lang];
  const rows = [...twin.rows].sort((a, b) => {
    const order = compare(wordsOf(a.cells[column]), wordsOf(b.cells[column]));
    return (up ? order : -order) || a.dataset.link - b.dataset.link;
  });
  twin.append(...rows);
}

for (const one of document.querySelectorAll("[data-sort]")) {
  one.addEventListener("click", () => sortBy(Number(one.dataset.sort), one.closest("th")));
}
window.addEventListener("beforeprint", () => buildRows() && renderRows());
twin.addEventListener("click", (event) => {
  if (!event.target.closest("button")) return;
  chooseLink(Number(event.target.closest("tr").dataset.link));
  window.scrollTo(0, 0);
  $("panel").focus({ preventScroll: true });
});
$("copy-table").addEventListener("click", () => copyText(wholeTable(), text("table-copied")));

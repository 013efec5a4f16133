// The table: every link of the file, sorted by any column; a row chooses its link.

const twin = document.querySelector("#twin tbody");
const collators = { zh: new Intl.Collator("zh"), en: new Intl.Collator("en") };

function renderRows() {
  for (const row of twin.rows) row.classList.toggle("chosen", Number(row.dataset.link) === state.link);
}

function cellText(row, column) {
  const cell = row.cells[column];
  return (cell.querySelector(`i[lang="${state.lang}"]`) ?? cell).textContent;
}

function sortBy(column, head) {
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of document.querySelectorAll("#twin th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const { compare } = collators[state.lang];
  const rows = [...twin.rows].sort((a, b) => {
    const order = compare(cellText(a, column), cellText(b, column));
    return (up ? order : -order) || a.dataset.link - b.dataset.link;
  });
  twin.append(...rows);
}

for (const one of document.querySelectorAll("[data-sort]")) {
  one.addEventListener("click", () => sortBy(Number(one.dataset.sort), one.closest("th")));
}
twin.addEventListener("click", (event) => {
  if (!event.target.closest("button")) return;
  chooseLink(Number(event.target.closest("tr").dataset.link));
  window.scrollTo(0, 0);
  $("panel").focus({ preventScroll: true });
});

// The table twin: everything the picture shows, in words; sorted by any column, copied as text.

const twin = document.querySelector("#twin tbody");
const collators = { zh: new Intl.Collator("zh", { numeric: true }), en: new Intl.Collator("en", { numeric: true }) };

function renderTwin() {
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

// Tab-separated: a spreadsheet takes it as cells. A leading sign that would make a formula is told
// apart by an apostrophe, as spreadsheets themselves do.
function tableText() {
  const heads = [...document.querySelectorAll("#twin th")].map(wordsOf);
  const rows = [...twin.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(wordsOf));
  const safe = (words) => words.replace(/\s+/g, " ").replace(/^(?=[=+@-])/, "'");
  return [heads, ...rows].map((cells) => cells.map(safe).join("\t")).join("\n");
}

for (const one of document.querySelectorAll("[data-sort]")) {
  one.addEventListener("click", () => sortBy(Number(one.dataset.sort), one.closest("th")));
}
twin.addEventListener("click", (event) => {
  if (!event.target.closest("button")) return;
  choose(event.target.closest("tr").dataset.key);
  window.scrollTo(0, 0);
  $("panel").focus({ preventScroll: true });
});
$("copy-table").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(tableText());
    $("status").textContent = text("table-copied");
  } catch {
    $("status").textContent = text("not-copied");
  }
});

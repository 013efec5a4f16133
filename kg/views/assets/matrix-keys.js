// Arrow keys from cell to cell, and the row and column of where one is.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const firstIn = (cell) => cell?.querySelector("button.mark, button.name");

// The next cell that way with anything in it: what is empty is stepped over.
function nextButton(cell, [down, along]) {
  const rows = [...$("matrix").rows];
  let row = rows.indexOf(cell.parentElement) + down;
  let column = cell.cellIndex + along;
  while (rows[row] && column >= 0 && column < rows[0].cells.length) {
    const found = rows[row].matches(".group") ? null : firstIn(rows[row].cells[column]);
    if (found) return found;
    row += down;
    column += along;
  }
  return null;
}

function markPlace(target) {
  const cell = target instanceof Element ? target.closest("#matrix td, #matrix th") : null;
  for (const old of document.querySelectorAll("#matrix .at")) old.classList.remove("at");
  if (!cell || cell.matches("[scope=rowgroup]")) return;
  if (!cell.closest("thead")) cell.parentElement.classList.add("at");
  if (cell.cellIndex) $("matrix").rows[0].cells[cell.cellIndex].classList.add("at");
}

$("matrix").addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  nextButton(cell, step)?.focus();
});
for (const name of ["focusin", "pointerover"]) $("matrix").addEventListener(name, (event) => markPlace(event.target));
for (const name of ["focusout", "pointerleave"]) $("matrix").addEventListener(name, () => markPlace(null));

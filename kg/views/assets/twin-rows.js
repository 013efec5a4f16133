// The rows of the table. Where there are very many, the page holds them as text until they are
// wanted: when the table is opened, sorted, copied or printed.

const twin = document.querySelector("#twin tbody");
const later = document.getElementById("later");

// Whether rows were built just now, and have yet to be marked and filtered.
function buildRows() {
  if (!later?.isConnected) return false;
  const parsed = document.createElement("template");
  parsed.innerHTML = later.textContent;
  later.remove();
  for (const row of parsed.content.querySelectorAll("tbody tr")) twin.append(row);
  return true;
}

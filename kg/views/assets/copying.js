// Words to the clipboard, and the page says that they are there.

async function copyText(words, said) {
  try {
    await navigator.clipboard.writeText(words);
    $("status").textContent = said;
  } catch {
    $("status").textContent = text("copy-refused");
  }
}

// Both languages stand in the page; only the reader's counts as its words.
const wordsOf = (element) => (element.querySelector(`i[lang="${state.lang}"]`) ?? element).textContent.trim();

// Tab-separated: a spreadsheet takes it as cells. A leading sign that would make a formula is told
// apart by an apostrophe, as spreadsheets themselves do.
function tableText(rows) {
  const heads = [...document.querySelectorAll("#twin th")].map(wordsOf);
  const safe = (words) => words.replace(/\s+/g, " ").replace(/^(?=[=+@-])/, "'");
  return [heads, ...rows.map((row) => [...row.cells].map(wordsOf))].map((cells) => cells.map(safe).join("\t")).join("\n");
}

// Search by label, in both languages, whether in view or not.

const MOST_FOUND = 10;
const plain = (words) => words.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
let active = -1;

function matches(words) {
  const key = plain(words);
  if (!key) return [];
  const hits = NODES.map((node, rank) => {
    const places = [node.name.zh, node.name.en, node.id].map((name) => plain(name).indexOf(key));
    return { node, at: Math.min(...places.map((at) => (at < 0 ? Infinity : at))), rank };
  });
  return hits
    .filter((hit) => hit.at < Infinity)
    .sort((a, b) => Math.sign(a.at) - Math.sign(b.at) || a.rank - b.rank)
    .slice(0, MOST_FOUND)
    .map((hit) => hit.node);
}

function closeSearch() {
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
  active = -1;
}

function pickFound(id) {
  closeSearch();
  reveal(id);
  focusCard(id);
}

function foundLine(node, i) {
  const words = make("span", {}, say(node.name));
  const kind = make("small", {}, say(DATA.kinds[node.kind]));
  const data = { id: `found-${i}`, role: "option", "aria-selected": String(i === active), "data-id": node.id };
  return make("li", { ...data, onclick: () => pickFound(node.id) }, words, kind);
}

function renderFound() {
  const lines = matches($("search").value).map(foundLine);
  const none = make("li", { class: "none", role: "option", "aria-selected": "false" }, text("search-none"));
  $("found").replaceChildren(...(lines.length ? lines : [none]));
  const shown = $("search").value.trim() !== "";
  $("found").hidden = !shown;
  $("search").setAttribute("aria-expanded", String(shown));
  if (active >= 0) $("search").setAttribute("aria-activedescendant", `found-${active}`);
}

$("search").addEventListener("input", () => {
  active = -1;
  renderFound();
});
$("search").addEventListener("keydown", (event) => {
  const found = matches($("search").value);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = Math.max(-1, Math.min(found.length - 1, active + step));
    renderFound();
  } else if (event.key === "Enter" && found.length) {
    event.preventDefault();
    pickFound(found[Math.max(0, active)].id);
  }
});
$("search").addEventListener("blur", () => setTimeout(closeSearch, 150));

// What the reader has chosen, and the permalink: all of it is in the fragment of the address.

const SOURCES = [...new Set([...NODES, ...LINKS].flatMap((one) => one.sources))].sort();

const freshState = () => ({
  lang: DATA.lang,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  node: byId.has(DATA.term) ? DATA.term : null,
  link: null,
  open: new Map(),
  pinned: [],
  way: [],
  off: new Set(),
  source: "",
  region: "",
  table: false,
});
let state = freshState();

function writeHash() {
  const p = new URLSearchParams();
  p.set("lang", state.lang);
  p.set("theme", state.theme);
  if (state.node !== null) p.set("node", state.node);
  if (state.link !== null) p.set("link", state.link);
  for (const [id, steps] of state.open) p.append("open", `${steps} ${id}`);
  for (const id of state.pinned) p.append("pin", id);
  for (const step of state.way) p.append("way", step);
  for (const one of state.off) p.append("off", one);
  if (state.source) p.set("source", state.source);
  if (state.region) p.set("region", state.region);
  if (state.table) p.set("table", "1");
  history.replaceState(null, "", `#${p}`);
}

// An address can say anything: what the page does not know is passed over.
function readHash() {
  const p = new URLSearchParams(location.hash.slice(1));
  const fresh = freshState();
  const known = (id) => byId.has(id);
  if (p.size) fresh.node = null;
  if (["zh", "en"].includes(p.get("lang"))) fresh.lang = p.get("lang");
  if (["light", "dark"].includes(p.get("theme"))) fresh.theme = p.get("theme");
  if (known(p.get("node"))) fresh.node = p.get("node");
  if (/^\d+$/.test(p.get("link") ?? "") && LINKS[p.get("link")]) fresh.link = Number(p.get("link"));
  fresh.open = readOpen(p.getAll("open"), known);
  fresh.pinned = p.getAll("pin").filter(known);
  fresh.way = readWay(p.getAll("way"), known);
  fresh.off = new Set(p.getAll("off").filter((one) => SWITCHES.some((b) => b.dataset.off === one)));
  if (SOURCES.includes(p.get("source"))) fresh.source = p.get("source");
  if (known(p.get("region"))) fresh.region = p.get("region");
  fresh.table = p.get("table") === "1";
  state = fresh;
  if (known(p.get("key"))) arriveAt(p.get("key"));
}

// From another page, which names a thing as all pages do: it is chosen, and what is next to it shown.
function arriveAt(id) {
  state.node = id;
  pin(id);
  if (!state.open.has(id)) open(id);
}

function readOpen(entries, known) {
  const open = new Map();
  for (const entry of entries) {
    const [steps, id] = [parseInt(entry, 10), entry.replace(/^\d+ /, "")];
    if (steps > 0 && known(id)) open.set(id, Math.min(steps, 999));
  }
  return open;
}

// What the reader has chosen, and the permalink: all of it is in the fragment of the address.

const DATA = JSON.parse($("kg-data").textContent);
const UNITS = DATA.units;
const root = document.documentElement;
const CHIPS = [...document.querySelectorAll("[data-show]")];
const SHOWABLE = new Set(CHIPS.map((chip) => chip.dataset.show));

const freshState = () => ({
  lang: DATA.lang,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  unit: null,
  show: new Set(),
  list: false,
});
let state = freshState();

function writeHash() {
  const p = new URLSearchParams({ lang: state.lang, theme: state.theme });
  if (state.unit !== null) p.set("u", state.unit);
  for (const one of state.show) p.append("show", one);
  if (state.list) p.set("list", "1");
  history.replaceState(null, "", `#${p}`);
}

// An address can say anything: what the page does not know is passed over.
function readHash() {
  const jump = /^#u(\d+)$/.exec(location.hash);
  const known = (number) => (/^\d+$/.test(number ?? "") && UNITS[number] ? Number(number) : null);
  if (jump) {
    state = { ...state, unit: known(jump[1]) };
    return;
  }
  const p = new URLSearchParams(location.hash.slice(1));
  const fresh = freshState();
  if (["zh", "en"].includes(p.get("lang"))) fresh.lang = p.get("lang");
  if (["light", "dark"].includes(p.get("theme"))) fresh.theme = p.get("theme");
  fresh.unit = known(p.get("u"));
  fresh.show = new Set(p.getAll("show").filter((one) => SHOWABLE.has(one)));
  fresh.list = p.get("list") === "1";
  state = fresh;
}

const fits = (unit) => state.show.has(unit.state) || unit.kinds.some((kind) => state.show.has(kind));
// What the steps go through: what the filter shows, else facts that are not under evidence.
const isGoal = (unit) => (state.show.size ? fits(unit) : unit.fact && unit.state !== "evidence");

// What the reader has chosen, and the permalink: all of it is in the fragment of the address.

const SWITCHES = [...document.querySelectorAll("[data-switch]")];
const SWITCHED = [...new Set(SWITCHES.map((one) => one.dataset.switch))];
// What a view adds to the state: name to { read(words) → value or undefined, write(value) → words }.
const OWN_STATE = {};

const freshState = () => ({
  lang: DATA.lang,
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  key: null,
  facets: {},
  off: new Set(),
  q: "",
  table: false,
  own: Object.fromEntries(Object.entries(OWN_STATE).map(([name, { fresh }]) => [name, fresh()])),
});
let state = null;

function writeHash() {
  const p = new URLSearchParams({ lang: state.lang, theme: state.theme });
  if (state.key !== null) p.set("key", state.key);
  for (const [name, value] of Object.entries(state.facets)) if (value) p.set(name, value);
  for (const one of state.off) p.append("off", one);
  if (state.q) p.set("q", state.q);
  if (state.table) p.set("table", "1");
  for (const [name, { write }] of Object.entries(OWN_STATE)) {
    const words = write(state.own[name]);
    if (words) p.set(name, words);
  }
  history.replaceState(null, "", `#${p}`);
}

// An address can say anything: what the page does not know is passed over.
function readHash() {
  const p = new URLSearchParams(location.hash.slice(1));
  const fresh = freshState();
  if (["zh", "en"].includes(p.get("lang"))) fresh.lang = p.get("lang");
  if (["light", "dark"].includes(p.get("theme"))) fresh.theme = p.get("theme");
  if (Object.hasOwn(DATA.details, p.get("key") ?? "")) fresh.key = p.get("key");
  for (const [name, values] of Object.entries(DATA.facets)) {
    if (values.includes(p.get(name))) fresh.facets[name] = p.get(name);
  }
  const known = SWITCHES.map(switchName);
  fresh.off = new Set(p.getAll("off").filter((one) => known.includes(one)));
  fresh.q = (p.get("q") ?? "").slice(0, 200);
  fresh.table = p.get("table") === "1";
  for (const [name, { read }] of Object.entries(OWN_STATE)) {
    const value = p.has(name) ? read(p.get(name)) : undefined;
    if (value !== undefined) fresh.own[name] = value;
  }
  state = fresh;
}

const switchName = (one) => `${one.dataset.switch} ${one.dataset.value}`;
const valuesOf = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);

// Whether an element says what the filters ask for; what says nothing of a facet is not asked.
function fits(element) {
  for (const [name, value] of Object.entries(state.facets)) {
    if (value && element.dataset[name] !== undefined && !valuesOf(element, name).includes(value)) return false;
  }
  for (const name of SWITCHED) {
    const values = valuesOf(element, name);
    if (values.length && values.every((value) => state.off.has(`${name} ${value}`))) return false;
  }
  return true;
}

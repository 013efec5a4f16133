// Language and theme: kept in the fragment of the address, and handed on to every page that is gone to.

const root = document.documentElement;
const read = () => new URLSearchParams(location.hash.slice(1));

function show(lang, theme) {
  root.dataset.lang = lang;
  root.lang = lang === "zh" ? "zh-Hans" : "en";
  root.dataset.theme = theme;
  for (const link of document.querySelectorAll("a[href]")) {
    const [path, fragment = ""] = link.getAttribute("href").split("#");
    if (!path) continue; // a place on this very page
    const p = new URLSearchParams(fragment);
    p.set("lang", lang);
    p.set("theme", theme);
    link.setAttribute("href", `${path}#${p}`);
  }
}

// A place on the page, which the fragment cannot name by itself: it holds language and theme too.
function goToPlace(id) {
  const place = id && document.getElementById(id);
  if (!place) return;
  place.scrollIntoView();
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

function fromAddress() {
  const p = read();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const lang = ["zh", "en"].includes(p.get("lang")) ? p.get("lang") : root.dataset.lang;
  show(lang, ["light", "dark"].includes(p.get("theme")) ? p.get("theme") : dark);
}

function change(name, value) {
  const p = read();
  p.set(name, value);
  history.replaceState(null, "", `#${p}`);
  fromAddress();
}

document.getElementById("language").addEventListener("click", () => change("lang", root.dataset.lang === "zh" ? "en" : "zh"));
document.getElementById("theme").addEventListener("click", () => change("theme", root.dataset.theme === "dark" ? "light" : "dark"));
function arrive() {
  fromAddress();
  goToPlace(read().get("at"));
}
window.addEventListener("hashchange", arrive);
arrive();

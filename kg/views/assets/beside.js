// The site around the page, where there is one: its start page, its other views, pages about things.

const SITE = DATA.site ?? null;

// Language and theme travel along.
function siteAddress(path, fragment = "") {
  const p = new URLSearchParams(fragment);
  p.set("lang", state.lang);
  p.set("theme", state.theme);
  return `${path.replace("*", state.lang)}#${p}`;
}

const siteLink = (path, fragment, words) => make("li", {}, make("a", { href: siteAddress(path, fragment) }, words));

function otherViews() {
  if (!SITE) return [];
  const views = SITE.views.map(([file, name]) => siteLink(file, "", say(name)));
  return [heading(text("other-views")), make("ul", { class: "beside" }, ...views)];
}

// Where else one of *ids* is shown, and what there is to read of it.
function besideParts(...ids) {
  const id = SITE && ids.find((one) => one && Object.hasOwn(SITE.of, one));
  if (!id) return [];
  const [page, ...shown] = SITE.of[id];
  const [path, at = ""] = page === 1 ? [`things/${encodeURIComponent(id)}.html`] : (page || "").split("#");
  const views = shown.map((one) => {
    const [number, fragment] = Array.isArray(one) ? one : [one, new URLSearchParams({ key: id })];
    const [file, name] = SITE.views[number];
    return siteLink(file, fragment, say(name));
  });
  const own = path ? [siteLink(path, at, text("all-about"))] : [];
  return [make("ul", { class: "beside", "aria-label": text("in-site") }, ...own, ...views)];
}

function renderSiteLinks() {
  for (const link of document.querySelectorAll("a[data-site]")) link.setAttribute("href", siteAddress(link.dataset.site));
}

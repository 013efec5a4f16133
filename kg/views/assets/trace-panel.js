// What the panel adds: the threads through what is chosen, best supported first, and its links.

const OWN_PARTS = () => (threadOf.has(state.key) ? hopParts(threadOf.get(state.key)) : threadParts());
const AT_ONCE = 10;
let unfolded = null; // the key whose threads are all listed
let cameFrom = null; // the card from which a thread was chosen

function threadParts() {
  if (DATA.members[state.key]) return [];
  cameFrom = state.key;
  const drawn = threadsThrough(state.key, fitting(shownPicture().threads));
  const own = DATA.pictures.find(({ head }) => head === state.key);
  const folded = own && own !== shownPicture();
  const all = folded ? fitting(own.all) : threadsThrough(state.key, fitting(DATA.threads.map((_, n) => n)));
  const aside = factParts(DATA.aside[state.key] ?? []);
  if (!all.length) return [passed(state.key) ? note(text("none-fit")) : null, ...linkParts(), ...aside];
  const listed = drawn.length ? drawn : all;
  const first = unfolded === state.key ? listed : listed.slice(0, AT_ONCE);
  const rest = listed.length - first.length;
  const more = () => {
    unfolded = state.key;
    render();
  };
  return [
    folded ? make("p", { class: "buttons" }, button(text("unfold-all", { count: all.length }), () => unfold(own.id))) : null,
    heading(text("threads", { count: all.length })),
    note(all.length > listed.length ? text("threads-drawn", { count: all.length - listed.length }) : text("ranked")),
    make("ul", { class: "threads" }, ...first.map(threadEntry)),
    rest ? make("p", { class: "buttons" }, button(text("more-threads", { count: rest }), more)) : null,
    ...linkParts(),
    ...aside,
  ];
}

const passed = (key) => threadsThrough(key, DATA.threads).length > 0;

function threadEntry(thread) {
  const words = [inferenceBadge(thread), make("span", { class: "way" }, ...wayOf(thread))];
  const go = make("button", { type: "button", class: "go", "data-thread": thread.key, onclick: () => choose(thread.key) }, ...words);
  return make("li", {}, go, note(say(thread.why)));
}

const inferenceBadge = (thread) => make("span", { class: `badge ${thread.inferences ? "inferred" : "stated"}` }, say(countOf(thread.inferences)));

// The things along a thread; arrows as its links read.
function wayOf({ nodes, links }) {
  return nodes.flatMap((key, at) => {
    const arrow = at ? (pointsBack(links[at - 1]) ? " ← " : " → ") : "";
    return [arrow, make("span", key === state.key ? { class: "here" } : {}, say(titleOf(key)))];
  });
}

const pointsBack = (link) => DATA.back.includes(link);

function linkParts() {
  const links = Object.keys(DATA.details).filter((key) => key.includes(">") && !threadOf.has(key) && endsOf(key).includes(state.key));
  return links.length ? [heading(text("links")), make("ul", { class: "threads" }, ...links.map(linkEntry))] : [];
}

function linkEntry(key) {
  const words = [wireOf.has(key) ? badge(wireOf.get(key)) : null, make("span", { class: "way" }, say(titleOf(key)))];
  return make("li", {}, make("button", { type: "button", class: "go", onclick: () => choose(key) }, ...words));
}

function hopParts(thread) {
  const back = cameFrom && cameFrom !== thread.key ? make("p", { class: "buttons" }, button(`← ${text("back-to", { name: say(titleOf(cameFrom)) })}`, () => choose(cameFrom))) : null;
  return [back, heading(text("hops")), make("ul", { class: "threads" }, ...thread.links.map(linkEntry))];
}

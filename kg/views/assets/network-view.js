// The view: the cards and links to draw for a state, and which of them are lit.

let view = null;

function makeView() {
  const { ids, links, hidden } = inView(state);
  const placed = placeCards(ids, links, state.lang, stage.clientWidth - 48);
  return {
    placed,
    hidden,
    links,
    paths: routeLinks(placed, links),
    lang: state.lang,
    theme: state.theme,
    node: state.node,
    link: state.link,
    lit: litBy(links),
    title: titleNow(),
    footer: footerLines(),
  };
}

const titleNow = () => $("title").innerText.trim();

const LONG = 90; // so many letters go on one line under the narrowest picture
const footerParts = () => [...document.querySelectorAll("footer > span")].map((span) => span.innerText.trim());
const originLine = () => footerParts().slice(0, 3).join("   ");

function footerLines() {
  const parts = footerParts();
  const banner = document.querySelector(".private");
  const origin = originLine().length > LONG ? parts.slice(0, 3) : [originLine()];
  return [...origin, parts[3], ...(banner ? [banner.innerText.trim()] : [])];
}

function litBy(links) {
  if (state.link !== null) {
    const { from, to } = LINKS[state.link];
    return { cards: new Set([from, to]), links: new Set([state.link]) };
  }
  return state.node === null ? null : litAround(state.node, links);
}

const touches = (link, id) => link.from === id || link.to === id;

// A card, its neighbours, and all that lies on threads through it.
function litAround(id, links) {
  const lit = { cards: new Set([id]), links: new Set() };
  for (const direction of [-1, 1]) lightThreads(id, direction, links, lit);
  for (const link of links.filter((one) => touches(one, id))) {
    lit.links.add(link.index);
    lit.cards.add(otherEnd(link, id));
  }
  return lit;
}

function lightThreads(id, direction, links, lit) {
  const reached = new Set([id]); // grows while it is gone through
  for (const here of reached) {
    for (const link of links.filter((one) => leadsOn(one, here, direction))) {
      lit.links.add(link.index);
      reached.add(otherEnd(link, here));
    }
  }
  for (const one of reached) lit.cards.add(one);
}

function leadsOn(link, here, direction) {
  if (!touches(link, here) || !THREAD.has(link.predicate)) return false;
  return (byId.get(otherEnd(link, here)).layer - byId.get(here).layer) * direction > 0;
}

// The threads in the panel: for each end that a card leads to, the way of fewest inferences.

const MOST_ENDS = 5; // in each direction

function threads({ id, layer }) {
  if (layer < 1 || layer > 5) return [];
  const links = LINKS.filter((link) => passesLink(link, state));
  const lines = [-1, 1].flatMap((direction) => threadLines(id, direction, links));
  if (!lines.length) return [];
  return [heading(text("threads")), note(text("threads-note")), make("ul", { class: "threads" }, ...lines)];
}

function threadLines(id, direction, links) {
  const found = bestWays(id, direction, links);
  const ends = endsOf(found, direction);
  const lines = ends.slice(0, MOST_ENDS).map((end) => threadLine(found, end, id, direction));
  const more = ends.length - MOST_ENDS;
  return more > 0 ? [...lines, make("li", {}, text("more", { count: more }))] : lines;
}

// Leftwards a thread ends at bottlenecks, rightwards where nothing follows; whole threads first.
function endsOf({ cost, from }, direction) {
  const inner = new Set([...from.values()].map((step) => step.id));
  const isEnd = (id) => (direction < 0 ? byId.get(id).kind === "Bottleneck" : !inner.has(id));
  const partial = (id) => (byId.get(id).layer > 3 ? 0 : 1);
  return [...from.keys()].filter(isEnd).sort((a, b) => {
    const [p, q] = [cost.get(a), cost.get(b)];
    return partial(a) - partial(b) || p[0] - q[0] || p[1] - q[1] || byId.get(a).rank - byId.get(b).rank;
  });
}

function threadLine(found, end, id, direction) {
  const [inferences, hops] = found.cost.get(end);
  const style = `count ${inferences ? "inferred" : "stated"}`;
  const count = make("span", { class: style }, text("thread", { hops, inferences }));
  return make("li", {}, count, make("div", { class: "way" }, ...wayParts(found, end, id, direction)));
}

// The things of a thread with the links between, as the columns run: the bottleneck first.
function wayParts(found, end, id, direction) {
  const steps = wayBack(found, end);
  const things = [...steps.map((step) => goTo(step.id)), make("span", { class: "here" }, nameOf(id))];
  const hops = steps.map(({ link }) =>
    make("span", { class: `hop ${link.strength}`, "aria-hidden": "true" }),
  );
  if (direction > 0) [things, hops].forEach((list) => list.reverse());
  return things.flatMap((thing, i) => (i ? [hops[i - 1], thing] : [thing]));
}

function wayBack(found, end) {
  const steps = [];
  for (let id = end; found.from.has(id); id = found.from.get(id).id) {
    steps.push({ id, link: found.from.get(id).link });
  }
  return steps;
}

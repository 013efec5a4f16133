// Threads: which fit the filters, which run through what is chosen, what lies beside them.

const SHEETS = new Map([...document.querySelectorAll("[data-sheet]")].map((one) => [one.dataset.sheet, one]));
const PICTURES = new Map(DATA.pictures.map((picture) => [picture.id, picture]));
const FIRST_PICTURE = DATA.pictures[0];
const nameOfPicture = (picture) => picture.head ?? (picture === FIRST_PICTURE ? "" : "all");
// A key says what it names: card, card>card for a link, card|card|card for a thread.
const endsOf = (key) => key.split(">");
for (const thread of DATA.threads) {
  thread.key = thread.nodes.join("|");
  thread.links = thread.nodes.slice(1).map((node, at) => `${thread.nodes[at]}>${node}`);
}
const threadOf = new Map(DATA.threads.map((thread) => [thread.key, thread]));

OWN_STATE.show = {
  fresh: () => FIRST_PICTURE.id,
  read: (words) => DATA.pictures.find((picture) => nameOfPicture(picture) === words)?.id,
  write: (id) => nameOfPicture(PICTURES.get(id)),
};

const inBoth = (key, values = {}) => ({ zh: fill(DATA.texts[key].zh, values), en: fill(DATA.texts[key].en, values) });
const countOf = (n) => inBoth(n < 2 ? `count-${n}` : "count-n", { count: n });
const titleOf = (key) => DATA.details[key].title;
const joinedNames = (keys, mark) => ({ zh: keys.map((key) => titleOf(key).zh).join(mark), en: keys.map((key) => titleOf(key).en).join(mark) });

for (const [key, detail] of Object.entries(DATA.details)) {
  if (endsOf(key).length > 1) detail.keys = endsOf(key).map((end) => [end, titleOf(end)]);
}
// A thread can be chosen and linked to like a card; its claims are those of its links.
for (const thread of DATA.threads) {
  DATA.details[thread.key] = {
    title: joinedNames([thread.nodes[0], thread.nodes.at(-1)], " … "),
    kind: DATA.texts.thread,
    facts: [
      [DATA.texts.inferences, inBoth("of-hops", { count: thread.inferences, hops: thread.links.length })],
      [DATA.texts.rests, DATA.verdicts[thread.verdict]],
      ...(thread.by.length ? [[DATA.texts["stated-by"], { zh: thread.by.join("、"), en: thread.by.join(", ") }]] : []),
    ],
    definition: thread.why,
    claims: [...new Set(thread.links.flatMap((key) => DATA.details[key].claims))],
    evidence: [],
    anomalies: [...new Map(thread.links.flatMap((key) => DATA.details[key].anomalies).map((one) => [one.id, one])).values()],
    keys: [],
  };
}

const shownPicture = () => PICTURES.get(state.own.show);
const shownSheet = () => sheetOf(state.own.show);
const fitting = (numbers) => numbers.map((n) => DATA.threads[n]).filter((thread) => fits({ dataset: thread.facets }));
const wireOf = new Map([...document.querySelectorAll(".wire[data-modality]")].map((one) => [one.dataset.key, one.dataset.modality]));
for (const { sheet } of DATA.pictures.slice(1)) {
  for (const [left, right, manner] of sheet.wires.zh) {
    if (manner in DATA.modalities) wireOf.set(`${sheet.cards[left][0]}>${sheet.cards[right][0]}`, manner);
  }
}

// The bottlenecks of a category, or of its link; a bottleneck's category is that of its whole.
const linksInto = (key) => Object.entries(DATA.categories).filter(([link]) => link === key || link.startsWith(`${key}>`));
const inCategory = (key) => new Set(linksInto(key).map(([, right]) => right));
const withWholes = (keys) => new Set([...keys].flatMap((key) => [key, ...(DATA.wholes[key] ?? [])]));

function threadsThrough(key, threads) {
  if (threadOf.has(key)) return threads.filter((thread) => thread.key === key);
  const own = inCategory(key);
  return threads.filter(({ nodes, links }) => nodes.includes(key) || links.includes(key) || [...withWholes(nodes)].some((one) => own.has(one)));
}

// What is lit when *key* is chosen, and what stands near it: the wholes and categories it falls under.
function lightOf(key, picture) {
  const threads = threadsThrough(key, fitting(picture.threads));
  const lit = new Set([key, ...threads.flatMap(({ nodes, links }) => [...nodes, ...links])]);
  for (const member of DATA.members[key] ?? []) lit.add(member);
  for (const [link, right] of linksInto(key)) lit.add(link).add(right).add(endsOf(link)[0]);
  for (const one of DATA.details[key].keys.map(([one]) => one)) if (DATA.members[key]) lit.add(one);
  const near = withWholes(lit);
  for (const [link, right] of Object.entries(DATA.categories)) {
    if (near.has(right)) near.add(link).add(endsOf(link)[0]);
  }
  return { threads, lit, near };
}

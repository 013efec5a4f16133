// The panel beside the picture: all about the card or link that is chosen. Everything in it is text.

const heading = (words) => make("h3", {}, words);
const note = (...words) => make("p", { class: "note" }, ...words);
const badge = (strength) => make("span", { class: `badge ${strength}` }, say(DATA.modalities[strength]));
const button = (words, onclick) => make("button", { type: "button", onclick }, words);
const goTo = (id) => make("button", { type: "button", class: "go", onclick: () => reveal(id) }, nameOf(id));

function renderPanel() {
  const held = $("panel").contains(document.activeElement);
  $("panel").replaceChildren(...panelContent().filter(Boolean));
  $("panel").scrollTop = 0;
  if (held) $("panel").focus({ preventScroll: true });
}

function panelContent() {
  if (state.link !== null) return linkPanel(LINKS[state.link]);
  if (state.node !== null) return nodePanel(byId.get(state.node));
  return [make("h2", {}, text("how")), ...["how-1", "how-2", "how-3"].map((key) => make("p", {}, text(key))), ...otherViews()];
}

function nodePanel(node) {
  const kind = make("p", { class: "kind" }, glyphSvg(node.kind, node.layer), ` ${say(DATA.kinds[node.kind])}`);
  const definition = say(node.definition);
  return [
    kind,
    make("h2", {}, nameOf(node.id)),
    make("p", { class: "other", lang: tagOf(otherLang()) }, node.name[otherLang()]),
    definition ? make("p", { class: "definition" }, definition) : null,
    nodeButtons(node.id),
    ...besideParts(node.id),
    ...nodeEvidence(node),
    ...nodeAnomalies(node),
    ...threads(node),
    ...nodeLinks(node.id),
    note(make("code", {}, node.id)),
  ];
}

function nodeButtons(id) {
  const more = view.hidden.get(id);
  return make(
    "p",
    { class: "buttons" },
    more ? button(text("unfold", { count: more }), () => expand(id)) : null,
    state.open.has(id) ? button(text("fold"), () => fold(id)) : null,
    button(text("copy"), copyChosen),
    button(text("close"), clear),
  );
}

function nodeEvidence({ evidence }) {
  if (!evidence.length) return [heading(text("evidence")), note(text("no-evidence"))];
  return evidenceList(aside(text("evidence"), evidence.length), evidence);
}

function nodeAnomalies({ anomalies }) {
  if (!anomalies.length) return [];
  return [heading(aside(text("anomalies"), anomalies.length)), ...anomalies.map(anomalyBlock)];
}

function anomalyBlock({ id, name, treatment }) {
  const headline = make("p", {}, make("strong", {}, `※ ${say(name)}`));
  return make("div", { class: "evidence" }, headline, make("p", {}, say(treatment)), make("cite", {}, id));
}

function nodeLinks(id) {
  const links = linksOf.get(id).toSorted(
    (a, b) => WEIGHT[a.strength] - WEIGHT[b.strength] || a.index - b.index,
  );
  if (!links.length) return [];
  const lines = links.map((link) => linkLine(link, id));
  return [heading(aside(text("links"), links.length)), make("ul", { class: "links" }, ...lines)];
}

function linkLine(link, id) {
  const other = otherEnd(link, id);
  const arrow = link.from === id ? `${say(link.name)} →` : `← ${say(link.name)}`;
  const label = labelled(text("open-link"), `${say(link.name)}, ${nameOf(other)}`);
  const show = { type: "button", class: "show", "aria-label": label, onclick: () => chooseLink(link.index) };
  return make("li", {}, make("button", show, badge(link.strength), ` ${arrow}`), goTo(other));
}

function linkPanel(link) {
  const sources = link.sources.join(", ");
  return [
    make("p", { class: "kind" }, badge(link.strength)),
    make("h2", { class: "sentence" }, goTo(link.from), make("span", {}, ` ${say(link.name)} → `), goTo(link.to)),
    make("p", { class: "buttons" }, button(text("copy"), copyChosen), button(text("close"), clear)),
    sources ? make("p", {}, labelled(text("source"), sources)) : null,
    link.claims.length ? null : note(text("structural-note")),
    ...link.claims.flatMap((claim) => claimParts(claim, link)),
  ];
}

function claimParts(claim, link) {
  const rationale = say(claim.rationale);
  const level = DATA.confidences[claim.confidence];
  const rule = DATA.rules[claim.confidence];
  return [
    make("p", { class: "claim" }, badge(claim.modality), " ", make("code", {}, claim.id)),
    level ? make("p", {}, aside(labelled(text("confidence"), say(level)), say(rule))) : null,
    ...(rationale ? [heading(text("rationale")), make("p", {}, rationale)] : []),
    ...evidenceList(text("link-evidence"), claim.link),
    ...evidenceList(text("subject-evidence", { name: nameOf(link.from) }), claim.subject),
    ...evidenceList(text("object-evidence", { name: nameOf(link.to) }), claim.object),
    ...evidenceList(text("contrary-evidence"), claim.contrary),
  ];
}

function evidenceList(title, ids) {
  return ids.length ? [heading(title), ...ids.map(evidenceBlock)] : [];
}

function evidenceBlock(id) {
  const evidence = DATA.evidence[id];
  if (!evidence) return null;
  const printed = evidence.words
    ? make("blockquote", { lang: "zh-Hans" }, make("strong", {}, labelled(text("words"), "")), evidence.words)
    : null;
  const cite = make("cite", {}, `${evidence.source} ${evidence.place}`);
  return make("div", { class: "evidence" }, make("p", {}, say(evidence.text)), cite, printed);
}

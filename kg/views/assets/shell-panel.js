// The panel beside the picture: all about what is chosen.

// What a view shows of a detail beside what all views do, before claims and evidence.
const ownParts = (detail) => (typeof OWN_PARTS === "undefined" ? [] : OWN_PARTS(detail));

function renderPanel() {
  const held = $("panel").contains(document.activeElement);
  const content = state.key === null ? howToRead() : detailParts(DATA.details[state.key]);
  $("panel").replaceChildren(...content.filter(Boolean));
  $("panel").scrollTop = 0;
  if (held) $("panel").focus({ preventScroll: true });
}

function howToRead() {
  return [make("h2", {}, text("how")), ...DATA.how.map((both) => make("p", {}, say(both))), ...otherViews()];
}

function detailParts(detail) {
  const other = detail.title[otherLang()];
  return [
    detail.kind ? make("p", { class: "kind" }, say(detail.kind)) : null,
    make("h2", {}, say(detail.title)),
    other !== say(detail.title) ? make("p", { class: "other", lang: tagOf(otherLang()) }, other) : null,
    detail.definition && say(detail.definition) ? make("p", { class: "definition" }, say(detail.definition)) : null,
    make("p", { class: "buttons" }, button(text("close"), () => choose(null))),
    ...besideParts(state.key, detail.id),
    ...factParts(detail.facts),
    ...ownParts(detail),
    ...anomalyParts(detail.anomalies),
    ...detail.claims.flatMap((id) => claimParts(id, DATA.claims[id])),
    ...evidenceList(text("evidence"), detail.evidence),
    ...keyParts(detail.keys),
    detail.id ? note(make("code", {}, detail.id)) : null,
  ];
}

function factParts(facts) {
  if (!facts.length) return [];
  return [make("dl", {}, ...facts.flatMap(([label, value]) => [make("dt", {}, say(label)), make("dd", {}, say(value))]))];
}

function anomalyParts(anomalies) {
  if (!anomalies.length) return [];
  const blocks = anomalies.map(({ id, name, treatment }) =>
    make("div", { class: "evidence" }, make("p", {}, make("strong", {}, `※ ${say(name)}`)), make("p", {}, say(treatment)), make("cite", {}, id)),
  );
  return [heading(aside(text("anomalies"), anomalies.length)), ...blocks];
}

function claimParts(id, claim) {
  const rationale = say(claim.rationale);
  return [
    make("p", { class: "claim" }, badge(claim.modality), " ", `${say(claim.subject)} – ${say(claim.predicate)} – ${say(claim.object)}`),
    make("p", { class: "note" }, aside(labelled(text("confidence"), say(DATA.levels[claim.confidence])), say(DATA.rules[claim.confidence])), " ", make("code", {}, id)),
    rationale ? make("p", {}, rationale) : null,
    ...evidenceList(text("link-evidence"), claim.link),
    ...evidenceList(text("end-evidence", { name: say(claim.subject) }), claim.subjectEvidence),
    ...evidenceList(text("end-evidence", { name: say(claim.object) }), claim.objectEvidence),
    ...evidenceList(text("contrary-evidence"), claim.contrary),
  ];
}

function evidenceList(title, ids) {
  return ids.length ? [heading(title), ...ids.map(evidenceBlock)] : [];
}

function evidenceBlock(id) {
  const evidence = DATA.evidence[id];
  const printed = evidence.words
    ? make("blockquote", { lang: "zh-Hans" }, make("strong", {}, labelled(text("words"), "")), evidence.words)
    : null;
  const cite = make("cite", {}, `${evidence.source} ${evidence.place}`);
  return make("div", { class: "evidence" }, make("p", {}, say(evidence.text)), cite, printed);
}

function keyParts(keys) {
  if (!keys.length) return [];
  const line = ([key, name]) => make("li", {}, make("button", { type: "button", class: "go", onclick: () => choose(key) }, say(name)));
  return [heading(text("related")), make("ul", { class: "links" }, ...keys.map(line))];
}

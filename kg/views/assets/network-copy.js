// What is chosen as plain text: what it is, who says it and why, and each place with its id.

function copyChosen() {
  const lines = state.link !== null ? linkText(LINKS[state.link]) : nodeText(byId.get(state.node));
  copyText([...lines, "", originLine()].join("\n"), text("chosen-copied"));
}

function nodeText({ id, kind, name, definition, evidence, anomalies }) {
  return [
    `${say(name)} (${id})`,
    say(DATA.kinds[kind]),
    ...[say(definition)].filter(Boolean),
    ...placesText(text("evidence"), evidence),
    ...anomalies.map((one) => `※ ${say(one.name)} (${one.id}) – ${say(one.treatment)}`),
  ];
}

function linkText(link) {
  return [
    `${nameOf(link.from)} (${link.from}) – ${say(link.name)} – ${nameOf(link.to)} (${link.to})`,
    say(DATA.modalities[link.strength]),
    ...(link.claims.length ? link.claims.flatMap((claim) => claimText(claim, link)) : [text("structural-note")]),
  ];
}

function claimText(claim, link) {
  const level = DATA.confidences[claim.confidence];
  const rationale = say(claim.rationale);
  return [
    "",
    `${claim.id} · ${say(DATA.modalities[claim.modality])}${level ? ` · ${text("confidence")} ${say(level)}` : ""}`,
    ...(rationale ? [`${text("rationale")} ${rationale}`] : []),
    ...placesText(text("link-evidence"), claim.link),
    ...placesText(text("subject-evidence", { name: nameOf(link.from) }), claim.subject),
    ...placesText(text("object-evidence", { name: nameOf(link.to) }), claim.object),
    ...placesText(text("contrary-evidence"), claim.contrary),
  ];
}

function placesText(title, ids) {
  const found = ids.filter((id) => DATA.evidence[id]);
  if (!found.length) return [];
  return [title, ...found.map((id) => `- ${say(DATA.evidence[id].text)} [${DATA.evidence[id].source} ${DATA.evidence[id].place}; ${id}]`)];
}

// Names of things, and the signs of their kinds.

const nameOf = (id) => say(byId.get(id).name);

function glyphSvg(kind, layer) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const fill = columnColour(state.theme, layer);
  new SvgPainter(svg).path(glyphPath(kind, 7, 7, 5.4), { fill });
  return svg;
}

// The page as a whole: drawing it anew, beginning, following its address and its size.

function render({ refit = false, keepHash = false } = {}) {
  renderControls();
  view = makeView();
  syncDataset();
  renderHeads();
  renderOverlay();
  renderStatus();
  renderPanel();
  renderSiteLinks();
  renderWay();
  renderSnapshot();
  renderRows();
  if (refit) fit();
  network.redraw();
  follow();
  if (!keepHash) writeHash();
}

function renderFromHash() {
  readHash();
  render({ refit: true });
}

// Whether the browser needs no more room for the text of a card than was reckoned.
function linesFit(card) {
  probe.font = `400 ${M.FONT}px ${faces()}`;
  const room = card.width - M.PAD_LEFT - M.PAD_RIGHT + 4;
  return card.lines.every((line) => probe.measureText(line).width <= room);
}

// For tests, and for the curious: what is in view, without touching it.
window.policyNetwork = {
  cards: () => view.placed.cards.map(({ id, x, y, width, height, lines, layer }) => ({ id, x, y, width, height, lines, layer })),
  links: () => view.links.map(({ from, to, index, strength }) => ({ from, to, index, strength })),
  paths: () => view.paths.map(({ d, link }) => ({ d, index: link.index })),
  onScreen: (id) => network.canvasToDOM(view.placed.byId.get(id)),
  toScreen: (point) => network.canvasToDOM(point),
  scale: () => network.getScale(),
  svg: svgText,
  linesFit: () => view.placed.cards.every(linesFit),
};

renderFromHash();
window.addEventListener("hashchange", renderFromHash);

const sizeNow = () => `${stage.clientWidth}x${stage.clientHeight}`;
let size = sizeNow();
new ResizeObserver(() => {
  if (size === sizeNow()) return;
  // A new size is no new state: an address that was just typed must not be overwritten.
  render({ refit: true, keepHash: true });
  size = sizeNow();
}).observe(stage);
window.policyNetwork.ready = performance.now();

// The stage: the canvas of vis-network on which the view is drawn, and what part of it one sees.

const LARGEST = 1.3;
const stage = $("stage");
const dataset = new vis.DataSet([]);
const options = parse("kg-options");
options.nodes.ctxRenderer = renderCard;
const network = new vis.Network($("canvas"), { nodes: dataset, edges: new vis.DataSet([]) }, options);
const canvas = $("canvas").querySelector("canvas");
canvas.setAttribute("role", "img");
canvas.removeAttribute("tabindex");
$("canvas").querySelector(".vis-network").removeAttribute("tabindex");
network.on("beforeDrawing", (context) => view && drawLinks(new CanvasPainter(context), view));
network.on("afterDrawing", follow);

function renderCard({ ctx, id }) {
  const card = view.placed.byId.get(id);
  const size = card ? { width: card.width, height: card.height } : { width: 1, height: 1 };
  return {
    drawNode: () => card && drawCard(new CanvasPainter(ctx), view, card),
    nodeDimensions: size,
  };
}

function syncDataset() {
  const { cards, byId: wanted } = view.placed;
  dataset.remove(dataset.getIds().filter((id) => !wanted.has(id)));
  // vis-network leaves out what it thinks is off the canvas: tell it how large a card is.
  dataset.update(cards.map(({ id, x, y, width, height }) => ({ id, x, y, size: Math.max(width, height) / 2 })));
  for (const { id } of cards) network.body.nodes[id].updateBoundingBox();
}

function lookAt(position, scale = network.getScale()) {
  network.moveTo({ position, scale, animation: false });
}

function fitScale() {
  const [width, height] = [stage.clientWidth - 48, stage.clientHeight - 28];
  const { placed } = view;
  const best = Math.min(width / Math.max(placed.width, 1), height / Math.max(placed.height, 1));
  return Math.max(SMALLEST, Math.min(LARGEST, best));
}

// Show all; where all would be too small to read, begin at the top left or at what is chosen.
function fit() {
  network.setSize("100%", "100%");
  const scale = fitScale();
  const { width, height } = view.placed;
  const [w, h] = [stage.clientWidth / scale, stage.clientHeight / scale];
  const focus = view.placed.byId.get(state.node ?? DATA.term);
  const clamp = (wish, size, room) =>
    size <= room - 20 ? size / 2 : Math.max(room / 2 - 24, Math.min(size - room / 2 + 24, wish));
  lookAt({ x: clamp(0, width, w), y: clamp(focus ? focus.y : 0, height, h) }, scale);
}

function bringIntoView(id) {
  const card = view.placed.byId.get(id);
  if (!card) return;
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const [w, h] = [stage.clientWidth / scale / 2 - 16, stage.clientHeight / scale / 2 - 16];
  const shift = (at, half, middle, room) =>
    Math.min(0, at - half - (middle - room)) + Math.max(0, at + half - (middle + room));
  const dx = shift(card.x, card.width / 2, centre.x, w);
  const dy = shift(card.y, card.height / 2, centre.y, h);
  if (dx || dy) lookAt({ x: centre.x + dx, y: centre.y + dy });
}

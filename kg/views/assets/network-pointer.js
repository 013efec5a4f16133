// The mouse over the picture: clicks, the wheel, and the buttons that zoom.

network.on("click", ({ pointer }) => {
  const card = cardAt(view, pointer.canvas);
  if (card && onMore(view, card, pointer.canvas)) return expand(card.id);
  if (card) return choose(card.id);
  const link = linkAt(view, pointer.canvas);
  return link ? chooseLink(link.index) : clear();
});
network.on("doubleClick", ({ pointer }) => {
  const card = cardAt(view, pointer.canvas);
  if (card && view.hidden.get(card.id)) expand(card.id);
});

$("canvas").addEventListener("mousemove", (event) => {
  const box = canvas.getBoundingClientRect();
  const point = network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
  canvas.style.cursor = cardAt(view, point) || linkAt(view, point) ? "pointer" : "grab";
});

// The wheel moves the picture, as it would a page; with Ctrl or two fingers it zooms.
function moveByWheel(event) {
  if (event.ctrlKey) return;
  event.preventDefault();
  event.stopPropagation();
  const [scale, { x, y }] = [network.getScale(), network.getViewPosition()];
  const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
  lookAt({ x: x + dx / scale, y: y + dy / scale });
}

const zoomBy = (factor) => lookAt(network.getViewPosition(), network.getScale() * factor);

$("canvas").addEventListener("wheel", moveByWheel, { capture: true, passive: false });
$("zoom-in").addEventListener("click", () => zoomBy(1.25));
$("zoom-out").addEventListener("click", () => zoomBy(0.8));
$("fit").addEventListener("click", fit);

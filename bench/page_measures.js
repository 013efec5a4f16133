// What a page shows, measured in the page itself: lines, boxes of text, size of the text as seen.
// `name` says whose page it is; coordinates are those of the picture, lines are runs of points.
(name) => {
  const AT = 12; // points by which a curve is followed
  const follow = (path) => {
    const length = path.getTotalLength();
    return Array.from({ length: AT + 1 }, (_, i) => {
      const { x, y } = path.getPointAtLength((length * i) / AT);
      return [x, y];
    });
  };
  const rect = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const sizeOf = (element) => parseFloat(getComputedStyle(element).fontSize);
  const smallest = (elements) => Math.min(...elements.map(sizeOf));

  function pyvis() {
    const bodies = Object.values(network.body.nodes).filter((one) => one.x !== undefined && !String(one.id).startsWith("edgeId:"));
    const of = new Map(bodies.map((one) => [one.id, one]));
    const edges = Object.values(network.body.edges);
    const lines = edges.map(({ fromId, toId }) => ({
      ends: [fromId, toId],
      points: [[of.get(fromId).x, of.get(fromId).y], [of.get(toId).x, of.get(toId).y]],
    }));
    // As its labels are drawn: 14 pixels high, centred below a dot of radius 25.
    const context = document.createElement("canvas").getContext("2d");
    context.font = "14px arial";
    const boxes = bodies.map(({ x, y, options: { label } }) => {
      const half = context.measureText(label).width / 2;
      return [x - half, y + 26, x + half, y + 40];
    });
    network.fit({ animation: false }); // as it does itself once it rests
    return { lines, boxes, font: 14 * network.getScale() };
  }

  function ours() {
    const probe = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const links = policyNetwork.links();
    const lines = policyNetwork.paths().map(({ d, index }) => {
      probe.setAttribute("d", d);
      const { from, to } = links.find((link) => link.index === index);
      return { ends: [from, to], points: follow(probe) };
    });
    const boxes = policyNetwork.cards().map(({ x, y, width, height }) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
    return { lines, boxes, font: 13 * policyNetwork.scale() };
  }

  function trace() {
    const lines = [...document.querySelectorAll("#picture .stage .wire:not(.band) .line")].filter(seen).map((path) => ({ ends: [], points: follow(path) }));
    const cards = [...document.querySelectorAll("#picture .stage .card")].filter(seen);
    return { lines, boxes: cards.map(rect), font: smallest(cards) };
  }

  function matrix() {
    const names = [...document.querySelectorAll("#matrix tbody .name")].filter(seen);
    return { lines: [], boxes: names.map(rect), font: smallest(names) };
  }

  // Two lines that end at the same thing meet there, which is no crossing.
  function crossings(lines) {
    const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
    const cut = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
    const near = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by) < 1.5;
    const meets = (one, other) => {
      for (let i = 1; i < one.length; i += 1) {
        for (let j = 1; j < other.length; j += 1) if (cut(one[i - 1], one[i], other[j - 1], other[j])) return true;
      }
      return false;
    };
    const bounds = lines.map(({ points }) => {
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    });
    const apart = (a, b) => a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
    const share = (a, b) => a.ends.some((end) => b.ends.includes(end))
      || [a.points[0], a.points.at(-1)].some((end) => near(end, b.points[0]) || near(end, b.points.at(-1)));
    let found = 0;
    for (let i = 0; i < lines.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        if (!apart(bounds[i], bounds[j]) && !share(lines[i], lines[j]) && meets(lines[i].points, lines[j].points)) found += 1;
      }
    }
    return found;
  }

  function overlaps(boxes) {
    const sorted = [...boxes].sort((a, b) => a[0] - b[0]);
    let found = 0;
    for (let i = 0; i < sorted.length; i += 1) {
      for (let j = i + 1; j < sorted.length && sorted[j][0] < sorted[i][2] - 1; j += 1) {
        if (sorted[j][1] < sorted[i][3] - 1 && sorted[i][1] < sorted[j][3] - 1) found += 1;
      }
    }
    return found;
  }

  const { lines, boxes, font } = { pyvis, network: ours, trace, matrix }[name]();
  return { shown: boxes.length, lines: lines.length, crossings: crossings(lines), overlaps: overlaps(boxes), font };
}

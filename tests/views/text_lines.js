// Every line of text that is to be seen within the elements named: the square that its letters fill
// (a line box is higher), cut by what scrolls or hides around it; its size; and how far it reaches
// out of the box that it stands in.
(where) => {
  const clip = (box, by) => {
    const [left, top] = [Math.max(box.left, by.left), Math.max(box.top, by.top)];
    return new DOMRect(left, top, Math.min(box.right, by.right) - left, Math.min(box.bottom, by.bottom) - top);
  };
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scaleOf = (element) => {
    if (!element.ownerSVGElement) return 1;
    const { a, b, c, d } = element.getScreenCTM();
    return Math.sqrt(Math.abs(a * d - b * c));
  };
  const roomOf = (element) => {
    if (element.ownerSVGElement) return element.ownerSVGElement;
    return getComputedStyle(element).display === "inline" ? roomOf(element.parentElement) : element;
  };
  const squareOf = (line, size, turned) => {
    const em = Math.min(size, turned ? line.width : line.height);
    return turned
      ? new DOMRect(line.x + (line.width - em) / 2, line.y, em, line.height)
      : new DOMRect(line.x, line.y + (line.height - em) / 2, line.width, em);
  };
  const windows = new Map(); // what is to be seen through each element and all around it; null: all
  const windowOf = (element) => {
    if (!element) return null;
    if (!windows.has(element)) {
      const around = windowOf(element.parentElement);
      const own = getComputedStyle(element).overflow !== "visible" ? element.getBoundingClientRect() : null;
      windows.set(element, own && around ? clip(own, around) : own ?? around);
    }
    return windows.get(element);
  };
  const cut = (square, element) => {
    const by = windowOf(element);
    return by ? clip(square, by) : square;
  };
  const linesOf = (node) => {
    const element = node.parentElement;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize) * scaleOf(element);
    const room = roomOf(element).getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((line) => line.width > 1 && line.height > 1).flatMap((line) => {
      const square = squareOf(line, size, style.writingMode.startsWith("vertical"));
      const { x, y, width, height } = cut(square, element);
      const out = Math.max(room.left - square.left, square.right - room.right, room.top - square.top, square.bottom - room.bottom);
      return width < 2 || height < 2 ? [] : [{ words: node.data.trim(), size, x, y, width, height, out }];
    });
  };
  return [...document.querySelectorAll(where)].flatMap((whole) => {
    const walker = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && isSeen(node.parentElement)) found.push(...linesOf(node));
    }
    return found;
  });
}

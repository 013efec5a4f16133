// The picture outside the page: as SVG, as PNG, and as the sheet that is printed.

function download(blob, ending) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: `policy-network.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function svgText() {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(makeSvg(view))}`;
}

function renderSnapshot() {
  $("snapshot").replaceChildren(makeSvg({ ...view, theme: "light", lit: null, node: null, link: null }));
}

$("svg").addEventListener("click", () => {
  download(new Blob([svgText()], { type: "image/svg+xml;charset=utf-8" }), "svg");
});
$("png").addEventListener("click", async () => download(await makePng(view), "png"));

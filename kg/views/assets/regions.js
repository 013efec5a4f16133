// Which numbers stand in the tiles, and how many links a mark stands for when a source is chosen.

const OWN_RENDERERS = [showSeries, countMarks];
const seriesKeys = DATA.series.map(({ key }) => key);

OWN_STATE.series = {
  fresh: () => seriesKeys[0] ?? "",
  read: (words) => (seriesKeys.includes(words) ? words : undefined),
  write: (value) => (value === seriesKeys[0] ? "" : value),
};

function showSeries() {
  const chosen = state.own.series;
  for (const element of document.querySelectorAll("#picture [data-series]")) {
    element.classList.toggle("off", element.dataset.series !== chosen);
  }
  for (const section of document.querySelectorAll(".nowhere")) {
    section.classList.toggle("off", !section.querySelector("[data-series]:not(.off)"));
  }
  const select = $("series");
  if (!select) return;
  select.replaceChildren(...DATA.series.map(({ key, name }) => make("option", { value: key }, say(name))));
  select.value = chosen;
}

function countMarks() {
  const { source } = state.facets;
  for (const mark of document.querySelectorAll("#picture [data-counts]")) {
    const counts = new Map(mark.dataset.counts.trim().split(" ").map((one) => one.split(":")));
    const number = mark.querySelector("[data-count]");
    number.textContent = source ? (counts.get(source) ?? "0") : number.dataset.count;
  }
  $("empty").hidden = true; // the tiles are never left out
}

$("series")?.addEventListener("change", () => {
  state.own.series = $("series").value;
  render();
});

// Figures are shown on request; a lane of which nothing fits the filters is left out.

const OWN_RENDERERS = [showFigures, foldLanes];
const FIGURES_ASKED = ["", "ahead", "all", ...DATA.indicators.map(({ key }) => key)];
const FIGURES_FIRST = DATA.ahead ? "ahead" : "";

OWN_STATE.figures = {
  fresh: () => FIGURES_FIRST,
  read: (words) => (FIGURES_ASKED.includes(words) ? words : words === "none" ? "" : undefined),
  write: (value) => (value === FIGURES_FIRST ? "" : value || "none"),
};

function isAsked(line) {
  const asked = state.own.figures;
  return asked === "all" || line.dataset.figures === asked || (asked === "ahead" && line.hasAttribute("data-ahead"));
}

function showFigures() {
  const select = $("figures");
  if (!select) return;
  const named = DATA.indicators.map(({ key, name }) => [key, say(name)]);
  const options = [["", text("show-none")], ...(DATA.ahead ? [["ahead", text("show-ahead")]] : []), ["all", text("show-all")], ...named];
  select.replaceChildren(...options.map(([value, words]) => make("option", { value }, words)));
  select.value = state.own.figures;
  for (const line of document.querySelectorAll("#picture [data-figures]")) {
    if (!isAsked(line)) line.classList.add("off");
  }
}

function foldLanes() {
  for (const lane of document.querySelectorAll("#picture [data-lane-of], #picture [data-chips]")) {
    lane.classList.toggle("off", !lane.querySelector("[data-key]:not(.off)"));
  }
}

$("figures")?.addEventListener("change", () => {
  state.own.figures = $("figures").value;
  render();
});

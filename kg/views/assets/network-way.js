// The way that one came: each card unfolded or brought in is a step, and one can go back to it.
// A step is written as in the address: "+id" for unfolded, ".id" for brought in.

const MOST_STEPS = 100;
const idOfStep = (step) => step.slice(1);
const readWay = (entries, known) => entries.filter((step) => /^[+.]/.test(step) && known(idOfStep(step))).slice(0, MOST_STEPS);

// Brought in and unfolded at once is one step.
function walk(step) {
  if (state.way.at(-1) === `.${idOfStep(step)}`) state.way.pop();
  if (state.way.length < MOST_STEPS && state.way.at(-1) !== step) state.way.push(step);
}

// What is open and brought in after *steps*, in the same order as the first time.
function walkAgain(steps) {
  Object.assign(state, { open: new Map(), pinned: [], way: [] });
  for (const step of steps) {
    const id = idOfStep(step);
    if (!inView(state).ids.includes(id)) state.pinned.push(id);
    if (step.startsWith("+")) unfold(id, state);
    state.way.push(step);
  }
}

function goBackTo(count) {
  const steps = state.way.slice(0, count);
  walkAgain(steps);
  const id = count ? idOfStep(steps.at(-1)) : null;
  Object.assign(state, { node: id, link: null });
  render({ refit: count === 0 });
  if (id) bringIntoView(id);
  $("told").textContent = text("went-back", { name: id ? nameOf(id) : text("way-start") });
  $("way").querySelector("[aria-current]")?.focus();
}

function crumb(words, count) {
  const here = count === state.way.length;
  const go = { type: "button", class: "go", "aria-current": here ? "step" : null, onclick: () => goBackTo(count) };
  return make("li", {}, make("button", go, words));
}

function renderWay() {
  $("way").hidden = state.way.length === 0;
  const crumbs = state.way.map((step, at) => crumb(nameOf(idOfStep(step)), at + 1));
  $("way-steps").replaceChildren(crumb(text("way-start"), 0), ...crumbs);
}

// Choosing: a card, a link, what unfolds; each changes the state and draws the page anew.

function choose(id) {
  state.node = id;
  state.link = null;
  render();
}

const clear = () => choose(null);

function chooseLink(index) {
  const { from, to } = LINKS[index];
  state.link = index;
  state.node = null;
  pin(from);
  pin(to);
  render();
  bringIntoView(to);
  bringIntoView(from);
}

// Keep in view what would not be by itself.
function pin(id) {
  if (inView(state).ids.includes(id) || state.pinned.includes(id)) return;
  state.pinned.push(id);
  walk(`.${id}`);
}

function reveal(id) {
  pin(id);
  choose(id);
  bringIntoView(id);
}

function open(id) {
  unfold(id, state);
  walk(`+${id}`);
}

function expand(id) {
  open(id);
  choose(id);
  bringIntoView(id);
}

function fold(id) {
  state.open.delete(id);
  state.way = state.way.filter((step) => step !== `+${id}`);
  render();
}

// The keyboard: up and down within a column, left and right along the links of a card.

const shownCards = () => [...shownSheet().querySelectorAll(".stage .card:not([hidden])")];
const columnOf = (card) => card.className.match(/\bk(\d)\b/)[1];
const heightOf = (card) => card.getBoundingClientRect().top;

function beside(card, step) {
  const column = shownCards().filter((other) => columnOf(other) === columnOf(card)).sort((a, b) => heightOf(a) - heightOf(b));
  return column[column.indexOf(card) + step];
}

// Along a link: to a card that is lit, if one is, and of these to the nearest.
function along(key, side) {
  const ends = [...shownSheet().querySelectorAll(".stage .wire:not([hidden], .band)")].map((wire) => endsOf(wire.dataset.key));
  const others = new Set(ends.filter(([left, right]) => (side < 0 ? right : left) === key).map(([left, right]) => (side < 0 ? left : right)));
  return shownCards().filter((card) => others.has(card.dataset.key));
}

function nearest(cards, from) {
  const lit = cards.filter((card) => card.classList.contains("lit"));
  const choice = lit.length ? lit : cards;
  return choice.sort((a, b) => Math.abs(heightOf(a) - heightOf(from)) - Math.abs(heightOf(b) - heightOf(from)))[0];
}

function targetOf(key, from) {
  const wire = from.closest(".wire");
  if (wire) {
    const [left, right] = endsOf(wire.dataset.key);
    const end = { ArrowLeft: left, ArrowRight: right }[key];
    return shownCards().find((card) => card.dataset.key === end);
  }
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step) return beside(from, step);
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return side ? nearest(along(from.dataset.key, side), from) : undefined;
}

$("picture").addEventListener("keydown", (event) => {
  const from = event.target.closest(".card, .wire");
  if (!from || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  targetOf(event.key, from)?.focus();
});

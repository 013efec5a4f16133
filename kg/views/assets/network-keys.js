// Keys: arrows from card to card, Enter chooses and then unfolds, / searches, Esc clears.

function nextCard(card, key) {
  const { cards, heads } = view.placed;
  if (key === "Home") return cards[0];
  if (key === "End") return cards.at(-1);
  const column = heads.findIndex((head) => head.cards.includes(card));
  const place = heads[column].cards.indexOf(card);
  if (key === "ArrowDown") return heads[column].cards[place + 1];
  if (key === "ArrowUp") return heads[column].cards[place - 1];
  return nearestCard(card, heads[column + (key === "ArrowRight" ? 1 : -1)]?.cards ?? []);
}

// Of the column beside, the nearest card that is linked, else the nearest.
function nearestCard(card, beside) {
  const linked = beside.filter((one) =>
    view.links.some((link) => touches(link, one.id) && touches(link, card.id)),
  );
  const near = linked.length ? linked : beside;
  return near.toSorted((a, b) => Math.abs(a.y - card.y) - Math.abs(b.y - card.y))[0];
}

$("cards").addEventListener("keydown", (event) => {
  const card = view.placed.byId.get(event.target.dataset.card);
  if (!card) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (state.node === card.id && view.hidden.get(card.id)) expand(card.id);
    else choose(card.id);
  } else if (/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) {
    event.preventDefault();
    const next = nextCard(card, event.key);
    if (next) focusCard(next.id);
  }
});

$("cards").addEventListener("focusin", (event) => {
  if (event.target.dataset.card) bringIntoView(event.target.dataset.card);
});

document.addEventListener("keydown", (event) => {
  const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !writing) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape") {
    if (!$("found").hidden) closeSearch();
    else clear();
  }
});

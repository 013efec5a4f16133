// A chart of which nothing fits the filters is left out; a part of a stack chooses what is below it.

const OWN_RENDERERS = [foldCards, lightParts];

function foldCards() {
  for (const card of document.querySelectorAll("[data-card]")) {
    card.classList.toggle("off", !card.querySelector("[data-item]:not(.off)"));
  }
}

function lightParts() {
  for (const part of document.querySelectorAll("[data-part]")) {
    part.classList.toggle("lit", part.dataset.part === state.key);
  }
}

$("picture").addEventListener("click", (event) => {
  const part = event.target.closest("[data-part]");
  if (part) choose(part.dataset.part === state.key ? null : part.dataset.part);
});

// What is chosen lights what it touches: a class its links, a link its classes.

const endsOf = (key) => (Object.hasOwn(DATA.ends, key) ? DATA.ends[key] : []);

function renderTouched() {
  const { key } = state;
  root.classList.toggle("choosing", key !== null);
  for (const item of document.querySelectorAll("#picture [data-key]")) {
    const own = item.dataset.key;
    const lit = key !== null && (own === key || endsOf(own).includes(key) || endsOf(key).includes(own));
    item.classList.remove("lit", "chosen", "found"); // set anew, so that one state has one markup
    (item.closest(".row:not(.heads)") ?? item).classList.toggle("lit", lit);
  }
}

const OWN_RENDERERS = [renderTouched];

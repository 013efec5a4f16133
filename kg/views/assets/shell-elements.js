// What the page knows, and the small parts that the drawn pages are made of.

const DATA = JSON.parse($("kg-data").textContent);
const root = document.documentElement;

const heading = (words) => make("h3", {}, words);
const note = (...words) => make("p", { class: "note" }, ...words);
const badge = (modality) => make("span", { class: `badge ${modality}` }, say(DATA.modalities[modality]));
const button = (words, onclick) => make("button", { type: "button", onclick }, words);

// Words in the language of the reader, and the elements they stand in. Everything shown is text.

const $ = (id) => document.getElementById(id);
const otherLang = () => (state.lang === "zh" ? "en" : "zh");
const tagOf = (lang) => (lang === "zh" ? "zh-Hans" : "en");
const say = (both) => both[state.lang] || both[otherLang()];
const fill = (words, values) => words.replace(/\{([a-z-]+)\}/g, (_, key) => values[key]);
const text = (key, values = {}) => fill(say(DATA.texts[key]), values);
// As each language punctuates: 来源：甲（3） and Source: A (3).
const labelled = (label, words) => `${label}${state.lang === "zh" ? "：" : ": "}${words}`;
const aside = (words, more) => (state.lang === "zh" ? `${words}（${more}）` : `${words} (${more})`);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

"""What the sentences about changes are made of: lists, names, what was and what is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.answers.diff.changes import Change
from kg.graph.terms import KG
from kg.language import Lang, Text

Name = Callable[[str], Text]
Sentence = Callable[[Change, Name], Text]
NAMED = 3  # names in a list before the rest is counted

CHANGED = Text("{thing}: {what}: {before} → {after}.", "“{thing}”：{what}：{before} → {after}。")
NOTHING = Text("nothing", "无")
# Properties that are not ours have no label in the graph.
PROPERTIES = {
    "prefLabel": Text("label", "名称"),
    "definition": Text("definition", "定义"),
    "wasDerivedFrom": Text("derived from", "推算自"),
}


def plain(text: str) -> Text:
    """Return words of the data, which are the same in both languages."""
    return Text(text, text)


def in_both(say: Callable[[Lang], str]) -> Text:
    """Return what *say* says in either language."""
    return Text(say("en"), say("zh"))


def join(texts: Sequence[Text], most: int = NAMED) -> Text:
    """Return the first *most* of *texts* as a list within a sentence, and how many more."""
    if not texts:
        return NOTHING
    listed = chain(texts[:most], "; ", "；")
    more = Text("{listed} and {more} more", "{listed}，另有 {more} 项")
    return more.fill(listed=listed, more=len(texts) - most) if len(texts) > most else listed


def join_ends(link: Sequence[str], name: Name) -> Text:
    """Return what a claim or a thread joins, in one line."""
    return chain([name(iri) for iri in link], " – ", " – ")


def chain(texts: Sequence[Text], en: str, zh: str) -> Text:
    """Return *texts* in one line, with *en* or *zh* between them."""
    return Text(en.join(t.say("en") for t in texts), zh.join(t.say("zh") for t in texts))


def join_names(iris: Iterable[str], name: Name) -> Text:
    """Return the names of *iris* as a list within a sentence."""
    return join([name(iri) for iri in iris])


def one_word(values: tuple[str, ...], words: Mapping[str, Text]) -> Text:
    """Return the one word in *values*, of the closed list *words*, in both languages."""
    return words[values[0]] if values else NOTHING


def old_and_new(change: Change) -> Text:
    """Return both texts of *change*, in a language in which they differ."""
    zh, en = (
        None if old == new else f"“{old or '–'}” → “{new or '–'}”"
        for old, new in zip(_two(change.before), _two(change.after), strict=True)
    )
    return Text(en or f"{zh}", zh or f"{en}")


def _two(values: tuple[str, ...]) -> tuple[str, ...]:
    return values or ("", "")


def name_property(change: Change, name: Name) -> Text:
    """Return what *change* calls the property that changed."""
    return PROPERTIES.get(change.note) or name(KG + change.note)


def of_thing(pattern: Text) -> Sentence:
    """Return how *pattern* is said of a thing: its kind and its name."""

    def describe(change: Change, name: Name) -> Text:
        return pattern.fill(kind=name(KG + change.note), thing=name(change.subject))

    return describe

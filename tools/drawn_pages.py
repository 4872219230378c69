"""Generates pages by seed: the boilerplate of one annotated page around the article of another, with known truth.

A layout is a page without its title, its repeats of the title, and its article. Its boilerplate is unchanged, so none of it was
written for the test. No text is stored; all texts come from ../shared."""
import random

KEPT = {"title", "deck", "heading", "body"}
# The lines of boilerplate that a page needs at least.
FURNITURE = 4
# The paragraphs that an article needs at least.
PARAGRAPHS = 3


class Lines:
    """An annotated text as lines with their kinds, and its outlet."""

    def __init__(self, text, annotation, outlet):
        self.outlet = outlet
        self.lines = [(line["kind"], text[slice(*line["span"])]) for line in annotation["lines"]]
        self.clean = not annotation["drops"]

    def of(self, *kinds):
        return [words for kind, words in self.lines if kind in kinds]

    def is_layout(self):
        furniture = len(self.lines) - len(self.of("repeat", *KEPT))
        return furniture >= FURNITURE and len(self.of("title")) == 1 and bool(self.of("body"))

    def is_article(self):
        return self.clean and len(self.of("title")) == 1 and len(self.of("body")) >= PARAGRAPHS


def page(layout, article):
    """(text, lines with span and kind) of the layout around the article."""
    title, body = article.of("title"), [line for line in article.lines if line[0] in KEPT - {"title"}]
    drawn, placed = [], False
    for kind, words in layout.lines:
        if kind in ("title", "repeat"):
            drawn.append((kind, title[0]))
        elif kind not in KEPT:
            drawn.append((kind, words))
        elif not placed:
            drawn, placed = drawn + body, True
    text, lines = "", []
    for kind, words in drawn:
        lines.append({"kind": kind, "span": [len(text), len(text) + len(words)]})
        text += words + "\n"
    return text, lines


def draw(texts, each, seed):
    """`each` pages of every layout among the texts: (layout's outlet, article's outlet, text, lines)."""
    dice = random.Random(seed)
    layouts = [text for text in texts if text.is_layout()]
    articles = [text for text in texts if text.is_article()]
    for layout in layouts:
        for article in dice.sample(articles, min(each, len(articles))):
            if article is not layout:
                yield layout.outlet, article.outlet, *page(layout, article)

"""A notebook as a script: each cell begins with `# %%`, as Jupyter, VS Code and PyCharm read it."""

# %% An article as a scraper delivers it
from pathlib import Path

import isnad

page = Path("examples/article.txt").read_text(encoding="utf-8")
analysis = isnad.analyze(page)
analysis  # In a notebook this is the page of isnad, with the quotes in their speakers' colours.

# %% Who said what, through whom
for quote in analysis.quotes:
    through = ", ".join(relay.name for relay in quote.relays)
    print(f"{quote.speaker.name}: {quote.text}" + (f" (through {through})" if through else ""))

# %% The article without the page around it
print(analysis.clean_text)

# %% Whether the page holds a quotation, and whose words it is
[verdict] = isnad.verify(page, [isnad.Claim("سد الوادي الأخضر غير آمن", "هالة المرزوقي")])
print(verdict.presence, verdict.attribution, verdict.polarity)
for edit in verdict.edits:
    print(edit.kind, "|", edit.text.of(page))

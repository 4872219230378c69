"""pandas: who is quoted most in a frame of articles.

    pip install "$(ls target/wheels/isnad-*.whl)[arrow]" pandas
    python examples/python/frames.py
"""

import pandas as pd

import isnad.arrow

pages = pd.read_json("examples/outlets.jsonl", lines=True)
quotes = isnad.arrow.from_pandas(pages[["id", "text"]])
print(quotes.groupby("speaker")["text"].agg(["count", "first"]).sort_values("count", ascending=False).head())

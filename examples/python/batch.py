"""A batch job: JSON Lines in, a line for each quote out; a page that fails is named, and the rest goes on.

    python examples/python/batch.py < examples/outlets.jsonl > quotes.jsonl
"""

import json
import sys
from collections.abc import Iterator

import isnad


def pages() -> Iterator[tuple[str, str]]:
    """The pages of standard input."""
    for line in sys.stdin:
        page = json.loads(line)
        yield page["id"], page["text"]


def main() -> int:
    """Returns how many pages have failed, at most 1."""
    failed = 0
    for result in isnad.analyze_many(pages()):
        if result.analysis is None:
            print(f"{result.id}: {result.error}", file=sys.stderr)
            failed = 1
            continue
        for quote in result.analysis.quotes:
            row = {"id": result.id, "speaker": quote.speaker.name, "via": [relay.name for relay in quote.relays], "text": quote.text}
            print(json.dumps(row, ensure_ascii=False))
    return failed


if __name__ == "__main__":
    sys.exit(main())

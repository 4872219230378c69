"""What the tools that run other tools share: a text as a page."""
import html


def as_html(text):
    """The page of a text for tools that read pages: each line a <p>."""
    lines = (line.strip() for line in text.split("\n"))
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines if line)
    return f'<html lang="ar"><head><meta charset="utf-8"></head><body>\n{body}</body></html>'

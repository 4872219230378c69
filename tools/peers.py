"""Shared by the tools that run other tools: a text as a page, a table as output."""
import html


def as_html(text):
    """A text as HTML for tools that read pages: each line is a <p>."""
    lines = (line.strip() for line in text.split("\n"))
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines if line)
    return f'<html lang="ar"><head><meta charset="utf-8"></head><body>\n{body}</body></html>'


def show(table, path):
    """Prints the lines of a table, and writes them to the file if there is one."""
    text = "\n".join(table) + "\n"
    if path:
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
    print(text, end="")

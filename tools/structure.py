"""Measures how tangled the code is: boolean operators per 100 lines of functions, folder by folder, and the longest functions.

  scripts/structure [FOLDER]    a folder of Rust files (default: src/quotes)

A function's lines run from its `fn` to its closing brace. The operators are && and ||, outside comments and strings;
a reference to a reference and a closure without arguments do not count. Tests are left out.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

from project import ROOT

LONG = 60
# Comments (one level of nesting is enough), strings, characters; a lifetime is not a character.
BLANKED = re.compile(
    r"""//[^\n]*|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*.*?\*/)*\*/|b?r(\#*)".*?"\1|b?"(?:\\.|[^"\\])*"|b?'(?:\\[^\n]+?|[^\\'\n])'""", re.DOTALL)
TESTS = re.compile(r"#\[cfg\(test\)\]\s*(?:pub )?mod \w+\s*\{")
TEST_FILES = re.compile(r"#\[cfg\(test\)\]\s*(?:pub )?mod (\w+);")
FUNCTION = re.compile(r"\bfn\s+(\w+)")
# A boolean operator follows the end of a value, and none of the words that precede a value.
OPERATOR = re.compile(r"(?<=[\w)\]}?\"'])\s*(&&|\|\|)")
NO_VALUE = re.compile(r"\b(?:return|match|in|if|while|else|mut|move|ref|let|break)\s*$")


def blanked(source):
    """The code with comments and strings blanked; line numbers stay the same."""
    def blank(match):
        text = match.group()
        quotes = '""' if text[0] != "/" else ""
        return quotes + "\n" * text.count("\n")
    return BLANKED.sub(blank, source)


def end_of_block(code, brace):
    """The offset after the brace that closes the one at this offset."""
    depth = 0
    for at in re.finditer(r"[{}]", code[brace:]):
        depth += 1 if at.group() == "{" else -1
        if depth == 0:
            return brace + at.end()
    return len(code)


def without_tests(code):
    while tests := TESTS.search(code):
        end = end_of_block(code, tests.end() - 1)
        code = code[:tests.start()] + "\n" * code[tests.start():end].count("\n") + code[end:]
    return code


def test_files(path, code):
    """The files and folders of the modules that a file declares for tests."""
    beside = path.parent if path.stem in ("mod", "lib", "main") else path.with_suffix("")
    for name in TEST_FILES.findall(code):
        yield from (beside / f"{name}.rs", beside / name)


def functions(code):
    """(name, start, end) of each function with a body, including nested functions."""
    for match in FUNCTION.finditer(code):
        # An array's type in a signature has a semicolon inside brackets; a function without a body has one outside.
        depth = 0
        for at in re.finditer(r"[(\[)\]{;]", code[match.end():]):
            sign = at.group()
            depth += (sign in "([") - (sign in ")]")
            if depth == 0 and sign in "{;":
                break
        brace = match.end() + at.start()
        if code[brace] == "{":
            yield match.group(1), match.start(), end_of_block(code, brace)


def lines(code):
    return code.count("\n") + 1


def operators(code):
    return sum(not NO_VALUE.search(code, 0, match.start(1)) for match in OPERATOR.finditer(code))


def outer(functions):
    """The functions that are not nested in another."""
    end = 0
    for function in functions:
        if function[1] >= end:
            yield function
            end = function[2]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src" / "quotes"
    table, long = defaultdict(lambda: [0, 0, 0]), []
    codes = {path: blanked(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.rs"))}
    tests = {test for path, code in codes.items() for test in test_files(path, code)}
    for path, code in codes.items():
        if tests.intersection((path, *path.parents)):
            continue
        code = without_tests(code)
        found = list(functions(code))
        place = path.relative_to(folder).parent.as_posix()
        for _, start, end in outer(found):
            for row in (table["all"], table[place]):
                row[0] += 1
                row[1] += lines(code[start:end])
                row[2] += operators(code[start:end])
        for name, start, end in found:
            length = lines(code[start:end])
            if length > LONG:
                long.append((length, f"{path.relative_to(folder)}:{code.count(chr(10), 0, start) + 1} {name}"))
    print(f"{'folder':24s} functions       their lines  && and ||  for 100 lines")
    for place, (count, size, signs) in sorted(table.items(), key=lambda row: (row[0] != "all", row[0])):
        print(f"{place:24s} {count:9d} {size:16d} {signs:10d} {100 * signs / max(size, 1):14.1f}")
    print(f"functions over {LONG} lines: {len(long)}")
    for length, name in sorted(long, reverse=True):
        print(f"  {length:4d} {name}")


if __name__ == "__main__":
    main()

# needs: peers
"""Writes a Markdown table that compares how isnad's profiles and other tools change characters.

  scripts/peers-characters [--out FILE]

CAMeL Tools and AraBERT's preprocessor are installed without the dependencies of their models. CAMeL Tools: normalize_unicode; in brackets, where the
result differs, also the alef, alef maqsura and taa marbuta normalizers and dediac_ar. PyArabic: strip_tashkeel and strip_tatweel. AraBERT: the
preprocessor of bert-base-arabertv02.
"""
import argparse
import json
import subprocess

import pyarabic.araby as araby
from arabert.preprocess import ArabertPreprocessor
from camel_tools.utils import normalize as n
from camel_tools.utils.dediac import dediac_ar
import peers
from project import binary

CASES = [
    ("Farsi letters", "سوری کبیر"),
    ("alef maqsura", "على"),
    ("tatweel in a word", "قـــال"),
    ("tatweel as a dash", "لندن ـ مراسلنا"),
    ("tatweel after a clitic", "شركة لـCNN"),
    ("no-break space", "كلمة\u00a0واحدة"),
    ("presentation forms", "ﻗﺎﻝ ﻻ"),
    ("Arabic-Indic digits", "عام ٢٠٢٠"),
    ("mark of direction", "\u200fمرحبا"),
    ("vowel marks", "مُحَمَّدٌ"),
    ("hamza", "أمر إلى آخر سؤال بيئة"),
    ("Arabic marks", "نعم، لا؟"),
]


def isnad(program, profile):
    rows = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, (_, text) in enumerate(CASES))
    command = [program, "clean", "--input", "jsonl", "--format", "jsonl", "--profile", profile]
    out = subprocess.run(command, input=rows, capture_output=True, text=True, check=True).stdout
    return [json.loads(line)["cleaning"].get("cleanText", "") for line in out.splitlines()]


def camel(text):
    first = n.normalize_unicode(text)
    all_of_it = n.normalize_teh_marbuta_ar(n.normalize_alef_maksura_ar(n.normalize_alef_ar(first)))
    return first, dediac_ar(all_of_it)


def shown(text, raw):
    """A cell: invisible characters by name, a dash if nothing changed."""
    if text == raw:
        return "–"
    return text.replace("\u00a0", "[U+00A0]").replace("\u200f", "[U+200F]") or "(empty)"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out")
    args = parser.parse_args()
    arabert = ArabertPreprocessor(model_name="bert-base-arabertv02")
    program = binary()
    display, search = isnad(program, "display"), isnad(program, "search")
    table = [
        "| | raw | isnad DISPLAY | isnad SEARCH | CAMeL Tools | PyArabic | AraBERT |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (name, raw), ours, lossy in zip(CASES, display, search):
        first, second = camel(raw)
        both = shown(first, raw) if first == second else f"{shown(first, raw)} ({second})"
        pyarabic = araby.strip_tatweel(araby.strip_tashkeel(raw))
        cells = [shown(ours, raw), shown(lossy, raw), both, shown(pyarabic, raw), shown(arabert.preprocess(raw), raw)]
        table.append(f"| {name} | {shown(raw, None)} | {' | '.join(cells)} |")
    peers.show(table, args.out)


if __name__ == "__main__":
    main()

"""How often the relation of two quotes is right, by stratum."""


def told(gold, splits):
    """The figures as a table, followed by those of "same or part", over one or several lists of answers."""
    answers = [answer for split in splits for answer in split]
    gold = gold * len(splits)
    related = [(pair["label"] != "different", answer != "different") for pair, answer in zip(gold, answers)]
    hits = sum(true and found for true, found in related)
    precision = hits / max(1, sum(found for _, found in related))
    recall = hits / max(1, sum(true for true, _ in related))
    rows = [row(stratum, [(p, a) for p, a in zip(gold, answers) if p["stratum"] == stratum]) for stratum in "abcdex"]
    return "\n".join(["| stratum | pairs | right | balanced | all three relations right |", "| --- | ---: | ---: | ---: | ---: |",
                      *rows, "", f"same or part: precision {precision:.3f}, recall {recall:.3f}, "
                      f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"])


def row(stratum, those):
    right = [(pair["label"] != "different") == (answer != "different") for pair, answer in those]
    kinds = [[good for (pair, _), good in zip(those, right) if (pair["label"] != "different") == kind] for kind in (True, False)]
    balanced = [sum(kind) / len(kind) for kind in kinds if kind]
    count = len({pair["id"] for pair, _ in those})
    exact = sum(pair["label"] == answer for pair, answer in those) / len(those)
    return (f"| {stratum} | {count} | {sum(right) / len(right):.3f} | {sum(balanced) / len(balanced):.3f} | {exact:.3f} |")

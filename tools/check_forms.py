"""Checks the files in .github against what GitHub accepts: issue forms, the pull request template, the CI workflow.

  scripts/check-forms

GitHub silently hides an invalid form and does not run an invalid workflow.
"""
# needs: checks
import sys

import yaml

from held import broken, unnoticed
from project import ROOT

GITHUB = ROOT / ".github"
# The types of a form's elements, and their required attributes.
ELEMENTS = {"markdown": {"value"}, "input": {"label"}, "textarea": {"label"}, "dropdown": {"label", "options"}, "checkboxes": {"label", "options"}}


def read():
    """Every YAML file below .github, by its path."""
    return {str(path.relative_to(GITHUB)): yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(GITHUB.rglob("*.yml"))}


def forms(files):
    found = [it for name, it in files.items() if name.startswith("ISSUE_TEMPLATE/") and not name.endswith("/config.yml")]
    if not found:
        raise LookupError("no forms")
    return found


def elements(files):
    return [element for form in forms(files) for element in form["body"]]


def asks(form):
    return [it for it in form["body"] if it["type"] != "markdown"]


def job(files):
    [it] = files["workflows/ci.yml"]["jobs"].values()
    return it


def pinned(files):
    used = [step["uses"].partition("@")[2] for step in job(files)["steps"] if "uses" in step]
    return used and all(version[:1] == "v" and version[1:].isdecimal() for version in used)


RULES = {
    "every form has a name, a description and a body": lambda files: all(form["name"] and form["description"] and form["body"] for form in forms(files)),
    "every element is of a known kind and has what that needs": lambda files: all(ELEMENTS[it["type"]] <= set(it["attributes"]) for it in elements(files)),
    "ids and labels of a form are different ones": lambda files: all(
        len({value(it) for it in asks(form)}) == len(asks(form))
        for form in forms(files) for value in (lambda it: it["id"], lambda it: it["attributes"]["label"])),
    "options of a list are different words": lambda files: all(
        len(set(it["attributes"]["options"])) == len(it["attributes"]["options"]) for it in elements(files) if it["type"] == "dropdown"),
    "every form asks for something": lambda files: all(any(it.get("validations", {}).get("required") for it in form["body"]) for form in forms(files)),
    "public CI runs .ci/run last": lambda files: job(files)["steps"][-1] == {"run": ".ci/run"},
    "public CI ends some time": lambda files: 0 < job(files)["timeout-minutes"] <= 120,
    "actions are pinned to a major version": pinned,
    "public CI may only read": lambda files: files["workflows/ci.yml"]["permissions"] == {"contents": "read"},
}
FAULTS = {
    "every form has a name, a description and a body": lambda files: forms(files)[0].pop("description"),
    "every element is of a known kind and has what that needs": lambda files: elements(files)[-1].update(type="text"),
    "ids and labels of a form are different ones": lambda files: [it.update(id="same") for it in asks(forms(files)[0])],
    "options of a list are different words": lambda files: [it["attributes"].update(options=["a", "a"]) for it in elements(files) if it["type"] == "dropdown"],
    "every form asks for something": lambda files: [it.pop("validations", None) for it in elements(files)],
    "public CI runs .ci/run last": lambda files: job(files)["steps"].pop(),
    "public CI ends some time": lambda files: job(files).pop("timeout-minutes"),
    "actions are pinned to a major version": lambda files: job(files)["steps"][0].update(uses="actions/checkout@main"),
    "public CI may only read": lambda files: files["workflows/ci.yml"].pop("permissions"),
}


def main():
    wrong = [f"it is not so that {it}" for it in broken(RULES, read())]
    wrong += unnoticed(RULES, FAULTS, read)
    if not (GITHUB / "PULL_REQUEST_TEMPLATE.md").is_file():
        wrong.append("there is no template of changes")
    for fault in wrong:
        print(f"check-forms: {fault}", file=sys.stderr)
    print(f"check-forms: {f'{len(wrong)} faults' if wrong else f'passed, {len(RULES)} rules'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Rules to check, each with a planted fault that proves that the rule can fail."""


def broken(rules, things):
    """The broken rules. A rule that fails because its subject is missing is broken."""
    return [rule for rule, holds in rules.items() if not asked(holds, things)]


def asked(holds, things):
    try:
        return bool(holds(things))
    except (AttributeError, IndexError, KeyError, OSError, StopIteration, TypeError, ValueError):
        return False


def unnoticed(rules, faults, fresh):
    """The rules that do not detect their planted fault in fresh objects."""
    for rule in rules:
        if rule not in faults:
            yield f"no fault proves that this rule can fail: {rule}"
            continue
        spoilt = fresh()
        faults[rule](spoilt)
        if rule not in broken(rules, spoilt):
            yield f"a planted fault is not detected: {rule}"

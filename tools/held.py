"""Rules to check, each with a planted fault that proves that the rule can fail."""


def broken(rules, things):
    """The rules that do not hold. One that cannot even be asked, because what it asks about is missing, does not hold."""
    return [rule for rule, holds in rules.items() if not asked(holds, things)]


def asked(holds, things):
    try:
        return bool(holds(things))
    except (AttributeError, IndexError, KeyError, OSError, StopIteration, TypeError, ValueError):
        return False


def unnoticed(rules, faults, fresh):
    """The rules that stay silent when what they forbid is done to things that are loaded anew for it."""
    for rule in rules:
        if rule not in faults:
            yield f"no fault shows that it can fail: {rule}"
            continue
        spoilt = fresh()
        faults[rule](spoilt)
        if rule not in broken(rules, spoilt):
            yield f"a planted fault is not noticed: {rule}"

"""The name under which a rule is compared with people who go without it for a while."""

PREFIX = "rule:"


def switch_key(rule_key: str) -> str:
    return f"{PREFIX}{rule_key}"

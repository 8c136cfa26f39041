"""What changed between two boards, as JSON Patch (RFC 6902): only `replace`, `add` and `remove`."""

from typing import Any

Operation = dict[str, Any]


def diff(before: Any, after: Any, path: str = "") -> list[Operation]:
    """Operations that turn `before` into `after`.

    Lists of one length are compared place by place (KPIs, gauges and feeds keep their order); any other
    list is replaced whole.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        return _diff_objects(before, after, path)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            operation
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            if old != new
            for operation in diff(old, new, f"{path}/{index}")
        ]
    if before == after and type(before) is type(after):
        return []
    return [{"op": "replace", "path": path, "value": after}]


def _diff_objects(before: dict[str, Any], after: dict[str, Any], path: str) -> list[Operation]:
    gone = before.keys() - after.keys()
    operations: list[Operation] = [{"op": "remove", "path": f"{path}/{_escape(key)}"} for key in gone]
    for key, value in after.items():
        where = f"{path}/{_escape(key)}"
        if key not in before:
            operations.append({"op": "add", "path": where, "value": value})
        elif before[key] is not value:
            operations += diff(before[key], value, where)
    return operations


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")

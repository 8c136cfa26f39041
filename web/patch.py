"""What changed between two boards, as JSON Patch (RFC 6902): only `replace`, `add` and `remove`."""

from typing import Any

Operation = dict[str, Any]


Known = dict[tuple[int, int, str], list[Operation]]  # by the identities of two values and their path


def diff_once(before: dict[str, Any], after: dict[str, Any], known: Known) -> list[Operation]:
    """The same as `diff` of two documents, where several share their parts: each pair is compared once.

    `known` is good as long as all the documents live.
    """
    parts = []
    for key in before.keys() & after.keys():
        old, new = before[key], after[key]
        if old is not new and isinstance(old, dict | list):
            pair = id(old), id(new), key
            if pair not in known:
                known[pair] = diff(old, new, f"/{_escape(key)}")
            parts.append(key)
    told = [operation for key in parts for operation in known[id(before[key]), id(after[key]), key]]
    rest = {key: value for key, value in before.items() if key not in parts}
    return told + diff(rest, {key: value for key, value in after.items() if key not in parts})


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

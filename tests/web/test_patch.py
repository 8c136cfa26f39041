"""JSON Patch between two boards."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from web.patch import Known, Operation, diff, diff_once

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab/~", max_size=3), inner, max_size=4)
    ),
    max_leaves=25,
)
objects = st.dictionaries(st.text("ab/~", max_size=3), values, max_size=5)


def applied(before: Any, operations: list[Operation]) -> Any:
    """RFC 6902, as assets/live.js does it."""
    after = copy.deepcopy(before)
    for operation in operations:
        keys = [key.replace("~1", "/").replace("~0", "~") for key in operation["path"].split("/")[1:]]
        target = after
        for key in keys[:-1]:
            target = target[int(key)] if isinstance(target, list) else target[key]
        last = int(keys[-1]) if isinstance(target, list) else keys[-1]
        if operation["op"] == "remove":
            del target[last]
        else:
            target[last] = operation["value"]
    return after


@given(objects, objects)
def test_the_patch_turns_the_one_into_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert applied(before, diff(before, after)) == after


@given(objects)
def test_equal_boards_have_no_difference(board: dict[str, Any]) -> None:
    assert diff(board, copy.deepcopy(board)) == []


def test_only_what_changed_is_sent() -> None:
    before = {"kpis": [{"key": "a", "value": 1.0}, {"key": "b", "value": 2.0}], "city": "HCM"}
    after = {"kpis": [{"key": "a", "value": 1.0}, {"key": "b", "value": None}], "city": "HCM"}
    assert diff(before, after) == [{"op": "replace", "path": "/kpis/1/value", "value": None}]


def test_a_list_of_another_length_is_replaced_whole() -> None:
    assert diff({"incidents": [1, 2]}, {"incidents": [1]}) == [
        {"op": "replace", "path": "/incidents", "value": [1]}
    ]


def test_a_number_that_becomes_a_flag_is_a_change() -> None:
    assert diff({"open": 1}, {"open": True}) == [{"op": "replace", "path": "/open", "value": True}]


def test_what_two_documents_share_is_compared_once_and_told_to_both() -> None:
    old, new = [{"value": 1}], [{"value": 2}]
    known: Known = {}
    changed = {"op": "replace", "path": "/gauges/0/value", "value": 2}
    for name in ("city", "ward"):
        before, after = {"gauges": old, "unit": ""}, {"gauges": new, "unit": name}
        assert diff_once(before, after, known) == [changed, {"op": "replace", "path": "/unit", "value": name}]
    assert list(known.values()) == [[changed]]


def test_a_key_that_comes_goes_or_changes_its_kind_is_told_as_by_a_plain_comparison() -> None:
    before = {"a": [1], "b": {"c": 1}, "d": None, "e": 1}
    after = {"a": None, "b": {"c": 2}, "d": {"f": 1}, "g": 1}
    told = diff_once(before, after, {})
    assert sorted(told, key=lambda one: str(one["path"])) == sorted(
        diff(before, after), key=lambda one: str(one["path"])
    )

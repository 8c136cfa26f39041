"""A sentence out of a text with names: what is put in keeps its link."""

import pytest

from dashboard.reports.commentary import Told, block, listed, plain, runs
from dashboard.reports.document import Run


def test_values_keep_their_links_and_plain_text_is_one_stretch() -> None:
    said = runs("{who}: {count} of {all}", who="Ward", count=Told("3", "/kpi/x"), all="7")
    assert said == (Run(text="Ward: "), Run(text="3", href="/kpi/x"), Run(text=" of 7"))


def test_a_block_begins_with_a_capital_and_ends_with_a_stop() -> None:
    said = block("rule", runs("đã có {count}", count=Told("3", "/kpi/x")), "bullet")
    assert plain(said) == "Đã có 3."
    assert (said.key, said.kind) == ("rule", "bullet")


def test_clauses_are_listed() -> None:
    assert plain(block("x", listed([runs("a"), runs("{n}", n=Told("1", "/k"))], ", "))) == "A, 1."


def test_a_name_without_a_value_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        runs("{who}")


def test_braces_of_a_name_that_is_put_in_are_left_alone() -> None:
    assert plain(block("x", runs("{who}", who="{count}"))) == "{count}."

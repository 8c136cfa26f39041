"""The word by which a wall notices that other assets are served."""

from pathlib import Path

from web.build import build_of


def test_it_is_another_for_other_contents_and_names_and_the_same_for_the_same(tmp_path: Path) -> None:
    words = []
    for number, (name, content) in enumerate([("a.js", "1"), ("a.js", "1"), ("a.js", "2"), ("b.js", "1")]):
        folder = tmp_path / str(number)
        (folder / "pages").mkdir(parents=True)
        (folder / "pages" / name).write_text(content)
        words.append(build_of(folder))
    assert words[0] == words[1]
    assert len(set(words)) == 3


def test_the_pages_own_assets_have_one() -> None:
    assert len(build_of()) == 16

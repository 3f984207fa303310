"""Champions act, chair and decide in the stories; staff are beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: 00 shows how the course works, 15 is the learner's own project, 16 and 17 are practicals.
STORIES = sorted(
    path
    for path in ROOT.glob("solutions/*/lesson.md")
    if path.parent.name[:2] not in {"00", "15", "16", "17"}
)
#: How a story says that somebody is a champion.
_SAYS_SO = (
    r"\b([A-Z][a-z]+) is a champion\b",
    r"\b([A-Z][a-z]+), a champion\b",
    r"\b([A-Z][a-z]+) once [^\n]*? Now s?he is a champion\b",
    r"\b([A-Z][a-z]+) (?:and (?:a|her|his) group of|[^.]*with a group of) champions\b",
)


def prose(path: Path) -> str:
    """What a lesson tells, without its questions and steps."""
    return re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def champions() -> set[str]:
    """The people whom the stories call champions."""
    told = "\n".join(map(prose, STORIES))
    return {name for pattern in _SAYS_SO for name in re.findall(pattern, told)}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_each_story_has_a_champion_in_it(path: Path) -> None:
    named = re.compile(rf"\b(?:{'|'.join(sorted(champions()))})\b")
    assert named.search(prose(path))


def test_champions_chair_and_decide_and_staff_do_not_lead() -> None:
    told = "\n".join(map(prose, STORIES))
    known = "|".join(sorted(champions()))
    chairs = re.findall(rf"\b(?:{known})\b[^\n]{{0,120}}?\bchair(?:s|ed)\b", told)
    decides = re.findall(rf"\b(?:{known})\b[^\n]{{0,160}}?\bdecide[sd]?\b", told)
    assert len(chairs) >= 5
    assert len(decides) >= 4
    assert re.findall(r"\b[A-Z][a-z]+ leads the \w+", told) == []

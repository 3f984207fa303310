"""Make data.csv: invented answers of one cohort, before and after a course. Same seed, same bytes.

Run it with: python3 start.py data confidence-survey
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

SEED = 14
#: Answers before and after, 1 (not at all) to 5 (very); None where there is no answer.
PAIRS: tuple[tuple[int | None, int | None], ...] = (
    *((2, 4), (1, 3), (2, 3), (3, 4), (2, 4), (1, 2), (3, 5), (2, 3), (2, 4), (3, 4), (1, 3)),
    *((3, 3), (2, 2), (4, 4), (3, 3), (4, 4), (4, 3), (5, 4), (3, 2)),
    *((1, None), (2, None), (1, None), (2, None), (1, None), (None, 5), (None, 4)),
)
NOTES = {
    19: "moved away",
    20: "new job",
    21: "no answer to two letters",
    22: "ill",
    23: "left early",
}
TYPED_TWICE = 7


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a champion, in the order in which the sheets came back."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    people = list(enumerate(PAIRS))
    chance.shuffle(people)
    made: list[dict[str, object]] = []
    for number, (person, (before, after)) in enumerate(people, 1):
        made.append(
            {
                "code": f"gull-{number}",
                "before": before or "",
                "after": after or "",
                "note": NOTES.get(person, "joined late" if before is None else ""),
            }
        )
        if number == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


def main() -> None:
    """Write data.csv beside this file."""
    made = rows()
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


if __name__ == "__main__":
    main()

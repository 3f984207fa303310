"""How a wrong answer is known, for each kind of question that an author uses.

    python3 tests/author_signs.py --write      the table in docs/adopters/write-a-question.md

The words are those of the code itself: the methods ``sign_…`` of each kind.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

PAGE = ROOT / "docs" / "adopters" / "write-a-question.md"
BEGIN, END = "<!-- signs: begin -->", "<!-- signs: end -->"
#: An example of each sign, as it is typed in the guide or in a lesson.
EXAMPLES = {
    "chosen": "chosen: mean",
    "ticked": "ticked: [long]",
    "ticked_one_of": "ticked_one_of: [long, side]",
    "left_out": "left_out: [side]",
    "only": "only: [side]",
    "placed": "placed: {form: nobody}",
    "placed_one_of": "placed_one_of: {form: nobody, call: nobody}",
    "misplaced": "misplaced: {form: we}",
    "all_in": "all_in: we",
    "before": "before: [act, study]",
    "first": "first: do",
    "order": "order: [do, plan, study, act]",
    "is": "is: 7",
    "exactly": "exactly: [3, 4]",
    "near": "near: 24 within 0.4",
    "line_near": "line_near: [5, 0.4]",
    "weeks_late": "weeks_late: 1",
    "took": "took: {line: mean}",
    "miscounted": "miscounted: [useful, longest]",
    "meant": "meant: {none: [lower, higher]}",
    "decided": "decided: {none: [keep]}",
    "instead": "instead: {keep: [change, stop, wait]}",
    "marks": "marks: [few, many, others]",
    "lacks": "lacks: way",
    "says": "says: [proof, prove*]",
}
KINDS = ("choice", "pick", "sort", "order", "number", "written", "dots", "turn-run")


def signs() -> list[tuple[str, str, str]]:
    """Kind, sign and what it means, as the code says it."""
    from champions.questions.kinds import class_of

    return [
        (
            kind,
            name.removeprefix("sign_"),
            (inspect.getdoc(method) or "").splitlines()[0].replace("``", "`"),
        )
        for kind in KINDS
        for name, method in inspect.getmembers(class_of(kind), inspect.isfunction)
        if name.startswith("sign_")
    ]


def table() -> str:
    """The table of the guide."""
    rows = [f"| `{kind}` | `{EXAMPLES[name]}` | {means} |" for kind, name, means in signs()]
    return "\n".join(["| kind | you type | it means |", "|---|---|---|", *rows])


def page(before: str) -> str:
    """The guide with the table as it is now."""
    head, rest = before.split(BEGIN)
    return f"{head}{BEGIN}\n\n{table()}\n\n{END}{rest.split(END)[1]}"


def main() -> int:
    """Print the table, or put it in the guide."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the table in the guide")
    if parser.parse_args().write:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    else:
        print(table())
    return 0


if __name__ == "__main__":
    sys.exit(main())

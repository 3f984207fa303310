"""Print every chart, rule set and option, with the test that proves each.

The tests stand in ``tests/test_chart_table.py``: one for each option, run for every chart with every
rule set. That file also checks that nothing here is untrue. ``docs/charts.md`` shows the short table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from champions.charts import gallery
from champions.charts.kinds import KINDS, SOME_ONLY

#: What each option promises. The test of ``freeze`` is ``test_freeze``, and so on.
PROMISES = {
    "plain": "With no option: it reads itself, names its rules and marks the points of its signals",
    "freeze": "Lines come from the first points alone, and are extended over all",
    "rebase": "Each phase is a chart of its own: lines, signals and runs do not cross",
    "freeze_and_rebase": "A freeze holds within each phase: its first so many points",
    "exclude": "Lines and patterns are those of the data without the row; the point is still drawn",
    "centre": "A centre agreed beforehand is drawn, in the unit of the chart (a mean on a G chart)",
    "target": "A line to aim at: it moves no other line and makes no signal",
    "trajectory": "A target may differ from point to point; assurance uses the last one",
    "improvement": "What is better one way is worse the other way, and neither for neither",
    "multiply": "Values and lines are shown so many times as large; no signal changes",
    "percent": "Numbers are said as per cent, and stay what they are in the table",
    "k": "Limits lie k mean moving ranges from the centre",
    "screen_moving_ranges": "Very large moving ranges are left out, once, and limits draw in",
    "trend": "Another number of points makes a trend; refused where the rule set has no trend",
    "lowest_and_highest": "No limit is drawn beyond them",
    "aggregate": "Rows that share a time make one point: their sum, mean, median or sd; of counts, only their sum",
    "notes": "Words stand at the point of their date, in the table, the caption and the alt text",
    "facets": "Each small chart is the chart of its group alone, on one scale or on its own",
    "missing": "A missing value is a gap: counted, said, and no line or pattern is made from it",
    "suppress": "Small counts (small groups on Xbar and S charts) are hidden in table, reading and lines",
    "draw": "It goes out as a picture, a vector picture, a table and a page, with its reading in words",
}


def rule_sets(kind: str) -> list[str]:
    """The rule sets that a chart may be judged by.

    >>> rule_sets("run")
    ['anhoej', 'bestbox', 'cutbox', 'perla', 'making-data-count']
    """
    return list(KINDS[kind].rules)


def takes(kind: str, option: str) -> bool:
    """Whether a chart takes an option; if not, it says so in words.

    >>> takes("i", "k"), takes("c", "k")
    (True, False)
    """
    row = KINDS[kind]
    own = {"lowest_and_highest": "lowest"}.get(option, option)
    if own in SOME_ONLY:
        return own in row.takes
    return {"suppress": row.has_counts, "aggregate": row.joins}.get(option, True)


def short_table() -> str:
    """Two tables in Markdown: which rule sets a chart may have, and which options, with their tests.

    >>> short_table().splitlines()[0]
    '| chart | `anhoej` | `bestbox` | `cutbox` | `perla` | `making-data-count` | `plotthedots` | `provost-murray` \
| `western-electric` | `nelson` |'
    """
    runs_first = sorted(KINDS.values(), key=lambda kind: not kind.runs_alone)
    sets = dict.fromkeys(name for kind in runs_first for name in kind.rules)
    rows = [["chart", *(f"`{rules}`" for rules in sets)]]
    for kind, row in KINDS.items():
        rows.append([row.name, *("yes" if rules in rule_sets(kind) else "" for rules in sets)])
    charts = [
        row.name.removesuffix(" chart").removesuffix(" chart (XmR)") for row in KINDS.values()
    ]
    more = [["option", *charts, "promise", "test"]]
    for option, promise in PROMISES.items():
        said = ["yes" if takes(kind, option) else "refused" for kind in KINDS]
        more.append([option.replace("_", " "), *said, promise, f"`test_{option}`"])
    return f"{_markdown(rows)}\n{_markdown(more)}"


def _markdown(rows: list[list[str]]) -> str:
    head, *body = (f"| {' | '.join(row)} |\n" for row in rows)
    return head + "|---" * len(rows[0]) + "|\n" + "".join(body)


def every_row() -> Iterator[str]:
    """One line for each chart, rule set and option, with the name that pytest gives its test.

    >>> next(every_row()).split()[-1]
    'tests/test_chart_table.py::test_plain[i-making-data-count]'
    """
    for kind, row in KINDS.items():
        for rules in rule_sets(kind):
            for option in PROMISES:
                answer = "yes" if takes(kind, option) else "refused"
                test = f"tests/test_chart_table.py::test_{option}[{kind}-{rules}]"
                yield f"{row.name:15} {rules:18} {option:21} {answer:8} {test}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after ``champions charts``."""
    parser.add_argument("--all", action="store_true", help="one line for each combination")
    parser.add_argument(
        "--gallery", metavar="FOLDER", type=Path,
        help="write a page with every chart and rule set into a folder, with the pictures and the code",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the table, or write the gallery."""
    if args.gallery is not None:
        made = gallery.write(args.gallery)
        print(f"{len(made) - 1} pictures, and the page that shows them: {made[0]}")
        return 0
    print("\n".join(every_row()) if args.all else short_table(), end="\n" if args.all else "")
    return 0

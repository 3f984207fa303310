"""The lunch club's file as it came, and its chart when it was mended: lesson 15."""

from champions.activities.story.question import BOXES
from champions.own_data import read_own_data
from champions.own_data.practice import (
    FILE,
    lunch_club,
    lunch_club_chart,
    mended_dots,
    practice_answer,
)

lines = FILE.decode("utf-8-sig").splitlines()
weeks_typed = [line.split(";")[0] for line in lines if line[:1].isdigit()]
#: The first date that cannot be read with the month first.
settles_the_order = next((day for day in weeks_typed if int(day[:2]) > 12), "none")
typed_twice = sorted(
    {f"{day[6:]}-{day[3:5]}-{day[:2]}" for day in weeks_typed if weeks_typed.count(day) > 1}
)
line_about_health = next(number for number, line in enumerate(lines, 1) if "hospital" in line)
rows_in_file = read_own_data(FILE).rows
rows_and_the_total = rows_in_file + 1

mended = mended_dots()
weeks = len(mended.when)
dots = sum(value is not None for value in mended.values)
one_dot_too_few = dots - 1
weeks_without_a_number = [
    when for when, value in zip(mended.when, mended.values, strict=True) if value is None
]
counted = [value for value in mended.values if value is not None]
highest, lowest, average = max(counted), min(counted), sum(counted) / len(counted)
on_21_july = mended.values[mended.when.index("2025-07-21")]
week_of_highest = mended.when[mended.values.index(highest)]

not_ready = lunch_club()["Not ready"]
first_13 = not_ready.head(13)
middle, mean = float(first_13.median()), float(first_13.mean())
middle_of_all_weeks = float(not_ready.median())
dots_in_first_13 = int(first_13.count())
#: Of 30 guests, as the log of small tests has it.
usually_ready_before = 30 - middle
how_many_weeks = float(len(not_ready))

chart = lunch_club_chart()
shifts = [signal for signal in chart.signals if signal.rule == "shift"]
dots_in_shift = len(shifts[-1].points) if shifts else 0
side_of_shift = ("above" if shifts[-1].way > 0 else "below") if shifts else "none"
shift_begins = mended.when[shifts[-1].points[0] - 1] if shifts else "never"
longest_allowed = chart.parts[-1].runs.longest_limit

example = practice_answer()
#: The boxes of the story, for the form.
boxes = BOXES

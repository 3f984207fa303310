"""What teams wrote in their log of small tests: lesson 05."""

from champions import load
from champions.activities.service.question import BEFORE, BOOKED, BUDGET, CHANGES, ENOUGH, run

log = load("pdsa-log").drop_duplicates().set_index("entry")


def entry(number: int) -> dict[str, object]:
    """What one entry of the log says; nothing where nothing was written."""
    return {name: said for name, said in log.loc[number].dropna().items() if "date" not in name}


#: The ramp of the lunch club, by the number of its cycle.
club = log[log["team"] == "Lunch club"]
ramp = {str(cycle): entry(number) for number, cycle in club["cycle"].items()}
people_in_the_ramp = list(club["people"])

#: The six entries that are read one by one.
entries = {str(number): entry(number) for number in (2, 8, 9, 12, 15, 16)}
six_with_prediction = [number for number, said in entries.items() if "prediction" in said]

# The last nine entries: who wrote a prediction, and wrote it before the test began?
nine = log[log.index >= 9]
last_entries = len(nine)
has_prediction = nine["prediction"].notna()
plan_before_test = nine["planned_date"] < nine["start_date"]
with_prediction = int(has_prediction.sum())
planned_first = int(plan_before_test.sum())
predicted_first = int((has_prediction & plan_before_test).sum())
not_predicted_first = last_entries - predicted_first
without_prediction = list(nine.loc[~has_prediction, "team"])
planned_too_late = [
    f"{row.team} {row.cycle}: {row.planned_date:%d %B}, {row.start_date:%d %B}"
    for row in nine[~plan_before_test].itertuples()
]

# The advice desk that each learner runs, as it is before any change.
booked, weeks_to_test, weeks_before, changes = BOOKED, BUDGET, BEFORE, len(CHANGES)
fewest_dots = ENOUGH
usual_weeks = [week.missed for seed in range(20) for week in run(seed, 0, ())]
usually_missed = sum(usual_weeks) / len(usual_weeks)

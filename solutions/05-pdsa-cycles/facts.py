"""What teams wrote in their log of small tests: lesson 05."""

from champions import load
from champions.activities.service.question import ENOUGH
from champions.activities.service_ramp.model import BUDGET, CHANGES, PEOPLE, POOL, run
from champions.activities.service_ramp.question import FOR_AN_END, FOR_EVERYBODYS_SAKE
from champions.questions.variants import Variant

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
days_to_test, changes = BUDGET, len(CHANGES)
booked = 5 * PEOPLE["week"]
sizes = [PEOPLE["one"], PEOPLE["five"], PEOPLE["day"], booked]
people_to_adopt, people_to_stop = FOR_EVERYBODYS_SAKE, FOR_AN_END
fewest_dots = ENOUGH
usual_weeks = [missed for number in range(1, 21) for missed in run(Variant(POOL, number), ()).weeks]
usually_missed = sum(usual_weeks) / len(usual_weeks)

"""A year at the warm hub, the beads and the marbles: lesson 07."""

from champions.activities.beads.question import BETTER, PADDLE, USUAL, VOLUNTEERS, bead_draws
from champions.activities.marbles.question import drop
from champions.activities.warm_hub.chart import hub_chart, hub_weeks

# --- The warm hub -------------------------------------------------------------------------------

weeks = hub_weeks()
known = hub_chart().points.dropna(subset=["value"])
usual = float(known["centre"].iloc[0])
band_begins, band_ends = float(known["lower"].iloc[0]), float(known["upper"].iloc[0])
closed = [f"{week:%B}" for week in weeks.loc[weeks["visits"].isna(), "week"]]

#: The notes of the question, by the word that stands in each of them.
notes = {
    word: weeks["note"][weeks["note"].str.contains(word, na=False)]
    for word in ("boiler", "band", "rain", "team", "poster", "football")
}
place = {word: int(found.index[0]) for word, found in notes.items()}
note = {word: found.iloc[0] for word, found in notes.items()}
visits = {word: int(weeks["visits"][at]) for word, at in place.items()}
outside = {point - 1 for signal in hub_chart().signals for point in signal.points}
weeks_outside = len(outside)
special = sorted(word for word, at in place.items() if at in outside)
above_the_band = [word for word in special if visits[word] > band_ends]

# --- Beads --------------------------------------------------------------------------------------

volunteers, beads_in_a_draw, red_in_the_bowl = len(VOLUNTEERS), PADDLE, USUAL
new_bowl_is_better = BETTER < USUAL
draws = len(bead_draws(0.2))
red_in_the_usual_bowl = float(bead_draws(0.2).mean())
red_in_the_new_bowl = float(bead_draws(0.05).mean())
red_in_half_a_bowl = float(bead_draws(0.5).mean())

# --- Marbles ------------------------------------------------------------------------------------

#: How far the marbles lie from the target by each rule, in mm: the mean of 40 goes.
distance = {
    rule: sum(drop(rule, seed).mean_distance for seed in range(1, 41)) / 40 for rule in "1234"
}
distance_by_rule_1, distance_by_rule_2 = distance["1"], distance["2"]
closest = min(distance, key=distance.__getitem__)


def stayed(rule: str) -> str:
    """What a rule did: the marbles stayed closest, spread wider, or went away."""
    if rule == closest:
        return "close"
    return "wider" if distance[rule] < 2 * distance[closest] else "away"


what_rules_did = {rule: stayed(rule) for rule in distance}

"""What is true of the data of lesson 07."""

from champions.activities.beads.question import bead_draws
from champions.activities.warm_hub.chart import hub_chart, hub_weeks
from champions.activities.marbles.question import drop

weeks = hub_weeks()
outside = {point for signal in hub_chart().signals for point in signal.points}
WEEKS = {
    "boiler": "boiler broken, hub cold all week",
    "band": "school band played, free lunch",
    "rain": "rain all week",
    "team": "great week, well done team",
    "poster": "the new poster works!",
    "football": "football on television",
}
place = {key: int(weeks.index[weeks["note"] == note][0]) + 1 for key, note in WEEKS.items()}
special = frozenset(key for key, point in place.items() if point in outside)
distance = {rule: sum(drop(rule, seed).mean_distance for seed in range(1, 41)) / 40 for rule in "1234"}
closest = min(distance, key=distance.__getitem__)
does = {
    rule: "close"
    if rule == closest
    else ("wider" if distance[rule] < 2 * distance[closest] else "away")
    for rule in distance
}
mean_red = float(bead_draws(0.05).mean())

which_weeks_are_special_options = {key: f"{note[0].upper()}{note[1:].rstrip('!')}: {int(weeks['visits'][place[key] - 1])} visits" for key, note in WEEKS.items()}
four_rules_step = distance['1']
four_rules_step_2 = distance['2']
the_usual_bowl = float(bead_draws(0.2).mean())
five_is_not_fifty = float(bead_draws(0.5).mean())

"""What is true of the data of lesson 03."""

from champions import load
from champions.activities.aim.sentence import BOXES
from champions.activities.process.steps import REFERRAL_STEPS, step_times

people = load("referral-steps").drop_duplicates()
twelve = people.head(12)
times = step_times(people, REFERRAL_STEPS)
longest = max(times, key=lambda step: step.days)
KEYS = dict(zip(REFERRAL_STEPS, ("form", "talk", "match", "visit"), strict=True))

forms_sent_back = int((twelve['sent_back'] == 'yes').sum())
counted_the_others = int((twelve['sent_back'] == 'no').sum())
counted_all_sixty = int((people['sent_back'] == 'yes').sum())
counted_the_notes = int(twelve['note'].notna().sum())
counted_everybody = len(twelve)
longest_step = KEYS[longest.name]

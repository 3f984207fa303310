"""What happened to 60 people who asked for a befriender: the papers of lesson 03."""

from champions import load
from champions.activities.aim.sentence import BOXES
from champions.activities.process.steps import REFERRAL_STEPS, step_times

people = load("referral-steps").drop_duplicates()
everybody = len(people)
twelve = people.head(12)

# The first twelve people.
was_sent_back = twelve["sent_back"] == "yes"
who_was_sent_back = list(twelve.loc[was_sent_back, "referral"])
first_two_sent_back = who_was_sent_back[:2]
sent_back = int(was_sent_back.sum())
not_sent_back = int((~was_sent_back).sum())
with_a_note = int(twelve["note"].notna().sum())
twelve_people = len(twelve)

# All of them.
sent_back_of_all = int((people["sent_back"] == "yes").sum())
days_to_full_form = (people["form_date"] - people["asked_date"]).dt.days
form_took = days_to_full_form.groupby(people["sent_back"]).median()
longer_when_sent_back = float(form_took["yes"] - form_took["no"])

#: The steps by the key of their answer: the middle number of days that each takes.
STEPS = dict(zip(REFERRAL_STEPS, ("form", "talk", "match", "visit"), strict=True))
days = {STEPS[step.name]: step.days for step in step_times(people, REFERRAL_STEPS)}
longest_step = max(days, key=days.__getitem__)
all_days = sum(days.values())
longest_days = days[longest_step]
shorter_days = all_days - longest_days
#: What comes out where one of the three shorter steps is left out.
without_form, without_talk, without_visit = (
    shorter_days - days[step] for step in ("form", "talk", "visit")
)
longest_in_100 = 100 * days[longest_step] / all_days
whole_wait = float((people["visit_date"] - people["asked_date"]).dt.days.median())

#: The boxes of the aim, for the form.
boxes = BOXES

"""What champions answered before and after the course, and who works with whom: lesson 14."""

from champions import load
from champions.activities.evaluation.pages import answers_of_cohort, links, paired

# --- How sure champions are ---------------------------------------------------------------------

cohort = answers_of_cohort()
found = paired(cohort)
twice = cohort.dropna(subset=["before", "after"])
did_not_go_up = found.same + found.down
answered_once = found.once_before + found.once_after
answered_at_all = len(cohort)
answered_before, answered_after = int(cohort["before"].count()), int(cohort["after"].count())
mean_before, mean_after = float(cohort["before"].mean()), float(cohort["after"].mean())
rise_of_means = mean_after - mean_before
rise_of_people = float((twice["after"] - twice["before"]).mean())
rise_from_who_answered = round(rise_of_means - rise_of_people, 2)
from_who_answered_in_100 = 100 * rise_from_who_answered / rise_of_means
both_rises = rise_of_means + rise_of_people
surer_in_100 = 100 * found.up / found.both
left = cohort.loc[cohort["after"].isna(), "before"]
most_sure_of_those_who_left = int(left.max())
went_down = list(twice.loc[twice["after"] < twice["before"], "code"])
#: Who is not named to the council: the codes of those who went down, and the people of the story.
not_to_name = [*went_down, "amina", "tomasz", "shanice", "kofi", "danuta"]

# --- Who works with whom ------------------------------------------------------------------------

old, new = links("before"), links("after")
organisations = len(new.sectors)
links_now, across_now, across_before = len(new.pairs), len(new.across), len(old.across)
within_now = links_now - across_now
links_gone = len(old.pairs - new.pairs)
#: The organisation without a link before that has most of them now.
newcomer = max(old.alone or new.sectors, key=lambda one: sum(one in pair for pair in new.pairs))

# --- The waits of lesson 06 ---------------------------------------------------------------------

waits = load("befriending-waits").drop_duplicates()["days"]
wait_before, wait_now = float(waits.head(20).median()), float(waits.iloc[20:].median())
shorter_by = wait_before - wait_now

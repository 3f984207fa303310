"""What is true of the data of lesson 14."""

from champions.activities.evaluation.pages import SCALE, answers_of_cohort, links, paired

cohort = answers_of_cohort()
found = paired(cohort)
twice = cohort.dropna(subset=["before", "after"])
rise_of_means = float(cohort["after"].mean() - cohort["before"].mean())
rise_of_people = float((twice["after"] - twice["before"]).mean())
old, new = links("before"), links("after")
#: The organisation without a link before that has most of them now.
newcomer = max(old.alone, key=lambda one: sum(one in pair for pair in new.pairs))

those_who_did_not = found.same + found.down
counted_those_who_answered_once_0 = len(cohort)
counted_those_who_answered_once_1 = int(cohort['after'].count())
counted_those_who_answered_once_2 = int(cohort['before'].count())
stretch_who_answered = round(rise_of_means - rise_of_people, 2)
added_up = rise_of_means + rise_of_people
confidence_now_options = {**{str(value): words for value, words in SCALE.items()}, 'none': 'I would rather not say'}
links_across = len(new.across)
all_links_not_across = len(new.pairs)
before_not_after = len(old.across)
links_within_a_sector = len(new.pairs) - len(new.across)

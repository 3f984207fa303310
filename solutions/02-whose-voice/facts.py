"""Who came to the two afternoons of lesson 02, who did not, and what people said."""

from champions import load
from champions.activities.voices.who_came import JOINED, LEAST_SHOWN, Group, compare

# --- Who came -----------------------------------------------------------------------------------

population = load("population")
kinds_asked = list(dict.fromkeys(population["kind"]))
groups = {kind: compare(population, kind) for kind in kinds_asked}
came = int(population.loc[population["kind"] == "place", "came"].sum())

#: The five places, from the one that was missing most to the one that came most for its size.
north, marsh, ropewalk, _street, quay = sorted(
    groups["place"], key=lambda group: group.came / group.lives
)
ages = {group.name: group for group in groups["age"]}
languages = {group.name: group for group in groups["first language"]}
english = languages["English"]

#: The groups of the question, by the key of their answer.
shown = {
    "north": north,
    "quay": quay,
    "ropewalk": ropewalk,
    "marsh": marsh,
    "25-44": ages["25 to 44"],
    "65-79": ages["65 to 79"],
    "other": languages[JOINED["first language"]],
    "english": english,
}


def apart(group: Group) -> float:
    """How far apart the two bars of a group are, of each 100 people."""
    return abs(group.came - group.lives)


hardly_came = sorted(key for key, group in shown.items() if group.hardly_came)
came_far_more = [key for key, group in shown.items() if group.came > 1.5 * group.lives]
longest_bar = max(shown, key=lambda key: shown[key].lives)
apart_english, apart_ropewalk = apart(english), apart(ropewalk)

by_language = population[population["kind"] == "first language"].set_index("group")
without_bars = [name for name, group in languages.items() if group.lives is None]
not_asked = int(by_language["came"]["Not asked"])
signers = int(by_language["people"]["British Sign Language"])
signers_came = int(by_language["came"]["British Sign Language"])
one_signer_in_100 = 100 / signers
groups_in_100 = 100 / signers
others = by_language.drop(["English", "Not asked", "British Sign Language"])
fewer_than_five_each = bool((others["came"] < LEAST_SHOWN).all())

#: Of 200 people who come next time.
fair_share = 2 * round(north.lives)
twice_those_who_came = 2 * north.came
as_many_from_each_place = 200 / len(groups["place"])
places = len(groups["place"])

# --- What they said -----------------------------------------------------------------------------

every_card = load("listening-comments")
cards = every_card.drop_duplicates("card").set_index("card")
cards_typed_twice = len(every_card) - len(cards)
THEMES = {
    "Getting there": "travel",
    "Times that do not fit": "times",
    "Waiting to hear": "waiting",
    "Words and languages": "words",
    "How people are met": "welcome",
    "Is it safe?": "safe",
}
twelve = cards.head(12)
to_sort = {str(card): comment for card, comment in twelve["comment"].items()}
theme_of = {str(card): THEMES[theme] for card, theme in twelve["theme"].dropna().items()}
#: The one card of the twelve that has no theme: it tells of a risk.
disclosure = str(twelve.index[twelve["theme"].isna()][0])

counts = cards["theme"].value_counts()
first, second, last = int(counts.iloc[0]), int(counts.iloc[1]), int(counts.iloc[-1])
first_theme, last_theme = counts.index[0], counts.index[-1]
first_two = first + second
with_theme = int(counts.sum())
first_two_in_100 = 100 * first_two / with_theme
said_about_the_last = list(cards.loc[cards["theme"] == last_theme, "comment"])
said_of_the_tea = cards["comment"][30]

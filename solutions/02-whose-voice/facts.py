"""What is true of the data of lesson 02."""

from champions import load
from champions.activities.voices.who_came import JOINED, compare

population = load("population")
cards = load("listening-comments").drop_duplicates("card").set_index("card")
counts = cards["theme"].value_counts()
first, second = int(counts.iloc[0]), int(counts.iloc[1])
#: The five places, from the one that was missing most to the one that came most for its size.
north, marsh, ropewalk, _street, quay = sorted(
    compare(population, "place"), key=lambda group: group.came / group.lives
)
GROUPS_SHOWN = {
    "north": ("place", north.name),
    "quay": ("place", quay.name),
    "ropewalk": ("place", ropewalk.name),
    "marsh": ("place", marsh.name),
    "25-44": ("age", "25 to 44"),
    "65-79": ("age", "65 to 79"),
    "other": ("first language", JOINED["first language"]),
    "english": ("first language", "English"),
}
THEMES = {
    "travel": "Getting there",
    "times": "Times that do not fit",
    "waiting": "Waiting to hear",
    "words": "Words and languages",
    "welcome": "How people are met",
    "safe": "Is it safe?",
}
THEME_KEYS = {words: key for key, words in THEMES.items()}
TWELVE = cards.head(12)
DISCLOSURE = str(TWELVE.index[TWELVE["theme"].isna()][0])
def _missing() -> set[str]:
    """The groups that came far less than they live here, from the data."""
    hardly = {
        (kind, group.name)
        for kind in ("place", "age", "first language")
        for group in compare(population, kind)
        if group.hardly_came
    }
    return {key for key, shown in GROUPS_SHOWN.items() if shown in hardly}

who_is_missing = _missing()
stretch_fair_share = 2 * round(north.lives)
those_who_came_before_0 = float(north.came)
those_who_came_before_1 = 2 * float(north.came)
each_place_has_as_many = 200 / 5
theme_sorter_items = {str(card): comment for card, comment in TWELVE['comment'].items()}
theme_sorter = {str(card): THEME_KEYS[theme] for card, theme in TWELVE['theme'].dropna().items()}
first_two = first + second
percent_not_count = 100 * (first + second) / counts.sum()
all_of_them = counts.sum()

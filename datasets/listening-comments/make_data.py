"""Make data.csv: invented comments on getting to health and care. Same seed, same bytes.

Run it with: python3 start.py data listening-comments
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

from champions.place import place_of_the_course

PLACE = place_of_the_course()
NORTH, MARSH = PLACE["parts"]["north"], PLACE["parts"]["marsh"]
CENTRE = PLACE["organisations"]["community_centre"]

SEED = 2602
COLUMNS = ("card", "day", "heard_at", "comment", "theme", "note")
FIRST_DAY = dt.date(2025, 3, 4)
TYPED_TWICE = 5  # this card stands in the file twice, as it would by a slip
PLACES = (
    *("library", "community hall", f"{NORTH} school gate", f"{CENTRE} kitchen"),
    *("Polish shop", "night shift canteen"),
)

TRAVEL, TIMES, WAITING = "Getting there", "Times that do not fit", "Waiting to hear"
WORDS, WELCOME, SAFE = "Words and languages", "How people are met", "Is it safe?"
TOLD = (
    "Taken out when the cards were sorted. The lead was told within the hour. "
    "It should have been told on 7 March."
)

#: The first cards, in the order in which they were read. The ninth is not for sorting.
FIRST = (
    (TRAVEL, "The number 7 goes home at four. After that I cannot get back from the clinic."),
    (TIMES, "I work nights. All the visits that they offer me are at ten in the morning."),
    (WORDS, "The letter was in English only. My neighbour had to read it to me."),
    (WAITING, "They said they would phone with the result. That was before Christmas."),
    (WELCOME, "The bus made me late. The man at the desk was so kind that I stopped shaking."),
    (TRAVEL, "There is one place for a wheelchair on the bus, and it is always taken."),
    (TIMES, "I have to choose between my blood test and fetching the children."),
    (WAITING, "I have been on the list for the foot clinic since last summer."),
    ("", "Since I fell, my nephew has my key. He locks the kitchen at night. Please tell nobody."),
    (SAFE, "The ramp at the side door is icy, and it has no rail. I nearly fell."),
    (WORDS, "The screen calls names too fast. I did not hear mine, and I lost my turn."),
    (TRAVEL, "A taxi there and back is 14 pounds. I went without."),
)

#: All the others, by theme.
OTHERS = {
    TRAVEL: (
        "Two buses, and the second one never waits for the first.",
        f"From {MARSH} you need a car, or a friend who has one.",
        "My daughter takes a morning off to drive me. She loses the pay.",
        "The walk from the bus stop is up hill. I need three stops to rest.",
        "Parking costs more than the tablets.",
        "The ride came at last, and the driver was lovely. But my visit was over.",
        "No bus on Sundays, and the walk-in place is only open on Sundays.",
        "I do not go when it is dark. The path has no lights.",
        "The app says the bus is here. The road says it is not.",
        "They moved the eye clinic to the other side of the river.",
        "I can get there. I cannot get there and back before school ends.",
        "The lift at the station has been broken since New Year.",
        "Nobody told us that the stop had moved.",
        "I share a car with two others. We all have to go on the same day.",
        "The ride service was full. I rang at one minute past nine.",
        "With a pram and a toddler you wait for three buses.",
    ),
    TIMES: (
        "The nurse is here on Fridays. On Fridays we are at prayers.",
        "I am paid by the hour. A visit at eleven costs me half a day.",
        "Eight in the morning on the phone, every time. At eight I drive a bus.",
        "My carer comes from nine to ten. They offered me half past nine.",
        "They gave us a day in Ramadan at the time when we break the fast.",
        "I asked for after school. There is no after school.",
        "The text came on Monday for a visit on Tuesday.",
        "My shifts change each week, and they book six weeks ahead.",
        "Saturday would be perfect. Saturday is never there.",
        "Both of my visits were on one day, in two towns.",
        "I care for my husband. I can go out when his sister is here, on Wednesdays.",
    ),
    WAITING: (
        "I phone, I wait for half an hour, and then it cuts me off.",
        "No letter means no news, they say. For me it means no sleep.",
        "The school sent the form in. Nobody knows where it is.",
        "They told me two weeks. It was eleven.",
        "I only found out that I was off the list when I rang.",
        "Somebody should say: you are number 40, and it moves.",
        "I was sent from one desk to the next, and back to the first.",
        "My key worker left. I was not told who comes now.",
    ),
    WORDS: (
        "I asked for somebody who speaks Bengali. My son had to do it. He is eleven.",
        "They speak to my daughter and not to me.",
        "What is a referral? Everybody says it as if I knew.",
        "The leaflet is in Polish now. It helps my mother very much.",
        "The form has 14 pages. I gave up on page three.",
        "I sign. They booked me a phone call.",
    ),
    WELCOME: (
        f"At the {CENTRE} they ask how you are, and then they wait for the answer.",
        "The woman on the phone sighed. I have not rung again.",
        "They use my right name now. It took two years, but they do.",
        "The nurse in the van sat down with me. Nobody had sat down before.",
        "You feel that you are a bother.",
        "The volunteers at the hall remember how I take my tea.",
    ),
    SAFE: (
        "The shop gave my father two boxes. It is the same tablet with two names.",
        "Nobody asked what I am allergic to before the injection.",
    ),
}  # fmt: skip


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a card: when and where it was heard, the comment, and the team's theme for it."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    rest = [(theme, comment) for theme, comments in OTHERS.items() for comment in comments]
    chance.shuffle(rest)
    cards = [*FIRST, *rest]
    days = sorted(chance.randrange(24) for _ in cards)
    made: list[dict[str, object]] = []
    for card, ((theme, comment), day) in enumerate(zip(cards, days, strict=True), 1):
        # The first two weeks were afternoons in the library and the hall; then Shanice went out.
        places = PLACES[:2] if day < 8 else PLACES
        told = TOLD if not theme else ""
        values = (
            *(card, FIRST_DAY + dt.timedelta(days=day), chance.choice(places)),
            *(comment, theme, told),
        )
        made.append(dict(zip(COLUMNS, values, strict=True)))
        if card == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


def main() -> None:
    """Write data.csv beside this file."""
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()

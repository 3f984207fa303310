"""Marking scheme of lesson 11, who was left behind. Right answers are computed from the data."""

from champions.left_behind import checks_since, gains
from champions.questions import Choice, Guess, Miss, Number, Pick, Share, Value, Words
from champions.small_cells import CELLS, HideCells, small

#: The neighbourhoods, in the order of the data: those whose share rose, and those where it did not.
places = gains("place")
rose = [place for place in places if place.since - place.before >= 15]
stayed = [place for place in places if place not in rose]
highest = max(places, key=lambda place: place.since)

english_gain, another_gain = gains("language")
gap_now = english_gain.since - another_gain.since
gap_before = english_gain.before - another_gain.before

since = checks_since()
english, another = (since[since["language"] == name] for name in ("English", "another"))
share_english = float(english["came"].sum() / english["invited"].sum())
share_another = float(another["came"].sum() / another["invited"].sum())
share_all = float(since["came"].sum() / since["invited"].sum())
how_many = float(another["invited"].sum() * (share_english - share_another))


def _went(place) -> str:
    return f"{place.name} went from {place.before:.0f} to {place.since:.0f}"


def _near(value: float, by: float):
    """True for a number that is this one, but for rounding."""
    return lambda given: abs(given - value) <= by


QUESTIONS = [
    Guess(
        id="guess-who-gained",
        ask="More people came since March. Who gained?",
        options={
            "all": "Everybody, about the same",
            "bus": "People near the bus",
            "some": "Some people near the bus, and not others",
            "none": "I cannot say from one number",
        },
        after="Thank you. The next picture lets you look.",
    ),
    Choice(
        id="by-neighbourhood",
        ask="Split by neighbourhood: where did the share rise by 15 or more of each 100?",
        options={
            "two": f"In {' and '.join(place.name for place in rose)} only",
            "all": "In all five, because the total rose",
            "centre": f"In {stayed[0].name} and {stayed[1].name}",
            "one": f"In {highest.name} only, because it is the highest now",
        },
        right="two",
        misses=(
            Miss(
                "all",
                "pooled-data-hide-nothing",
                f"The total rose. Look at {stayed[0].name}, before and since. Did it rise as well?",
            ),
            Miss(
                "centre",
                "high-is-not-rising",
                "These were high before, and stayed as they were. Compare the two bars of each.",
            ),
            Miss(
                "one",
                "highest-is-not-rising",
                f"{highest.name} is highest now. One more place rose by 15 or more.",
            ),
        ),
        look="Read the two numbers of each place: before, and since.",
        step=f"{'. '.join(map(_went, rose))}. The others moved by 3 or less.",
        praise="The two places with the bus rose. The others stayed where they were.",
    ),
    Number(
        id="the-gap-now",
        ask="Split by first language. Of each 100, how many fewer people with another first "
        "language came, since March?",
        units=("of each 100", "of 100", "in 100", "people", "percentage points", "points", "%"),
        right=lambda: round(gap_now),
        within=0.5,
        misses=(
            Miss(
                _near(gap_before, 0.5),
                "gap-before-not-now",
                "That is the gap before March. Take the second number of each group.",
            ),
            Miss(
                _near(english_gain.since - english_gain.before, 1),
                "rise-not-gap",
                "That is how much one group rose. We ask how far apart the two groups are now.",
            ),
            Miss(
                lambda given: (
                    round(given) in {round(another_gain.since), round(english_gain.since)}
                ),
                "share-not-gap",
                "That is the share of one group. Take one share from the other.",
            ),
        ),
        look="Choose by first language. Take the smaller number since March from the larger one.",
        step="Since March, 57 of each 100 people with English came, and 30 of those with another first language. "
        "Take 30 from 57.",
        praise="It was 17 before. So the gap grew while the total rose.",
    ),
    Choice(
        id="what-the-split-says",
        ask="Split by both. What happened on the bus?",
        options={
            "half": "Many more people with English came, and hardly more of the others",
            "equal": "All groups gained, some a little more",
            "fault": "People with another first language do not want a health check",
            "mistake": "It cannot be: the total rose, so each group must have risen",
        },
        right="half",
        misses=(
            Miss(
                "equal",
                "small-rise-is-a-gain",
                "From 27 to 31 could be chance. From 33 to 63 could not. Is that a little more?",
            ),
            Miss(
                "fault",
                "blame-the-people",
                "The chart does not say why. Nobody was asked. What is the letter like, and the hour?",
            ),
            Miss(
                "mistake",
                "pooled-data-hide-nothing",
                "The total is made of all groups. A large group can pull it up alone.",
            ),
        ),
        look="Read the two lines that begin with Clinic bus.",
        step="On the bus, people with English went from 33 to 63 of each 100. "
        "The others went from 27 to 31.",
        praise="The change worked for one group. The total could not show who it left behind.",
    ),
    Pick(
        id="fair-split",
        ask="Which of these make a split fair? Choose all that apply.",
        options={
            "why": "There is a reason to think that the service works differently for the groups",
            "with": "People of the groups helped to choose them and their names",
            "asked": "People said themselves which group they belong to",
            "search": "We tried many splits, and show the one with the largest gap",
            "guess": "We sorted people by how their names sound",
            "plan": "We know what we would do if there is a gap",
        },
        right=frozenset({"why", "with", "asked", "plan"}),
        misses=(
            Miss(
                frozenset({"search"}),
                "search-until-a-gap",
                "With many splits, chance alone makes a large gap somewhere. Choose before you look.",
            ),
            Miss(
                frozenset({"guess"}),
                "guess-the-group",
                "A name does not tell a language or a need. Ask people, and let them say nothing.",
            ),
            Miss(
                lambda given: given in ({"why"}, {"with"}, {"asked"}, {"plan"}),
                "one-reason-is-enough",
                "That one is right. A fair split needs more than one thing.",
            ),
        ),
        look="Two of the six would make you angry if they were done to you.",
        step="A reason, people of the groups, their own answers, and a plan. "
        "Not a search for the largest gap, and not a guess from names.",
        praise="A fair split is made with people, for a reason, and with a plan.",
    ),
    Choice(
        id="words-for-a-gap",
        ask="Which sentence would you put in a report?",
        options={
            "service": "Our letter and our hours did not work for people with another first language",
            "hard": "People with another first language are hard to reach",
            "culture": "It is part of their culture not to come",
            "hide": "Better to say nothing about groups, it only makes trouble",
        },
        right="service",
        misses=(
            Miss(
                "hard",
                "hard-to-reach",
                "That puts it on people. Who wrote the letter, and who chose the hours?",
            ),
            Miss(
                "culture",
                "culture-as-a-cause",
                "Nobody was asked, so nobody knows that. What did the service do?",
            ),
            Miss(
                "hide",
                "say-nothing-about-groups",
                "A gap that nobody names stays. Say it with care, and with the people.",
            ),
        ),
        look="Who can change something: the service, or the people who were invited?",
        step="The service can change its letter and its hours. So the sentence is about those.",
        praise="A gap is a question to the service. Say what it can change.",
    ),
    Choice(
        id="read-the-funnel",
        ask="What does the funnel plot show?",
        options={
            "below": "All five groups with another first language lie below the outer lines",
            "small": "Small groups are always lower, so it is chance",
            "league": f"{highest.name} with English is the best group, {stayed[0].name} comes next",
            "inside": "Each dot away from the middle line shows a real difference",
        },
        right="below",
        misses=(
            Miss(
                "small",
                "small-means-low",
                "Chance makes small groups high as often as low. Here all five are low.",
            ),
            Miss(
                "league",
                "league-table",
                "A funnel is no league table. The order inside the lines may be luck.",
            ),
            Miss(
                "inside",
                "every-difference-is-real",
                "For a dot inside the lines, chance is enough to explain it.",
            ),
        ),
        look="Read the sentence below the plot. Which groups are named below the limits?",
        step="Five groups are named below the wide limits. Each has another first language. "
        "Two are above, and they have the bus.",
        praise="Five of five, in every neighbourhood, is unlikely to be chance. So place alone does not explain it.",
    ),
    Choice(
        id="few-people",
        ask="9 of 22 members came. What do you write about this group?",
        options={
            "ask": "No percentage. Ask the club what would help, and say that you did",
            "percent": "41%, the lowest but one of all groups",
            "nothing": "Nothing at all, they are too few to matter",
            "exact": "40.9%, because exact numbers are safer",
        },
        right="ask",
        misses=(
            Miss(
                "percent",
                "ratio-under-30",
                "With 22 people, one more or less moves it by almost 5 of each 100. "
                "Give no percentage under 30.",
            ),
            Miss(
                "exact",
                "more-digits-are-safer",
                "More digits do not make it safer. There are still 22 people.",
            ),
            Miss(
                "nothing",
                "few-do-not-matter",
                "Few people can still be left behind. There are other ways than a number.",
            ),
        ),
        look="How many people are in the club? And what can they tell you that a number cannot?",
        step="22 is under 30, so there is no percentage. The club can tell you what would help.",
        praise="Few people get no percentage. They still get asked.",
    ),
    HideCells(
        id="hide-cells",
        ask="Hide the small counts, and as few others as you can. Nothing hidden may be worked out.",
        misses=(
            Miss(
                lambda given: bool(given.shown_small),
                "small-counts-are-safe-to-publish",
                "There is still a count from 1 to 4 to be seen. Look through all four places.",
            ),
            Miss(
                lambda given: given.cells == small(given.seed),
                "hide-only-the-small-ones",
                "Take the counts you see away from the total of the row. What is left is the hidden one.",
            ),
            Miss(
                lambda given: bool(given.given_away),
                "second-cell-in-one-direction-only",
                "Look along the row, and then down the column. Each total can give a count away.",
            ),
            Miss(
                lambda given: len(given.cells) == len(CELLS),
                "hide-everything",
                "Now nothing is given away, and nothing is told. Show as much as you can.",
                points=1,
            ),
            Miss(
                lambda given: given.too_many > 0,
                "hide-more-than-needed",
                "It is safe. But more is hidden than it takes. Which ones can you show again?",
                points=1,
            ),
        ),
        look="Think of a rectangle: two rows and two columns, with a star at each corner.",
        step="Hide both small counts. Then hide the two counts at the other corners of the "
        "rectangle. Each row and column now has two stars, or none.",
        praise="No small count is seen, and none can be worked out. All the rest can still be read.",
        points=2,
    ),
    Choice(
        id="why-the-second",
        ask="Stretch: in a row of three counts, one is hidden. The total of the row is shown. Is it safe?",
        options={
            "no": "No: take the other two away from the total, and you have it",
            "yes": "Yes: nobody can see a count that is hidden",
            "small": "Yes, if the hidden count is very small",
            "total": "Yes, because a total says nothing about single counts",
        },
        right="no",
        misses=(
            Miss(
                "yes",
                "hidden-is-safe",
                "Try it: the counts are 12, a star and 20. The total is 35. What is the star?",
            ),
            Miss(
                "small",
                "small-counts-are-safe-to-publish",
                "The smaller the count, the easier it is to know who it is.",
            ),
            Miss(
                "total",
                "totals-say-nothing",
                "The total is all three together. Take away the two that you see.",
            ),
        ),
        look="Do the sum with three numbers of your own.",
        step="12 and 20 make 32. The total is 35. So the star is 3.",
        praise="That is why a second count must go, in the row and in the column.",
        stretch=True,
    ),
    Choice(
        id="whose-rule",
        ask="You have counts from the health centre. How small is too small to show?",
        options={
            "owner": "Ask the owner of the data, and write their rule under the table",
            "five": "Under 5, that is the law everywhere",
            "me": "I decide, because I made the table",
            "internet": "It does not matter on paper, only on the internet",
        },
        right="owner",
        misses=(
            Miss(
                "five",
                "one-threshold-everywhere",
                "Many owners use 5, and others use 10 or more. There is no one number.",
            ),
            Miss(
                "me",
                "maker-decides",
                "You made the table. The counts are about people who trusted the health centre.",
            ),
            Miss(
                "internet",
                "paper-is-safe",
                "A sheet in the library can be read by a neighbour, and photographed.",
            ),
        ),
        look="Who promised the people to look after their data?",
        step="The health centre promised it. So its rule holds, and you name it under the table.",
        praise="The owner of the data made the promise, so the owner's rule holds.",
    ),
    Share(
        id="share-another",
        ask="What share of people with another first language came, since March?",
        name="share_another",
        units=("%", "per cent", "percent", "in 100"),
        right=lambda: share_another,
        within=0.004,
        misses=(
            Miss(
                _near(share_english, 0.004),
                "the-other-group",
                'That is the share of people with English. Write "another" in place of "English".',
            ),
            Miss(
                _near(share_all, 0.004),
                "everybody",
                "That is the share of all people. Keep the rows of one group first.",
            ),
            Miss(
                _near(another_gain.before / 100, 0.004),
                "before-not-since",
                "That is the share before March. Begin the line with since.",
            ),
        ),
        look="Copy both lines above, and change the last word in quotes.",
        step='The first line is group = since[since["language"] == "another"]',
        praise="30 of each 100. It is the same number as on the picture.",
    ),
    Value(
        id="stretch-how-many",
        ask="Stretch: how many more people would have come, if both groups came alike?",
        name="how_many",
        units=("people",),
        right=lambda: how_many,
        within=1.0,
        misses=(
            Miss(
                _near(english["invited"].sum() * (share_english - share_another), 3),
                "the-other-group",
                "That takes the number invited of the wrong group. Use those with another language.",
            ),
            Miss(
                _near(another["invited"].sum() * share_english, 3),
                "all-who-would-come",
                "That is all who would come. Take away those who came already.",
            ),
            Miss(
                _near(share_english - share_another, 0.01),
                "gap-not-people",
                "That is the gap. Multiply it by the number invited.",
            ),
        ),
        look="You need three numbers: invited in the group, and both shares.",
        step='Start with group["invited"].sum() and multiply it by the gap.',
        praise="About 230 people in nine months. A gap is made of people.",
        stretch=True,
    ),
    Words(
        id="left-behind-plan",
        ask="Who might be left behind in my project?",
        boxes={
            "who": "Who may gain less, and why do you think so?",
            "see": "How would you see it?",
            "with": "Who helps you to choose the groups and to ask?",
            "hidden": "What will you not show?",
            "change": "What would you change?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="When were you, or somebody near you, in a group that nobody looked at?",
        rows=5,
    ),
    Words(
        id="about-this-lesson",
        ask="Three questions about this lesson. They are not marked.",
        boxes={
            "useful": "What was useful?",
            "confusing": "What was confusing?",
            "missing": "What was missing?",
        },
        reply=False,
        rows=2,
    ),
]

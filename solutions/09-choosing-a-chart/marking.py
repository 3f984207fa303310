"""Marking scheme of lesson 09, choosing a chart. Right answers are computed from the data."""

from champions.choosing import (
    BEFORE_RAILS,
    CASES,
    CHARTS,
    ChartChooser,
    board,
    days_between_falls,
    reach_chart,
    weekly_reach,
)
from champions.data import load
from champions.questions import Choice, Guess, Miss, Pick, Share, Sort, Value, Words

weeks = weekly_reach()
every = load("appointments-out-of-reach").drop_duplicates("week")
gaps = days_between_falls()

centre = float(weeks["out_of_reach"].sum() / weeks["offered"].sum())
mean_of_shares = float((weeks["out_of_reach"] / weeks["offered"]).mean())
all_weeks = float(every["out_of_reach"].sum() / every["offered"].sum())
middle_since = float(gaps.tail(len(gaps) - BEFORE_RAILS).median())

points = reach_chart("p").points
small, strike = points["out_of"].idxmin(), points["value"].where(points["out_of"] > 30).idxmax()
called = {kind: {p for s in reach_chart(kind).signals for p in s.points} for kind in ("p", "i")}


def _christmas() -> str:
    """Whether the week with the fewest appointments lies within its own limits."""
    return "outside" if small in called["p"] else "inside"


def _compared() -> str:
    """Which of the charts finds the bus strike, and which calls out the small weeks."""
    return "p-finds" if strike in called["p"] and strike not in called["i"] else "same"


def _near(value: float):
    """True for a share that is this one, but for rounding."""
    return lambda given: abs(given - value) < 0.002


QUESTIONS = [
    Guess(
        id="guess-six-of-nine",
        ask="In Christmas week 6 of 9 appointments were out of reach. What does that tell the board?",
        options={
            "alarm": "Something went badly wrong that week",
            "chance": "It may be chance, as there were only nine",
            "leave": "Nothing: leave such weeks out",
        },
        after="Thank you. Keep your guess in mind for part 3.",
    ),
    Sort(
        id="what-is-each-dot",
        ask="What is each dot?",
        items={
            "minutes": "How many minutes late the minibus was, each day",
            "came": "Of the people invited each week, how many came",
            "calls": "How many calls the helpline took each day: 30 or 40",
            "fires": "Kitchen fires in the flats: two or three a year",
            "weight": "Kilos of food given out each week",
            "forms": "Of the forms sent in each month, how many had a mistake",
        },
        groups={
            "measured": "A measured number",
            "share": "A share: some out of all",
            "count": "A count",
            "rare": "Something rare",
        },
        right={
            "minutes": "measured",
            "came": "share",
            "calls": "count",
            "fires": "rare",
            "weight": "measured",
            "forms": "share",
        },
        misses=(
            Miss(
                {"came": "count"},
                "share-taken-for-a-count",
                "How many came depends on how many were invited. So it is some out of all.",
            ),
            Miss(
                {"forms": "count"},
                "share-taken-for-a-count",
                "The mistakes are counted out of all forms of that month. So it is a share.",
            ),
            Miss(
                {"fires": "count"},
                "rare-taken-for-a-count",
                "You could count fires. But nearly every month would be nought. So it is rare.",
            ),
            Miss(
                {"calls": "measured"},
                "count-taken-for-measured",
                "Each call is one event, and you count them. A measured number can also be 2.5.",
            ),
            Miss(
                {"weight": "count"},
                "measured-taken-for-a-count",
                "Kilos come from a scale. They can be 212.5. That is a measured number.",
            ),
        ),
        look='Does it say "of"? Then it is a share. Can it be 2.5? Then it is measured.',
        step="The minibus and the food are measured. People who came, and forms with a mistake, are shares.",
        praise="Two are measured, two are shares, one is a count, and fires are rare.",
    ),
    Choice(
        id="why-limits-step",
        ask="Why are the limits of the p chart wide in some weeks and narrow in others?",
        options={
            "few": "In weeks with few appointments, chance alone moves the share a lot",
            "worse": "They are wide in weeks that went badly",
            "goal": "The hospital set another target for those weeks",
            "wrong": "It is a mistake: limits should be straight lines",
        },
        right="few",
        misses=(
            Miss(
                "worse",
                "limits-follow-the-result",
                "The two widest are the smallest weeks, with 9 and 11 appointments. In one of them nobody was out of reach.",
            ),
            Miss(
                "goal",
                "target-is-a-limit",
                "Nobody sets limits. They are worked out from the numbers.",
            ),
            Miss(
                "wrong",
                "limits-must-be-straight",
                "They are straight when each dot rests on as many people. Look at the table: here they differ.",
            ),
        ),
        look="Open the table below the p chart. Find the two weeks with the widest limits.",
        step="Toss a coin 9 times, and 6 heads are nothing special. Toss it 90 times, and 60 would be. "
        "The widest limits are in the weeks with 9 and with 11.",
        praise="The fewer there are, the more chance moves the share. The p chart makes room for that.",
    ),
    Choice(
        id="christmas-week",
        ask="By the Making Data Count rules, what does the p chart say about Christmas week?",
        options={
            "inside": "It is inside its own limits: chance alone could do it",
            "outside": "It is outside: something special happened",
            "highest": "It is the highest dot, so it was the worst week",
            "remove": "It should be taken off the chart, as nine is too few",
        },
        right=_christmas,
        misses=(
            Miss(
                "outside",
                "one-limit-for-all-weeks",
                "Look at the limit of that week, not of its neighbours. It goes up to 78%.",
            ),
            Miss(
                "highest",
                "highest-is-worst",
                "The highest dot is not always news. Of nine appointments, one more is 11% more.",
            ),
            Miss(
                "remove",
                "delete-what-does-not-fit",
                "Those nine were real. The dot can stay, as the chart knows that there were nine.",
            ),
        ),
        look="Follow the upper dashed line. How high is it in that week?",
        step="The dot is at 67%. The upper limit of that week is at 78%. So the dot is inside.",
        praise="Six of nine looks like a lot. With nine, chance alone can do it.",
    ),
    Choice(
        id="two-charts",
        ask="What is the difference between the two charts of these weeks?",
        options={
            "p-finds": "The p chart finds the bus strike. The XmR chart misses it, and calls out small weeks",
            "same": "There is none: both are made from the same numbers",
            "more": "The XmR chart is better, because it finds more",
            "xmr-finds": "The XmR chart finds the bus strike. The p chart misses it",
        },
        right=_compared,
        misses=(
            Miss(
                "same",
                "all-control-charts-say-the-same",
                "Compare the sentences below them. Which weeks does each one call out?",
            ),
            Miss(
                "more",
                "more-signals-are-better",
                "It calls out two weeks. In both there were few appointments. Is that news?",
            ),
            Miss(
                "xmr-finds",
                "charts-mixed-up",
                "Read the sentences again. In which one do you find 3 February?",
            ),
        ),
        look="Read the sentences below each chart. The bus strike was in the week of 3 February.",
        step="The XmR chart calls out Christmas and a week in April, with 9 and 11 appointments. "
        "The p chart calls out 3 February, with 88.",
        praise="The jumps of the small weeks made the limits of the XmR chart too wide. So it missed real news.",
    ),
    Choice(
        id="up-is-good",
        ask="By the Making Data Count rules, what does the chart of days between say?",
        options={
            "longer": "Since the rails, the gaps are longer: falls came less often",
            "worse": "The dots went up, so there are more falls",
            "steady": "Nothing changed: there are still short gaps",
            "proof": "It proves that the rails did it",
        },
        right="longer",
        misses=(
            Miss(
                "worse",
                "up-is-more-falls",
                "Each dot is the days from one fall to the next. What does a long gap mean?",
            ),
            Miss(
                "steady",
                "one-dot-decides",
                "There are some short gaps. But look at how many are above the upper limit since gap 32.",
            ),
            Miss(
                "proof",
                "signal-proves-cause",
                "Something changed then. The chart does not know what else began at that time.",
            ),
        ),
        look="Read what the up and down line of the chart counts: days without a fall.",
        step="Before the rails most gaps were under two weeks. Since then 8 gaps were over 30 days. "
        "Long gaps mean fewer falls.",
        praise="Here up is good. Say so on the chart, as many people expect it the other way round.",
    ),
    Sort(
        id="choose-a-chart",
        ask="Which chart fits each case?",
        items=CASES,
        groups=CHARTS,
        board=board,
        right={"wait": "i", "reach": "p", "visits": "run", "falls": "g", "letters": "help"},
        also={"letters": ("i",)},
        misses=(
            Miss(
                {"visits": "i"},
                "control-chart-always-better",
                "One case has nine dots. Limits from so few are a guess. What works with few dots?",
            ),
            Miss(
                {"reach": "i"},
                "xmr-for-every-share",
                "In one case the weeks differ in size. Which chart knows out of how many?",
            ),
            Miss(
                {"letters": "p"},
                "ordinary-p-limits-for-a-huge-n",
                "With 20,000 letters nearly everything seems special. Look at the chart: is that likely?",
            ),
            Miss(
                {"falls": "run"},
                "rare-things-counted-by-week",
                "Most weeks have no fall. Which chart looks at the gaps?",
            ),
            Miss(
                {"falls": "i"},
                "rare-things-counted-by-week",
                "A limit below nought cannot be right for falls. Which chart looks at the gaps?",
            ),
            Miss(
                {"wait": "run"},
                "limits-left-out",
                "A run chart works for the waits. There are 44 weeks, so limits can be had as well.",
            ),
        ),
        look="Ask for each: what is a dot, how many dots are there, and out of how many?",
        step="The waits are one measured number a week, with 44 weeks: XmR. The share out of reach, "
        "with weeks large and small, is for a p chart.",
        praise="You asked what each dot is, how many there are, and what each rests on. "
        "For the letters, XmR and asking for help are both good.",
        points=2,
    ),
    Pick(
        id="ask-for-help",
        ask="When would you ask somebody for help with a chart? Choose all that apply.",
        options={
            "thousands": "Each dot is a share of thousands of people",
            "differs": "You count falls in three homes, and one has twice as many people",
            "bell": "The values do not look like a bell when you sort them",
            "good": "The chart says that nothing changed, and you hoped for more",
            "unsure": "You cannot say what each dot is",
        },
        right=frozenset({"thousands", "differs", "unsure"}),
        misses=(
            Miss(
                frozenset({"bell"}),
                "data-must-be-normal",
                "Run charts and XmR charts do not need a bell shape. No help is needed for that.",
            ),
            Miss(
                frozenset({"good"}),
                "another-chart-for-a-better-answer",
                "Another chart will not make it better. That it did not change is worth knowing.",
            ),
            Miss(
                lambda given: "thousands" not in given,
                "ordinary-p-limits-for-a-huge-n",
                "One of them was in part 5, with 20,000 letters. What did the p chart do there?",
            ),
        ),
        look="Ask for each: do I know what a dot is, and is each dot a fair share of as many people?",
        step="With thousands of people a p′ chart may fit better. Homes of different size need a u chart. "
        "Both exist, and somebody knows them.",
        praise="To ask is part of doing it well. And you can say exactly what you need.",
    ),
    Share(
        id="centre-of-shares",
        ask="Where is the centre line of the p chart?",
        name="centre",
        units=("%", "per cent", "percent", "in 100"),
        right=lambda: centre,
        within=0.0006,
        misses=(
            Miss(
                _near(mean_of_shares),
                "mean-of-the-shares",
                "That is the mean of the weekly shares. Add up both columns first, then divide.",
            ),
            Miss(
                _near(all_weeks),
                "all-weeks-together",
                "That is the share of all 48 weeks. Use weeks, which holds the first 34.",
            ),
            Miss(
                lambda given: given in {weeks["out_of_reach"].sum(), weeks["offered"].sum()},
                "count-not-share",
                "That is how many there were. Divide those out of reach by those offered.",
            ),
            Miss(
                _near(1 / centre / 100),
                "upside-down",
                "The line is upside down. Put out_of_reach first, and divide by offered.",
            ),
        ),
        look="Two sums, with a / between them. The first is of out_of_reach.",
        step='Write centre = weeks["out_of_reach"].sum() / and then weeks["offered"].sum()',
        praise="About 31 in 100, as on the chart. A week with 90 appointments counts ten times as much as one with 9.",
    ),
    Value(
        id="stretch-middle-gap",
        ask="Stretch: how long is the middle gap since the rails?",
        name="middle_gap",
        units=("days",),
        right=lambda: middle_since,
        within=0.05,
        misses=(
            Miss(
                lambda given: given == float(gaps.head(BEFORE_RAILS).median()),
                "the-gaps-before",
                "That is the middle gap before the rails. Write tail(16) in place of head(31).",
            ),
            Miss(
                lambda given: given == float(gaps.median()),
                "all-gaps-together",
                "That is the middle of all gaps. Write tail(16) to take the last 16.",
            ),
            Miss(
                lambda given: abs(given - float(gaps.tail(16).mean())) < 0.05,
                "mean-not-median",
                "That is the mean. A few very long gaps pull it up. Write median in place of mean.",
            ),
        ),
        look="Change one word and one number: tail for head, and 16 for 31.",
        step="Write middle_gap = days_between_falls().tail(16).median()",
        praise="It was five days before. That is how you would tell it to a neighbour.",
        stretch=True,
    ),
    ChartChooser(id="chooser", ask="Which chart for my numbers?"),
    Words(
        id="my-chart",
        ask="My chart, and why",
        boxes={
            "dot": "What is each dot?",
            "size": "How many dots have I, and out of how many is each?",
            "chart": "My chart, and why",
            "ask": "Who could I ask, if I am not sure?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="When did somebody use a percentage about a few people whom you knew?",
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

"""Marking scheme of lesson 10, did it get better? Right answers are computed from the data."""

from champions.lines_lab import AUGUST, BEFORE, uptake_chart, weekly_uptake
from champions.questions import Choice, Guess, Miss, Number, Pick, Share, Sort, Words

bus, centre = weekly_uptake("bus"), weekly_uptake("centre")
SINCE = len(bus) - BEFORE


def _share(weeks) -> float:
    """The share who came, of all who were invited in these weeks."""
    return float(weeks["came"].sum() / weeks["invited"].sum())


share_before, share_since = _share(bus.head(BEFORE)), _share(bus.tail(SINCE))
new_centre = float(uptake_chart("bus", "cycle").phases["centre"].iloc[-1])
old_centre = float(uptake_chart("bus", "cycle").phases["centre"].iloc[0])
whole_centre = float(uptake_chart("bus", "whole").phases["centre"].iloc[-1])
health_centre = float(uptake_chart("centre", "whole").phases["centre"].iloc[-1])

points = uptake_chart("centre", "whole").points
below = points[points["outside"] & (points["side"] < 0)]
below_2025 = below[below["time"].astype("datetime64[ns]") >= "2025-01-01"]


def _near(*values: float):
    """True for a share that is one of these, but for rounding."""
    return lambda given: any(abs(given - value) < 0.004 for value in values)


QUESTIONS = [
    Guess(
        id="guess-which-cycle",
        ask="Which cycle do you think brought more people?",
        options={
            "leaflet": "The leaflet",
            "calls": "The phone calls",
            "bus": "The bus at the school gate",
            "none": "None of them",
        },
        after="Thank you. The next chart shows all three.",
    ),
    Choice(
        id="read-the-cycles",
        ask="By the Making Data Count rules, what does the chart show?",
        options={
            "third": "More people came since about March. That fits with cycle 3, and it is no proof",
            "leaflet": "Each cycle helped a little, so the leaflet was a good idea",
            "proof": "It proves that the school gate is the only cause",
            "august": "It got worse, because August is low in both years",
        },
        right="third",
        misses=(
            Miss(
                "leaflet",
                "change-without-signal",
                "Look at the dots after cycle 1 and cycle 2. They go on around the line as before.",
            ),
            Miss(
                "proof",
                "signal-proves-cause",
                "Something changed in March. The chart does not know what else began then.",
            ),
            Miss(
                "august",
                "every-wobble-has-a-reason",
                "August is low in both years. Now look at the long row of dots since March.",
            ),
        ),
        look="Find the notes. After which one do the dots move above the line and stay there?",
        step="After the leaflet and the calls, dots lie on both sides of the line. "
        "From the end of February there are 38 weeks in a row above it, August left out. "
        "A run may begin by chance a little before the change.",
        praise="Notes on a chart say what came first. They make a cause likely, and do not prove it.",
    ),
    Choice(
        id="why-freeze",
        ask="Why do we keep the lines from the weeks before the change?",
        options={
            "compare": "So that we see new weeks against the old way of working",
            "more": "So that the chart uses all weeks, because more data are always better",
            "target": "So that the line shows what we want to reach",
            "pretty": "It makes no difference to what the chart says",
        },
        right="compare",
        misses=(
            Miss(
                "more",
                "limits-from-all-data",
                "With all weeks the new dots pull the centre line up. Then part of the change is hidden.",
            ),
            Miss(
                "target",
                "target-is-a-limit",
                "A target is our wish. These lines come from what happened before.",
            ),
            Miss(
                "pretty",
                "lines-make-no-difference",
                "Choose the bus again, and change where the lines come from. Watch the centre line.",
            ),
        ),
        look="Choose the clinic bus. Compare the centre line of the two choices.",
        step="With all weeks the centre line of the bus is at about 43 in 100. "
        "With the weeks before cycle 3 it is at about 31. The change is easier to see.",
        praise="Frozen lines ask one clear question: is it still as it was before?",
    ),
    Number(
        id="weeks-of-the-dip",
        ask="Health centre, all weeks, August not left out: how many dots lie below the lower limit?",
        units=("weeks", "dots", "points"),
        right=lambda: len(below),
        misses=(
            Miss(
                lambda given: given == len(AUGUST),
                "all-of-august",
                "That is every week of August in both years. Some of these dots are just inside the limit.",
            ),
            Miss(
                lambda given: given in {len(below_2025), len(below) - len(below_2025)},
                "one-year-only",
                "That is one year. There are low dots in the other year too.",
            ),
            Miss(
                lambda given: given == 7,
                "august-left-out-of-lines",
                "That is the count when August is left out of the lines. Take the mark out of that box.",
            ),
        ),
        look="Read the sentence below the chart, or open its table and look for outside.",
        step="Choose Health centre and All weeks, with no mark in the box. "
        "The sentences below the chart give the number.",
        praise="All of them are in August, in both years. That is a pattern.",
    ),
    Choice(
        id="what-about-august",
        ask="What should the group do about the dots in August?",
        options={
            "note": "Write holidays on the chart, and compare August with the last August",
            "afresh": "Start the lines afresh each August",
            "delete": "Take those weeks out of the data",
            "staff": "Ask the staff why they did so badly",
        },
        right="note",
        misses=(
            Miss(
                "afresh",
                "rebase-at-every-shift",
                "The dip does not last. In September the lines would be wrong again.",
            ),
            Miss(
                "delete",
                "delete-what-does-not-fit",
                "Those weeks did happen. You may leave them out of the lines, and say so. "
                "The dots stay.",
            ),
            Miss(
                "staff",
                "blame-every-wobble",
                "The dip came in both years and at both places. That is no one's fault.",
            ),
        ),
        look="Think of what you know: why is it, does it last, and will it come again?",
        step="We know the cause, but it does not last. So there is a note, and the lines stay. "
        "Each August is compared with the one before.",
        praise="A known season is written on the chart. Then nobody is alarmed, and nobody is blamed.",
    ),
    Choice(
        id="what-pooling-hides",
        ask="What did the chart of both services together hide?",
        options={
            "bus": "That the bus changed and the health centre did not",
            "nothing": "Nothing: together there are more people, so it is more exact",
            "centre": "That the health centre got worse after March",
            "both": "That both changed by the same amount",
        },
        right="bus",
        misses=(
            Miss(
                "nothing",
                "pooled-data-hide-nothing",
                "More people make it steadier. But look at each service alone. Do they agree?",
            ),
            Miss(
                "centre",
                "worse-without-signal",
                "Leave August aside. The health centre goes on around its line, before and after March.",
            ),
            Miss(
                "both",
                "pooled-change-is-everyones",
                "Look at the health centre since March. Do its dots leave the line?",
            ),
        ),
        look="Read the sentences below the last two charts.",
        step="Since March the bus has every dot above its old line, but for August. "
        "The health centre has dots on both sides.",
        praise="Together it looked as if the whole town got better. It was the bus.",
    ),
    Pick(
        id="which-to-split",
        ask="Which of these would you draw as two charts first? Choose all that apply.",
        options={
            "days": "Calls on weekdays and at weekends, when other people answer",
            "sites": "Waits at two food banks that work in different ways",
            "weeks": "Odd weeks and even weeks of the same service",
            "nights": "Falls in a care home by day and by night",
            "luck": "The good weeks and the bad weeks",
        },
        right=frozenset({"days", "sites", "nights"}),
        misses=(
            Miss(
                frozenset({"luck"}),
                "split-by-result",
                "Good and bad weeks are the result. Split by how the work is done, not by how it went.",
            ),
            Miss(
                frozenset({"weeks"}),
                "split-without-reason",
                "In odd and even weeks the same people do the same thing. There is no reason to split.",
            ),
            Miss(
                lambda given: given in ({"sites"}, {"days"}, {"nights"}),
                "only-one-kind-of-mixture",
                "That is one. A service can also differ by the hour or by the day.",
            ),
        ),
        look="Ask for each: is the work done in another way, or by other people?",
        step="Weekends have other staff, food banks have other ways, and nights differ from days. "
        "Odd weeks, and good weeks, do not.",
        praise="Split by how the work is done. Never split by whether the result was good.",
    ),
    Sort(
        id="start-afresh-or-not",
        ask="Keep the old lines, or start afresh? All five things must hold.",
        items={
            "bus": "The bus: school gate since March, 40 weeks, it will stay. All agreed, and it is on the chart",
            "dip": "The health centre: four low weeks in August",
            "unknown": "A lunch club: 14 weeks above the line, and nobody knows why",
            "soon": "A drop-in: a new rota three weeks ago, three dots above the line",
            "trial": "A helpline: 16 better weeks with a helper whose pay ends next month",
            "move": "A clinic moved house a year ago, for good. All agreed, and it is on the chart",
        },
        groups={"keep": "Keep the old lines", "afresh": "Start the lines afresh"},
        right={
            "bus": "afresh",
            "dip": "keep",
            "unknown": "keep",
            "soon": "keep",
            "trial": "keep",
            "move": "afresh",
        },
        misses=(
            Miss(
                {"unknown": "afresh"},
                "rebase-whenever-a-shift-appears",
                "One of them has a shift, and nobody knows why. First find the cause.",
            ),
            Miss(
                {"soon": "afresh"},
                "rebase-too-soon",
                "Three dots are too few for new lines. Wait until there are 12 or more.",
            ),
            Miss(
                {"dip": "afresh"},
                "rebase-on-a-season",
                "A dip in August has a known cause, but it does not last.",
            ),
            Miss(
                {"trial": "afresh"},
                "rebase-what-will-not-last",
                "One of the changes ends next month. Do you expect it to last?",
            ),
            Miss(
                {"bus": "keep"},
                "never-rebase",
                "Go through the five things for the bus. Which one is missing?",
            ),
        ),
        look="For each one ask: cause known, gone on, enough weeks, will last, agreed and written?",
        step="The bus has all five. The lunch club has no known cause. The drop-in has too few weeks. "
        "So the bus starts afresh, and those two keep their lines.",
        praise="New lines need all five reasons. One that is missing is enough to wait.",
        points=2,
    ),
    Choice(
        id="never-by-itself",
        ask="Why should a computer not start new lines by itself after each shift?",
        options={
            "hide": "Each change would look normal at once, for better or for worse",
            "slow": "It would take the computer too long",
            "good": "It should: new lines after each shift keep the chart up to date",
            "wide": "The limits would always become wider",
        },
        right="hide",
        misses=(
            Miss(
                "good",
                "rebase-whenever-a-shift-appears",
                "Think of a slow change for the worse. With new lines each time, who would see it?",
            ),
            Miss(
                "slow",
                "computer-is-slow",
                "It takes no time at all. That is why people are tempted to do it.",
            ),
            Miss(
                "wide",
                "limits-get-wider",
                "They may get wider or not. Think of what happens to the signal.",
            ),
        ),
        look="Choose the bus with lines from before cycle 3, and then with new lines. "
        "Where did the signal go?",
        step="With the old lines the bus has 36 weeks above the centre line, August left out. With new lines "
        "that signal is gone. A change for the worse would go in the same way.",
        praise="A person decides, with reasons. Otherwise a change for the worse would look normal too.",
    ),
    Share(
        id="share-since",
        ask="What share of people came to the bus in the last 40 weeks?",
        name="share_since",
        units=("%", "per cent", "percent", "in 100"),
        right=lambda: share_since,
        within=0.004,
        misses=(
            Miss(
                _near(share_before),
                "the-weeks-before",
                "That is the share in the first 38 weeks. Use tail(40) in both places.",
            ),
            Miss(
                _near(_share(bus)),
                "all-weeks-together",
                "That is the share in all weeks. Use tail(40) in both places.",
            ),
            Miss(
                lambda given: (
                    given in {weeks["came"].sum() for weeks in (bus.head(BEFORE), bus.tail(SINCE))}
                ),
                "count-not-share",
                "That is how many people came. Divide it by how many were invited.",
            ),
            Miss(
                _near(1 / share_since / 100),
                "upside-down",
                "The line is upside down. Put came first, and divide by invited.",
            ),
        ),
        look="Copy the line above. Write tail(40) in place of head(38), twice.",
        step='Write bus.tail(40)["came"].sum() / and then bus.tail(40)["invited"].sum()',
        praise="About 54 in 100, August and all. It was 31 in 100 before.",
    ),
    Share(
        id="stretch-new-centre",
        ask="Stretch: what is the new centre line of the bus, with new lines from cycle 3?",
        name="new_centre",
        units=("%", "per cent", "percent"),
        right=lambda: new_centre,
        within=0.004,
        misses=(
            Miss(
                _near(old_centre),
                "the-old-line",
                "That is the old line. With iloc[-1] you get the last one.",
            ),
            Miss(
                _near(whole_centre),
                "line-from-all-weeks",
                'That is the line from all weeks. Write "cycle" in place of "whole".',
            ),
            Miss(
                _near(health_centre),
                "other-service",
                'That is the health centre. Write "bus" in place of "centre".',
            ),
        ),
        look='Change two words: "centre" to "bus", and "whole" to "cycle".',
        step='Write new_centre = uptake_chart("bus", "cycle").phases["centre"].iloc[-1]',
        praise="The new line is where the bus now works. From here you would see the next change.",
        stretch=True,
    ),
    Words(
        id="my-lines",
        ask="My lines, and why",
        boxes={
            "chart": "My chart: what does it count, and for how many weeks?",
            "cycles": "My cycles: what began, and when?",
            "lines": "Keep or start afresh? Go through the five things.",
            "agreed": "Who agreed, and when?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="When did somebody show you a number without telling you what is normal for that time?",
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

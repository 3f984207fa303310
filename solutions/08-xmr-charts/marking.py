"""Marking scheme of lesson 08, limits and XmR charts. Right answers come from the engine."""

from champions import control_chart, load
from champions.icons_lab import CASES, GROUPS, cases_board
from champions.limits_by_hand import SLIPS, HandLimits
from champions.questions import Choice, Guess, Miss, Sort, Value, Words

trips = load("transport-lateness").drop_duplicates()


def _lines(weeks):
    """The lines of these trips: a row with centre, lower, upper and mean_range."""
    return control_chart(weeks, "i", "minutes_late", time="date").phases.iloc[-1]


before, since, whole = _lines(trips.head(20)), _lines(trips.tail(20)), _lines(trips)
late_since = trips.tail(20)["minutes_late"]


def _near(value):
    """True for an answer that rounds to this value."""
    return lambda given: abs(given - value) < 0.06


QUESTIONS = [
    Guess(
        id="guess-what-went-wrong",
        ask="In week 4 the bus was 14 minutes late, in week 5 it was 20. What went wrong in week 5?",
        options={
            "driver": "The driver was slow",
            "traffic": "There was more traffic",
            "chance": "Perhaps nothing: it goes up and down each week",
        },
        after="Thank you. The chart below shows what is usual for this bus.",
    ),
    Choice(
        id="target-or-limit",
        ask="What is the difference between the target and the upper limit?",
        options={
            "source": "People choose the target. The limit is worked out from the data",
            "same": "None: a dot above the target is a signal too",
            "best": "The upper limit is the worst week so far, the target is the best",
            "allowed": "The upper limit is how late the bus is allowed to be",
        },
        right="source",
        misses=(
            Miss(
                "same",
                "target-is-a-limit",
                "Most of the dots are above the target. Does the reading name a signal?",
            ),
            Miss(
                "best",
                "limits-are-best-and-worst",
                "Compare the highest dot with the upper limit. Are they at the same height?",
            ),
            Miss(
                "allowed",
                "limit-is-what-is-allowed",
                "Nobody allows a limit. It comes from the dots. Which line did the clinic choose?",
            ),
        ),
        look="Read the words about the target again. Who set it, and why at 10?",
        step="The clinic chose 10, because it can keep a place free for that long. "
        "The limits say what this bus does: from about 2 to 26 minutes late.",
        praise="A target is what we want. Limits are what we get while nothing changes.",
    ),
    HandLimits(
        id="limits-by-hand",
        ask="Work out the limits of your ten numbers, step by step.",
        misses=tuple(Miss(slip.found, slip.name, slip.hint) for slip in SLIPS),
        look="Go down your sheet. The words below each step say what to look at.",
        step="With 6, 10, 4 and 8: the mean is 28 ÷ 4 = 7. The ranges are 4, 6 and 4, on average "
        "14 ÷ 3 = 4.7. Times 2.66 is 12.4. The limits are 7 + 12.4 and 7 − 12.4.",
        praise="You did by hand what the computer does. With ten dots it is practice only.",
        points=3,
    ),
    Choice(
        id="below-zero",
        ask="Your lower limit is below 0. What does that mean for the bus?",
        options={
            "early": "By chance alone the bus may be a few minutes early",
            "error": "There is an error: minutes cannot be below 0",
            "zero": "The lower limit is 0, so write 0",
            "good": "The bus is good, because the limit is so low",
        },
        right="early",
        misses=(
            Miss(
                "error",
                "negative-limit-is-an-error",
                "5 minutes early is 5 below 0. So these minutes can be below 0.",
            ),
            Miss(
                "zero",
                "negative-limit-set-to-zero",
                "That fits a count of people, which cannot be below 0. Can a bus be early?",
            ),
            Miss(
                "good",
                "low-limit-is-good",
                "A limit does not say good or bad. Think of what a number below 0 minutes late is.",
            ),
        ),
        look="0 minutes late is on time. What lies below that?",
        step="A bus that comes at ten past nine is 5 minutes early. On this chart that is −5.",
        praise="Below 0 is early. The limit says that chance alone can bring that.",
    ),
    Choice(
        id="why-neighbours",
        ask="Why do the limits of an XmR chart come from the moving ranges?",
        options={
            "step": "A change moves only one range, so the limits stay near the usual wobble",
            "deviation": "There is no reason: the standard deviation of all data gives the same",
            "normal": "They work only when the data are normal, in the shape of a bell",
            "highest": "They make sure that all dots lie between the limits",
        },
        right="step",
        misses=(
            Miss(
                "deviation",
                "limits-from-the-standard-deviation",
                "Read the last row of the table. The two upper limits are far apart.",
            ),
            Miss(
                "normal",
                "data-must-be-normal",
                "Few services have data in the shape of a bell. XmR charts are used all the same.",
            ),
            Miss(
                "highest",
                "limits-are-best-and-worst",
                "Limits that hold all dots could never show a signal. "
                "The chart in part 4 has a dot far outside.",
            ),
        ),
        look="In week 33 the bus changed. How many steps from week to week go across that change?",
        step="Only the step from week 32 to week 33 goes across the change. "
        "All other steps are as they were. The standard deviation takes in all 52 weeks at once.",
        praise="One step of about 50 goes across the change. So it moves the limits only a little.",
    ),
    Choice(
        id="ten-dots",
        ask="A team has limits from ten weeks. What should they do with them?",
        options={
            "provisional": "Call them provisional, and work them out again at 15 to 20 weeks",
            "final": "Keep them for good: limits must never move",
            "each": "Work them out again after each new week, for good",
            "nothing": "Throw the ten weeks away and start again",
        },
        right="provisional",
        misses=(
            Miss(
                "final",
                "limits-from-ten-points-are-final",
                "One odd week of ten moves the limits a lot. Would you act on them for a year?",
            ),
            Miss(
                "each",
                "new-limits-every-week",
                "At some point you must hold them still. Or a slow change pulls the lines along.",
            ),
            Miss(
                "nothing",
                "few-points-are-useless",
                "Ten weeks are a start. You can see them, and go on.",
            ),
        ),
        look="Read the sentence about fewer than 15 dots.",
        step="Ten dots have nine moving ranges. One large range makes the limits much wider. "
        "With 20 dots there are 19, so one of them matters less.",
        praise="Ten is a start. At 15 to 20 the limits are steady enough to keep.",
    ),
    Choice(
        id="read-the-chart",
        ask="By the Making Data Count rules, what does the chart of all 52 weeks tell us?",
        options={
            "sooner": "The bus has been less late since week 33, and chance alone is unlikely",
            "sticker": "The sticker in week 21 made the bus less late",
            "worse": "It got worse, because the dots went down",
            "bridge": "Week 27 shows that the whole service changed",
            "proof": "It proves that leaving sooner was the only cause",
        },
        right="sooner",
        misses=(
            Miss(
                "sticker",
                "change-without-signal",
                "From week 21 to week 32, are seven dots in a row on one side of the mean?",
            ),
            Miss(
                "worse",
                "up-is-always-good",
                "The dots are minutes late. Is it better when they are up, or when they are down?",
            ),
            Miss(
                "bridge",
                "one-odd-week-is-a-change",
                "Week 27 is a signal, with a cause we know. Look at the weeks that follow it.",
            ),
            Miss(
                "proof",
                "signal-proves-cause",
                "A signal says that something changed. It does not say that nothing else did.",
            ),
        ),
        look="After which note do the dots go to one side and stay there?",
        step="From week 33 each dot is below the mean: 11 in a row, a gap, and then 8. "
        "The Making Data Count rules ask for 7.",
        praise="Many dots in a row below the mean are a signal. Here down is better.",
    ),
    Choice(
        id="more-rules",
        ask="Somebody says: use all the rules of all the rule sets, so that we miss nothing. And you?",
        options={
            "alarms": "More rules give more false alarms. We name one set before we look",
            "better": "Yes, the more rules, the better",
            "pick": "We try each set, and keep the one that gives a signal",
            "none": "We use no rules. A trained eye is enough",
            "five": "We need one only: five dots that rise in a row are strong evidence",
        },
        right="alarms",
        misses=(
            Miss(
                "better",
                "more-rules-are-better",
                "Each rule is sometimes wrong by chance. What happens when you have many?",
            ),
            Miss(
                "pick",
                "choose-rules-after-looking",
                "With enough sets you find a signal in almost any chart. When should you choose?",
            ),
            Miss(
                "none",
                "eye-needs-no-rules",
                "Eyes see patterns in chance as well. Rules make people agree.",
            ),
            Miss(
                "five",
                "five-rising-is-strong",
                "Five in a row that rise or fall come by chance in about 1 of 4 charts of 24 weeks. Is that strong?",
            ),
        ),
        look="Think back to the false alarms in lesson 06.",
        step="Say one rule gives a false alarm on 5 of 100 charts. "
        "A second rule finds others. The false alarms of both add to each other.",
        praise="Choose one set first, and write its name on the chart.",
    ),
    Sort(
        id="read-assurance",
        ask="Read the assurance of each chart. Signals are by the Making Data Count rules.",
        items={key: case.words for key, case in CASES.items()},
        groups=GROUPS,
        board=cases_board,
        right={key: case.group for key, case in CASES.items()},
        misses=(
            Miss(
                {"waits": "P"},
                "assurance-while-unstable",
                "One of them has a shift. While things change, limits do not say what comes next.",
            ),
            Miss(
                {"bus": "P"},
                "stable-means-good",
                "One stable chart has its target between the limits. Will it be met each time?",
            ),
            Miss(
                {"bus": "F"},
                "mean-decides-the-target",
                "For one of them the mean misses the target. But the lower limit is under it. "
                "So some weeks are on the good side.",
            ),
            Miss(
                {"missed": "P"},
                "up-is-always-good",
                "For visits missed, lower is better. Is all of it above the target, or below?",
            ),
            Miss(
                {"lunch": "F"},
                "target-is-a-limit",
                "One target lies below the lower limit, and more is better there. Is it ever missed?",
            ),
        ),
        look="Ask first: is it stable? Then: is the target outside the limits, and on which side?",
        step="Visits missed: stable, limits 12 to 30, and 8 or less is wanted. "
        "Even the best weeks are at about 12. So the target will not be met: F.",
        praise="First stable, then the target, then which way is better.",
        points=2,
    ),
    Choice(
        id="stable-not-good",
        ask="The bus is stable, and often later than the target. What should the group do?",
        options={
            "change": "Change how the trip is run, with a small test, and watch the chart",
            "fine": "Nothing: stable means that it is good",
            "explain": "Ask the driver to explain each trip that is above 10 minutes",
            "target": "Make the target 26, so that it is always met",
        },
        right="change",
        misses=(
            Miss(
                "fine",
                "stable-means-good",
                "Stable says that it goes on like this. Ask the people who lose their place at the clinic.",
            ),
            Miss(
                "explain",
                "explain-every-wobble",
                "There is no signal. The same causes are at work each week, so one trip explains nothing.",
            ),
            Miss(
                "target",
                "target-moved-to-the-limit",
                "Then the chart looks fine, and people still miss their time at the clinic.",
            ),
        ),
        look="What will happen next month if nobody changes anything?",
        step="With no change the bus goes on between about 2 and 26 minutes late. "
        "To move that, the trip itself must change, such as when it leaves.",
        praise="Stable and not good enough: the way of working must change, not the people.",
    ),
    Value(
        id="upper-since",
        ask="What is the upper limit of the last 20 weeks?",
        name="upper_since",
        units=("minutes", "min"),
        right=lambda: float(since["upper"]),
        within=0.06,
        misses=(
            Miss(
                _near(before["upper"]),
                "the-weeks-before",
                "That is the limit of the first 20 weeks. Write since in place of before.",
            ),
            Miss(
                _near(whole["upper"]),
                "limits-from-all-data",
                "That is the limit of all weeks. Write since in place of trips.",
            ),
            Miss(
                lambda given: given == 10,
                "target-is-a-limit",
                "10 is the target, which the clinic chose. The limit comes from the trips.",
            ),
            Miss(
                _near(since["lower"]),
                "lower-not-upper",
                'That is the lower limit. Write "upper" in the line.',
            ),
            Miss(
                _near(late_since.mean() + 3 * late_since.std()),
                "limits-from-the-standard-deviation",
                "That comes from the standard deviation. Use the line with control_chart.",
            ),
            Miss(
                _near(late_since.max()),
                "limits-are-best-and-worst",
                "That is the latest trip, not a limit. Use the line with control_chart.",
            ),
        ),
        look="Copy the whole line above, and change one word.",
        step='Write control_chart(since, "i", "minutes_late", time="date").phases["upper"].iloc[-1]',
        praise="Just over 9 minutes. That is below the target of 10. So while nothing changes, expect it to be met.",
    ),
    Value(
        id="stretch-reach",
        ask="Stretch: how far are the limits from the mean in the last 20 weeks?",
        name="reach_since",
        units=("minutes", "min"),
        right=lambda: float(since["upper"] - since["centre"]),
        within=0.06,
        misses=(
            Miss(
                _near(since["mean_range"]),
                "not-yet-times-2.66",
                "That is the average moving range. Now multiply it by 2.66.",
            ),
            Miss(
                _near(before["mean_range"] * 2.66),
                "the-weeks-before",
                "That is for the first 20 weeks. Write since in place of before.",
            ),
            Miss(
                _near(since["mean_range"] * 3),
                "three-times-the-range",
                "You took 3 times. For moving ranges the number is 2.66.",
            ),
            Miss(
                _near(since["upper"]),
                "limit-not-reach",
                "That is the upper limit itself. How far is it from the mean?",
            ),
        ),
        look="Two changes: before to since, and * 2.66 at the end.",
        step='Write control_chart(since, "i", "minutes_late", time="date").phases["mean_range"]'
        ".iloc[-1] * 2.66",
        praise="It is step 4 of your sheet, done by one line.",
        stretch=True,
    ),
    Words(
        id="my-limits",
        ask="My limits",
        boxes={
            "dots": "What is each dot, and how many are there?",
            "lines": "The mean and the limits, or: too few dots so far",
            "target": "Is there a target? Who chose it, and why?",
            "stable": "Is it stable, by which rules? Is it good enough?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="When did somebody have to explain a number that was only a little up or down?",
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

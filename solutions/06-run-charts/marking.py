"""Marking scheme of lesson 06, run charts. Right answers are computed from the data."""

from champions import load
from champions.questions import Choice, Dots, Guess, Level, Miss, Number, Sort, Value, Words
from champions.runs import analyse_runs

waits = load("befriending-waits").drop_duplicates()
first_20 = waits.head(20)
days = first_20["days"]
runs = analyse_runs(days)
longest_with_line = analyse_runs(waits["days"], centre=float(days.median())).longest

eleven = tuple(float(value) for value in days.head(11))
eleven_middle = float(days.head(11).median())
eleven_mean = float(days.head(11).mean())


def _line_near(value: float):
    """True for a hand-drawn chart whose dots are right and whose middle line is at this height."""
    return lambda given: given["dots"] == list(eleven) and abs(given["line"] - value) < 0.6


def _one_week_late(given: dict) -> bool:
    """True when the dots stand in the right order, one week too far to the right."""
    return given["dots"][1:] == list(eleven[:-1]) and given["dots"] != list(eleven)


QUESTIONS = [
    Guess(
        id="guess-two-numbers",
        ask="In spring the average wait was 24 days. In summer it was 18. Did the service get better?",
        options={
            "yes": "Yes, 18 is less than 24",
            "no": "No",
            "cannot": "Two numbers cannot tell",
        },
        after="Thank you. The next picture shows why two numbers are hard to read.",
    ),
    Choice(
        id="two-numbers",
        ask="All three services went from 24 days to 18. What do the two averages tell you?",
        options={
            "same": "The same thing happened in all three",
            "better": "All three changed for the better at half time",
            "little": "Too little: you need to see the weeks in order",
            "colour": "Enough, if the target is met the service is fine",
        },
        right="little",
        misses=(
            Miss(
                "same",
                "two-points-show-change",
                "The averages are the same. Now look at the dots. Do the three lines have the same shape?",
            ),
            Miss(
                "better",
                "before-after-bars",
                "One of the three changed at half time. Look at what the other two did before it.",
            ),
            Miss(
                "colour",
                "target-shows-change",
                "A target tells you where we want to be. It does not tell you whether anything changed.",
            ),
        ),
        look="Follow each line from left to right, one dot at a time.",
        step="In the first picture the waits were falling slowly, before half time and after it. "
        "Nothing new happened in the middle. The averages cannot show that.",
        praise="Two averages hide the order of the weeks. The order is where the story is.",
    ),
    Dots(
        id="draw-by-hand",
        ask="Draw the chart: place a dot for each week, then move the middle line.",
        labels=tuple(f"week {week}" for week in range(1, 12)),
        values=eleven,
        top=35,
        unit="days",
        right=eleven_middle,
        misses=(
            Miss(
                _one_week_late,
                "dots-one-week-late",
                "Your dots have the right heights, one week too far to the right. Start at week 1.",
            ),
            Miss(
                _line_near(eleven_mean),
                "mean-not-median",
                "Your line is near the average. That is not quite the middle. Move it until as many dots are above it as below it.",
            ),
            Miss(
                _line_near(eleven[-1]),
                "line-at-last-dot",
                "Your middle line goes through the last dot. Move it until as many dots are above it as below.",
            ),
            Miss(
                _line_near(max(eleven) / 2),
                "line-half-way-up",
                "Your line is half way up the paper. Count dots instead: half above it, half below.",
            ),
        ),
        look="Read the words under the chart. They count the dots above and below your line.",
        step="With 11 dots, the middle one is number 6 when you put them in order of height. "
        "Five dots are higher and five are lower. The line goes through that dot.",
        praise="Every dot is in place, and the line has as many dots above it as below it.",
        points=2,
    ),
    Choice(
        id="middle-line",
        ask="Which line goes through the middle of a run chart?",
        options={
            "median": "The median: half of the dots above, half below",
            "mean": "The mean: all values added up and shared out",
            "target": "The target: where we want to be",
            "last": "The latest value",
        },
        right="median",
        misses=(
            Miss(
                "mean",
                "mean-not-median",
                "The mean is a good guess. But one very long wait pulls it up. Which line stays put?",
            ),
            Miss(
                "target",
                "target-is-the-middle",
                "A target is our wish. The middle line comes from the dots themselves.",
            ),
            Miss(
                "last",
                "last-value-is-the-middle",
                "The latest value is one dot. The middle line uses all of them.",
            ),
        ),
        look="Think of the line you moved by hand. What did you count on each side of it?",
        step="We put the values in order of size and take the one in the middle. "
        "Half are above it and half are below. That is the median.",
        praise="The median has half of the dots on each side. One odd week cannot pull it far.",
    ),
    Number(
        id="useful-points",
        ask="How many useful points are there in the chart of the first 20 weeks?",
        units=("useful points", "points", "weeks", "dots"),
        right=lambda: runs.useful,
        misses=(
            Miss(
                lambda given: given == len(days),
                "counted-dots-on-the-line",
                "That is every dot. A dot on the middle line is on neither side. It is not useful here.",
            ),
            Miss(
                lambda given: given == len(days) - runs.useful,
                "counted-only-dots-on-the-line",
                "That is how many dots are on the line. Useful points are all the others.",
            ),
            Miss(
                lambda given: given == int((days > days.median()).sum()),
                "counted-above-only",
                "Those are the dots above the line. Count those below it as well.",
            ),
            Miss(
                lambda given: given == int((days < days.median()).sum()),
                "counted-below-only",
                "Those are the dots below the line. Count those above it as well.",
            ),
        ),
        look="Find each dot that sits on the middle line. Leave those out, and count the rest.",
        step="There are 20 dots. Weeks 4, 9 and 12 are at 26 days, on the line. Take those away.",
        praise="Useful points are the dots that are not on the middle line.",
    ),
    Number(
        id="count-runs",
        ask="How many runs are there in the chart of the first 20 weeks?",
        units=("runs", "run"),
        right=lambda: runs.crossings + 1,
        misses=(
            Miss(
                lambda given: given == runs.crossings,
                "runs-equal-crossings",
                "That is how often the line crosses the middle. There is always one more run than that.",
            ),
            Miss(
                lambda given: given == runs.crossings + 1 + 2,
                "dot-on-line-breaks-a-run",
                "A dot on the middle line does not break a run. Skip it, and see if the next dot is "
                "on the same side.",
            ),
            Miss(
                lambda given: given == runs.longest,
                "longest-run-not-number",
                "Did you leave out dots that stand alone on their side? One dot alone is a run too. The longest run also has 5 dots, but here we count runs.",
            ),
            Miss(
                lambda given: given == runs.useful,
                "points-not-runs",
                "That is the number of useful points. Dots on the same side, side by side, are one run.",
            ),
        ),
        look="Put a finger on the first dot. Each time the line crosses to the other side, a new run starts.",
        step="The sides are: above, below, above (weeks 3 to 5), below (6 and 7), above (8 to 11), "
        "below (13 to 17), above (18 and 19), below. Dots on the line are skipped.",
        praise="A run goes on until the line crosses to the other side.",
    ),
    Number(
        id="longest-run",
        ask="How many useful points are in the longest run of the first 20 weeks?",
        units=("useful points", "points", "weeks", "dots"),
        right=lambda: runs.longest,
        misses=(
            Miss(
                lambda given: given == runs.crossings + 1,
                "longest-run-not-number",
                "That is how many runs there are. Now count the dots in the longest one.",
            ),
            Miss(
                lambda given: given == runs.longest + 1,
                "counted-dots-on-the-line",
                "One too many. Did you count a dot that is on the middle line?",
            ),
            Miss(
                lambda given: given in (3, 4),
                "found-a-shorter-run",
                "That is one of the longer runs. There is a longer one below the line.",
            ),
        ),
        look="Look at weeks 13 to 17.",
        step="Weeks 13, 14, 15, 16 and 17 are all below the line. Week 18 is above it.",
        praise="Five in a row below the line, from week 13 to week 17.",
    ),
    Sort(
        id="use-the-card",
        ask="Use the Anhøj card. Put each chart in its group.",
        items={
            "a": "20 useful points, longest run 5, 9 crossings",
            "b": "24 useful points, longest run 9, 8 crossings",
            "c": "20 useful points, longest run 6, 4 crossings",
            "d": "8 useful points, longest run 6, 1 crossing",
            "e": "24 useful points, longest run 8, 8 crossings",
        },
        groups={
            "signal": "Signal: something changed",
            "none": "No signal",
            "short": "Too short to judge",
        },
        right={"a": "none", "b": "signal", "c": "signal", "d": "short", "e": "none"},
        misses=(
            Miss(
                {"d": "signal"},
                "judged-too-short",
                "One chart has fewer than 10 useful points. The card does not judge it.",
            ),
            Miss(
                {"e": "signal"},
                "limit-itself-is-a-signal",
                "The card says more than 8 in a run, fewer than 8 crossings. "
                "A chart that has just 8 stays inside.",
            ),
            Miss(
                {"c": "none"},
                "looked-at-runs-only",
                "One chart has no long run, but the line crosses the middle very few times. "
                "That is a signal too.",
            ),
            Miss(
                {"b": "none"},
                "same-length-everywhere",
                "One chart has 9 in a run. With 24 useful points the card allows 8.",
            ),
        ),
        look="Find the row of the card for the useful points. More than the first number, or fewer "
        "than the second, is a signal.",
        step="20 useful points: a signal is a run of more than 7, or fewer than 6 crossings. "
        "Longest run 5 with 9 crossings stays inside both.",
        praise="You read both columns: too long a run, or too few crossings.",
        points=2,
    ),
    Choice(
        id="read-the-chart",
        ask="By the Anhøj rules, what does the chart of all 44 weeks tell us?",
        options={
            "shorter": "Waits have been shorter since about week 20, and chance alone is unlikely",
            "leaflet": "The leaflet in week 9 made the waits shorter",
            "last": "Waits are getting longer again, because the last dot went up",
            "proof": "It proves that the phone round was the only cause",
        },
        right="shorter",
        misses=(
            Miss(
                "leaflet",
                "change-without-signal",
                "Look at the dots after week 9. They stay around the line as before.",
            ),
            Miss(
                "last",
                "every-wobble-has-a-reason",
                "One dot goes up or down each week. Is there a long run above the line?",
            ),
            Miss(
                "proof",
                "signal-proves-cause",
                "A signal says that something changed. It does not say what did it. "
                "That takes a good record of what we tried.",
            ),
        ),
        look="Look at the side of the line that the dots are on from week 20.",
        step="Since week 20 every dot is below the line: 24 in a row. The card allows 8. "
        "So something changed. The note on the chart is a hint at what, not a proof. By chance a run may begin a week early.",
        praise="A long run below the line is a signal. Your PDSA notes say what might be behind it.",
    ),
    Choice(
        id="false-alarms",
        ask="Which is true of rules that give a signal more easily?",
        options={
            "trade": "They find more real changes, and give more false alarms",
            "best": "They are better, because more signals are always good",
            "fewer": "They give fewer false alarms",
            "same": "It makes no difference which rules we use",
        },
        right="trade",
        misses=(
            Miss(
                "best",
                "more-rules-are-better",
                "Look at what you found when nothing had changed. How many charts gave a signal?",
            ),
            Miss(
                "fewer",
                "easy-rules-fewer-alarms",
                "Try it again with no change. Compare two sets of rules.",
            ),
            Miss(
                "same",
                "rules-are-the-same-everywhere",
                "Try two sets of rules on the same kind of charts. Do the numbers agree?",
            ),
        ),
        look="Run the charts twice: once with no change, once with a real change.",
        step="With 24 weeks and no change, the Anhøj rules give a signal in about 3 of 100 charts. "
        "Perla's rules do so in about 37 of 100. They find more real changes too.",
        praise="It is a trade. So we choose the rules first, and say which ones we used.",
    ),
    Value(
        id="middle-in-code",
        ask="Stretch: finish the line so that it gives the median of the first 20 weeks.",
        name="middle_line",
        units=("days",),
        right=lambda: float(days.median()),
        within=0.01,
        misses=(
            Miss(
                lambda given: abs(given - float(days.mean())) < 0.1,
                "mean-not-median",
                "That is the mean of the waits. Use the word median in place of mean.",
            ),
            Miss(
                lambda given: abs(given - float(waits["days"].median())) < 0.01,
                "all-weeks-not-first-20",
                "That is the median of all 44 weeks. Begin the line with first_20.",
            ),
            Miss(
                lambda given: abs(given - float(first_20["first_visits"].median())) < 0.01,
                "wrong-column",
                'That is the median of first_visits. Put "days" between the brackets.',
            ),
        ),
        look="Copy the line above it. Change the name between the brackets.",
        step='Write middle_line = first_20["days"] and then add .median() at the end.',
        praise="One line of code, and the same middle line as on the chart.",
        stretch=True,
    ),
    Value(
        id="stretch-longest",
        ask="Stretch: how long is the longest run when the line stays at the median of the first 20 weeks?",
        name="longest",
        units=("weeks", "points"),
        right=lambda: longest_with_line,
        misses=(
            Miss(
                lambda given: given == analyse_runs(waits["days"]).longest,
                "line-from-all-weeks",
                "That uses the median of all weeks. Give it the line of the first 20 weeks: "
                "centre=middle_line.",
            ),
            Miss(
                lambda given: given == runs.longest,
                "only-first-20",
                "That is the longest run of the first 20 weeks. Use waits, which holds all weeks.",
            ),
            Miss(
                lambda given: given == longest_with_line + 1,
                "counted-the-gap",
                "One too many. The week when the office was closed has no dot, so it does not count.",
            ),
        ),
        look="Look at what analyse_runs was given. Which weeks, and which line?",
        step='Write longest = analyse_runs(waits["days"], centre=middle_line).longest',
        praise="The empty week is left out. It is not counted and it does not break the run.",
        stretch=True,
    ),
    Words(
        id="pdsa-notes",
        ask="Notes on what was tried",
        boxes={
            "tried": "What was tried, and from which week?",
            "expected": "What did you think would happen?",
            "happened": "What happened?",
            "next": "What would you do next: adopt, adapt or abandon?",
        },
        reply=False,
        rows=2,
    ),
    Words(
        id="chart-reading",
        ask="Project evidence: a chart with its reading",
        boxes={
            "chart": "Which chart did you make? Say what it counts, for whom, and for how many weeks.",
            "reading": "Your reading of it, in your own words",
            "rules": "Which rules did you use, and what did they say?",
        },
        rubric=(
            Level(0, "Nothing yet, or a chart with no words."),
            Level(1, "Says what is counted and for how long. The reading is about single dots, or names no rules."),
            Level(2, "Reads the whole chart by named rules. Says signal, no signal or too early to tell."),
            Level(3, "As level 2, and says what may be behind it, what it cannot show, and what next."),
        ),
        rows=3,
    ),
    Words(
        id="reflection",
        ask="Think of a time when somebody judged a service, or you, by one number. What was missing?",
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

"""Marking scheme of lesson 07, variation. Right answers are computed from the data and the models."""

from champions.beads import RedBeads, bead_draws
from champions.hub import hub_chart, hub_weeks
from champions.marbles import MarbleDrop, drop
from champions.questions import Choice, Guess, Miss, Pick, Sort, Value, Words

weeks = hub_weeks()
outside = {point for signal in hub_chart().signals for point in signal.points}
WEEKS = {
    "boiler": "boiler broken, hub cold all week",
    "band": "school band played, free lunch",
    "rain": "rain all week",
    "team": "great week, well done team",
    "poster": "the new poster works!",
    "football": "football on television",
}
place = {key: int(weeks.index[weeks["note"] == note][0]) + 1 for key, note in WEEKS.items()}
special = frozenset(key for key, point in place.items() if point in outside)

distance = {rule: sum(drop(rule, seed).mean_distance for seed in range(1, 41)) / 40 for rule in "1234"}
closest = min(distance, key=distance.__getitem__)
does = {
    rule: "close"
    if rule == closest
    else ("wider" if distance[rule] < 2 * distance[closest] else "away")
    for rule in distance
}
mean_red = float(bead_draws(0.05).mean())


def _near(value: float):
    """True for a number that is this one, but for rounding."""
    return lambda given: abs(given - value) < 0.006


QUESTIONS = [
    Guess(
        id="guess-a-quiet-week",
        ask="There were 44 visits, in place of about 60. What would you do?",
        options={
            "act": "Find out what went wrong that week, and change it",
            "wait": "Look at the other weeks first",
            "team": "Ask the volunteers to try harder",
        },
        after="Thank you. We come back to the 44 at the end.",
    ),
    Pick(
        id="which-weeks-are-special",
        ask="By the chart, in which weeks was there a special cause? Choose all that apply.",
        options={
            key: f"{note[0].upper()}{note[1:].rstrip('!')}: {int(weeks['visits'][place[key] - 1])} visits"
            for key, note in WEEKS.items()
        },
        right=special,
        misses=(
            Miss(
                frozenset({"rain"}),
                "every-wobble-has-a-reason",
                "It did rain. But 44 is inside the band, and it rains in other weeks too.",
            ),
            Miss(
                frozenset({"football"}),
                "every-wobble-has-a-reason",
                "There was football. But that week is inside the band. Chance alone could do it.",
            ),
            Miss(
                frozenset({"team"}),
                "praise-every-wobble",
                "The team is as good each week. Find the dot: is it outside the band?",
            ),
            Miss(
                frozenset({"poster"}),
                "one-dot-shows-change",
                "One full week does not show that a poster works. Is the dot outside the band?",
            ),
            Miss(
                lambda given: given == {"boiler"},
                "special-cause-is-always-bad",
                "That is one. A special cause can be good news too. Look above the band.",
            ),
        ),
        look="Find the dots above and below the dashed lines. How many visits had they?",
        step="The band goes from 30 to 94 visits. The week of the boiler had 17.",
        praise="Two weeks are outside the band. The other reasons are true, and explain nothing special.",
    ),
    Choice(
        id="special-is-not-bad",
        ask="In one week there were 112 visits. What should Khadija do?",
        options={
            "learn": "Ask what happened, and see if some of it can be done more often",
            "ignore": "Take it off the chart, as it is not typical",
            "target": "Make 112 the target for each week",
            "nothing": "Nothing: a special cause is a mistake that will go away",
        },
        right="learn",
        misses=(
            Miss(
                "ignore",
                "delete-what-does-not-fit",
                "It happened, and people liked it. The dot stays. What can be learned?",
            ),
            Miss(
                "target",
                "best-week-becomes-the-target",
                "The band and the free lunch came once. Without them the usual weeks go on.",
            ),
            Miss(
                "nothing",
                "special-cause-is-always-bad",
                "Special means not usual. It can be good. What did staff write for that week?",
            ),
        ),
        look="Read the note of that week. Was it good or bad for the people who came?",
        step="The school band played, and lunch was free. That was no mistake. It is worth a question.",
        praise="A special cause can be good news. Ask, and keep what you can.",
    ),
    Guess(
        id="guess-the-beads",
        ask="What will bring fewer red beads?",
        options={
            "praise": "Praise for the best",
            "warn": "A warning for the worst",
            "poster": "A poster: Be careful!",
            "bowl": "Another bowl",
            "mixed": "A bit of all four",
        },
        after="Thank you. Now try them, one evening at a time.",
    ),
    RedBeads(
        id="red-beads",
        ask="Lead the six volunteers for some days. What did each thing do?",
        points=2,
        misses=(
            Miss(
                {"bowl": "same"},
                "the-system-does-not-matter",
                "Compare the squares with the round dots. Where do most of them lie?",
            ),
            Miss(
                {"warn": "fewer"},
                "blame-works",
                "The one with the most drew fewer the next day. Look at the count below the button: was there a warning each time?",
            ),
            Miss(
                {"praise": "more"},
                "praise-makes-lazy",
                "The one with the fewest drew more the next day. Does that not happen without praise too?",
            ),
            Miss(
                {"praise": "fewer"},
                "praise-works",
                "Look at all six after the praise. Are they lower than on the other days?",
            ),
            Miss(
                {"poster": "fewer"},
                "slogans-work",
                "Look at all six after the poster. A careful hand still cannot see the beads.",
            ),
        ),
        look="Look at all six dots of a day, not at one person. Do they stay in the same band?",
        step="After praise, a warning or a poster, the six dots lie in the same band as before. "
        "They did not move. Now compare the new bowl.",
        praise="Nobody worked better or worse. The bowl decided. To get fewer red beads, change the bowl.",
    ),
    Choice(
        id="best-and-worst",
        ask="The one with the most red beads on a day mostly has fewer on the next. Why?",
        options={
            "chance": "By chance the day was very high. The next one is likely to be more usual",
            "warned": "The warning worked: people try harder after it",
            "skill": "That volunteer learned from it, and draws better now",
            "turns": "Luck takes turns: after a bad day comes a good one",
        },
        right="chance",
        misses=(
            Miss(
                "warned",
                "blame-works",
                "Praise somebody else in place of it. The highest still comes down the next day.",
            ),
            Miss(
                "skill",
                "result-shows-skill",
                "Nobody can see the beads. What could a volunteer learn?",
            ),
            Miss(
                "turns",
                "luck-takes-turns",
                "The bowl does not remember. After a high day any number may come, and most are usual.",
            ),
        ),
        look="All draws come from one bowl. What is more likely after a very high draw: as high again?",
        step="Most draws lie near 10. Somebody drew 15. The next draw comes from the same bowl, "
        "so it is most likely near 10 again.",
        praise="So blame seems to work, and praise seems to spoil people. With the beads, both are chance.",
    ),
    Guess(
        id="guess-the-rule",
        ask="Which rule will bring the marbles closest to the target?",
        options={
            "leave": "Leave the funnel alone",
            "back": "Move it back by as much as the marble missed",
            "other": "Put it on the other side of the target",
            "follow": "Put it where the last marble fell",
        },
        after="Thank you. Now try them.",
    ),
    MarbleDrop(id="marbles", ask="Drop the marbles by each rule."),
    Sort(
        id="four-rules",
        ask="What did each rule do?",
        items={
            "1": "Rule 1: leave the funnel alone",
            "2": "Rule 2: move it back by the miss",
            "3": "Rule 3: on the other side of the target",
            "4": "Rule 4: over the last marble",
        },
        groups={
            "close": "The marbles stayed closest",
            "wider": "They stayed near, but more spread out",
            "away": "They went further and further off",
        },
        right=does,
        misses=(
            Miss(
                {"2": "close"},
                "adjusting-after-each-result-helps",
                "It feels right to move back by the miss. Drop twice by rules 1 and 2. Compare the distance.",
            ),
            Miss(
                {"3": "close"},
                "adjusting-after-each-result-helps",
                "Look at the picture of rule 3. How far off are the marbles on both sides?",
            ),
            Miss(
                {"4": "close"},
                "follow-the-last-result",
                "By rule 4 each marble starts where the last one fell. What stops it from going away?",
            ),
            Miss(
                {"1": "away"},
                "doing-nothing-is-worse",
                "The funnel stands still over the target. Look at the mean distance of rule 1.",
            ),
            Miss(
                {"4": "wider"},
                "drift-taken-for-spread",
                "Drop twice more by rule 4. How far off is the furthest marble?",
            ),
        ),
        look="Drop the marbles twice by each rule. Compare the mean distance and the furthest.",
        step=f"Rule 1 gives about {distance['1']:.0f} mm, and rule 2 about {distance['2']:.0f} mm. "
        "Rules 3 and 4 give far more.",
        praise="To leave a steady thing alone was best. Each way of adjusting made it worse.",
    ),
    Pick(
        id="which-is-tampering",
        ask="Which of these are tampering? Choose all that apply.",
        options={
            "rota": "A new rota after each week with few visits, all inside the band",
            "soup": "Less soup after a quiet day, more after a busy one",
            "boiler": "A repair after the boiler broke",
            "test": "A late opening tested for eight weeks, with a prediction",
            "target": "A new goal for each volunteer after each month, by how the last one went",
        },
        right=frozenset({"rota", "soup", "target"}),
        misses=(
            Miss(
                frozenset({"boiler"}),
                "never-act",
                "A broken boiler is a special cause. To mend it is right.",
            ),
            Miss(
                frozenset({"test"}),
                "change-is-always-tampering",
                "One change, a prediction and eight weeks: that is a PDSA cycle. It changes how the work is done.",
            ),
            Miss(
                lambda given: "soup" not in given,
                "adjusting-after-each-result-helps",
                "One of them follows the last day, as rule 4 follows the last marble. Which?",
            ),
        ),
        look="Ask for each: does it follow one result, or does it change how things are done?",
        step="A new rota after each quiet week follows chance. So does a new goal after each month.",
        praise="Three of them run after chance. A repair and a real test do not.",
    ),
    Sort(
        id="what-to-do",
        ask="Ask about that one week, or change how the work is done?",
        items={
            "flood": "The food bank was flooded, and 9 came in place of 80",
            "waits": "Waits go up and down around eight weeks, all year. That is too long",
            "helper": "In one week twice as many people came to the library group",
            "missed": "Each week about 14 of 40 miss their appointment. The weeks are alike",
            "calls": "Calls took 4 to 7 minutes each week, and one week 22",
        },
        groups={
            "ask": "Ask what happened in that week",
            "change": "Change how the work is done",
        },
        right={
            "flood": "ask",
            "waits": "change",
            "helper": "ask",
            "missed": "change",
            "calls": "ask",
        },
        misses=(
            Miss(
                {"waits": "ask"},
                "common-cause-means-acceptable",
                "All weeks of the waits are alike. No single week will tell you why. What would help all of them?",
            ),
            Miss(
                {"missed": "ask"},
                "explain-every-week",
                "The weeks with missed appointments are alike. Which week would you ask about?",
            ),
            Miss(
                {"helper": "change"},
                "special-cause-is-always-bad",
                "One week stands out, and it is good news. First ask what happened.",
            ),
            Miss(
                {"flood": "change"},
                "system-change-for-one-event",
                "A flood happened once. First ask about that week.",
            ),
        ),
        look="Is it one week that stands out? Or is it all weeks?",
        step="The flood is one week: ask. The waits are too long in all weeks: change how it is done.",
        praise="One week that stands out gets a question. What is usual gets a test of change.",
    ),
    Choice(
        id="stable-is-not-good",
        ask="Waits at the advice desk stay around eight weeks, inside their band. What does that mean?",
        options={
            "usual": "It is what this way of working gives. For less, change the way",
            "fine": "It is stable, so all is well",
            "harder": "Staff must work harder to get below the band",
            "lucky": "If we wait, a better week will come and stay",
        },
        right="usual",
        misses=(
            Miss(
                "fine",
                "stable-means-good",
                "Stable means that it will go on like this. Is eight weeks good for those who wait?",
            ),
            Miss(
                "harder",
                "blame-for-the-system",
                "Think of the red beads. Who decided how many there were?",
            ),
            Miss(
                "lucky",
                "waiting-changes-the-usual",
                "Better weeks will come, and go again. What would move all of them?",
            ),
        ),
        look="Stable tells you what to expect. It does not tell you if that is good.",
        step="Eight weeks is what this way of working gives, as one bowl gives about ten red beads. "
        "Another way is another bowl.",
        praise="Stable is not good or bad. It tells you what you will get if nothing changes.",
    ),
    Value(
        id="stretch-new-bowl",
        ask="Stretch: how many red beads does the new bowl give, on average?",
        name="mean_red",
        right=lambda: mean_red,
        within=0.01,
        misses=(
            Miss(
                _near(float(bead_draws(0.20).mean())),
                "the-usual-bowl",
                "That is the usual bowl. Write 0.05 in place of 0.20.",
            ),
            Miss(
                _near(float(bead_draws(0.50).mean())),
                "five-is-not-fifty",
                "That is a bowl with half of them red. 5 in 100 is 0.05.",
            ),
            Miss(
                lambda given: given == 5,
                "share-taken-for-a-count",
                "5 in 100 is the share in the bowl. A draw has 50 beads. Let the line work it out.",
            ),
        ),
        look="Copy the line above, and change the one number in it.",
        step="Write mean_red = bead_draws(0.05).mean()",
        praise="A better bowl gives fewer red beads to everyone, with no word of praise or blame.",
        stretch=True,
    ),
    Words(
        id="my-variation",
        ask="What moves my number",
        boxes={
            "number": "A number that goes up and down",
            "common": "The small things that are always there",
            "special": "Something special that happened once",
            "instead": "What we will do in place of praise and blame",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="When were you praised or blamed for something that was chance?",
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

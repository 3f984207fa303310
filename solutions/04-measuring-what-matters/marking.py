"""Marking scheme of lesson 04, measuring what matters. Right answers are computed from the data."""

from champions import load
from champions.coding import CodeByRule, CodeFreely
from champions.questions import Choice, Guess, Miss, Number, Pick, Sort, Words
from champions.tally import BOXES

visits = load("visit-records")
twenty = visits.head(20).fillna({"note": "(nobody wrote a note)"})
NOTES = {str(record): note for record, note in zip(twenty["record"], twenty["note"], strict=True)}
GROUPS = {"missed": "Missed", "no": "Not missed", "unclear": "Cannot be told"}

#: By the definition in the lesson, note by note. All others are not missed.
MISSED = {"2", "3", "7", "9", "12", "18", "20"}
UNCLEAR = {"17"}
by_rule = {
    record: "missed" if record in MISSED else "unclear" if record in UNCLEAR else "no"
    for record in NOTES
}

eight = visits.head(8)
agree = eight["sam"] == eight["rosa"]

QUESTIONS = [
    Guess(
        id="guess-who-is-right",
        ask="Sam found 11 missed visits and Rosa found 8, in the same 20 notes. Who is right?",
        options={
            "sam": "Sam",
            "rosa": "Rosa",
            "both": "Both of them",
            "cannot": "Nobody can say",
        },
        after="Thank you. Read the notes yourself, and see.",
    ),
    CodeFreely(
        id="code-first",
        ask="Is this a missed visit? Go by what the word means to you.",
        items=NOTES,
        groups=GROUPS,
    ),
    CodeFreely(
        id="code-friend",
        ask="For a person beside you: is this a missed visit?",
        items=NOTES,
        groups=GROUPS,
    ),
    Number(
        id="sam-and-rosa-agree",
        ask="On how many of these eight notes do Sam and Rosa agree?",
        units=("notes", "note", "records", "record"),
        right=lambda: int(agree.sum()),
        misses=(
            Miss(
                lambda given: given == int((~agree).sum()),
                "counted-where-they-differ",
                "That is on how many they differ. Count where both say the same.",
            ),
            Miss(
                lambda given: given == int((agree & (eight["sam"] == "missed")).sum()),
                "agree-means-both-say-missed",
                "That is where both say missed. They also agree when both say no.",
            ),
            Miss(
                lambda given: given == int((agree & (eight["sam"] == "no")).sum()),
                "agree-means-both-say-no",
                "That is where both say no. They also agree when both say missed.",
            ),
            Miss(
                lambda given: given == int((eight["sam"] == "missed").sum()),
                "counted-one-person",
                "That is how often Sam says missed. Compare Sam with Rosa, note by note.",
            ),
        ),
        look="Go down the list. Is the word for Sam the same as the word for Rosa?",
        step="Note 1: no and no, so they agree. Note 2: missed and missed, so they agree. Note 3: they differ.",
        praise="They agree on less than half of them, and both took care.",
    ),
    Choice(
        id="why-they-differ",
        ask="Why do Sam and Rosa find different numbers?",
        options={
            "sam": "Sam did not read with care",
            "more": "There are too few notes",
            "word": "They did not agree on what a missed visit is",
            "mean": "It does not matter: take the number in the middle",
        },
        right="word",
        misses=(
            Miss(
                "sam",
                "blame-the-person-who-counts",
                "Both took care. Look at the late visit, or the one by phone. What did each of them think?",
            ),
            Miss(
                "more",
                "more-data-mend-a-vague-word",
                "With 200 notes they would differ on more of them. What would you tell them to do?",
            ),
            Miss(
                "mean",
                "average-mends-a-vague-word",
                "Between 11 and 8 is 9 or 10. Of what? If the word is not clear, no number is.",
            ),
        ),
        look="Read a note on which they differ. Can you see how both could be right?",
        step="Somebody came 40 minutes late. To Sam that is missed, to Rosa it is not. Nobody had told them.",
        praise="The word was not clear. So we mend the word, and blame nobody.",
    ),
    CodeByRule(
        id="code-by-definition",
        ask="Is it missed, by the words above?",
        items=NOTES,
        groups=GROUPS,
        right=by_rule,
        points=3,
        misses=(
            Miss(
                lambda given: "missed" in (given.get("4"), given.get("10")),
                "late-or-short-is-missed",
                "Late or short is still a visit, by these words. You may not like it, but count it so.",
            ),
            Miss(
                lambda given: given.get("7") == "no" or given.get("18") == "no",
                "a-call-is-a-visit",
                "A phone call is not a visit, by these words. Look for the notes with a call.",
            ),
            Miss(
                {"3": "no"},
                "another-day-will-do",
                "One volunteer came on the next day. Do the words say: on that day?",
            ),
            Miss(
                lambda given: "missed" in (given.get("5"), given.get("6"), given.get("13")),
                "person-was-out-is-missed",
                "If the person was out or said no, it is not missed. Nor is it when nobody opened. But tell the service at once: the person may need help.",
            ),
            Miss(
                {"9": "no"},
                "a-good-reason-is-not-missed",
                "A volunteer was ill. That is nobody's fault, and still no one came. The words do not ask why.",
            ),
            Miss(
                {"14": "missed"},
                "only-the-usual-person-counts",
                "Another volunteer came. By these words that is a visit.",
            ),
            Miss(
                {"16": "missed"},
                "not-planned-is-missed",
                "On the bank holiday no visit was planned. So none was missed.",
            ),
            Miss(
                lambda given: given.get("17") in ("no", "missed"),
                "guessed-an-empty-note",
                "In one record nobody wrote a note. We do not know what happened, so do not guess.",
            ),
        ),
        look="For each note ask: was it planned? Did a volunteer come to the door on that day?",
        step="Record 7 says: talked on the phone instead. A visit was planned and nobody came to the door. So it is missed.",
        praise="Two people with these words would find the same: 7 missed, and 1 that cannot be told.",
    ),
    Choice(
        id="good-definition",
        ask="You want to count long waits on the phone. Which words would two people count the same by?",
        options={
            "long": "The caller waits too long",
            "upset": "The caller is upset about the wait",
            "ten": "From the first ring to a person who speaks, more than 10 minutes pass on the clock",
            "longer": "The wait is longer than it should be",
        },
        right="ten",
        misses=(
            Miss(
                "long",
                "vague-word-as-definition",
                "What is too long for you? Ask a friend. Do you two agree?",
            ),
            Miss(
                "upset",
                "a-feeling-as-definition",
                "How people feel matters a lot. But here two people would have to guess it. What could both see?",
            ),
            Miss(
                "longer",
                "hidden-standard",
                "How long should it be? The words do not say it.",
            ),
        ),
        look="Which one says where to start, where to stop, and how many minutes?",
        step="Think of a caller who waits 8 minutes. Only one of the four tells you for sure if it counts.",
        praise="It says when the clock starts, when it stops, and how many minutes count as long.",
    ),
    Sort(
        id="kinds-of-measure",
        ask="The team phones all volunteers on Monday, so that fewer visits are missed. Which kind is each?",
        items={
            "a": "Missed visits each week",
            "b": "How many of the 18 volunteers were phoned on Monday",
            "c": "Hours that Sam spends on the phone",
            "d": "Guests who say: I feel less alone",
            "e": "Volunteers who stop because of the calls",
            "f": "How many volunteers had told us their free days by Monday night",
        },
        groups={"outcome": "Outcome", "process": "Process", "balancing": "Balancing"},
        right={
            "a": "outcome",
            "b": "process",
            "c": "balancing",
            "d": "outcome",
            "e": "balancing",
            "f": "process",
        },
        misses=(
            Miss(
                {"b": "outcome"},
                "doing-is-the-outcome",
                "Calls made is what the team does. Does a call by itself make anybody feel less alone?",
            ),
            Miss(
                {"c": "process"},
                "cost-is-the-process",
                "The hours are a price of the change. Which kind looks at what gets worse?",
            ),
            Miss(
                {"e": "outcome"},
                "bad-news-is-the-outcome",
                "If volunteers stop, the change does harm somewhere else. Which kind looks out for that?",
            ),
            Miss(
                {"d": "balancing"},
                "feelings-are-beside-the-point",
                "To feel less alone is what people want from it. Which kind is that?",
            ),
            Miss(
                {"a": "process"},
                "aim-is-the-process",
                "The missed visits are what the aim is about. Which kind shows if you get there?",
            ),
        ),
        look="Is it what people want? Is it what the team does? Or is it what might get worse?",
        step="Free days told by Monday night: that is a step on the way, and the team can see at once if it works. "
        "So it is a process measure.",
        praise="What people want, what you do, and what might get worse.",
        points=2,
    ),
    Sort(
        id="what-is-wrong",
        ask="What is the matter with each record?",
        items={
            "32": "Record 32",
            "34": "Record 34",
            "41": "Record 41",
            "47": "Record 47",
            "91": "Record 91",
        },
        groups={
            "fine": "It is fine",
            "missing": "Something is missing",
            "late": "It was written late",
            "twice": "It was typed twice",
            "cannot": "It cannot be true",
        },
        right={"32": "fine", "34": "missing", "41": "late", "47": "twice", "91": "cannot"},
        misses=(
            Miss(
                {"91": "fine"},
                "any-number-is-a-number",
                "One visit is said to last 600 minutes. How many hours is that?",
            ),
            Miss(
                {"41": "fine"},
                "a-date-is-a-date",
                "Compare the two days in each row. How many days lie between them?",
            ),
            Miss(
                {"47": "fine"},
                "a-copy-is-another-visit",
                "One record stands there twice, word for word. If you count both, there is one visit too many.",
            ),
            Miss(
                {"34": "fine"},
                "empty-means-no",
                "In one row nobody wrote if somebody came. Empty does not mean no.",
            ),
            Miss(
                {"47": "cannot"},
                "a-copy-is-impossible",
                "One record could well be true. But how often does it stand there?",
            ),
        ),
        look="Look for an empty cell, a row that stands there twice, far too many minutes, and days far apart.",
        step="Record 41 was planned for 31 March and written on 10 April. That is ten days, so it is late.",
        praise="A minute spent looking saves a wrong chart. Write down what you mended, and keep the first file.",
        points=2,
    ),
    Choice(
        id="missing-is-not-zero",
        ask="On Tuesday the volunteer forgot the tally sheet. The box is empty. What do you write?",
        options={
            "zero": "0, because there are no strokes",
            "usual": "4, because it is 4 on most days",
            "gap": "X: nobody looked on that day",
            "drop": "Nothing, and take Tuesday off the sheet",
        },
        right="gap",
        misses=(
            Miss(
                "zero",
                "missing-is-zero",
                "Zero says: we looked, and there was none. Is that what happened?",
            ),
            Miss(
                "usual",
                "fill-the-gap-with-a-guess",
                "It may have been 4. But a guess looks just like a count, later on.",
            ),
            Miss(
                "drop",
                "hide-the-gap",
                "If Tuesday goes, nobody sees that there is a gap. Gaps teach us too.",
            ),
        ),
        look="What would somebody think who reads the sheet in a month?",
        step="A 0 would pull your chart down, as if the day had gone well. A sign for nobody looked leaves a gap there.",
        praise="An empty box is not a zero. On a chart it is a gap.",
    ),
    Pick(
        id="collect-the-least",
        ask="Which of these does Amina need? Tick all that she needs, and no more.",
        options={
            "day": "The day of the planned visit",
            "came": "Whether a volunteer came",
            "why": "Why not, in one of four groups",
            "name": "The name of the guest",
            "birth": "The guest's date of birth",
            "health": "The guest's illness",
            "volunteer": "The name of the volunteer who did not come",
        },
        right=["day", "came", "why"],
        misses=(
            Miss(
                frozenset({"volunteer"}),
                "names-to-blame",
                "A list of those who did not come makes people hide things. Which days and why is enough.",
            ),
            Miss(
                frozenset({"name"}),
                "names-just-in-case",
                "She asks about days and reasons. What would she do with the names?",
            ),
            Miss(
                frozenset({"health"}),
                "health-just-in-case",
                "Health is very private. It does not tell her on which days visits are missed.",
            ),
            Miss(
                frozenset({"birth"}),
                "more-is-safer",
                "A date of birth can give a person away. Nothing here needs it.",
            ),
        ),
        look="She has two questions: on which days, and why. Which columns answer them?",
        step="For the days she needs the day, and if somebody came. For the reasons she needs one more column.",
        praise="Three columns, no names. Less to lose, and less to write.",
        points=2,
    ),
    Choice(
        id="stretch-agree-by-luck",
        ask="Stretch: two people agree on 18 of 20 notes. Each calls one note missed, but not the same one. How good is that?",
        options={
            "good": "Very good: 18 of 20 is 90%",
            "poor": "Not good: they never agree on a missed visit",
            "luck": "It must be luck, so throw it away",
            "more": "Good enough, if they do 100 more",
        },
        right="poor",
        misses=(
            Miss(
                "good",
                "percent-agree-is-enough",
                "Most visits take place. So two people who never look would also agree most of the time.",
            ),
            Miss(
                "luck",
                "luck-means-useless",
                "It is useful. It shows you two notes to talk about.",
            ),
            Miss(
                "more",
                "more-data-mend-a-vague-word",
                "With more notes they would go on to differ in the same way. What about the words?",
            ),
        ),
        look="What do you want to count? On how many of those do they agree?",
        step="One says that note 4 is missed, the other says note 9. On the missed ones they agree on none.",
        praise="When a thing is rare, look at the rare ones. That is where it must fit.",
        stretch=True,
    ),
    Words(
        id="my-measures",
        ask="My measures",
        boxes={
            "outcome": "Outcome: what shows that life gets better for people?",
            "process": "Process: what shows that you do what you planned?",
            "balancing": "Balancing: what might get worse?",
            "definition": "It counts when …",
        },
        reply=False,
        rows=2,
    ),
    Words(id="my-tally", ask="My tally sheet", boxes=BOXES, reply=False, rows=2),
    Words(
        id="reflection",
        ask="Think of something that was counted about you or your street. Was it what mattered to you? What would you count?",
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

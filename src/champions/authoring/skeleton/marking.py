"""Marking scheme of lesson @MODULE@. Compute right answers from the data where you can."""

from champions.questions import Choice, Guess, Miss, Words

QUESTIONS = [
    Guess(
        id="guess",
        ask="What do you think?",
        options={"one": "One thing", "other": "Another thing"},
        after="Thank you. Read on to see.",
    ),
    Choice(
        id="first-question",
        ask="Which of these is right?",
        options={
            "right": "The right answer",
            "first": "A wrong answer that people really give",
            "second": "Another one",
            "third": "A third one",
        },
        right="right",
        misses=(
            Miss("first", "name-of-the-first-misconception", "A kind hint that fits this answer."),
            Miss("second", "name-of-the-second", "A kind hint that fits this one."),
            Miss("third", "name-of-the-third", "A kind hint that fits the third."),
        ),
        look="Say where to look.",
        step="Show one step, worked.",
        praise="Say why it is right.",
    ),
    Words(
        id="my-page",
        ask="My page",
        boxes={"what": "What I saw", "next": "What I do next"},
        rows=2,
    ),
    Words(id="reflection", ask="What did this lesson make you think of?", rows=5),
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

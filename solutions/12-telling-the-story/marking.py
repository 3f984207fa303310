"""Marking scheme of lesson 12, telling the story. The example chart is made from the data."""

from champions import load
from champions.own_numbers import OwnNumbers
from champions.questions import Choice, Guess, Level, Miss, Pick, Sort, Words
from champions.story import BOXES, Story

waits = load("befriending-waits").drop_duplicates()
EXAMPLE = {
    "when": [str(week.date()) for week in waits["week"]],
    "values": [None if days != days else float(days) for days in waits["days"]],
    "what": "Days until a first visit",
    "unit": "days",
    "better": "down",
    "first": 20,
    "notes": "3 March 2025: leaflet\n26 May 2025: phone round",
}

QUESTIONS = [
    Guess(
        id="guess-first-reader",
        ask="Who should hear first what the project found?",
        options={
            "people": "The people who told us about their waits",
            "board": "The board that pays for the service",
            "paper": "The local newspaper",
            "nobody": "Nobody, until the numbers are perfect",
        },
        after="Thank you. Many champions begin with the people who gave their time. They can say if it is true.",
    ),
    Sort(
        id="who-needs-what",
        ask="Who needs to read it?",
        items={
            "aim": "What we wanted, in plain words",
            "ring": "How a neighbour can ask for a befriender",
            "cost": "How many hours a week it takes, and who could pay for them",
            "learned": "What we learned, and what did not work",
            "fall": "That a woman in the flats by the bridge fell and was in hospital",
        },
        groups={
            "both": "Neighbours and the board",
            "neighbours": "Neighbours most of all",
            "board": "The board most of all",
            "neither": "Neither of them",
        },
        right={
            "aim": "both",
            "ring": "neighbours",
            "cost": "board",
            "learned": "both",
            "fall": "neither",
        },
        misses=(
            Miss(
                lambda given: given["fall"] != "neither",
                "private-story-as-proof",
                "One line is about one woman's health, and it says where she lives. Did she agree to that?",
            ),
            Miss(
                lambda given: given["learned"] in {"board", "neither"},
                "hid-what-did-not-work",
                "Neighbours like to hear what did not work too. It helps them to trust the rest.",
            ),
            Miss(
                lambda given: given["learned"] == "neighbours",
                "board-hears-good-news-only",
                "The board decides what goes on. It needs to know what did not work as well.",
            ),
            Miss(
                lambda given: given["aim"] != "both",
                "aim-for-one-reader",
                "Nobody can follow the story without what you wanted. Who needs that line?",
            ),
            Miss(
                lambda given: given["cost"] in {"neighbours", "neither"},
                "cost-is-a-secret",
                "Somebody has to give time and money, so that it goes on. Who decides on that?",
            ),
        ),
        look="Ask of each line: what would this reader do with it?",
        step="A neighbour may want a befriender, so the way to ask is for neighbours. "
        "The board gives time and money, so hours are for the board. Both need the aim.",
        praise="Two readers, one honest story. What belongs to one woman alone stays out of both.",
        points=2,
    ),
    Sort(
        id="chart-critique",
        ask="What would you say about each of the five charts?",
        items={"a": "Chart A", "b": "Chart B", "c": "Chart C", "d": "Chart D", "e": "Chart E"},
        groups={
            "cut": "The scale is cut off, so the change looks too large",
            "some": "Only the weeks that look best are shown",
            "colour": "Colour alone carries the meaning",
            "words": "It has no words, so nobody can tell what it counts",
            "fair": "This one is fair",
        },
        right={"a": "cut", "b": "some", "c": "colour", "d": "fair", "e": "words"},
        misses=(
            Miss(
                {"a": "fair"},
                "before-after-bars",
                "One chart has two bars. Where does its scale begin? And where have the weeks gone?",
            ),
            Miss(
                {"b": "fair"},
                "picked-the-best-weeks",
                "One chart shows six weeks of 44. Why those six?",
            ),
            Miss(
                {"c": "fair"},
                "red-green-shows-change",
                "One chart is in red and green only. What does somebody see who prints it in grey?",
            ),
            Miss(
                {"e": "fair"},
                "picture-needs-no-words",
                "One chart looks tidy. But what do its dots count, and in what unit?",
            ),
            Miss(
                lambda given: given["d"] != "fair",
                "gap-makes-it-unfair",
                "One chart shows all the weeks, with a gap where there is no number. That is honest.",
            ),
        ),
        look="Look at four things: the scale, the weeks that are shown, the colours, and the words.",
        step="The scale of the two bars begins at 16, so a fall from 25 to 18 looks far larger. "
        "The chart with six dots leaves out 38 weeks.",
        praise="All weeks, in order, with a line, a scale and words: that is a fair chart.",
        points=2,
    ),
    Pick(
        id="beside-the-chart",
        ask="What should stand with a fair chart? Tick all that belong.",
        options={
            "counts": "What the dots count, and for whom",
            "weeks": "From when to when",
            "rules": "Whose rules say that it is a signal",
            "arrow": 'A big arrow with the word "Success!"',
            "names": "The names of the people who waited longest",
            "mean": "One average for the whole year in place of the dots",
        },
        right={"counts", "weeks", "rules"},
        misses=(
            Miss(
                frozenset({"names"}),
                "named-people-in-a-chart",
                "Who waited longest is nobody's business but theirs. A chart needs no names.",
            ),
            Miss(
                frozenset({"arrow"}),
                "sells-the-result",
                "An arrow tells the reader what to feel. Let the dots and the rules speak.",
            ),
            Miss(
                frozenset({"mean"}),
                "two-points-show-change",
                "One average hides the order of the weeks. Then nobody sees whether something changed.",
            ),
            Miss(
                lambda given: given == {"counts", "weeks"},
                "rules-are-the-same-everywhere",
                "Those two belong there. But another reader may know other rules. What do they need?",
            ),
        ),
        look="What would a person ask who sees only this chart, and not you?",
        step="They would ask: what is this? That is the first line. From when to when? That is the second.",
        praise="What, when, and by whose rules. Then a stranger can judge it too.",
    ),
    Choice(
        id="alt-text",
        ask="Which words are best for somebody who cannot see the chart?",
        options={
            "file": "chart_final_2.png",
            "kind": "A run chart",
            "all": "28, 19, 31, 26, 27, 24 and so on, all 44 values",
            "best": "Run chart of days until a first visit, 44 weeks. "
            "Since late May all dots are below the middle line.",
            "praise": "A wonderful chart that shows what our volunteers can do",
        },
        right="best",
        misses=(
            Miss(
                "file",
                "file-name-as-alt-text",
                "That is what the file is called. What would you say about it on the phone?",
            ),
            Miss(
                "kind",
                "kind-without-meaning",
                "That is a start: it says what kind of picture it is. What does it count, and what does it show?",
            ),
            Miss(
                "all",
                "every-number-as-alt-text",
                "It is all there, but nobody can listen to 44 numbers. Put those in a table. What is the point?",
            ),
            Miss(
                "praise",
                "praise-as-alt-text",
                "That says how we feel about it. Somebody who cannot see it wants to know what is there.",
            ),
        ),
        look="Good alt text has three parts: the kind of chart, what it counts, what it shows.",
        step='"Run chart" is the kind. "Days until a first visit" is what it counts. Which one also says what '
        "the dots do?",
        praise="Kind, count and meaning, in two short sentences.",
    ),
    Choice(
        id="what-to-claim",
        ask="Which sentence about the phone round should stand on the page?",
        options={
            "proof": "The chart proves that our phone calls cut the waits",
            "both": "Waits have been shorter since late May, when the calls began. "
            "Other things may have helped too",
            "nothing": "We cannot say anything, because nobody can ever be sure",
            "person": "Thanks to Amina, nobody has to wait for long any more",
        },
        right="both",
        misses=(
            Miss(
                "proof",
                "signal-proves-cause",
                "The chart shows that something changed, and when. Could something else have begun in May as well?",
            ),
            Miss(
                "nothing",
                "not-sure-means-silent",
                "You know quite a lot: the waits are shorter, and that is unlikely to be chance. Say that much.",
            ),
            Miss(
                "person",
                "praise-one-person",
                "Eighteen volunteers made it work, and some people still wait. What did the dots show?",
            ),
        ),
        look="What does the chart show, and what does it leave open?",
        step="It shows shorter waits since late May. That is what happened. What is behind it is a "
        "good guess, so write it as one.",
        praise="You say what you saw, and what may be behind it. A reader can trust that.",
    ),
    Pick(
        id="known-by-what",
        ask="There are no names in these lines. Which of them still show who somebody is? Tick all that do.",
        options={
            "baker": "The only Polish baker in town waited nine weeks",
            "count": "In May, 14 people had a first visit",
            "photo": "A photo of a man's hands with his ring, at the lunch club",
            "middle": "Half of the people waited 18 days or less",
            "triplets": "A mother of triplets who came in March",
        },
        right={"baker", "photo", "triplets"},
        misses=(
            Miss(
                lambda given: given == {"baker", "triplets"},
                "no-face-no-person",
                "There is one more. His friends may know that ring at once.",
            ),
            Miss(
                frozenset({"count"}),
                "every-number-is-private",
                "A count of 14 people in a month shows nobody. Very small counts are another matter.",
            ),
            Miss(
                frozenset({"middle"}),
                "summary-is-private",
                "A middle value stands for many people. Nobody can be known from it.",
            ),
            Miss(
                lambda given: given == {"baker"},
                "one-detail-only",
                "Yes. There are more lines that fit one person only. Look for what is rare.",
            ),
            Miss(
                lambda given: given == {"triplets"},
                "shop-hides-the-person",
                "Yes. There are more. How many Polish bakers are there in that street?",
            ),
        ),
        look="Ask of each line: would a neighbour know who it is?",
        step="There is only one such baker, so everybody in the street knows who waited. "
        "The same is true of a mother of triplets.",
        praise="What is rare gives people away, even without a name or a face. Ask them, or leave it out.",
    ),
    Choice(
        id="one-use",
        ask="Rosa said yes to her photo on the poster in the community hall. Now you make a web page. "
        "May you use her photo there?",
        options={
            "yes": "Yes, she said yes to the photo",
            "proud": "Yes, because she is proud of it and tells everybody",
            "ask": "Ask her first. The web page is another use",
            "crop": "Yes, if I leave out her name",
        },
        right="ask",
        misses=(
            Miss(
                "yes",
                "one-yes-for-all-uses",
                "She said yes to a poster in one hall. Who can see a web page, and for how long?",
            ),
            Miss(
                "proud",
                "guessed-a-yes",
                "She may well say yes. But nobody knows until she is asked. She may not want her old employer to see it.",
            ),
            Miss(
                "crop",
                "no-name-no-consent",
                "People know her by her face. And what did she say yes to?",
            ),
        ),
        look="What was the yes for?",
        step="The yes was for one poster in one hall. A web page can be seen by all, and copied. "
        "So it needs a yes of its own.",
        praise="One yes, one use. It takes a minute to ask, and it shows respect.",
    ),
    Pick(
        id="change-of-mind",
        ask="Yusuf's story is on a poster, on a web page, and in a printed newsletter that 200 homes have. "
        "Now he changes his mind. What do you do? Tick all that you do.",
        options={
            "web": "Take his story off the web page today",
            "poster": "Take down the poster",
            "next": "Use his story in nothing new",
            "say": "Tell him honestly that the 200 newsletters cannot be called back",
            "why": "Ask him for a good reason first",
            "late": "Tell him that it is too late, because he signed",
        },
        right={"web", "poster", "next", "say"},
        misses=(
            Miss(
                frozenset({"late"}),
                "signed-is-for-ever",
                "A signature is not for ever. He may take his yes back at any time, for what comes next.",
            ),
            Miss(
                frozenset({"why"}),
                "needs-a-reason",
                "He needs no reason. Thank him for telling you, and act.",
            ),
            Miss(
                lambda given: given == {"web", "poster", "next"},
                "print-can-be-recalled",
                "You do all that you can. What about the newsletters? He should hear the truth about them.",
            ),
            Miss(
                lambda given: given == {"web", "poster", "say"},
                "used-again-later",
                "Those three are right. And what about the report that you write next month?",
            ),
        ),
        look="What can still be stopped, and what cannot?",
        step="The web page and the poster can be changed today. What comes next can be left out. "
        "The newsletters are in people's homes.",
        praise="You stop what can be stopped, and you are honest about the rest. Best is to say so before the first yes.",
        points=2,
    ),
    Sort(
        id="who-says-yes",
        ask="Whose yes do you need, to use their story?",
        items={
            "memory": "A man with memory loss. With pictures and time he understands, and wants to be in it",
            "girl": "A girl of 14 who wants her drawing and first name on the page",
            "boy": "A boy of 9. His mother says yes. He says no",
            "odd": "A woman of 40 who wants to tell all about her debts. You would not",
            "illness": "A woman who is very ill. Even with help she cannot follow what it is for",
        },
        groups={
            "self": "They decide alone",
            "two": "They and a parent or carer",
            "leave": "Leave it out",
        },
        right={"memory": "self", "girl": "two", "boy": "leave", "odd": "self", "illness": "leave"},
        misses=(
            Miss(
                lambda given: given["memory"] != "self",
                "diagnosis-means-cannot-decide",
                "Memory loss does not mean that he cannot decide. With help he understood what it is for.",
            ),
            Miss(
                lambda given: given["odd"] != "self",
                "unwise-means-cannot-decide",
                "It is not what you would do. But she is an adult, and it is her story.",
            ),
            Miss(
                lambda given: given["boy"] != "leave",
                "child-does-not-count",
                "One of them said no, and he is the one in the story. A child's no counts.",
            ),
            Miss(
                {"girl": "self"},
                "no-parent-needed",
                "She is 14. Her yes is needed. Whose else, in this course?",
            ),
            Miss(
                lambda given: given["illness"] != "leave",
                "family-says-yes-for-her",
                "She cannot say yes to this. A story is not care that she needs. Do without it.",
            ),
        ),
        look="First ask: is it an adult? Then: can they understand what it is for, with help?",
        step="The woman of 40 is an adult and knows what she wants: she decides alone. "
        "The girl of 14 decides with a parent or carer.",
        praise="Adults decide, with help where they want it. For under-18s two say yes. A no is a no.",
        points=2,
    ),
    Choice(
        id="stretch-one-number",
        ask="Stretch: the board says, no chart please, just one number. What do you offer?",
        options={
            "fall": "Waits fell by 28 per cent",
            "one": "18 days",
            "none": "Nothing. One number is never honest",
            "pair": "Half of the people now wait 18 days or less. It was 26. The chart is on one page beside it",
        },
        right="pair",
        misses=(
            Miss(
                "fall",
                "percent-without-number",
                "28 per cent of what? A reader cannot tell if it went from 25 days to 18, or from 100 to 72.",
            ),
            Miss(
                "one",
                "one-number-alone",
                "18 days is clear. But is that good or bad? And what was it before?",
            ),
            Miss(
                "none",
                "refuses-a-busy-reader",
                "They are short of time, and they do listen. How can you give them a number that leads to the chart?",
            ),
        ),
        look="A number needs something to be compared with, and a way to see more.",
        step="Say what it is now, and what it was. Say what the number means for people. Then point to the chart.",
        praise="A number in plain words, with what it was before, and the chart for those who want to see.",
        stretch=True,
    ),
    OwnNumbers(
        id="my-numbers",
        ask="My numbers: a file, a tally, or the waits of lesson 06",
        example=EXAMPLE,
        example_name="I have none yet: the waits of lesson 06",
    ),
    Story(
        id="story",
        ask="Project evidence: my one-page story",
        boxes=BOXES,
        numbers="my-numbers",
        rubric=(
            Level(0, "Nothing yet, or a title only."),
            Level(
                1,
                "Says what was wanted and what was tried. What happened is missing, or claims more than is known.",
            ),
            Level(
                2,
                "Says what was wanted, tried, counted and seen, in plain words. The line on consent is filled in and fits the page.",
            ),
            Level(
                3,
                "As level 2. Also says what was learned, what is not known, and what comes next. "
                "Somebody who cannot see the chart gets the whole story.",
            ),
        ),
        rows=2,
    ),
    Words(
        id="reflection",
        ask="Has somebody ever told a story about you, or about people like you? What did they get wrong?",
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

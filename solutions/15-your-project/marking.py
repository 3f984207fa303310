"""Marking scheme of lesson 15, your project. Right answers are computed from the practice file."""

import numpy as np

from champions.own_data import read_own_data
from champions.own_numbers import OwnNumbers
from champions.practice import FILE, lunch_club, mended_dots, practice_answer
from champions.questions import Choice, Guess, Miss, Number, Order, Pick, Sort, Value, Words
from champions.story import BOXES, Story

mended = mended_dots()
with_number = sum(value is not None for value in mended.values)
weeks = len(mended.when)
rows_in_file = read_own_data(FILE).rows
readable_in_file = int(np.isfinite(read_own_data(FILE).table["Not ready"]).sum())

not_ready = lunch_club()["Not ready"]

QUESTIONS = [
    Guess(
        id="guess-how-it-went",
        ask="What would you say of your project today?",
        options={
            "better": "It got better",
            "same": "Nothing changed, as far as I can tell",
            "early": "It is too early to tell",
            "not-begun": "I have not begun yet",
        },
        after="Thank you. All four are good places to write from. You can finish this lesson with each of them.",
    ),
    Choice(
        id="day-or-month",
        ask="How does the course know that 07/07 and the others are written with the day first?",
        options={
            "proof": "One cell says 14/07/2025, and there is no month 14",
            "uk": "All files in the UK are written with the day first",
            "guess": "It guesses, and hopes for the best",
            "computer": "Computers always put the month first",
        },
        right="proof",
        misses=(
            Miss(
                "uk",
                "all-files-are-uk",
                "Many are. But some programs write the month first, even here. What in this file settles it?",
            ),
            Miss(
                "guess",
                "guesses-in-silence",
                'It says what it took, and from where it knows it. Look for the words "we know it from".',
            ),
            Miss(
                "computer",
                "month-always-first",
                "Some do. Then 07/14 would stand here in place of 14/07. What does the file say?",
            ),
        ),
        look='Read the list above once more. One line says "we know it from".',
        step="In 14/07/2025 the 14 cannot be a month. So it is the day, and the day stands first.",
        praise="One cell settles it. Where no cell does, the course takes the UK way, says so, and asks you.",
    ),
    Pick(
        id="leave-out",
        ask="Which columns of Grace's file must go before anybody else sees it? Tick all that must go.",
        options={
            "week": "Week beginning",
            "driver": "Driver",
            "phone": "Phone",
            "count": "Not ready",
            "fuel": "Fuel",
            "notes": "Notes, as they stand",
        },
        right={"driver", "phone", "notes"},
        misses=(
            Miss(
                frozenset({"count"}),
                "every-number-is-private",
                "How many guests were not ready names nobody. It is what the chart is made of.",
            ),
            Miss(
                frozenset({"week"}),
                "dates-are-private",
                "A chart needs to know when. The Monday of a week shows nobody.",
            ),
            Miss(
                lambda given: given == {"driver", "phone"},
                "notes-hide-people",
                "Yes, both. There is one more. Read line 11 of the file, to its end.",
            ),
            Miss(
                lambda given: given == {"phone"},
                "names-are-harmless",
                "Yes. And what of the people's names? And of what stands in the notes?",
            ),
            Miss(
                frozenset({"fuel"}),
                "money-is-private",
                "What the fuel cost shows nobody. You may leave it in.",
            ),
        ),
        look="Go through the columns, one by one. Could a stranger learn who somebody is, or how they are?",
        step="The phone numbers belong to drivers. And in the notes it says who fell, and that she is in hospital.",
        praise="Names, phone numbers, and a note about somebody's health. Notes are where such things hide.",
        points=2,
    ),
    Choice(
        id="keep-the-file",
        ask="Your project is done. What do you do with the first file, the one with the names?",
        options={
            "safe": "Keep it on my laptop for ever, to be on the safe side",
            "online": "Put it on the internet, so that anybody can check my work",
            "team": "E-mail it to all who helped",
            "agreed": "Give it back or delete it, as agreed with the service. I keep the dots",
        },
        right="agreed",
        misses=(
            Miss(
                "safe",
                "keep-for-ever",
                "A laptop can get lost. Who would have to tell the drivers and the guests then?",
            ),
            Miss(
                "online",
                "open-means-everything",
                "It is good to be open. The dots do that. Names and a stay in hospital are not yours to share.",
            ),
            Miss(
                "team",
                "helpers-may-see-all",
                "They gave their time, but they do not need other people's phone numbers.",
            ),
        ),
        look="Whose file is it, and what do you still need of it?",
        step="The file belongs to the lunch club. For your story you need one number a week, and no names.",
        praise="Keep the least, for as long as agreed. The dots are enough to go on with.",
    ),
    Choice(
        id="not-a-zero",
        ask="What should stand in the cell for the week of 28 July?",
        options={
            "zero": "0, because nobody kept the car waiting",
            "mean": "8, the average of the other weeks",
            "delete": "Nothing: delete the whole row",
            "empty": "Leave it empty, and keep the note",
        },
        right="empty",
        misses=(
            Miss(
                "zero",
                "gap-is-zero",
                "A 0 would look like the best week of the year. But nobody was fetched at all.",
            ),
            Miss(
                "mean",
                "fills-gaps-with-the-mean",
                "Then there would be a dot that nobody counted. Readers trust that each dot was counted.",
            ),
            Miss(
                "delete",
                "hides-the-gap",
                "Then the two weeks beside it would stand next to each other, as if no week lay between.",
            ),
        ),
        look="What do we know about that week?",
        step="We know that there was no car, so there is nothing to count. An empty cell says just that.",
        praise="An empty cell makes a gap in the line. The note says why. That is honest.",
    ),
    Sort(
        id="mend-it",
        ask="What should Grace do about each of these?",
        items={
            "about": 'The cell that says "about 9"',
            "twice": "The week of 4 August, which stands there twice",
            "total": "The last row, the total",
            "gap": "The empty cell in the week without a car",
            "high": "The 13 in the week of 11 August. Her paper says 13 too",
        },
        groups={
            "correct": "Correct it from the paper",
            "out": "Take it out",
            "leave": "Leave it as it is",
        },
        right={"about": "correct", "twice": "out", "total": "out", "gap": "leave", "high": "leave"},
        misses=(
            Miss(
                lambda given: given["high"] != "leave",
                "tidies-away-a-high-value",
                "13 is the highest dot, and it is true. What would a chart be worth if we took out what we do not like?",
            ),
            Miss(
                lambda given: given["gap"] != "leave",
                "fills-the-gap",
                "Nobody counted in that week. There is nothing on paper to fill it with.",
            ),
            Miss(
                {"total": "leave"},
                "total-is-a-dot",
                "The last row adds up all the others. As a dot it would be as high as a tower.",
            ),
            Miss(
                {"twice": "leave"},
                "counts-a-row-twice",
                "One week was typed twice. How many dots should that week have?",
            ),
            Miss(
                {"about": "out"},
                "throws-away-what-is-known",
                "Her paper says 9. You do not have to lose that week.",
            ),
            Miss(
                {"about": "leave"},
                "words-in-a-number-cell",
                'A chart cannot draw "about". What does her paper say?',
            ),
        ),
        look="Ask of each: do we know the true number? Is it a week of its own?",
        step='The paper says 9, so "about 9" can be corrected. The total is no week, so it goes.',
        praise="Correct what you know, take out what is no dot, and leave what is true, even if it looks odd.",
        points=2,
    ),
    Number(
        id="how-many-dots",
        ask="The mended file has one row for each of 21 weeks. How many dots will the chart have?",
        units=("dots", "dot", "points", "weeks"),
        right=lambda: with_number,
        misses=(
            Miss(
                lambda given: given == weeks,
                "gap-is-a-dot",
                "That is every week. In one of them nobody counted. Does it get a dot?",
            ),
            Miss(
                lambda given: given == rows_in_file,
                "counts-a-row-twice",
                "That is every row before the file was mended. One week stood there twice.",
            ),
            Miss(
                lambda given: given == with_number - 1,
                "throws-away-what-is-known",
                "One too few. The 9 of 21 July is a number now.",
            ),
            Miss(
                lambda given: given == rows_in_file + 1,
                "total-is-a-dot",
                "That counts the total as well. It is gone from the mended file.",
            ),
        ),
        look="Begin with 21 weeks. Which of them has no number?",
        step="There are 21 weeks. The week of 28 July is a gap, so take one away.",
        praise="One dot for each week in which somebody counted.",
    ),
    Choice(
        id="read-grace",
        ask="By the Anhøj rules, what does Grace's chart tell us?",
        options={
            "fewer": "More guests have been ready since 6 October, and chance alone is unlikely",
            "failed": "The tests in September failed, because the dots did not move",
            "proof": "The calls are the only reason that it got better",
            "early": "Nothing yet, because 8 weeks are too few for any signal",
        },
        right="fewer",
        misses=(
            Miss(
                "failed",
                "small-test-must-move-the-chart",
                "A test with one guest, or with five, cannot move a chart of thirty. What did the drivers learn from them?",
            ),
            Miss(
                "proof",
                "signal-proves-cause",
                "The chart shows that something changed, and when. What else might have begun in October?",
            ),
            Miss(
                "early",
                "signal-needs-a-year",
                "Count the useful points of the whole chart, and look at the card from lesson 06. How long may a run be?",
            ),
        ),
        look="Read the sentence under the chart. How many dots in a row are on one side?",
        step="Eight dots in a row lie below the line, from 6 October on. With the dots on this chart the "
        "card allows seven.",
        praise="A long run, and notes that say what was tried. The calls are a good guess at the reason.",
    ),
    Choice(
        id="no-improvement",
        ask="Kofi tested three ideas for the clinic rides. After 14 weeks his chart shows no signal. "
        "What should his page say?",
        options={
            "wait": "Nothing yet. He should wait until he has good news",
            "start": "He should begin the chart at the worst week, so that it goes down",
            "tell": "What he tried, that the chart shows no signal so far, what he learned, and what comes next",
            "words": "Only what people liked. He should leave out the chart",
        },
        right="tell",
        misses=(
            Miss(
                "wait",
                "only-good-news-is-a-story",
                "Others may be about to try the same three ideas. What would they wish that they had known?",
            ),
            Miss(
                "start",
                "picked-the-best-weeks",
                "Then the picture would say something that he knows is not so. And his riders know it too.",
            ),
            Miss(
                "words",
                "hides-the-chart",
                "What people liked belongs on the page. But his aim had a number in it. Where did it go?",
            ),
        ),
        look="What would help the next person who has the same gap?",
        step="He has done three tests, and he knows what did not move the dots. That is worth a page. "
        "It can get full points.",
        praise="Told plainly, it saves others time, and it shows that the work is honest.",
    ),
    Value(
        id="stretch-first-weeks",
        ask="Stretch: what is the median of the first 13 weeks?",
        name="middle",
        units=("guests",),
        right=lambda: float(not_ready.head(13).median()),
        within=0.01,
        misses=(
            Miss(
                lambda given: abs(given - float(not_ready.median())) < 0.01,
                "all-weeks-not-the-first",
                "That is the median of all weeks. Put .head(13) in, before .median().",
            ),
            Miss(
                lambda given: abs(given - float(not_ready.head(13).mean())) < 0.01,
                "mean-not-median",
                "That is the mean of the first 13 weeks. Use median in place of mean.",
            ),
            Miss(
                lambda given: given in {13, float(len(not_ready))},
                "count-not-median",
                "That is how many weeks there are. Ask for the median of their values.",
            ),
        ),
        look="Which part of the line says which weeks, and which part says what to do with them?",
        step='Write lunch_club()["Not ready"] first, then .head(13), and then .median()',
        praise="First choose the weeks, then ask for the middle. It is the line on the chart.",
        stretch=True,
    ),
    OwnNumbers(
        id="my-numbers",
        ask="My numbers: a file, a tally, or Grace's",
        example=practice_answer(),
        example_name="I have none yet: Grace's lunch club",
    ),
    Words(
        id="my-reading",
        ask="The reading of my chart, in my own words",
        boxes={
            "counts": "What does it count, for whom, from when to when?",
            "reading": "What does it show, and by which rules?",
            "limits": "What can it not tell us?",
        },
        rows=2,
    ),
    Order(
        id="last-steps",
        ask="Put the last steps of a project in order.",
        items={
            "share": "Share the page",
            "mend": "Mend the file, and take out what shows who somebody is",
            "ask": "Ask everybody who can be known from it, for this use",
            "read": "Draw the chart, and read it by rules that you name",
            "write": "Write the page in plain words",
        },
        right=["mend", "read", "write", "ask", "share"],
        misses=(
            Miss(
                ("share", "ask"),
                "shared-before-asking",
                "Once it is shared, a no comes too late. Who should see it first?",
            ),
            Miss(
                ("read", "mend"),
                "drew-before-looking",
                "A row that stands there twice, or a total, would be in the chart. What comes before drawing?",
            ),
            Miss(
                ("write", "read"),
                "story-before-the-chart",
                "Then you would look for dots that fit the story. Which one should come first?",
            ),
            Miss(
                ("ask", "write"),
                "asked-without-a-page",
                "They can say yes only to something that they can read. What do you show them?",
            ),
        ),
        look="Think of the people in it. When can they still say no?",
        step="First mend the file. Then draw and read. Then write. The people in it see the page before anybody else.",
        praise="Those who are in it read it first. Then a yes is a real yes.",
    ),
    Story(
        id="story",
        ask="The story of my project, on one page",
        boxes=BOXES,
        numbers="my-numbers",
        rows=2,
    ),
    Words(
        id="reflection",
        ask="What did this project do to you? What can you do now that you could not do before?",
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

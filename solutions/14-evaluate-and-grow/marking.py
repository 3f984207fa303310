"""Marking scheme of lesson 14, evaluate and grow. Right answers are computed from the data."""

from champions.evaluation import SCALE, answers_of_cohort, links, paired
from champions.questions import Choice, Guess, Miss, Number, Order, Pick, Sort, Words

cohort = answers_of_cohort()
found = paired(cohort)
twice = cohort.dropna(subset=["before", "after"])
rise_of_means = float(cohort["after"].mean() - cohort["before"].mean())
rise_of_people = float((twice["after"] - twice["before"]).mean())
old, new = links("before"), links("after")
#: The organisation without a link before that has most of them now.
newcomer = max(old.alone, key=lambda one: sum(one in pair for pair in new.pairs))


def _near(value: float, by: float):
    """True for a number that is this one, but for rounding."""
    return lambda given: abs(given - value) <= by


QUESTIONS = [
    Guess(
        id="guess-what-first",
        ask="The council asks if the course helped. What would you look at first?",
        options={
            "happy": "If champions liked it",
            "people": "What is different for people who live here",
            "count": "How many came to the course",
            "ask": "I would first ask who will use the answer",
        },
        after="Thank you. Read on to see what the three of them did.",
    ),
    Sort(
        id="four-levels",
        ask="At which level is each of these?",
        items={
            "wait": "People wait 18 days for a first visit, not 26",
            "sure": "Rosa feels surer about speaking at a board meeting",
            "rota": "The health centre put the calls in its rota",
            "meet": "The housing office and the food bank now plan together",
            "left": "People with another first language still come less often",
            "chart": "Tomasz can read a run chart",
        },
        groups={
            "community": "Community",
            "champion": "Champion",
            "organisation": "Organisation",
            "system": "System",
        },
        right={
            "wait": "community",
            "sure": "champion",
            "rota": "organisation",
            "meet": "system",
            "left": "community",
            "chart": "champion",
        },
        misses=(
            Miss(
                {"meet": "organisation"},
                "one-service-is-the-system",
                "Two organisations plan together. At which level do services meet?",
            ),
            Miss(
                {"chart": "community"},
                "learning-is-the-result",
                "To read a chart is new for Tomasz. What is different for people who live there?",
            ),
            Miss(
                {"rota": "system"},
                "organisation-is-the-system",
                "One service changed its own rota. That is one level below the system.",
            ),
            Miss(
                {"left": "system"},
                "who-is-missing-is-no-result",
                "Who does not come is about people who live here, as much as who comes.",
            ),
        ),
        look="Ask of each: who is it different for? People here, a champion, one service, or several?",
        step="The wait and who still comes less are about people who live here. "
        "The rota is one service, and planning together is the system.",
        praise="Four levels. A course can help at one of them, and not yet at another.",
        points=2,
    ),
    Order(
        id="plan-in-order",
        ask="Put the steps of a rapid evaluation in order.",
        items={
            "collect": "Collect the little that is missing",
            "who": "Ask who will use the answer, and for what",
            "share": "Share it, and decide what to change",
            "there": "Look at what you have already, such as charts",
            "together": "Read it together with people it is about",
            "questions": "Choose two or three questions",
        },
        right=["who", "questions", "there", "collect", "together", "share"],
        misses=(
            Miss(
                ("collect", "questions"),
                "collect-first-ask-later",
                "You collect before you know the question. So you may collect the wrong thing.",
            ),
            Miss(
                ("collect", "there"),
                "collect-what-is-there",
                "Look at what you have before you ask people for more of their time.",
            ),
            Miss(
                ("share", "together"),
                "share-before-people-see-it",
                "The people it is about should see it first. They may read it in another way.",
            ),
        ),
        look="It begins with the reader, and it ends with a decision.",
        step="First who will use it, then the questions. Look at what is there, and collect only "
        "what is missing. Read it together, and then share it.",
        praise="Begin with the use. Collect the least. Read it with the people it is about.",
    ),
    Choice(
        id="two-means",
        ask="The mean was 2.4 before and 3.5 after. What does that tell you?",
        options={
            "people": "Too little: not all of the same people answered",
            "rise": "Each champion is surer by about 1",
            "works": "The course works",
            "scale": "Nothing: feelings cannot be counted",
        },
        right="people",
        misses=(
            Miss(
                "rise",
                "mean-is-each-person",
                "A mean is not each person. And did the same people answer?",
            ),
            Miss(
                "works",
                "two-points-show-change",
                "Two numbers cannot show that. Who answered the first time, and who the second?",
            ),
            Miss(
                "scale",
                "feelings-do-not-count",
                "A feeling can be asked about, with care. Look at who was asked.",
            ),
        ),
        look="24 people answered before, and 21 after. Are they the same people?",
        step="Five people who answered before did not answer after. All five were not sure. "
        "When they are gone, the mean goes up by itself.",
        praise="Those who left were less sure. So a part of the rise comes from who answered.",
    ),
    Number(
        id="went-up",
        ask="Of those who answered twice, how many went up?",
        units=("people", "champions", "went up"),
        right=lambda: found.up,
        misses=(
            Miss(
                lambda given: given == found.both,
                "everybody-who-answered-twice",
                "That is everybody who answered twice. How many of them went up?",
            ),
            Miss(
                lambda given: given == found.same + found.down,
                "those-who-did-not",
                "Those are the ones who did not go up.",
            ),
            Miss(
                lambda given: (
                    given
                    in {len(cohort), int(cohort["after"].count()), int(cohort["before"].count())}
                ),
                "counted-those-who-answered-once",
                "That counts people who answered only once. Take those who answered twice.",
            ),
        ),
        look="Read the sentence under the picture.",
        step="19 people answered twice. 8 of them did not go up. Take 8 from 19.",
        praise="11 of 19 who answered twice.",
    ),
    Choice(
        id="tell-the-council",
        ask="Which sentence do you give to the council?",
        options={
            "counts": "19 answered twice: 11 are surer and 8 are not. 7 more answered once",
            "percent": "58% of champions are surer",
            "names": "11 went up, 5 stayed, and 3 went down: gull-3, gull-4 and gull-22",
            "proof": "The course made champions surer",
        },
        right="counts",
        misses=(
            Miss(
                "percent",
                "ratio-under-30",
                "19 people are fewer than 30. Give counts, and say who is not in them.",
            ),
            Miss(
                "names",
                "small-counts-are-safe-to-publish",
                "Three people and their codes. In a small town somebody knows who that is.",
            ),
            Miss(
                "proof",
                "signal-proves-cause",
                "They are surer after it. Much else happened in that year.",
            ),
        ),
        look="Counts or per cent? Small counts alone or joined? Who is missing?",
        step="Under 30 there are counts only. A count under 5 is joined with another. "
        "And you say how many answered once.",
        praise="Counts, small ones joined, and a word on who is missing.",
    ),
    Number(
        id="stretch-who-answered",
        ask="Stretch: the two means are 1.10 apart. People who answered twice rose by 0.74 on "
        "average. How much of the 1.10 comes from who answered?",
        units=("points", "point"),
        right=lambda: round(rise_of_means - rise_of_people, 2),
        within=0.015,
        misses=(
            Miss(
                _near(rise_of_means, 0.01),
                "all-of-it",
                "That is the whole of it. Take away what people rose themselves.",
            ),
            Miss(
                _near(rise_of_people, 0.01),
                "what-people-rose",
                "That is what people rose themselves. The rest comes from who answered.",
            ),
            Miss(
                _near(rise_of_means + rise_of_people, 0.02),
                "added-up",
                "You added the two. Take the smaller one from the larger one.",
            ),
        ),
        look="One number is a part of the other.",
        step="Take 0.74 from 1.10.",
        praise="About a third of the rise came from who answered, not from anybody's change.",
        stretch=True,
    ),
    Guess(
        id="confidence-now",
        ask="How sure are you that you could lead a small change in a service where you live?",
        options={
            **{str(value): words for value, words in SCALE.items()},
            "none": "I would rather not say",
        },
        after="There is no right answer. It is used only if you said yes in lesson 00.",
    ),
    Number(
        id="links-across",
        ask="A year later, how many links join two sectors?",
        units=("links", "lines"),
        right=lambda: len(new.across),
        misses=(
            Miss(
                lambda given: given == len(new.pairs),
                "all-links-not-across",
                "Those are all links. Count the thick lines, or read the words under the map.",
            ),
            Miss(
                lambda given: given == len(old.across),
                "before-not-after",
                "That is before the course. Choose a year later.",
            ),
            Miss(
                lambda given: given == len(new.pairs) - len(new.across),
                "links-within-a-sector",
                "Those join two of the same kind. Count the others.",
            ),
        ),
        look="Choose a year later. Read the words under the map.",
        step="There are 11 links a year later. 5 of them are thin. The others join two sectors.",
        praise="It was one before. Now services and community groups work together more.",
    ),
    Choice(
        id="read-the-map",
        ask="What may you say from the two maps?",
        options={
            "more": "More links join two sectors now. Ask what came of them, and why one is gone",
            "better": "More links are better, so the course was a success",
            "people": "The map shows who knows whom, so we can see which person is the weak one",
            "rank": f"The {newcomer} is the best partner, it has the most new lines",
        },
        right="more",
        misses=(
            Miss(
                "better",
                "up-is-always-good",
                "Each link costs time. Some may do nothing. Ask what came of them.",
            ),
            Miss(
                "people",
                "map-of-people",
                "This map shows organisations, and never people. It judges nobody.",
            ),
            Miss(
                "rank",
                "league-table",
                "Many lines can mean much work, or too much. It is no prize.",
            ),
        ),
        look="What does a line stand for, and what does it not tell?",
        step="A line says that two organisations worked together. It does not say if that helped. "
        "One line from before is gone. Ask about that one as well.",
        praise="A map is a good place to begin to ask.",
    ),
    Pick(
        id="look-for-harm",
        ask="Which effects that nobody wanted would you look for? Choose all that apply.",
        options={
            "tired": "Champions do too much and are tired",
            "fares": "Champions pay fares and phone calls themselves",
            "push": "Another service now waits longer, because its staff help here",
            "gap": "Some groups gain, and others do not",
            "only": "None: we only look for what we planned",
            "guilty": "Whose fault it is when something went wrong",
        },
        right=frozenset({"tired", "fares", "push", "gap"}),
        misses=(
            Miss(
                frozenset({"only"}),
                "look-for-the-plan-only",
                "What nobody planned is seen only by those who look for it.",
            ),
            Miss(
                frozenset({"guilty"}),
                "search-for-fault",
                "If you look for fault, people stop telling you. Ask what happened.",
            ),
            Miss(
                lambda given: given in ({"tired"}, {"fares"}, {"push"}, {"gap"}),
                "one-harm-is-enough",
                "That is one. Think of champions, of other services, and of groups.",
            ),
        ),
        look="Think of the champions, of other services, and of people who gain less.",
        step="Champions may be tired or out of pocket. Other services may wait longer. "
        "Some groups may gain nothing.",
        praise="You look at those who give, at those next door, and at those left behind.",
    ),
    Choice(
        id="what-we-did",
        ask="What may the champions say about the health checks?",
        options={
            "part": "We were part of it. A new doctor and a letter from the school may have helped too",
            "us": "We did it: the chart has a signal in our month",
            "nothing": "We can say nothing, because nothing can be proved",
            "share": "One third of it was us, because there were three causes",
        },
        right="part",
        misses=(
            Miss(
                "us",
                "signal-proves-cause",
                "The signal says that something changed. Three things began in March.",
            ),
            Miss(
                "nothing",
                "no-proof-so-nothing-to-say",
                "You can say what you did, what happened, and what fits together.",
            ),
            Miss(
                "share",
                "share-out-the-credit",
                "Causes work together. Nothing tells you that each did a third.",
            ),
        ),
        look="What do you know, and what else began in March?",
        step="You know what you did, and when it changed. You know of two more things. "
        "So say that you were part of it, and name the others.",
        praise="That is contribution: honest, and still worth telling.",
    ),
    Words(
        id="my-evaluation",
        ask="My evaluation plan",
        boxes={
            "use": "Who will use it, and for what?",
            "community": "Community: what will you look at, and who is missing?",
            "champion": "Champion: what will you ask?",
            "organisation": "Organisation: what would be different?",
            "system": "System: who works together?",
            "harm": "What nobody wanted: how will you find it?",
            "claim": "What will you not claim?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="When did a form miss what mattered most? What would you have asked?",
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

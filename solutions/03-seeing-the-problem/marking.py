"""Marking scheme of lesson 03, seeing the problem. Right answers are computed from the data."""

from champions import load
from champions.aim import BOXES
from champions.drivers import Diagram, Driver, html
from champions.questions import Choice, Guess, Level, Miss, Number, Order, Sort, Words
from champions.steps import REFERRAL_STEPS, fishbone_html, step_times

people = load("referral-steps").drop_duplicates()
twelve = people.head(12)
times = step_times(people, REFERRAL_STEPS)
longest = max(times, key=lambda step: step.days)
KEYS = dict(zip(REFERRAL_STEPS, ("form", "talk", "match", "visit"), strict=True))

DRIVERS = {
    "people": "Enough volunteers who can go",
    "fast": "A form that comes in full the first time",
    "fit": "A good match for each person",
}
IDEAS = {
    "phone": "Phone each volunteer once a week",
    "short": "Make the form one page long",
    "help": "Fill in the form together on the phone",
    "bring": "Ask each volunteer to bring a friend",
    "ask": "Ask what the person likes to do",
    "speak": "Ask which language their visitor should speak",
}
BONES = {"people": "People", "form": "The form", "place": "Place and time", "words": "Words"}
CAUSES = {
    "small": "The print is very small",
    "two": "It asks the same thing twice",
    "english": "It is in English only",
    "jargon": "It says next of kin",
    "closed": "The help desk shuts at 3",
    "bus": "The library is two buses away",
    "helper": "Nobody offers to help",
    "shy": "Staff do not like to ask",
}


def _diagram(placed):
    """The driver diagram with the ideas that were placed so far."""
    drivers = tuple(
        Driver(
            words,
            tuple(IDEAS[idea] for idea, home in placed.items() if home == key and idea in IDEAS),
        )
        for key, words in DRIVERS.items()
    )
    return html(Diagram("By 30 June half of the people have a first visit within 14 days", drivers))


def _fish(placed):
    """The fishbone with the causes that were placed so far."""
    return fishbone_html(
        "many forms come back",
        {
            words: [
                CAUSES[cause] for cause, bone in placed.items() if bone == key and cause in CAUSES
            ]
            for key, words in BONES.items()
        },
    )


QUESTIONS = [
    Guess(
        id="guess-where",
        ask="Which step takes most of the 26 days?",
        options={
            "form": "Getting the form filled in",
            "talk": "The talk on the phone",
            "match": "Finding a volunteer who fits",
            "visit": "From finding the volunteer to the first visit",
        },
        after="Thank you. In part 2 you will see it.",
    ),
    Order(
        id="order-the-steps",
        ask="Put the steps in order, as a person goes through them.",
        items={
            "match": "Sam finds a volunteer who fits",
            "ask": "Somebody asks for a befriender",
            "visit": "The volunteer comes for the first visit",
            "talk": "Amina talks with the person on the phone",
            "send": "The office sends a form",
            "form": "The person sends the full form back, with help if they like",
        },
        right=["ask", "send", "form", "talk", "match", "visit"],
        misses=(
            Miss(
                ("visit", "match"),
                "visit-before-volunteer",
                "Before anybody can visit, there must be a volunteer.",
            ),
            Miss(
                ("match", "talk"),
                "match-before-talk",
                "Sam needs to know what the person likes. What comes before that?",
            ),
            Miss(
                ("talk", "form"),
                "talk-before-form",
                "Here the talk comes when the form is full. Not all services do it so. It may be an idea to test.",
            ),
            Miss(
                lambda order: order[0] != "ask",
                "begins-with-the-office",
                "Begin with the person, not with the office. What does the person do first?",
            ),
            Miss(
                ("form", "send"),
                "form-before-it-is-sent",
                "A person can only fill in a form that they have been sent.",
            ),
        ),
        look="Begin when Ravi and his father ask. End with the first visit. Ask each time: what must be done before?",
        step="Ravi and his father ask. The office sends a form. They send it back. Then come the talk, "
        "the search for a volunteer, and the visit.",
        praise="You began with the person and ended with what the person wants.",
        points=2,
    ),
    Number(
        id="forms-sent-back",
        ask="Of these twelve people, how many had their form sent back?",
        units=("people", "forms", "persons", "person", "form"),
        right=lambda: int((twelve["sent_back"] == "yes").sum()),
        misses=(
            Miss(
                lambda given: given == int((twelve["sent_back"] == "no").sum()),
                "counted-the-others",
                "That is how many were fine the first time. Count the others.",
            ),
            Miss(
                lambda given: given == int((people["sent_back"] == "yes").sum()),
                "counted-all-sixty",
                "That fits all 60 people. Count only the twelve that you see here.",
            ),
            Miss(
                lambda given: given == int(twelve["note"].notna().sum()),
                "counted-the-notes",
                "That is how many have a note. Look in the column called: sent back.",
            ),
            Miss(
                lambda given: given == len(twelve),
                "counted-everybody",
                "That is all of them. Count those with a yes.",
            ),
        ),
        look="Look for the word yes in the column called: sent back.",
        step="Person R03 says yes, and so does R07. Go on from there to R12.",
        praise="Each of these people waited days more. A loop like this is easy to miss.",
    ),
    Choice(
        id="longest-step",
        ask="In which step do most of the days go?",
        options={
            "form": "From asking to a full form",
            "talk": "From the form to the talk by phone",
            "match": "From the talk to a volunteer",
            "visit": "From the volunteer to the first visit",
        },
        right=lambda: KEYS[longest.name],
        misses=(
            Miss(
                "form",
                "loudest-is-longest",
                "The forms make the most noise. But how long is that bar next to the others?",
            ),
            Miss(
                "talk",
                "looked-at-one-bar",
                "That bar is short. Compare all four of them.",
            ),
            Miss(
                "visit",
                "last-step-is-longest",
                "The visit is at the end of the wait, but that bar is short. Where are the long days?",
            ),
        ),
        look="Find the longest bar. The number of days stands beside it.",
        step="The four bars are about 4, 3, 15 and 4 days. Find the bar with 15.",
        praise="More than half of the days go here. So this is a good place to look first.",
    ),
    Choice(
        id="look-at-the-step",
        ask="Somebody says: it is because of Sam. What is the best next thing to do?",
        options={
            "target": "Give Sam a target of 7 days",
            "ask": "Ask Sam and the volunteers what makes this step hard",
            "replace": "Give the work to somebody faster",
            "praise": "Praise Sam, so that Sam tries harder",
        },
        right="ask",
        misses=(
            Miss(
                "target",
                "a-target-mends-a-step",
                "A target does not bring in one more volunteer. What stops Sam today?",
            ),
            Miss(
                "replace",
                "blame-a-person",
                "If too few volunteers can go, the next person will wait for them too.",
            ),
            Miss(
                "praise",
                "try-harder",
                "Praise is kind, but Sam tries hard already. What makes the work slow?",
            ),
        ),
        look="Most delay comes from how the work is set up. Who knows how it is set up?",
        step="Sam may say: half of my volunteers are never at home when I ring. That is about the step. "
        "You could test another way to reach them.",
        praise="Those who do the work and those who wait for it know where it sticks.",
    ),
    Sort(
        id="what-is-missing",
        ask="What is still missing in each of these?",
        items={
            "a": "By 30 June, 9 of 10 guests of the lunch club get home by four o'clock",
            "b": "By Easter, young carers in our town get more help",
            "c": "Half of the people who ask for a befriender wait 14 days or less",
            "d": "By 1 May, 8 of 10 people get a reply in 2 days",
            "e": "As soon as we can, riders to the clinic have fewer late cars",
        },
        groups={
            "good": "How good",
            "when": "By when",
            "whom": "For whom",
            "nothing": "Nothing is missing",
            "two": "More than one part",
        },
        right={"a": "nothing", "b": "good", "c": "when", "d": "whom", "e": "two"},
        misses=(
            Miss(
                {"b": "nothing"},
                "more-is-a-number",
                "One of them says more help. How much is more? Two people could disagree.",
            ),
            Miss(
                {"e": "nothing"},
                "soon-is-a-date",
                "One of them says as soon as we can, and fewer. Is that a day? Is that a number?",
            ),
            Miss(
                {"c": "nothing"},
                "an-aim-needs-no-date",
                "One of them has a number and names the people. But when should it be so?",
            ),
            Miss(
                {"d": "nothing"},
                "people-is-for-whom",
                "One of them just says people. Which people? Those who phone? Those who write?",
            ),
            Miss(
                {"a": "good"},
                "looked-for-100-percent",
                "9 of 10 is how good. An aim need not be for all.",
            ),
        ),
        look="Go through them one by one. Is there a number? A day? A group of people?",
        step="The lunch club's aim has all three: by 30 June, 9 of 10 home by four, guests of the club. "
        "The one about riders has no day and no number.",
        praise="How good, for whom, by when. Now everybody can see if it is reached.",
        points=2,
    ),
    Choice(
        id="aim-with-a-plan-inside",
        ask="By June, we will phone all volunteers, so that people wait less. What would you change in this aim?",
        options={
            "nothing": "Nothing: it says what we will do",
            "plan": "Take the phone calls out, and say how long people will wait",
            "more": "Add more things that we will do",
            "sooner": "Make the date sooner, so that all hurry up",
        },
        right="plan",
        misses=(
            Miss(
                "nothing",
                "doing-is-the-aim",
                "If all are phoned and people wait as long as before, did you reach it?",
            ),
            Miss(
                "more",
                "more-work-is-a-better-aim",
                "More to do does not say what gets better. What will be different for the person who waits?",
            ),
            Miss(
                "sooner",
                "a-sooner-date-mends-it",
                "A sooner date does not say how long people will wait. What is still not clear?",
            ),
        ),
        look="Is the phone call what people want? Or is it one way to get there?",
        step="The aim could be: by 30 June, half of the people who ask wait 14 days or less. "
        "The phone calls are one idea to test.",
        praise="The aim is where you want to be. How to get there comes next, and you will test it.",
    ),
    Sort(
        id="aim-driver-idea",
        ask="What is each of these notes?",
        items={
            "a": "By 30 June half of the people wait 14 days or less",
            "b": "Enough volunteers who can go",
            "c": "Phone each volunteer on Monday",
            "d": "A good match for each person",
            "e": "Make the form one page long",
            "f": "People trust us enough to ask",
        },
        groups={"aim": "The aim", "driver": "A driver", "idea": "A change idea"},
        right={"a": "aim", "b": "driver", "c": "idea", "d": "driver", "e": "idea", "f": "driver"},
        misses=(
            Miss(
                {"b": "idea"},
                "driver-is-an-idea",
                "You cannot go and do 'enough volunteers' on Monday. It is something that has to be right.",
            ),
            Miss(
                {"c": "driver"},
                "idea-is-a-driver",
                "A phone call is something that you can try this week. Which of the three is that?",
            ),
            Miss(
                {"d": "aim"},
                "driver-is-an-aim",
                "A good match helps you to get there. It has no number and no day.",
            ),
            Miss(
                {"f": "idea"},
                "feeling-is-an-idea",
                "Trust cannot be done on one day. It has to be there. What could you try to build it?",
            ),
            Miss(
                {"a": "driver"},
                "aim-is-a-driver",
                "One note has a number and a day. It says where you want to be.",
            ),
        ),
        look="Can you try it on Monday? Then it is an idea. Does it have to be right? Then it is a driver.",
        step="A shorter form is something you can make and try: an idea. A form that comes in full the first "
        "time is what has to be right: a driver.",
        praise="Where you want to be, what has to be right for it, and what you could try.",
        points=2,
    ),
    Sort(
        id="place-the-ideas",
        ask="Put each idea under the driver that it may move.",
        items=IDEAS,
        groups=DRIVERS,
        right={
            "phone": "people",
            "short": "fast",
            "help": "fast",
            "bring": "people",
            "ask": "fit",
            "speak": "fit",
        },
        board=_diagram,
        misses=(
            Miss(
                {"help": "fit"},
                "talk-is-a-match",
                "To fill in the form together is about the form. What would it change?",
            ),
            Miss(
                {"bring": "fit"},
                "friends-are-a-match",
                "If each volunteer brings a friend, what do you have more of?",
            ),
            Miss(
                {"speak": "fast"},
                "language-is-for-the-form",
                "This is about the visitor, not about the form. What does it help with?",
            ),
            Miss(
                {"ask": "people"},
                "likes-bring-volunteers",
                "To know what a person likes does not bring more volunteers. What does it help with?",
            ),
            Miss(
                {"phone": "fast"},
                "wrong-call",
                "This call goes to the volunteers, not to the people who wait. What does it change?",
            ),
        ),
        look="Say it aloud: if we do this, then we have … Which driver fits?",
        step="If we phone each volunteer once a week, then more of them can go. So it sits under enough volunteers.",
        praise="Each idea leads to a driver, and each driver to the aim. Now you can test if it is true.",
        points=2,
    ),
    Choice(
        id="which-idea-first",
        ask="You have six ideas. Which one would you test first?",
        options={
            "big": "The biggest one, so that it is worth the work",
            "small": "One for the longest step that you can try this week with few people",
            "mine": "The one that I thought of",
            "all": "All six, to save time",
        },
        right="small",
        misses=(
            Miss(
                "big",
                "big-is-better",
                "A big one takes long, and costs a lot if it fails. What could you learn sooner?",
            ),
            Miss(
                "mine",
                "my-own-idea-first",
                "We all like our own ideas. What do the map and the people tell you?",
            ),
            Miss(
                "all",
                "many-changes-are-one-test",
                "With all six at once, you could not tell which one helped.",
            ),
        ),
        look="Where do most of the days go? And what is small enough for this week?",
        step="Most days go in finding a volunteer. To phone four volunteers on Monday is small, cheap and safe.",
        praise="Likely to matter, and easy to try. If it fails, little is lost and something is learned.",
    ),
    Sort(
        id="stretch-fishbone",
        ask="Stretch: put each cause on its bone.",
        items=CAUSES,
        groups=BONES,
        right={
            "small": "form",
            "two": "form",
            "english": "words",
            "jargon": "words",
            "closed": "place",
            "bus": "place",
            "helper": "people",
            "shy": "people",
        },
        board=_fish,
        misses=(
            Miss(
                {"jargon": "form"},
                "hard-words-are-the-form",
                "The trouble with next of kin is not the paper. What makes it hard to read?",
            ),
            Miss(
                {"closed": "people"},
                "hours-are-people",
                "The helpers are fine. It is about when they are there.",
            ),
            Miss(
                {"small": "words"},
                "print-is-words",
                "Small print is hard in any language. Which bone is about the paper itself?",
            ),
            Miss(
                {"helper": "place"},
                "nobody-is-a-place",
                "Nobody offers to help: what is missing there, a place or somebody?",
            ),
        ),
        look="Ask of each: is it about who, about the paper, about where and when, or about the language?",
        step="The library is two buses away: that is about where. So it goes on place and time.",
        praise="A fishbone shows where to look. It does not prove a cause. You go and find out.",
        points=2,
        stretch=True,
    ),
    Words(
        id="my-drivers",
        ask="My driver diagram",
        boxes={
            "aim": "What do you want to be different?",
            "driver-1": "First driver: what has to be right?",
            "ideas-1": "Ideas for it, one on each line",
            "driver-2": "Second driver",
            "ideas-2": "Ideas for it, one on each line",
            "driver-3": "Third driver",
            "ideas-3": "Ideas for it, one on each line",
        },
        reply=False,
        rows=2,
    ),
    Words(
        id="aim",
        ask="Project evidence: my aim",
        boxes=BOXES,
        rubric=(
            Level(0, "Nothing yet, or only a topic."),
            Level(
                1,
                "Says what should get better. How good, for whom or by when is missing or not clear.",
            ),
            Level(
                2,
                "Says how good, for whom and by when, so that anybody could see if it is reached.",
            ),
            Level(
                3,
                "As level 2. It starts from how things are now, or says by when that will be found out. It says whom of those who live with it you asked.",
            ),
        ),
        rows=2,
    ),
    Words(
        id="reflection",
        ask="Think of a time when somebody blamed you, or you blamed a person, and it was the way things were set up.",
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

"""Marking scheme of lesson 13, keep it going."""

from champions.handover import SHEET
from champions.questions import Choice, Guess, Miss, Number, Order, Pick, Sort, Words

VOLUNTEERS, MINUTES, WEEKS = 18, 5, 4
CALLED = 48  # weeks of the year in which the calls are made
a_week = VOLUNTEERS * MINUTES  # minutes
a_month = a_week * WEEKS / 60  # hours
LEARNING = 2 * 4  # two new people a year, four hours each to learn it
calls_a_year = a_week * CALLED / 60  # hours
a_year = calls_a_year + LEARNING

QUESTIONS = [
    Guess(
        id="guess-after-rosa",
        ask="Rosa moved away in May. What happened to the calls?",
        options={
            "on": "Somebody else went on the next Monday",
            "stop": "They stopped, and nobody saw it for weeks",
            "better": "They got better with somebody new",
        },
        after="Thank you. Read on to see what happened.",
    ),
    Choice(
        id="who-owned-it",
        ask="Why did the calls stop?",
        options={
            "one": "One person held all of it: the task, the list and the know-how",
            "rosa": "Rosa did not care enough to tell anybody",
            "bad": "The change was not good, or it would have lasted",
            "money": "There was no money for the calls",
        },
        right="one",
        misses=(
            Miss(
                "rosa",
                "blame-who-left",
                "Rosa made the calls for a year. Who asked her to write them down?",
            ),
            Miss(
                "bad",
                "good-changes-last-by-themselves",
                "The chart showed that it helped. Good changes stop too, when nobody owns them.",
            ),
            Miss(
                "money",
                "money-is-always-the-reason",
                "A few pounds for calls were there. What was on Rosa's own phone?",
            ),
        ),
        look="Ask what went away with Rosa.",
        step="The list was on her phone, nobody else had the task, and nobody looked at the chart. "
        "So all of it hung on one person.",
        praise="It is not about Rosa. A change needs an owner, a second one, and a sheet.",
    ),
    Number(
        id="hours-a-month",
        ask="18 volunteers, 5 minutes each, 4 weeks. How many hours is that in a month?",
        units=("hours", "hrs", "h"),
        right=a_month,
        misses=(
            Miss(
                a_week * WEEKS,
                "minutes-not-hours",
                "Those are the minutes in a month. An hour has 60 of them.",
            ),
            Miss(
                a_week / 60,
                "one-week-only",
                "That is one week. A month has 4.",
            ),
            Miss(
                a_week,
                "minutes-of-one-week",
                "Those are the minutes of one week. Take 4 weeks, and turn them into hours.",
            ),
        ),
        look="First the minutes in one week. Then 4 weeks. Then hours.",
        step="18 times 5 is 90 minutes a week. Four weeks are 360 minutes. Share that by 60.",
        praise="Six hours a month. Somebody gives them, so they belong on the sheet.",
    ),
    Number(
        id="stretch-hours-a-year",
        ask="Stretch: calls are made in 48 weeks of the year. Two new people need 4 hours each to "
        "learn it. How many hours is that in a year?",
        units=("hours", "hrs", "h"),
        right=a_year,
        misses=(
            Miss(
                calls_a_year,
                "time-to-learn-left-out",
                "Those are the calls. Add the hours that the new people need to learn it.",
            ),
            Miss(
                calls_a_year + LEARNING / 2,
                "one-new-person-only",
                "There are two new people. Each needs 4 hours.",
            ),
            Miss(
                a_month + LEARNING,
                "one-month-only",
                "That is one month and the time to learn. A year has 48 weeks of calls.",
            ),
            Miss(
                a_week * 52 / 60,
                "all-weeks-of-the-year",
                "That is all 52 weeks, with no time to learn. Calls are made in 48 weeks.",
            ),
        ),
        look="Turn 48 weeks of 90 minutes into hours. Then add the time to learn.",
        step="48 weeks of 90 minutes are 72 hours. Two people with 4 hours each add some more.",
        praise="New people need time to learn it. Plan for that from the start.",
        stretch=True,
    ),
    Pick(
        id="on-the-sheet",
        ask="What belongs on a handover sheet? Choose all that apply.",
        options={
            "steps": "What we do, step by step",
            "owner": "Who owns it, and who is second",
            "hours": "How many hours it takes",
            "slip": "What to look at when it stops working",
            "guests": "The names and stories of the people we visit",
            "secret": "Only the good things, so that nobody is put off",
        },
        right=frozenset({"steps", "owner", "hours", "slip"}),
        misses=(
            Miss(
                frozenset({"guests"}),
                "people-on-the-sheet",
                "The sheet lies about in the office. Names and stories stay in the service's own records.",
            ),
            Miss(
                frozenset({"secret"}),
                "good-things-only",
                "Somebody new meets the hard things in the first week. Say them before.",
            ),
            Miss(
                lambda given: given in ({"steps"}, {"owner"}, {"steps", "owner"}),
                "steps-are-enough",
                "That is a start. What will it take, and what if it stops working?",
            ),
        ),
        look="Think of somebody who starts on Monday. What must they know, and what not?",
        step="They need the steps, the owner, the hours, and what to do when it slips. "
        "They do not need names of guests on a sheet.",
        praise="Somebody new can start with that, and nobody is given away.",
    ),
    Choice(
        id="when-it-slips",
        ask="Two months after the handover, by the Anhøj rules the waits are long again. What first?",
        options={
            "look": "Ask what has changed: were the calls made, and what got in the way?",
            "blame": "Tell the new owner that it went well before",
            "wait": "Nothing: a chart goes up and down",
            "lines": "Start new lines, so that the chart looks normal again",
        },
        right="look",
        misses=(
            Miss(
                "blame",
                "blame-the-new-owner",
                "They may have got half a list and no time. Ask before you judge.",
            ),
            Miss(
                "wait",
                "signal-is-a-wobble",
                "By the rules it is a signal. Something changed. What is it?",
            ),
            Miss(
                "lines",
                "rebase-whenever-a-shift-appears",
                "New lines would hide it. The five reasons of lesson 10 do not hold here.",
            ),
        ),
        look="A signal says that something changed. Who can tell you what?",
        step="Look at the list of calls first. Then ask the owner and three volunteers what got in the way.",
        praise="First see if the change is still being made. Then ask, without blame.",
    ),
    Sort(
        id="spread-or-not",
        ask="Spread it, test it there first, or leave it?",
        items={
            "calls": "Calls helped on the chart. A service like ours, with the same kind of people, asks",
            "town": "Calls helped here. A town far away has volunteers who do not use the phone",
            "dot": "A new rota: one very good week so far",
            "harm": "Calls every day: visits went up, and a third of the volunteers left",
            "wanted": "A manager wants calls everywhere. The people there say that they have no problem",
        },
        groups={
            "spread": "Spread it, with a small test to begin",
            "test": "Learn more first: adapt and test",
            "leave": "Leave it",
        },
        right={
            "calls": "spread",
            "town": "test",
            "dot": "test",
            "harm": "test",
            "wanted": "leave",
        },
        misses=(
            Miss(
                {"town": "spread"},
                "works-here-works-everywhere",
                "In one of the places people do not use the phone. Would the same calls help there?",
            ),
            Miss(
                {"dot": "spread"},
                "one-dot-is-enough",
                "One good week is one dot. What would you want to see first?",
            ),
            Miss(
                {"harm": "spread"},
                "up-is-always-good",
                "Visits went up. Now look at what got worse.",
            ),
            Miss(
                {"wanted": "spread"},
                "spread-by-order",
                "Nobody there sees a problem. Who would own the change?",
            ),
            Miss(
                {"harm": "leave"},
                "dropped-what-nearly-works",
                "It helped, and it wore people out. In lesson 05 such a change was adapted. Could it be lighter?",
            ),
        ),
        look="Ask the four things: seen to work, nothing worse, alike, and wanted.",
        step="The service like ours has all four. A town without phones, one good week, and calls "
        "that wear people out need a test. What nobody wants is left.",
        praise="Spread is a choice. To leave a thing can be the best one.",
        points=2,
    ),
    Sort(
        id="keep-or-adapt",
        ask="The calls go to another town. What must stay, and what may they change?",
        items={
            "each": "Every volunteer is asked each week",
            "person": "A person asks, who knows their name",
            "monday": "It is done on Monday",
            "phone": "It is done by phone",
            "count": "The waits are counted each week",
            "folder": "The list is in a red folder",
        },
        groups={"keep": "Must stay: we think it makes it work", "adapt": "May change"},
        right={
            "each": "keep",
            "person": "keep",
            "monday": "adapt",
            "phone": "adapt",
            "count": "keep",
            "folder": "adapt",
        },
        misses=(
            Miss(
                {"monday": "keep", "phone": "keep"},
                "copy-every-detail",
                "Would a visit on Tuesday do the same? Think of what makes people say yes.",
            ),
            Miss(
                {"count": "adapt"},
                "stop-counting",
                "Without a count they cannot see if it helps in their town.",
            ),
            Miss(
                {"each": "adapt", "person": "adapt"},
                "change-what-makes-it-work",
                "Nobody asked, or a machine asks: is that still the same change?",
            ),
        ),
        look="For each one ask: if this were different, would it still work?",
        step="To be asked each week by a person, and to count, is what we think makes it work. "
        "The day, the phone and the folder only suit this town.",
        praise="Keep what makes it work. Let people make the rest their own.",
        points=2,
    ),
    Order(
        id="set-agenda",
        ask="Put the hour of the learning set in order.",
        items={
            "question": "One person tells their question (10 minutes)",
            "chair": "Choose who is in the chair next month (3 minutes)",
            "arrive": "Arrive: how is each of us? (10 minutes)",
            "action": "The person says what they will do by next month (5 minutes)",
            "ask": "The others ask open questions, and give no advice (25 minutes)",
            "last": "What came of last month's step? (7 minutes)",
        },
        right=["arrive", "last", "question", "ask", "action", "chair"],
        misses=(
            Miss(
                ("ask", "question"),
                "questions-before-the-story",
                "The others can only ask when they have heard what it is about.",
            ),
            Miss(
                ("action", "ask"),
                "answer-before-thinking",
                "What to do comes out of the questions. Let it wait until after them.",
            ),
            Miss(
                ("question", "last"),
                "forget-last-month",
                "Begin with last month's step. Otherwise nobody hears what came of it.",
            ),
            Miss(
                ("question", "arrive"),
                "start-cold",
                "First let people arrive. They talk more freely then.",
            ),
        ),
        look="First people, then last month, then one question, and at the end the next month.",
        step="Arrive, and hear of last month's step. Then one person tells their question, and the "
        "others ask. At the end comes what they will do.",
        praise="One hour, one question, and another chair each time.",
    ),
    Choice(
        id="before-sharing",
        ask="Your pack holds a photo of Peter from the newsletter. He said yes to the newsletter. And now?",
        options={
            "ask": "Ask him again, for this use",
            "yes": "He said yes once, so it is fine",
            "crop": "Take the half of the photo without his name",
            "public": "The newsletter was public, so anybody may use it",
        },
        right="ask",
        misses=(
            Miss(
                "yes",
                "one-yes-for-all",
                "A yes is for one use. A talk or a post is another one.",
            ),
            Miss(
                "crop",
                "no-name-no-consent",
                "A face shows who somebody is, also without a name.",
            ),
            Miss(
                "public",
                "public-is-free",
                "That others saw it is not his yes to a new use.",
            ),
        ),
        look="Think back to lesson 12. What is a yes for?",
        step="A yes is for one use. So ask him, say where it will be, and take a no for a no.",
        praise="A new use, a new question. He may say no, and needs no reason.",
    ),
    Words(
        id="my-handover",
        ask="My handover sheet",
        boxes=SHEET,
        rows=2,
    ),
    Words(
        id="my-pack",
        ask="What we learned, to share",
        boxes={
            "title": "A title in plain words",
            "problem": "What was wrong?",
            "tried": "What did you try?",
            "found": "What did you find? Say it in words, with one number.",
            "unsure": "What do you not know?",
            "ask": "What could others do?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="Think of something good that ended. What would have kept it going?",
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

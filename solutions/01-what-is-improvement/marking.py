"""Marking scheme of lesson 01, what improvement is. The map's answers are read from the data."""

from champions import load
from champions.questions import Choice, Guess, Miss, Order, Pick, Sort, Words
from champions.stakeholders import Person, StakeholderMap

cards = load("stakeholders").drop_duplicates("person", keep="first").set_index("person")
cards.loc["riders", "who"] = "People who need a ride, such as Danuta"
#: Those on the map, in the order in which they are numbered. Three cards are left for the group.
ON_THE_MAP = (
    *("riders", "carers", "drivers", "bookings", "desk"),
    *("clinic-manager", "council-officer", "director", "bus"),
)
SYSTEMS = {
    "community": "Community",
    "charity": "Charity",
    "health": "Health service",
    "council": "Council",
    "business": "Business",
}
RINGS = {
    "in the room": "In the room",
    "decides": "Decides",
    "sponsor": "Sponsor",
    "keep told": "Keep told",
}
GROUPS = {
    "in the room": "In the room: lives it or does it",
    "decides": "Decides: can say yes to it",
    "sponsor": "Sponsor: brings people together",
    "keep told": "Keep told",
}
stakeholder_map = StakeholderMap(
    "The ride\nto the\nclinic",
    {key: Person(cards["who"][key].split(",")[0], cards["system"][key]) for key in ON_THE_MAP},
    SYSTEMS,
    RINGS,
)

LADDER = {
    "consult": 'Asked: "Please fill in this survey on the new clinic times."',
    "produce": 'Co-production: "Let us decide, run it and check it together, as equals."',
    "inform": 'Told: "The clinic times will change in May."',
    "design": 'Co-design: "Plan the new times with us. We then run them."',
    "engage": 'Engaged: "Come to our meetings. You may change some of it."',
}
UP = ["inform", "consult", "engage", "design", "produce"]

QUESTIONS = [
    Guess(
        id="guess-why",
        ask="Danuta missed three visits to the clinic this year. What would you change first?",
        options={
            "van": "Buy another van",
            "driver": "Talk to the driver",
            "danuta": "Ask Danuta to be ready earlier",
            "ask": "Find out more",
        },
        after="Thank you. Read on to see what Kofi found out.",
    ),
    Choice(
        id="why-missed",
        ask="What is the most likely reason that Danuta still missed her visit?",
        options={
            "driver": "The driver did not try hard enough",
            "danuta": "Danuta was not ready early enough",
            "van": "Two vans are still too few",
            "apart": "The clinic and the rides each plan their times alone",
        },
        right="apart",
        misses=(
            Miss(
                "driver",
                "blamed-the-worker",
                "The driver had three people to fetch by ten. Would a better driver have had more time?",
            ),
            Miss(
                "danuta",
                "blamed-the-person",
                "Danuta was at the window from eight. What happened after that was not up to her.",
            ),
            Miss(
                "van",
                "more-of-the-same",
                "A second van came in March. What stayed as it was, before and after March?",
            ),
        ),
        look="Follow the clinic time. Who knows it, and who hears of it last?",
        step="The clinic sets a time. Only Danuta hears of it. The rides fit her in with others. "
        "Nobody puts the two together.",
        praise="Each person did their part. The gap is between two services, and it can be closed.",
    ),
    Sort(
        id="three-questions",
        ask="Which of the three questions does each line answer?",
        items={
            "time": "By the end of June, 9 of 10 riders are at the clinic on time.",
            "count": "Each week we count how many rides came on time.",
            "share": "The clinic gives its times to the rides at once.",
            "ask": "Each month we ask five riders how it went.",
            "ring": "We phone each rider the evening before.",
        },
        groups={
            "aim": "Question 1: what we want",
            "know": "Question 2: how we will know",
            "change": "Question 3: what we try",
        },
        right={"time": "aim", "count": "know", "share": "change", "ask": "know", "ring": "change"},
        misses=(
            Miss(
                lambda given: "aim" in (given["share"], given["ring"]),
                "change-as-aim",
                "Look at the phone call, and at the shared times. They are ways to get there. "
                "Where do we want to get?",
            ),
            Miss(
                lambda given: "change" in (given["count"], given["ask"]),
                "measure-as-change",
                "To count or to ask does not make a ride come on time. It tells us if a change helped.",
            ),
            Miss(
                {"time": "know"},
                "aim-as-measure",
                "The line with June in it says what we want, and by when. What question is that?",
            ),
            Miss(
                lambda given: "know" in (given["share"], given["ring"]),
                "change-as-measure",
                "A phone call does something new. It does not tell us whether things got better.",
            ),
        ),
        look="Is it something we want, something we count or ask, or something we do?",
        step='"We phone each rider" is something we do. So it is a change. '
        '"We count" tells us if it helped.',
        praise="What we want, how we will know, and what we try. All three are needed.",
    ),
    Sort(
        id="wish-or-aim",
        ask="Is it a wish, an aim, or an idea for a change?",
        items={
            "rides": "By 30 June, 9 of 10 riders are at the clinic on time.",
            "better": "We want to make the rides better.",
            "van": "We will buy a third van.",
            "lonely": "Nobody in our town should ever be lonely.",
            "wait": "By Christmas, people on our list wait two weeks at most for a first visit.",
            "ring": "We will phone each rider the evening before.",
        },
        groups={
            "aim": "An aim: how good, for whom, by when",
            "wish": "A wish",
            "idea": "An idea for a change",
        },
        right={
            "rides": "aim",
            "better": "wish",
            "van": "idea",
            "lonely": "wish",
            "wait": "aim",
            "ring": "idea",
        },
        misses=(
            Miss(
                lambda given: "aim" in (given["van"], given["ring"]),
                "solution-as-aim",
                "A van or a phone call is one way to get there. If it does not help, what do we "
                "still want?",
            ),
            Miss(
                {"better": "aim"},
                "wish-as-aim",
                '"Better" is a start. How much better, for whom, and by when?',
            ),
            Miss(
                {"lonely": "aim"},
                "big-wish-as-aim",
                "A good wish, and a very big one. Could we tell by a given day that we got there?",
            ),
            Miss(
                lambda given: "wish" in (given["rides"], given["wait"]),
                "aim-as-wish",
                "Look for a number and a date. With both, it is more than a wish.",
            ),
            Miss(
                lambda given: "wish" in (given["van"], given["ring"]),
                "idea-as-wish",
                "A van or a phone call is a thing that somebody does. A wish says what we would like. "
                "Which group is for things to do?",
            ),
        ),
        look="Look for three things: how good, for whom, by when.",
        step='"By 30 June" says by when. "9 of 10" says how good. "Riders" says for whom. It is an aim.',
        praise="A wish is where we begin. An aim says how good, for whom and by when.",
    ),
    Sort(
        id="stakeholder-map",
        ask="Put each person or group on the map.",
        items={key: f"{cards['who'][key]}: “{cards['says'][key]}”" for key in ON_THE_MAP},
        groups=GROUPS,
        right=lambda: {key: cards["part"][key] for key in ON_THE_MAP},
        board=stakeholder_map,
        misses=(
            Miss(
                lambda given: given["riders"] != "in the room" or given["carers"] != "in the room",
                "left-out-those-who-live-with-it",
                "Look at riders and carers. They know what happens at the window. "
                "Where do they belong?",
            ),
            Miss(
                lambda given: any(
                    given[key] != "in the room" for key in ("drivers", "bookings", "desk")
                ),
                "left-out-those-who-do-the-work",
                "Look at those who drive, book, and sit at the front desk. "
                "They know how the work is really done.",
            ),
            Miss(
                {"director": "decides"},
                "sponsor-decides",
                "The director runs none of this. What can she do that others cannot?",
            ),
            Miss(
                lambda given: given["council-officer"] != "decides",
                "forgot-another-system",
                "Look at the council. Who pays for the rides, and who writes the contract?",
            ),
            Miss(
                lambda given: given["clinic-manager"] != "decides",
                "who-can-say-yes",
                "Look at the clinic manager. Whose yes is needed to change the 15 minutes?",
            ),
            Miss(
                lambda given: given["bus"] != "keep told",
                "everybody-in-the-room",
                "Look at the bus company. It should hear of it. Must it work on Danuta's ride each week?",
            ),
        ),
        look="Read what each one says. Do they live with it, do it, decide on it, or bring people together?",
        step="The front desk marks people as not there. That is doing the work, so they are in the room. "
        "Their manager can change the 15 minutes. She decides.",
        praise="Those who live with it and those who do it come first. Now look at who is missing.",
        points=2,
    ),
    Order(
        id="ladder",
        ask="Put the rungs in order. Start with the lowest, where people have least say.",
        items=LADDER,
        right=UP,
        misses=(
            Miss(
                lambda given: given == UP[::-1],
                "ladder-upside-down",
                "All in the right order, but from the top down. Start with the least say.",
            ),
            Miss(
                ("produce", "design"),
                "design-is-the-top",
                "In co-design people plan it, and others run it. Where do they also decide and run it?",
            ),
            Miss(
                ("engage", "consult"),
                "survey-above-meetings",
                "Compare the survey with the meetings. In which of them can people change something?",
            ),
            Miss(
                ("consult", "inform"),
                "told-above-asked",
                "Who has less say: somebody who is told, or somebody who is asked?",
            ),
        ),
        look="On each rung, ask: how much can people change?",
        step="Being told changes nothing, so it is lowest. Deciding and running it as equals is highest.",
        praise="From told, to asked, to equal. Say honestly which rung you are on.",
    ),
    Choice(
        id="hear-no",
        ask="The clinic manager says: no, we cannot change the times. What is a good next step?",
        options={
            "push": "Write to her again each day until she gives in",
            "round": "Try it out without telling the clinic",
            "ask": "Thank her, and ask what would make a small test possible",
            "stop": "Give up the project",
        },
        right="ask",
        misses=(
            Miss(
                "push",
                "pushed-harder",
                "She has a reason. If we push, will we get to hear it?",
            ),
            Miss(
                "round",
                "went-behind-their-back",
                "If it goes wrong, somebody may be hurt, and nobody will trust us again.",
            ),
            Miss(
                "stop",
                "took-no-as-the-end",
                "One no is not the end. It may be a no to this time, this size or this way.",
            ),
        ),
        look="What do we not know yet about her no?",
        step="Ask what stands in the way. Then ask for less: one morning, five riders, one phone call.",
        praise="A no tells us something. A small test is easier to say yes to.",
    ),
    Sort(
        id="which-kind",
        ask="What kind of work is each one?",
        items={
            "standard": "Our rule says: a ride comes within 15 minutes. Do we keep to it?",
            "gain": "What did people gain from the rides last year?",
            "try": "We phone five riders the evening before, see what happens, and change it.",
            "all": "Do such phone calls help older people everywhere? We plan a study for all to use.",
            "weekly": "We count late rides each week, to see if our change helps here.",
        },
        groups={
            "audit": "Audit: do we meet a standard?",
            "evaluation": "Evaluation: what does this service achieve?",
            "improvement": "Improvement: can we make it better here?",
            "research": "Research: new knowledge for everywhere",
        },
        right={
            "standard": "audit",
            "gain": "evaluation",
            "try": "improvement",
            "all": "research",
            "weekly": "improvement",
        },
        misses=(
            Miss(
                lambda given: given["all"] != "research",
                "research-as-something-else",
                "One line wants an answer for people everywhere, not only here. Which kind is that?",
            ),
            Miss(
                lambda given: "research" in (given["try"], given["weekly"]),
                "improvement-as-research",
                "Two lines are about making it better here, step by step. They do not ask about everywhere.",
            ),
            Miss(
                {"standard": "evaluation"},
                "audit-as-evaluation",
                "One line names a rule and asks if we keep to it. That has a name of its own.",
            ),
            Miss(
                {"gain": "audit"},
                "evaluation-as-audit",
                "What people gained has no rule to compare with. It asks what the service achieves.",
            ),
            Miss(
                {"weekly": "evaluation"},
                "improvement-as-evaluation",
                "One line counts while a change is being tried, so that it can be mended on the way. "
                "Which kind tries to make it better?",
            ),
        ),
        look="Is there a rule to keep to? Is it for here, or for everywhere? Is something changed?",
        step="The first line has a rule of 15 minutes. So it is an audit.",
        praise="Most champions do improvement. If your plan sounds like research, ask before you start.",
    ),
    Choice(
        id="stretch-what-comes-first",
        ask="Stretch: a university wants to learn what helps people with pain everywhere. "
        "Kofi's group may ask 200 people for it. What comes first?",
        options={
            "ten": "Ask ten people, and see how it goes",
            "chart": "A chart, as in all improvement work",
            "yes": "A yes from each person, and nothing more",
            "permission": "Permission for research, before anybody is asked",
        },
        right="permission",
        misses=(
            Miss(
                "ten",
                "small-starts-need-no-permission",
                "A small test is a good start for improvement. Is this improvement? Look at the word everywhere.",
            ),
            Miss(
                "chart",
                "all-numbers-are-improvement",
                "It has numbers. But it asks about people everywhere. What kind of work is that?",
            ),
            Miss(
                "yes",
                "a-yes-is-enough",
                "Each person has to say yes, that is true. For this kind of work something comes before it.",
            ),
        ),
        look="Is it for here, or for everywhere?",
        step="It is for everywhere, so it is research. The university asks for permission first.",
        praise="People who look after safety read the plan first. Only then is anybody asked.",
        stretch=True,
    ),
    Pick(
        id="data-request",
        ask="You ask the clinic for numbers. What belongs in your request? Tick all that do.",
        options={
            "why": "What we want to find out, and for whom",
            "names": "A list of the people who missed a visit, with phone numbers",
            "counts": "Only counts for each week, with no names",
            "all": "All the data that the clinic has, to be sure",
            "when": "Which weeks we need, and by when",
            "blame": "Who at the clinic is at fault",
            "back": "What we will show the clinic in return",
        },
        right={"why", "counts", "when", "back"},
        misses=(
            Miss(
                frozenset({"names"}),
                "asked-for-names",
                "Names belong to the people, and the clinic may not give them out. Would a count do?",
            ),
            Miss(
                frozenset({"all"}),
                "asked-for-everything",
                "Ask for the least that answers your question. It is safer, and you get it sooner.",
            ),
            Miss(
                frozenset({"blame"}),
                "asked-whose-fault",
                "A request that looks for fault will get a no. We look for the gap, not for a person.",
            ),
            Miss(
                lambda given: "back" not in given and {"why", "counts"} <= given,
                "gave-nothing-back",
                "A good start. What will the clinic get from it?",
            ),
        ),
        look="Would you say yes to this request, if you worked at the clinic?",
        step='A good one: "To see if rides come on time, we ask for the count of late riders, '
        'week by week, since January. We will show you the chart."',
        praise="Say why, ask for little, say when, and give something back.",
    ),
    Choice(
        id="payment",
        ask="A service offers you £25 for each meeting. You get Universal Credit. What do you do first?",
        options={
            "advice": "Ask a benefits adviser before I say yes",
            "quiet": "Take it in cash, and tell nobody",
            "voucher": "Ask for vouchers, as they never count",
            "refuse": "Say no to all money, and pay my own bus fare",
        },
        right="advice",
        misses=(
            Miss(
                "quiet",
                "payment-kept-quiet",
                "Then you could lose benefits, or have to pay money back. Ask first, and you know where you stand.",
            ),
            Miss(
                "voucher",
                "vouchers-never-count",
                "Any form of payment may count, and a voucher is a form of payment.",
            ),
            Miss(
                "refuse",
                "left-out-of-pocket",
                "You may say no to a fee. But taking part should not cost you money.",
            ),
        ),
        look="What could a payment do to your benefits, and who would know?",
        step="The rules differ from person to person. An adviser looks at yours, for free.",
        praise="Ask first. Then you can choose to take it, or not.",
    ),
    Words(
        id="my-three-questions",
        ask="A first try at your own project. You need not be sure.",
        boxes={
            "aim": "What would you like to get better, and for whom?",
            "know": "How would you know that it got better?",
            "hunch": "What might help? Write two or three ideas.",
            "people": "Who must be in the room, who decides, and who could be a sponsor? "
            "Write their jobs, not their names.",
        },
        rows=3,
    ),
    Words(
        id="reflection",
        ask="Think of a time when something was changed for you, and nobody asked you. "
        "What did they not know?",
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

"""Marking scheme of lesson 02, whose voice. Right answers are computed from the data."""

from champions import load
from champions.questions import Choice, Guess, Miss, Number, Order, Pick, Words
from champions.themes import STOP, Themes
from champions.voices import JOINED, compare

population = load("population")
cards = load("listening-comments").drop_duplicates("card").set_index("card")
counts = cards["theme"].value_counts()
first, second = int(counts.iloc[0]), int(counts.iloc[1])

#: The five places, from the one that was missing most to the one that came most for its size.
north, marsh, ropewalk, _street, quay = sorted(
    compare(population, "place"), key=lambda group: group.came / group.lives
)
GROUPS_SHOWN = {
    "north": ("place", north.name),
    "quay": ("place", quay.name),
    "ropewalk": ("place", ropewalk.name),
    "marsh": ("place", marsh.name),
    "25-44": ("age", "25 to 44"),
    "65-79": ("age", "65 to 79"),
    "other": ("first language", JOINED["first language"]),
    "english": ("first language", "English"),
}
THEMES = {
    "travel": "Getting there",
    "times": "Times that do not fit",
    "waiting": "Waiting to hear",
    "words": "Words and languages",
    "welcome": "How people are met",
    "safe": "Is it safe?",
}
THEME_KEYS = {words: key for key, words in THEMES.items()}
TWELVE = cards.head(12)
DISCLOSURE = str(TWELVE.index[TWELVE["theme"].isna()][0])
MET = "5"  # names the bus, and is about how somebody was met


def _missing() -> set[str]:
    """The groups that came far less than they live here, from the data."""
    hardly = {
        (kind, group.name)
        for kind in ("place", "age", "first language")
        for group in compare(population, kind)
        if group.hardly_came
    }
    return {key for key, shown in GROUPS_SHOWN.items() if shown in hardly}


def _stopped(given: dict) -> bool:
    return given.get(DISCLOSURE) == STOP


QUESTIONS = [
    Guess(
        id="guess-heard",
        ask="96 people came to the two afternoons. Did Shanice hear from the whole town?",
        options={
            "yes": "Yes, 96 is a lot",
            "most": "From most kinds of people",
            "some": "From some kinds of people only",
        },
        after="Thank you. The next picture shows who came.",
    ),
    Pick(
        id="who-is-missing",
        ask="For which groups is the empty bar less than half as long as the full bar? "
        "Tick all of them, from all three views.",
        options={
            "north": f"People from {north.name}",
            "quay": f"People from {quay.name}",
            "ropewalk": f"People from {ropewalk.name}",
            "marsh": f"People from {marsh.name}",
            "25-44": "People aged 25 to 44",
            "65-79": "People aged 65 to 79",
            "other": "The other languages together",
            "english": "English",
        },
        right=_missing,
        misses=(
            Miss(
                lambda given: bool({"quay", "65-79"} & given),
                "heard-more-than-others",
                "One of these came more than most. Is its empty bar the longer one?",
            ),
            Miss(
                frozenset({"english"}),
                "biggest-group-is-missing",
                "English is the longest bar, but both of its bars are nearly as long.",
            ),
            Miss(
                frozenset({"ropewalk"}),
                "about-the-same",
                f"For {ropewalk.name} the two bars are about the same. Look for a very short empty bar.",
            ),
            Miss(
                lambda given: not {"25-44", "other"} <= given,
                "looked-at-one-view",
                "What you found is right. Now look by age and by first language as well.",
            ),
        ),
        look="Choose a view above the picture. Compare the two numbers of each group.",
        step="Of each 100 people who live here, "
        f"{north.lives:.0f} live in {north.name}. Of each 100 who came, {north.came:.0f} did. "
        f"{north.came:.0f} is less than half of {north.lives:.0f}.",
        praise="They are not missing because they do not care. The time and the place did not suit them.",
    ),
    Choice(
        id="few-people",
        ask="In this town 20 people use British Sign Language first. A few of them came. "
        "What do we write?",
        options={
            "share": "15% of them came",
            "well": "They came more than others, so they are well heard",
            "few": "A few came. The group is too small for a percentage. We will ask how they want to be heard",
            "none": "Nothing, because 20 people are too few to matter",
        },
        right="few",
        misses=(
            Miss(
                "share",
                "ratio-of-a-small-group",
                "With 20 people, one person more or less moves it by 5 in 100. It may also show who came.",
            ),
            Miss(
                "well",
                "few-are-well-heard",
                "A few people do not speak for all who sign. And was there somebody to sign for them?",
            ),
            Miss(
                "none",
                "too-few-to-matter",
                "A small group can have a large need. Only the percentage has to go.",
            ),
        ),
        look="How much would one more person change it, in a group of 20?",
        step="With 20 people, one person more moves it by 5 in 100. "
        "So with fewer than 30 people we give no percentage.",
        praise="Fewer than 30 people: no percentage. But their voice counts as much as any.",
    ),
    Number(
        id="stretch-fair-share",
        ask="Stretch: next time 200 people come. Each place has its fair share, by how many people live "
        f"there. About how many are from {north.name}?",
        units=("people", "persons"),
        right=lambda: 2 * round(north.lives),
        within=1,
        misses=(
            Miss(
                lambda given: abs(given - north.lives) < 1,
                "share-of-100-for-200",
                "So many are there of each 100 people. Now 200 people come.",
            ),
            Miss(
                lambda given: any(abs(given - n * north.came) < 0.6 for n in (1, 2)),
                "those-who-came-before",
                "That goes by the empty bar, those who came. Who lives here? Look at the full bar.",
            ),
            Miss(
                200 / 5,
                "each-place-has-as-many",
                "You shared 200 by five places. But more people live in some places than in others.",
            ),
        ),
        look=f"Of each 100 people who live here, how many live in {north.name}?",
        step=f"Of each 100 people, about {north.lives:.0f} live in {north.name}. 200 is two times 100. "
        f"So it is about {2 * round(north.lives)}.",
        praise=f"That is a number to look for. Near it, you hear {north.name} as much as others.",
        stretch=True,
    ),
    Choice(
        id="who-introduces",
        ask=f"Few people from {north.name} came. What is a good next step?",
        options={
            "poster": "Put up more posters in the library",
            "trusted": f"Ask people whom {north.name} trusts to introduce us, and go there",
            "one": f"Ask one person from {north.name} to speak for all of them",
            "hard": f"Write that {north.name} is hard to reach, and go on",
        },
        right="trusted",
        misses=(
            Miss(
                "poster",
                "more-of-the-same-invitation",
                "Who sees a poster in the library? Those who are there already.",
            ),
            Miss(
                "one",
                "one-speaks-for-all",
                "One person can tell of one life. It is also a lot to put on one person.",
            ),
            Miss(
                "hard",
                "hard-to-reach",
                "Perhaps we are hard to reach: two in the afternoon, two buses away. Who could change that?",
            ),
        ),
        look="Who is there every day, and is trusted? Who should do the walking?",
        step=f"The school cook knows most families in {north.name}. "
        "Ask her to come with you to the school gate.",
        praise="Go to where people are, with somebody they trust. Ask first if it is welcome.",
    ),
    Order(
        id="steps",
        ask="Put the steps of a small needs assessment in order.",
        items={
            "sort": "Sort what you heard into themes, with others",
            "listen": "Listen, in ways that suit people",
            "back": "Take it back to people: did we hear you right?",
            "ask": "Say what you want to find out, and why",
            "missing": "See who is not in the room, and who could introduce you",
            "known": "Look at what is known already",
        },
        right=["ask", "known", "missing", "listen", "sort", "back"],
        also=(("ask", "missing", "known", "listen", "sort", "back"),),
        misses=(
            Miss(
                ("back", "sort"),
                "took-back-too-soon",
                "What will you take back to people, before it is sorted?",
            ),
            Miss(
                ("sort", "listen"),
                "themes-before-listening",
                "Themes come out of what people say. If they come first, we hear only what we expect.",
            ),
            Miss(
                ("listen", "missing"),
                "who-is-missing-too-late",
                "Look for who is missing before you listen. Afterwards it is a pity, and not a plan.",
            ),
            Miss(
                ("listen", "known"),
                "asked-what-was-known",
                "People are tired of being asked the same things. What is known already?",
            ),
            Miss(
                lambda given: given[0] != "ask",
                "began-without-a-question",
                "Before all else: what do you want to find out, and why? People will ask you that first.",
            ),
        ),
        look="What would people want to know before they talk to you? What would they want after?",
        step="Begin with what you want to find out, and why. End by taking it back to people.",
        praise="And the last step matters most to those who spoke: did we hear you right?",
    ),
    Choice(
        id="open-question",
        ask="Which is the best question to begin with?",
        options={
            "lead": "The buses are terrible, are they not?",
            "yesno": "Are you happy with the clinic, yes or no?",
            "open": "Tell me about the last time you went to the clinic. How was it?",
            "many": "How are the buses, the desk and the letters, and what would you change?",
        },
        right="open",
        misses=(
            Miss(
                "lead",
                "leading-question",
                "This tells people what to say. Would somebody with a good bus still tell you?",
            ),
            Miss(
                "yesno",
                "yes-or-no-question",
                "You would get one word. What would you learn from it?",
            ),
            Miss(
                "many",
                "many-questions-at-once",
                "Four questions at once. People answer the last one, or none.",
            ),
        ),
        look="Which of them lets people begin where they want?",
        step='Begin with "Tell me about". Ask about one real time. Then wait.',
        praise="It is about one real time, it is open, and it is only one question.",
    ),
    Themes(
        id="theme-sorter",
        ask="Read each comment, and choose the theme that matters most to the person.",
        items={str(card): comment for card, comment in TWELVE["comment"].items()},
        groups={**THEMES, STOP: "■ Stop: this is not for sorting"},
        right=lambda: {
            str(card): THEME_KEYS[theme] for card, theme in TWELVE["theme"].dropna().items()
        },
        also={"1": ("times",), "4": ("welcome",)},
        disclosure=DISCLOSURE,
        misses=(
            Miss(
                lambda given: given.get(DISCLOSURE, STOP) != STOP,
                "sorted-a-disclosure",
                "One comment says that somebody may be at risk. It is not for sorting. "
                "Go back and look for it.",
            ),
            Miss(
                lambda given: STOP in given.values() and not _stopped(given),
                "stopped-too-soon",
                "It is never wrong to stop and ask. This card can go on: nobody is at risk on it. "
                "Go back one, and read on.",
            ),
            Miss(
                lambda given: len({group for group in given.values() if group != STOP}) == 1,
                "all-in-one-theme",
                "One theme for all tells us little. Go back, and ask of each: what matters most to this person?",
            ),
            Miss(
                lambda given: given.get(MET) in {"travel", "times", "waiting"},
                "caught-by-a-word",
                "One comment names the bus. But what did that person want you to know?",
            ),
        ),
        look="Did you stop at the right card? Then your themes may differ a little from ours, and that is fine: you can go on.",
        step="A person says that the kitchen is locked at night, and asks you to tell nobody. Stop there.",
        praise="You stopped where it matters. That card is a person, and not data.",
        points=2,
    ),
    Choice(
        id="what-now",
        ask="You have stopped. What do you do with this card?",
        options={
            "tell": "Tell the safeguarding lead today, and leave the rest to them",
            "after": "Sort the other comments first, and then think about it",
            "visit": "Find out who said it, and visit them this evening",
            "away": "Put it aside, because there is no name on it",
        },
        right="tell",
        misses=(
            Miss(
                "after",
                "told-too-late",
                "The other comments can wait. A person at risk cannot.",
            ),
            Miss(
                "visit",
                "investigated",
                "A visit could put the person at more risk, and you too. Trained people look into it.",
            ),
            Miss(
                "away",
                "no-name-no-risk",
                "The lead may know what to do without a name: where it was heard, and when.",
            ),
        ),
        look="Read the box above once more. Which of its rules are about what you do today?",
        step='"Do not investigate" rules out the visit. "Today" rules out waiting.',
        praise="You give the card to the lead today. You show it to nobody else, and you do not look into it.",
    ),
    Number(
        id="first-two",
        ask="Add up the two longest bars. How many of the 60 comments is that?",
        units=("comments", "cards", "of 60"),
        right=lambda: first + second,
        misses=(
            Miss(
                lambda given: given == first,
                "first-bar-only",
                "That is the first bar. Add the second one to it.",
            ),
            Miss(
                lambda given: given == second,
                "second-bar-only",
                "That is the second bar. Add the first one to it.",
            ),
            Miss(
                lambda given: abs(given - 100 * (first + second) / counts.sum()) < 1,
                "percent-not-count",
                "That is the share in 100. Here we ask how many comments it is.",
            ),
            Miss(
                lambda given: given == counts.sum(),
                "all-of-them",
                "That is all of the comments. Take the first two bars only.",
            ),
        ),
        look="Read the numbers of the first two bars. Open the table below the chart if that is easier.",
        step='"Getting there" has 19 comments. Add those of the second bar to 19.',
        praise="19 and 13 make 32. So two themes hold more than half of what people said.",
    ),
    Choice(
        id="most-important",
        ask='"Is it safe?" has only 3 comments: an icy ramp, the same tablet in two boxes, '
        "an injection without a question. What now?",
        options={
            "longest": "Begin with the longest bar. The three can wait for their turn",
            "out": "Leave them out. Three of 60 is chance",
            "both": "Tell the services about the three today, and go on with the longest bars",
            "vote": "Ask people to vote which theme comes first",
        },
        right="both",
        misses=(
            Miss(
                "longest",
                "most-frequent-is-most-important",
                "The longest bar is the most frequent. Could any of the three end in harm?",
            ),
            Miss(
                "out",
                "rare-is-chance",
                "How often it is said and how bad it could be are two things. What if the tablets are taken twice?",
            ),
            Miss(
                "vote",
                "vote-on-harm",
                "A vote is fine for many things. An icy ramp needs salt today, however people vote.",
            ),
        ),
        look="A bar shows how often. What does it not show?",
        step="The same tablet taken twice can harm a person this week. So the pharmacy hears of it today.",
        praise="Most frequent is not most important. A rare thing can be the most serious.",
    ),
    Words(
        id="listening-plan",
        ask="Your own small listening. Write what you would do.",
        boxes={
            "find": "What do you want to find out, and why?",
            "missing": "Who is not in the room? Who could introduce you?",
            "question": "Your one open question",
            "say": "What will you say before you listen?",
            "back": "How will you take it back to people?",
        },
        rows=2,
    ),
    Words(
        id="reflection",
        ask="Think of a time when somebody really listened to you. What did they do?",
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

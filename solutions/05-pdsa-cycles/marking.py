"""Marking scheme of lesson 05, PDSA cycles. Right answers are computed from the data and the model."""

from champions import load
from champions.pdsa import Record
from champions.questions import Choice, Guess, Level, Miss, Number, Order, Sort, Words
from champions.service import ServiceTrial

log = load("pdsa-log").drop_duplicates()
last_nine = log[log["entry"] >= 9]
with_prediction = last_nine["prediction"].notna()
planned_first = last_nine["planned_date"] < last_nine["start_date"]

QUESTIONS = [
    Guess(
        id="guess-all-at-once",
        ask="The desk makes four changes on one day, for everybody. What will the board know after three months?",
        options={
            "works": "Which changes help",
            "some": "If it got better, and not why",
            "nothing": "Very little",
        },
        after="Thank you. Keep your guess in mind when you run the service yourself.",
    ),
    Choice(
        id="big-roll-out",
        ask="After three months fewer people miss. What has the desk learned about the four changes?",
        options={
            "all": "All four work, because fewer people miss",
            "which": "It cannot tell which of them helped, or if one did harm",
            "cycle": "It has done one big PDSA cycle, so it can adopt all four",
            "wait": "Nothing yet: it should wait for a year",
        },
        right="which",
        misses=(
            Miss(
                "all",
                "all-changes-get-the-praise",
                "Perhaps one of the four did it all. Perhaps one did harm. Could you tell from this?",
            ),
            Miss(
                "cycle",
                "pdsa-is-a-big-roll-out",
                "A PDSA cycle is a small test with a prediction. Was this small? What did they predict?",
            ),
            Miss(
                "wait",
                "more-time-tells-apart",
                "In a year the four changes would still be mixed. More time does not pull them apart.",
            ),
        ),
        look="Four things changed on the same day. How would you know which one did it?",
        step="Say that the texts help and the evenings do nothing. Then fewer people miss, and the desk "
        "pays for evenings for ever. Nobody can see it, because both began on one day.",
        praise="When all changes come at once, they hide each other. And nobody wrote a prediction.",
    ),
    Order(
        id="four-steps",
        ask="Put the parts of this cycle in order.",
        items={
            "compare": "Put the result beside the prediction: 2 of 5 missed, not 1",
            "question": "Ask: will a text the day before help people to come?",
            "try": "Send the text to five people who agreed to one, and note who comes",
            "next": "Decide: adapt the words of the text, and test again",
            "predict": "Write down: I think that 1 of the 5 will miss",
        },
        right=["question", "predict", "try", "compare", "next"],
        misses=(
            Miss(
                ("try", "predict"),
                "prediction-after-the-test",
                "The prediction comes before the test. Once you know the result, it is no prediction.",
            ),
            Miss(
                ("next", "compare"),
                "act-before-study",
                "Look at what came before you decide what to do next.",
            ),
            Miss(
                ("try", "question"),
                "do-before-plan",
                "The plan comes first. What do you want to find out?",
            ),
            Miss(
                ("predict", "question"),
                "prediction-without-question",
                "You need a question before you can predict its answer.",
            ),
        ),
        look="Plan has two parts here: the question, then the prediction. Do, study and act follow.",
        step="First the question, then the prediction. Next comes the test with five people.",
        praise="Plan, do, study, act. The prediction stands before the test.",
    ),
    Choice(
        id="good-prediction",
        ask="Which of these can you learn most from?",
        options={
            "better": "It will get better",
            "number": "Of the next 10 people who get a text, 2 will miss",
            "hope": "We hope that people will like the texts",
            "after": "We write it down when we see how it goes",
        },
        right="number",
        misses=(
            Miss(
                "better",
                "prediction-cannot-be-wrong",
                "Better by how much, for whom, by when? A clear prediction can turn out wrong.",
            ),
            Miss(
                "hope",
                "a-hope-is-not-a-prediction",
                "That is a hope, and a kind one. What do you think will happen?",
            ),
            Miss(
                "after",
                "prediction-after-the-test",
                "When we know the result, we all think that we knew it before. Write it down first.",
            ),
        ),
        look="Which one could you check, yes or no, next week?",
        step="Say that 5 of the 10 miss. Then you know at once: it was not as you thought. "
        "With the other three you could not tell.",
        praise="It has a number and names the people. So you can see if you were wrong.",
    ),
    ServiceTrial(
        id="run-the-service",
        ask="Test the four changes. Then say what each one does.",
        points=3,
        misses=(
            Miss(
                lambda trials: bool(trials.hasty),
                "one-dot-is-one-cycle",
                "You judged at least one change on fewer than 4 dots. Watch it again, for longer.",
            ),
            Miss(
                lambda trials: trials.took("slow", "nothing"),
                "gave-up-too-soon",
                'One change that you call "no change" needs some weeks to work. Test it again and watch longer.',
            ),
            Miss(
                lambda trials: trials.took("costly", "soon", "slow"),
                "looked-at-one-measure",
                "One of your changes helps, and has a price. Look at the second chart as well.",
            ),
            Miss(
                lambda trials: trials.took("nothing", "soon", "slow", "costly"),
                "saw-a-change-in-the-wobble",
                "One of the changes that you credit does nothing. Compare the middle of its dots with those before.",
            ),
            Miss(
                lambda trials: trials.took("soon", "slow") or trials.took("slow", "soon"),
                "when-did-it-begin",
                "Look at when the dots go down: in the first week of the test, or some weeks later?",
            ),
        ),
        look="Test one change for 6 or 8 weeks. Compare its dots with the weeks just before. Then look at the hours.",
        step="Choose a change and watch it for 8 weeks. Are the first three dots as low as the last three? "
        "Then it works from the first week. Did the hours go up? Then it costs volunteers' time.",
        praise="You tested one thing at a time, watched long enough, and looked at both measures.",
    ),
    Choice(
        id="one-dot",
        ask="A team changes something on Monday. In that week only 9 people miss. It was 14 before. What now?",
        options={
            "adopt": "Adopt it: 9 is less than 14",
            "watch": "Watch some more weeks, because one dot may be chance",
            "stop": "Abandon it: one week is too short to do anything",
            "praise": "Praise the team, so that they go on like this",
        },
        right="watch",
        misses=(
            Miss(
                "adopt",
                "one-dot-is-one-cycle",
                "Look at your own first ten weeks. Did the dots jump by as much with no change at all?",
            ),
            Miss(
                "stop",
                "stop-before-you-know",
                "One dot does not show that it fails, either. What would tell you more?",
            ),
            Miss(
                "praise",
                "praise-for-a-wobble",
                "The team may have had luck. Next week may be 16. Would you blame them then?",
            ),
        ),
        look="Two dots can differ by chance alone. How could you find out if this is more?",
        step="Before the change the weeks went up and down as well. If the next five dots stay low, "
        "it is more than luck. One dot cannot show that.",
        praise="One dot is not a cycle. A few more weeks will tell.",
    ),
    Sort(
        id="adopt-adapt-abandon",
        ask="What would you do next? Choose for each result.",
        items={
            "a": "8 weeks of calls: fewer miss in each week, and no other measure got worse",
            "b": "8 weeks of a poster: the dots are where they were before",
            "c": "6 weeks of calls: fewer miss, but the helpers are worn out",
            "d": "4 weeks of a form in English: it helped those who could read it",
            "e": "3 guests tried a new seat. Two of them fell",
        },
        groups={"adopt": "Adopt", "adapt": "Adapt", "abandon": "Abandon"},
        right={"a": "adopt", "b": "abandon", "c": "adapt", "d": "adapt", "e": "abandon"},
        misses=(
            Miss(
                {"e": "adapt"},
                "harm-is-not-adapted",
                "People were hurt in one of them. Stop it at once, tell the lead, and think again from the start.",
            ),
            Miss(
                {"c": "adopt"},
                "looked-at-one-measure",
                "One change helps and wears the helpers out. Could it be done in a lighter way?",
            ),
            Miss(
                {"c": "abandon"},
                "dropped-what-tires-the-helpers",
                "You are right to think of the helpers. The calls do help. Could there be fewer calls, or shorter ones?",
            ),
            Miss(
                {"d": "adopt"},
                "good-for-some-only",
                "One change helps only those who read English. Who is left out, and what could you add?",
            ),
            Miss(
                {"d": "abandon"},
                "dropped-what-nearly-works",
                "The form did help some people. What small change could make it work for more?",
            ),
            Miss(
                {"b": "adapt"},
                "kept-a-change-that-did-nothing",
                "Eight weeks with no change to see. A kind stop sets time free for another idea.",
            ),
        ),
        look="Ask of each: did it help? Did it harm? Is there a small change that would make it fit?",
        step="The poster ran for 8 weeks and nothing moved. So abandon it. The calls in the first line "
        "helped each week and harmed nothing. So adopt them.",
        praise="Adopt what works, adapt what nearly does, and abandon the rest with thanks.",
        points=2,
    ),
    Order(
        id="build-a-ramp",
        ask="Put these tests in order, so that they make a ramp.",
        items={
            "all": "All branches of the library, all year",
            "one": "Show one person how to use the tablet, on one morning",
            "week": "Five people in one week, with the same helper",
            "helpers": "Five people, with another helper, on a busy day",
            "branch": "Everybody who asks in this branch, for two months",
        },
        right=["one", "week", "helpers", "branch", "all"],
        misses=(
            Miss(
                lambda order: order[0] == "all",
                "begin-with-everybody",
                "It begins with all branches. If it goes wrong there, it goes wrong for everybody.",
            ),
            Miss(
                ("branch", "helpers"),
                "not-tested-when-it-is-hard",
                "Before the whole branch, try it with another helper and on a busy day.",
            ),
            Miss(
                ("week", "one"),
                "first-test-too-big",
                "What is the smallest test that could teach you something?",
            ),
            Miss(
                ("helpers", "week"),
                "hard-before-easy",
                "Try it on a quiet day with a helper who knows it. Then make it harder.",
            ),
        ),
        look="Start with one person. Then more people, then harder days, then more places.",
        step="One person on one morning comes first. Five people with the same helper come next.",
        praise="Small and safe first. Then more people, harder days, and more places.",
    ),
    Sort(
        id="which-is-a-cycle",
        ask="Which of these six is a PDSA test, and what is the matter with the others?",
        items={
            "2": "Befriending: phone 4 volunteers each Monday",
            "8": "Walking group: a new time, a new poster and free tea",
            "9": "Walking group: a walk with fewer hills",
            "12": "Community garden: a new rota for all 60, for good",
            "15": "Advice desk: a bowl of fruit",
            "16": "Food bank: 3 guests choose their own food",
        },
        groups={
            "cycle": "A PDSA test",
            "rollout": "A roll-out",
            "nothing-written": "Small, but no prediction",
            "many": "More than one change at once",
            "one-dot": "Adopted too soon",
        },
        right={
            "2": "cycle",
            "8": "many",
            "9": "nothing-written",
            "12": "rollout",
            "15": "one-dot",
            "16": "cycle",
        },
        misses=(
            Miss(
                {"12": "cycle"},
                "pdsa-is-a-big-roll-out",
                "One entry is for all 60 members and for good. Is that a test?",
            ),
            Miss(
                {"8": "cycle"},
                "many-changes-are-one-test",
                "One entry changes three things at once. Which of them made more people walk?",
            ),
            Miss(
                {"9": "cycle"},
                "test-without-prediction",
                "One entry has an empty prediction. What can its result be compared with?",
            ),
            Miss(
                {"15": "cycle"},
                "one-dot-is-one-cycle",
                "One day is a fine first test. But one entry was adopted after a single day. What would a second one show?",
            ),
            Miss(
                {"16": "one-dot"},
                "small-is-too-small",
                "Three guests in two weeks is a fine first test. It was adapted, not adopted. Small is good.",
            ),
        ),
        look="For each entry ask: is it small? Is there one change? Is a prediction written? "
        "Did they see enough for what they decided?",
        step="The garden's rota is for all 60 members and for good, with no prediction. That is a roll-out. "
        "The food bank tried one thing with 3 guests, and wrote a prediction. That is a PDSA test.",
        praise="A test is small, changes one thing and has a prediction. What is decided goes no further than what was seen.",
        points=2,
    ),
    Number(
        id="predictions-first",
        ask="Of the last nine entries, how many wrote a prediction before the test began?",
        units=("entries", "entry", "tests", "predictions", "teams"),
        right=lambda: int((with_prediction & planned_first).sum()),
        misses=(
            Miss(
                lambda given: given == int(with_prediction.sum()),
                "did-not-look-at-the-date",
                "That is how many have a prediction. In one of them it was written after the test began.",
            ),
            Miss(
                lambda given: given == int(planned_first.sum()),
                "did-not-look-for-the-prediction",
                "That is how many have a plan from before the test. In two of them no prediction is written.",
            ),
            Miss(
                lambda given: given == len(last_nine),
                "every-entry-counts",
                "That is every entry in the table. Some have no prediction, and one came too late.",
            ),
            Miss(
                lambda given: (
                    given == len(last_nine) - int((with_prediction & planned_first).sum())
                ),
                "counted-the-others",
                "That is how many did not. Count the ones that did.",
            ),
        ),
        look="Cross out the entries with an empty prediction. Then compare the two dates of the rest.",
        step="The walking group and the garden wrote no prediction. The advice desk's second plan is from "
        "25 August, and its test began on 14 July. Take those three away from nine.",
        praise="A prediction counts when it stands on paper before the test begins.",
    ),
    Choice(
        id="stretch-two-at-once",
        ask="Stretch: two good ideas, and little time. How can you test both and still learn which one helps?",
        options={
            "together": "Do both for everybody, and ask people what helped them",
            "apart": "One idea in one small group, the other in another group like it",
            "vote": "Let the team vote for the idea that sounds best",
            "strong": "Do both, and stop the weaker one later",
        },
        right="apart",
        misses=(
            Miss(
                "together",
                "many-changes-are-one-test",
                "It is good to ask people. But they meet both at once, so they cannot tell them apart.",
            ),
            Miss(
                "vote",
                "a-vote-is-a-test",
                "A vote says what the team thinks. How would you find out what happens?",
            ),
            Miss(
                "strong",
                "can-see-the-weaker-one",
                "With both at work, how would you know which one is the weaker?",
            ),
        ),
        look="You want to see each idea at work alone.",
        step="The Monday group gets the text, the Thursday group gets the map. Keep a chart for each of them.",
        praise="Two small tests side by side. Each has its own prediction and its own dots.",
        stretch=True,
    ),
    Record(
        id="pdsa-record",
        ask="Project evidence: my PDSA record",
        boxes={
            "question": "What do you want to find out?",
            "prediction": "What do you think will happen? Use a number if you can.",
            "plan": "Who does what, with whom, when, and what do you count?",
            "did": "What did you do? What did you see?",
            "learned": "Put it beside your prediction. What did you learn?",
            "act": "Adopt, adapt or abandon? What is your next cycle?",
        },
        plan=("question", "prediction", "plan"),
        rubric=(
            Level(0, "Nothing yet, or an idea with no plan."),
            Level(
                1,
                "A plan not tried yet, or a test where the prediction, the result or the decision is missing.",
            ),
            Level(
                2,
                "A small test with a prediction before it. Says what came, and decides what to do.",
            ),
            Level(
                3,
                "As level 2. Puts the result beside the prediction, says what that taught, and plans the next cycle from it.",
            ),
        ),
        rows=2,
    ),
    Words(
        id="reflection",
        ask="Think of a time when many things were changed at once, at work or at home. What could nobody tell afterwards?",
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

"""Marking scheme of lesson 00. The first questions teach the page itself, so all are easy on purpose."""

from champions.questions import Choice, Guess, Miss, Number, Order, Pick, Sort, Words

CONFIDENCE = {
    "1": "Not at all",
    "2": "A little",
    "3": "Somewhat",
    "4": "Quite",
    "5": "Very",
    "none": "I would rather not say",
}

QUESTIONS = [
    Guess(
        id="first-press",
        ask="Which drink would you offer a visitor?",
        options={"tea": "Tea", "coffee": "Coffee", "water": "Water", "juice": "Juice"},
        after="That is how a guess works. It is kept and never marked.",
    ),
    Choice(
        id="get-a-hint",
        ask="A tea urn holds 40 cups and 31 cups have gone. Is there enough for 12 more people?",
        options={
            "yes": "Yes, there are 12 or more left",
            "no": "No, there are 9 left",
            "all": "Yes, it holds 40",
            "unsure": "We cannot know",
        },
        right="no",
        misses=(
            Miss(
                "yes",
                "counted-wrong",
                "Begin with 40 cups. Take away the 31 that have gone. What is left?",
            ),
            Miss(
                "all",
                "forgot-what-has-gone",
                "It held 40 at the start. Some cups have gone since then.",
            ),
            Miss(
                "unsure",
                "looked-for-more",
                "The question gives both numbers: how many at first, and how many gone.",
            ),
        ),
        look="Use the two numbers in the question: 40 and 31.",
        step="40 cups at the start, less 31 that have gone, leaves 9.",
        praise="There are 9 cups left. Did you see how the box changes with each answer?",
    ),
    Number(
        id="type-a-number",
        ask="Six people come to a meeting, and then two more. How many are there?",
        units=("people", "persons"),
        right=8,
        misses=(
            Miss(6, "first-number-only", "Six came first. Add the two who came later."),
            Miss(2, "second-number-only", "Two came later. Add them to the six who were there."),
            Miss(4, "took-away", "That is six less two. Here two more people come in."),
            Miss(12, "multiplied", "That is six times two. Here two people are added."),
        ),
        look="Count on from six: seven, and then?",
        step="Start at six. One more is seven, and one more is the answer.",
        praise="You can type a number or a word. 8, eight and 8 people all count.",
    ),
    Sort(
        id="sort-things",
        ask="Where does each thing go?",
        items={
            "name": "My full name",
            "code": "My learner code",
            "story": "A story about a neighbour, with her name in it",
            "count": "How many people came on Tuesday",
        },
        groups={"fine": "Fine to put in a lesson", "not": "Leave it out"},
        right={"name": "not", "code": "fine", "story": "not", "count": "fine"},
        misses=(
            Miss(
                {"story": "fine"},
                "named-a-neighbour",
                "A story is welcome. Leave out the name, and anything else that shows who it is.",
            ),
            Miss(
                {"name": "fine"},
                "name-in-a-lesson",
                "Your trainer knows you by your learner code. Leave your name out.",
            ),
            Miss(
                {"code": "not"},
                "code-is-secret",
                "The code is made for this. It tells your trainer whose work it is, and nobody else.",
            ),
            Miss(
                {"count": "not"},
                "numbers-are-private",
                "A count of people on a day names nobody. Counts are what this course works with.",
            ),
        ),
        look="Ask of each one: could a stranger tell who it is?",
        step="A full name tells a stranger who it is, so leave it out. A count names nobody, so it is fine.",
        praise="Codes and counts are fine. Names stay out, and so does what shows who somebody is.",
    ),
    Order(
        id="send-it-back",
        ask="Put these in order, from the first thing you do to the last.",
        items={
            "send": "Send that one file to my trainer",
            "work": "Work through the steps",
            "file": "Press Get my file",
            "start": "Press Start lesson",
            "save": "Press Save",
        },
        right=["start", "work", "save", "file", "send"],
        misses=(
            Miss(
                ("send", "file"),
                "sent-before-it-was-there",
                "You need the file before you can send it.",
            ),
            Miss(
                ("file", "save"),
                "file-before-saving",
                "Save first. Then your last answers are in the file.",
            ),
            Miss(
                ("work", "start"),
                "worked-before-starting",
                "The answer places wake up when you press Start lesson. Do that first.",
            ),
            Miss(
                ("save", "work"),
                "saved-before-working",
                "It does no harm to save early. But save once more when the steps are done.",
            ),
        ),
        look="Think of a letter: you write it, close it, take it in your hand, and post it.",
        step="Press Start lesson first, then do the steps. After that: Save, Get my file, send.",
        praise="Save, then Get my file, then send. Half-done work may be sent too.",
    ),
    Choice(
        id="code-box-keys",
        ask="On a keyboard: you are in a box of code, and Tab does not take you out. What do you press?",
        options={
            "esc": "Esc, then Tab",
            "tab": "Tab, many times",
            "close": "I close the page and start again",
            "enter": "Enter",
        },
        right="esc",
        misses=(
            Miss(
                "tab",
                "tab-in-code",
                "In a box of code, Tab moves the words to the right. Another key lets you out.",
            ),
            Miss(
                "close",
                "closed-the-page",
                "There is no need, and nothing is broken. One key takes you out of the box.",
            ),
            Miss(
                "enter",
                "enter-in-code",
                "Enter starts a new line in the box. Another key takes you out of it.",
            ),
        ),
        look="Read the lines just above this question.",
        step="Esc leaves the box. After that, Tab moves on as on any other page.",
        praise="Esc leaves the box, and then Tab moves on.",
    ),
    Choice(
        id="nothing-breaks",
        ask="You pressed something and red words appeared. What is true?",
        options={
            "fine": "Nothing is broken. I can read on, or ask for help",
            "broken": "I have broken the course",
            "again": "I must start again from the beginning",
            "lost": "My answers are lost",
        },
        right="fine",
        misses=(
            Miss(
                "broken",
                "fear-of-breaking",
                "You cannot break the course. You work on a copy that is your own.",
            ),
            Miss("again", "start-over", "Your place is kept. You can go on with the next step."),
            Miss(
                "lost",
                "answers-lost",
                "Your answers are saved as you go. Red words do not touch them.",
            ),
        ),
        look="What happens to your answers while you work?",
        step="Your answers are saved each time they change. Red words are only about one step.",
        praise="Red words are only about one step. Your answers are safe.",
    ),
    Choice(
        id="somebody-at-risk",
        ask="At a lunch club, a man says that a relative takes his pension, and he is afraid. "
        "He asks you to keep it secret. What do you do?",
        options={
            "promise": "Promise to keep it secret, because he trusts you",
            "tell": "Listen, do not promise secrecy, and tell the safeguarding lead today",
            "ask": "Ask the relative if it is true, and then decide",
            "write": "Write it in the lesson, so that your trainer reads it",
        },
        right="tell",
        misses=(
            Miss(
                "promise",
                "promised-secrecy",
                "His trust matters. So be honest: say kindly that you must tell one person who can help.",
            ),
            Miss(
                "ask",
                "investigated",
                "Asking the relative could put him at more risk. Trained people find out what is true.",
            ),
            Miss(
                "write",
                "told-too-late",
                "A lesson is not read straight away. This needs a person today.",
            ),
        ),
        look="Read the box above again. It has four short rules.",
        step="First listen. Then say that you cannot keep it secret. Ask nobody else about it. "
        "Tell the lead the same day.",
        praise="You listen, you are honest about secrecy, and a trained person hears of it today.",
    ),
    Choice(
        id="visit-alone",
        ask="Somebody you do not know asks you to come to their home tonight, to talk about your "
        "project. What is best?",
        options={
            "go": "Go, and tell nobody, because it is private",
            "meet": "Offer to meet by day in a public place, and tell somebody where you will be",
            "home": "Ask them to come to your home",
            "never": "Do not answer, because you must never meet people",
        },
        right="meet",
        misses=(
            Miss(
                "go",
                "went-alone",
                "What they say can stay private. But somebody should know where you are.",
            ),
            Miss(
                "home",
                "own-home",
                "Then they know where you live. A library or a community hall is safer for both.",
            ),
            Miss(
                "never",
                "never-meet-people",
                "Meeting people is a good part of this work. You may choose when and where.",
            ),
        ),
        look="What keeps both of you safe, and still lets you talk?",
        step="A place with other people in it is safer. So is a person who knows when you will be back.",
        praise="You can be kind and careful at once. If they cannot go out, take a second person along.",
    ),
    Pick(
        id="what-is-kept",
        ask="What is true of your work in this course? Tick all that are true.",
        options={
            "send": "It goes to my trainer when I send my file",
            "everyone": "Everyone in the course sees it straight away",
            "delete": "I can ask for it to be deleted",
            "makers": "The people who made this course get a copy",
            "times": "The course keeps the times of day when I worked",
        },
        right={"send", "delete"},
        misses=(
            Miss(
                frozenset({"everyone"}),
                "shared-with-all",
                "Nothing is sent to others while you work. What do the lines above say?",
            ),
            Miss(
                frozenset({"makers"}),
                "sent-to-makers",
                "This course sends nothing to the people who made it.",
            ),
            Miss(
                frozenset({"times"}),
                "times-are-kept",
                "It keeps answers, and how the tries came out. It keeps no times of day.",
            ),
            Miss(
                lambda given: given == {"send"},
                "cannot-be-deleted",
                "That one is true. But you also have a say after you have sent it.",
            ),
            Miss(
                lambda given: given == {"delete"},
                "trainer-never-sees",
                "That one is true. But how does your trainer come to read your work?",
            ),
        ),
        look="Read the lines above this question once more.",
        step="Your trainer gets your work when you send the file. "
        "You can ask to have it deleted at any time.",
        praise="You decide when to send it, and you can ask to have it deleted.",
    ),
    Choice(
        id="stretch-send-again",
        ask="Stretch: you have sent your file. Then you change an answer. What do you do?",
        options={
            "itself": "Nothing: my trainer sees the change by itself",
            "again": "Press Get my file again, and send the new file",
            "once": "Nothing: I can send a lesson once only",
            "letter": "Write to my trainer which answer to change",
        },
        right="again",
        misses=(
            Miss(
                "itself",
                "trainer-sees-every-change",
                "Nothing is sent to your trainer by itself. Your trainer has the file that you sent, and no other.",
            ),
            Miss(
                "once",
                "one-try-only",
                "You can send a lesson as often as you like. Nobody counts that against you.",
            ),
            Miss(
                "letter",
                "trainer-writes-in-my-lesson",
                "It is kind to write. But marks come from your file. How does the new answer get there?",
            ),
        ),
        look="Where is your new answer now? And what does your trainer have?",
        step="The new answer is not in the file that you sent. So get your file once more, and send it.",
        praise="Your trainer marks the new file. You can do this with each lesson.",
        stretch=True,
    ),
    Guess(
        id="baseline-consent",
        ask="May we use your answer to the next question, now and in lesson 14, to see if the course helps?",
        options={"yes": "Yes, under my learner code", "no": "No, thank you"},
        after="Thank you. You can change this until you send your work. After that, ask your trainer.",
    ),
    Guess(
        id="baseline-confidence",
        ask="How sure are you that you could lead a small change in a service where you live?",
        options=CONFIDENCE,
        after="There is no right answer. We ask again in lesson 14, if you do it.",
    ),
    Words(
        id="hopes",
        ask="What would you like to change where you live? One or two sentences are plenty.",
        rows=4,
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

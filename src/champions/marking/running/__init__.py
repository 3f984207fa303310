"""Run learners' code where it can do no harm.

From the outside in:

``supervisor``  outside: starts the warm process, hands over one lesson at a time, watches the clock,
                and says in words how each run ended.
``sandbox``     the bubblewrap command: what can be seen inside, and nothing else.
``needed``      outside: which steps of a lesson have to run at all.
``warm``        inside bubblewrap: has the libraries loaded, and forks a child for each lesson.
``watch``       the lessons' memory and processes, and how each ends. Part of the warm process.
``jail``        what each child loses before it meets a learner's code.
``shell``       runs one cell as Jupyter would, and gives its outputs back.
``rehearsal``   what the author's own copy has made, so that each learner's need not make it again.

``warm``, ``watch``, ``jail``, ``shell`` and ``rehearsal`` run inside. They import nothing else of what
a trainer's computer has.
"""

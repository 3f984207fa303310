"""Run learners' code where it can do no harm.

The rooms, from the outside in:

``supervisor``  outside: starts the warm process, hands over one lesson at a time, watches the clock,
                and says in words how each run ended.
``warm``        inside bubblewrap: has the libraries loaded, forks a child for each lesson, and
                watches the child's memory and processes.
``jail``        what each child loses before it meets a learner's code.
``shell``       runs one cell as Jupyter would, and gives its outputs back.

``warm``, ``jail`` and ``shell`` run inside. They import nothing else of the trainer's floor.
"""

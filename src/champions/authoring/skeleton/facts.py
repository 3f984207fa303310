"""What is true of the data of this lesson. Its questions and sentences use these by name."""

from champions import load, rows_to_show

# This lesson shows the list in datasets/befriending-waits. Put the name of yours in its place, here and in
# the chart of the lesson. Its columns are week and days. Put the names of yours there too.
_weeks = load("befriending-waits")  # a name that begins with _ is for this file alone

last_wait = int(_weeks["days"].iloc[-1])  # days, in the last week
# A table of the lesson: its columns, each with the head that stands above it.
last_weeks = rows_to_show(_weeks.tail(4), {"week": "Week of", "days": "Days"})

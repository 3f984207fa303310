"""What is true of the data of this lesson. Its questions and sentences use these by name."""

from champions import load

_weeks = load("befriending-waits")  # a name that begins with _ is for this file alone

last_wait = int(_weeks["days"].iloc[-1])  # days, in the last week

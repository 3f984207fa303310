"""What is true of the data of lesson 12."""

from champions import load
from champions.activities.story.question import BOXES

waits = load("befriending-waits").drop_duplicates()
EXAMPLE = {
    "when": [str(week.date()) for week in waits["week"]],
    "values": [None if days != days else float(days) for days in waits["days"]],
    "what": "Days until a first visit",
    "unit": "days",
    "better": "down",
    "first": 20,
    "notes": "3 March 2025: leaflet\n26 May 2025: phone round",
}



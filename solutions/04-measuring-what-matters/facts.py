"""The notes that Sam and Rosa read in lesson 04, and six records with something the matter."""

from champions import load
from champions.activities.tally.sheet import BOXES

visits = load("visit-records")

# The first 20 notes, by the number of their record.
twenty = visits.head(20).set_index(visits["record"].head(20).astype(str))
notes = dict(twenty["note"].fillna("(nobody wrote a note)"))
sam, rosa = dict(twenty["sam"]), dict(twenty["rosa"])
sam_missed = list(sam.values()).count("missed")
rosa_missed = list(rosa.values()).count("missed")

#: By the definition in the lesson, note by note. All others are not missed.
MISSED = {"2", "3", "7", "9", "12", "18", "20"}
UNCLEAR = {"17"}
by_rule = {
    record: "missed" if record in MISSED else "unclear" if record in UNCLEAR else "no"
    for record in notes
}
missed_by_rule = list(by_rule.values()).count("missed")
unclear_by_rule = list(by_rule.values()).count("unclear")

# The first eight notes.
eight = twenty.head(8)
same = eight["sam"] == eight["rosa"]
agree = int(same.sum())
differ = int((~same).sum())
both_missed = int((same & (eight["sam"] == "missed")).sum())
both_no = int((same & (eight["sam"] == "no")).sum())
sam_missed_of_eight = int((eight["sam"] == "missed").sum())

# The six records. A visit is never longer than three hours, and late is more than a week after.
LONGEST_VISIT, LATEST = 180, 7
six = visits[visits["record"].isin([32, 34, 41, 47, 91])]
rows_shown = len(six)
by_record = six.drop_duplicates().set_index(six.drop_duplicates()["record"].astype(str))
planned = {at: f"{day.day} {day:%B}" for at, day in by_record["planned_date"].items()}
written = {at: f"{day.day} {day:%B}" for at, day in by_record["written_date"].items()}
days_until_written = dict((by_record["written_date"] - by_record["planned_date"]).dt.days)
most_minutes = int(six["minutes"].max())


def matter(rows) -> str:
    """What is the matter with one record, from its rows."""
    row = rows.iloc[0]
    if len(rows) > 1:
        return "twice"
    if row["minutes"] > LONGEST_VISIT:
        return "cannot"
    if (row["written_date"] - row["planned_date"]).days > LATEST:
        return "late"
    return "missing" if rows["came"].isna().any() else "fine"


what_is_the_matter = {str(record): matter(rows) for record, rows in six.groupby("record")}

#: The boxes of the tally sheet, for the form.
boxes = BOXES

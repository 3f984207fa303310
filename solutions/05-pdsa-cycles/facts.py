"""What is true of the data of lesson 05."""

from champions import load

log = load("pdsa-log").drop_duplicates()
last_nine = log[log["entry"] >= 9]
with_prediction = last_nine["prediction"].notna()
planned_first = last_nine["planned_date"] < last_nine["start_date"]

predictions_first = int((with_prediction & planned_first).sum())
did_not_look_at_the_date = int(with_prediction.sum())
did_not_look_for_the_prediction = int(planned_first.sum())
every_entry_counts = len(last_nine)
counted_the_others = len(last_nine) - int((with_prediction & planned_first).sum())

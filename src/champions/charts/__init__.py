"""Charts of quality improvement: numbers in, a result out; knows no lesson."""

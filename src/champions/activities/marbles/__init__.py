"""The marble drop: adjusting after each result makes things worse."""

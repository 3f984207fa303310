"""What a course has changed, on paper: answers before and after, and links between organisations."""

"""What a learner does in a lesson beyond a plain question: a folder a topic, each with its question and its form."""

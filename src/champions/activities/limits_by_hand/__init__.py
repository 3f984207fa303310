"""Process limits step by step, with pencil and paper's arithmetic."""

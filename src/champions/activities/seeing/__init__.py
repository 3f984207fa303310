"""What lesson 03 shows beside its forms."""

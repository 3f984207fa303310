"""What lesson 04 shows beside its forms."""

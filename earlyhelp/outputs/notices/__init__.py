"""What is written to a partner: its letters, and the mail that carries them."""

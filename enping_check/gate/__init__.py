"""What counts here and now: which rules apply, what is already known, what a change touched, and what the exit code is."""

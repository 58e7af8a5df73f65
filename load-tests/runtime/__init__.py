"""What the running server is like: start, recovery, memory, pauses."""

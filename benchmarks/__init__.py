"""Speed, memory and size, side by side with a peer; never a test."""

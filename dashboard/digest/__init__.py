"""What leaders are told each morning, and when a promise turns: gathered once, kept, shown and sent."""

"""What we say live: events, the bus that rings for them, and feeds that miss nothing."""

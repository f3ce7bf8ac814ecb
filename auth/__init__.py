"""Who is looking; what they may reach and do."""

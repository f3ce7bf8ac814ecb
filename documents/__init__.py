"""What can be saved or printed: made of plain words and moments. Knows no rows, no viewers and no languages."""

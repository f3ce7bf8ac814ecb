"""What an operator does to an installation: back it up, restore it, see whether it is well, hand over what it keeps."""

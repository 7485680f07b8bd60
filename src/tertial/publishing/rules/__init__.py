"""What a document is and how one is built, without Django."""

"""Publishing: a document frozen and given out, withdrawn with a reason, opened to everybody or closed."""

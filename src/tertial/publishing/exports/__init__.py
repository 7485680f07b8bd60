"""The kinds of file a document becomes: PDF, Word, HTML, Markdown, plain text."""

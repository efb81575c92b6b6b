"""Results as text, Markdown, JSON, HTML and DOCX."""

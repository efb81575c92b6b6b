"""Functions on plain text: words, names, dates, quotations, languages."""

"""A page on this machine: the documents are asked, checked and summarised in a browser."""

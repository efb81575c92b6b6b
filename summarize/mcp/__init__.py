"""A server of the Model Context Protocol: programs and assistants ask the documents."""

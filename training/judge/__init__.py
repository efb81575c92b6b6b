"""Train the cross-encoder that judges whether a passage answers a question, and calibrate the judge."""

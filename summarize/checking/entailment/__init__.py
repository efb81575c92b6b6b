"""Does a sentence follow from another? Surface natural logic: words, order, omissions, each in its own module."""

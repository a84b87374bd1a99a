"""When all that is planned will be finished, as far as anybody can tell."""

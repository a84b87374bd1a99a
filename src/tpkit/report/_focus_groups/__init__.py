"""Documents for the people who take part in a study."""

"""Documents of resources that are tested before they are published."""

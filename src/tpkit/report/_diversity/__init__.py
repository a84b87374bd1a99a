"""The form on which people say, if they like, who they are."""

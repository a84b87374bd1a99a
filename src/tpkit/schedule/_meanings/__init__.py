"""What each kind of scheduling rule means, in terms."""

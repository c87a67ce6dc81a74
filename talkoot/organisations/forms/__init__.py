"""What visitors and coordinators of the network may send."""

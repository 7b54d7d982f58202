"""What everybody reads, and where a coordinator publishes it."""

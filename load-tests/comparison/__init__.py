"""What load-tests/compare is made of."""

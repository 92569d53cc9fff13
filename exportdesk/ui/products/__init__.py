"""The Products page: what we sell, with what its codes mean."""

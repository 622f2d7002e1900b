"""The pages, one module for each kind; every one gives its `routes()`."""

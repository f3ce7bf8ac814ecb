"""How the house is served: pages and bytes beside the API, what wraps a request, how a process lives and leaves."""

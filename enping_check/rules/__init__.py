"""The rules room: what the text states redundantly, as relations, and what the engine says of them."""

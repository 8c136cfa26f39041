"""A document as files: made from the document alone, byte for byte the same wherever they are made."""

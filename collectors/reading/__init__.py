"""What the wire formats share: from bytes to items, from items to fields, and the words of each domain."""

"""Keys of the open interface (`/api/v1`): who holds one may read what its scopes name, of its unit."""

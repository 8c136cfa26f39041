"""Alembic's door: runs the numbered migrations on the connection that `db.migrate` opened."""

from alembic import context

from dashboard.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()

"""A PostgreSQL that starts with the first connection and stops after the last.

Who owns what is decided by two locks that the kernel releases at any kind of death,
so that no process id is ever trusted:

- `users.lock` is held shared by every process that has connected;
- `server.lock` is held exclusively by the supervisor and, inherited, by PostgreSQL.
"""

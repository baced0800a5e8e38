#!/bin/sh
# Run once by the image of PostgreSQL, as it makes the database: the role that pages and jobs work under owns nothing, and
# sees the rows of no network but those asked for (docs/decisions/0030-row-security.md).
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
  --set password="$(cat /run/secrets/database_app_password)" <<'SQL'
create role ancrage_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
SQL

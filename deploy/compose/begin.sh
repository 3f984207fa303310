#!/bin/sh
# What the hub's container does when it starts: the accounts that were kept are made again, then the hub runs.
set -eu
cd "$(dirname "$0")/../.."
# Volumes may be new, and come with rights of their own.
mkdir -p "${CHAMPIONS_EXCHANGE:-/srv/nbgrader/exchange}"
chmod 1777 "${CHAMPIONS_EXCHANGE:-/srv/nbgrader/exchange}"
# The password of the database stands in one file, which root alone may read.
if [ -n "${CHAMPIONS_DATABASE_PASSWORD_FILE:-}" ]; then
  password=$(cat "$CHAMPIONS_DATABASE_PASSWORD_FILE")
  server="postgresql+psycopg://champions:$password@${CHAMPIONS_DATABASE_SERVER:-database}"
  export CHAMPIONS_HUB_DATABASE="$server/hub" CHAMPIONS_GRADEBOOK="$server/gradebook"
fi
python3 deploy/jupyterhub/accounts.py restore
exec python3 start.py jupyterhub

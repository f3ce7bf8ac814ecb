#!/usr/bin/env bash
# Sign in, and read the desk. Wants DEMO_EMAIL and DEMO_PASSWORD (the password).
set -euo pipefail
url="${1:-http://127.0.0.1:8000}/graphql"

ask() { curl --silent --show-error --fail-with-body "$url" -H 'content-type: application/json' "$@"; }

token=$(ask --data @- <<END | grep -o 'hm_session_[0-9A-Za-z]*'
{"query": "mutation (\$email: String!, \$password: String!) { signIn(input: {email: \$email, password: \$password}) { token errors { message } } }",
 "variables": {"email": "$DEMO_EMAIL", "password": "$DEMO_PASSWORD"}}
END
)

ask -H "authorization: Bearer $token" --data @- <<'END'
{"query": "{ viewer { displayName unreadCount } incidents(first: 3) { nodes { reference title status } } }"}
END

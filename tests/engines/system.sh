#!/bin/sh
# Make sure of what `make test-engines` needs beside Python: the server of Virtuoso and a Java for
# Spark, from Debian's packages. Oxigraph's server comes with the extra `engines`.
set -eu

missing=
command -v virtuoso-t >/dev/null 2>&1 && command -v isql-vt >/dev/null 2>&1 || missing="$missing virtuoso-opensource"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"

[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi

echo "Not at hand, and may not be installed here:$missing" >&2
exit 1

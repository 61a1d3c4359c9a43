# A throw-away PostgreSQL server for the store's tests; sourced by tests/run.sh, which defines `step`, `fail` and `apt_install`.
# It listens to a socket in a directory of its own only, and goes with that directory when the script ends.

POSTGRESQL_HOME=
POSTGRESQL_BIN=

find_postgresql() { # sets POSTGRESQL_BIN; Debian keeps the server's programs off the path, a directory a version
    local program
    for program in "$(command -v initdb || true)" $(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -rV); do
        if [ -x "$program" ]; then
            POSTGRESQL_BIN=$(dirname "$(readlink -f "$program")")
            return 0
        fi
    done
    return 1
}

as_postgresql() { # the server refuses to run as root
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$POSTGRESQL_HOME" && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

stop_postgresql() {
    [ -n "$POSTGRESQL_HOME" ] || return 0
    as_postgresql "$POSTGRESQL_BIN/pg_ctl" stop --silent --mode=immediate --pgdata="$POSTGRESQL_HOME/data" >/dev/null 2>&1 || true
    rm -rf "$POSTGRESQL_HOME"
    POSTGRESQL_HOME=
}

start_postgresql() { # exports S3DASH_TEST_POSTGRESQL, the address of the server
    if ! find_postgresql; then
        apt_install postgresql "a PostgreSQL server"
        find_postgresql || fail "initdb was not found: install Debian's package postgresql, then run again."
    fi
    POSTGRESQL_HOME=$(mktemp -d /tmp/s3dash-postgresql.XXXXXX) # a socket's path must be short
    trap stop_postgresql EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$POSTGRESQL_HOME"
    fi
    step "Starting a throw-away PostgreSQL server"
    as_postgresql "$POSTGRESQL_BIN/initdb" --pgdata="$POSTGRESQL_HOME/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$POSTGRESQL_HOME/initdb.log" 2>&1 ||
        fail "PostgreSQL's initdb failed: $(tail -n 5 "$POSTGRESQL_HOME/initdb.log")"
    as_postgresql "$POSTGRESQL_BIN/pg_ctl" start --silent --pgdata="$POSTGRESQL_HOME/data" --log="$POSTGRESQL_HOME/data/server.log" \
        --options="-c listen_addresses='' -c unix_socket_directories='$POSTGRESQL_HOME' -c fsync=off -c full_page_writes=off" >/dev/null ||
        fail "PostgreSQL did not start: $(tail -n 5 "$POSTGRESQL_HOME/data/server.log")"
    export S3DASH_TEST_POSTGRESQL="postgresql://postgres@/postgres?host=$POSTGRESQL_HOME"
}

# Sets $python to an interpreter that is new enough; sourced by bin/demo and bin/test.
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c "$new_enough" >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found on PATH." >&2
    echo "On Debian 12 or Ubuntu 24.04: apt-get install python3 python3-venv" >&2
    exit 1
fi

#!/usr/bin/env bash
# run-job.sh JAR [ARGUMENTS]: keeps the job in a session cluster, for installations whose JobManager keeps no record of
# its jobs. Looks every 15 s; while no job is there, starts it from the newest checkpoint or savepoint under STATE_DIR.
set -euo pipefail

jar=$1
shift
flink=${FLINK:-/opt/flink/bin/flink}

newest_state() {
  find "${STATE_DIR:-/opt/flink/state}" -name _metadata -printf '%T@ %h\n' 2>/dev/null |
    sort -rn | head -n 1 | cut -d ' ' -f 2-
}

while :; do
  # A JobManager that does not answer is not one without jobs.
  if jobs=$("$flink" list 2>&1) && ! grep -Eq ' : [0-9a-f]{32} : ' <<<"$jobs"; then
    state=$(newest_state)
    echo "no job is there, starting it from ${state:-the beginning}"
    "$flink" run --detached ${state:+--fromSavepoint "file://$state"} "$jar" "$@" ||
      echo "the job could not be started, see above; trying again"
  fi
  sleep "${INTERVAL:-15}"
done

#!/bin/sh
# A step of a pipeline: runs a check, and lets it fail only where an exception covers the thing.
#   sh gate.sh POLICY ASSET COMMAND...
# Ends with 0 (the check passed, or is excepted), 1 (it failed), 2 (it failed, and the gate could not say whether it is excepted).
# POLICYBOT_COMMAND: how policybot is called here; it needs the Storage__ settings.
policy=$1 asset=$2
shift 2
"$@" && exit 0
# shellcheck disable=SC2086 # a command of several words
${POLICYBOT_COMMAND:-policybot} active --policy "$policy" --asset "$asset"
case $? in
  0) echo "The check failed; an exception from $policy covers $asset." ;;
  1) echo "The check failed, and no exception from $policy covers $asset." >&2; exit 1 ;;
  *) echo "The check failed, and it can't be said whether an exception covers $asset." >&2; exit 2 ;;
esac

# Where tools are kept, and how the builds find them. Sourced by the other scripts.
CACHE="${MINGBAI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mingbai}"
for place in "$CACHE"/cargo-tools/*/bin "$CACHE"/python-tools/*/bin; do
  case ":$PATH:" in *":$place:"*) ;; *) PATH="$place:$PATH" ;; esac
done
export PATH
# A Python environment with a calendar to compare ours with (scripts/agree.sh).
CHINESECALENDAR_VERSION=1.11.0
CHINESECALENDAR="$CACHE/python-tools/chinesecalendar-$CHINESECALENDAR_VERSION/python"

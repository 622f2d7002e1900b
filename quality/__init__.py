"""The quality gate: gold sets → numbers → floors."""

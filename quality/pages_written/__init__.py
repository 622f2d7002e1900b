"""Pages written for the measure of furniture: parts in JSON, put together by `build.py`."""

"""Pages as JSON on standard input; the fastest pass over all of them, in seconds of the processor, and the texts."""
import json
import sys
import time

import trafilatura


def read(page):
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    return (found.text or "") if found else ""


work = json.load(sys.stdin)
read("<html><body><p>warm</p></body></html>")
started, fastest, texts = time.monotonic(), None, []
while fastest is None or time.monotonic() - started < work["seconds"]:
    before = time.process_time()
    texts = [read(page) for page in work["pages"]]
    spent = time.process_time() - before
    fastest = spent if fastest is None else min(fastest, spent)
json.dump({"seconds": fastest, "texts": texts}, sys.stdout)

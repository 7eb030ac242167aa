"""An archive, named by JSON on standard input, to the main text of its pages; seconds of the processor, pages, bytes of text."""
import json
import sys
import time

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

path = json.load(sys.stdin)["path"]
pages, texts = 0, []
before = time.process_time()
with open(path, "rb") as stream:
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
        body = record.reader.read()
        texts.append(extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True))
        pages += 1
seconds = time.process_time() - before
json.dump({"seconds": seconds, "pages": pages, "text": sum(len(t.encode()) for t in texts)}, sys.stdout)

"""Texts as JSON on standard input; copies by MinHash-LSH, clusters by TF-IDF: seconds of the processor."""
import json
import sys
import time

texts = json.load(sys.stdin)["texts"]


def minhash():
    from datasketch import MinHash, MinHashLSH

    lsh, links, alone = MinHashLSH(threshold=0.5, num_perm=128), 0, 0
    for number, text in enumerate(texts):
        words = text.split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 4]).encode() for i in range(max(1, len(words) - 3))])
        found = lsh.query(sketch)
        links += len(found)
        alone += not found
        lsh.insert(str(number), sketch)
    return links, alone


def tfidf(block=500, keep=35_000, least=0.25):
    """Online, a block of pages at a time: each joins the story of the nearest page of the last week."""
    import numpy
    from scipy.sparse import vstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    story, stories, links = numpy.zeros(len(texts), dtype=int), 0, 0
    for first in range(0, len(texts), block):
        rows = matrix[first : first + block]
        window = matrix[max(0, first - keep) : first + block]
        alike = (rows @ window.T).tolil()
        for at in range(rows.shape[0]):
            page, offset = first + at, max(0, first - keep)
            best, score = -1, least
            for column, value in zip(alike.rows[at], alike.data[at]):
                if column + offset < page and value > score:
                    best, score = column + offset, value
            if best < 0:
                story[page], stories = stories, stories + 1
            else:
                story[page], links = story[best], links + 1
    return links, stories


out = {}
for name, work in (("minhash", minhash), ("tfidf", tfidf)):
    before = time.process_time()
    links, stories = work()
    out[name] = {"seconds": time.process_time() - before, "links": links, "stories": stories}
json.dump(out, sys.stdout)

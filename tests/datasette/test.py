"""Asks Datasette for everything that docs/DESK.md describes: test.py DESK DESK.md"""

import asyncio
import re
import sqlite3
import sys
import urllib.parse

from datasette.app import Datasette

# Tables that are empty on a desk where nothing was split or failed.
MAY_BE_EMPTY = {"decided"}


def described(text):
    """Names and columns of the tables and views, and the questions in SQL."""
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", text, re.M))
    questions = re.search(r"^## Questions\s+```sql\n(.*?)```", text, re.M | re.S).group(1)
    return rows, [q.strip() for q in re.split(r";\s*$", questions, flags=re.M) if q.strip()]


async def main(desk, docs):
    rows, questions = described(open(docs, encoding="utf-8").read())
    datasette = Datasette([desk], settings={"sql_time_limit_ms": 20_000})
    await datasette.invoke_startup()
    faults = []

    async def ask(path, what):
        answer = await datasette.client.get(path)
        if answer.status_code != 200:
            faults.append(f"{what}: status {answer.status_code}: {answer.text[:200]}")
            return []
        return answer.json().get("rows", []) if ".json" in path else []

    await ask("/desk", "the list of tables")
    schema = (await datasette.client.get("/desk.json")).json()
    known = {one["name"] for one in schema["tables"] + schema["views"]}
    for name, text in rows.items():
        if name not in known:
            faults.append(f"{name}: not in the list")
        found = await ask(f"/desk/{name}.json?_size=3&_shape=objects", name)
        if not found and name not in MAY_BE_EMPTY:
            faults.append(f"{name}: no rows")
        for column in found[0] if found else []:
            if not re.search(rf"\b{re.escape(column)}\b", text) and column not in {"rowid", "rank"}:
                faults.append(f"{name}.{column}: not described")
        await ask(f"/desk/{name}", f"the page of {name}")
    for question in questions:
        await ask("/desk.json?_shape=objects&sql=" + urllib.parse.quote(question), question)
    print(f"Datasette with SQLite {sqlite3.sqlite_version}: {len(rows)} tables and views, {len(questions)} questions")
    for fault in faults:
        print("FAIL", fault)
    return 1 if faults or len(rows) < 20 or len(questions) < 5 else 0


sys.exit(asyncio.run(main(*sys.argv[1:])))

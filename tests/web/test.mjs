// Walks through the desk of the sample pages as a reader does, and lets axe look at every page.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [isnad, ...flags] = process.argv.slice(2);
const shots = flags.includes("--shots") ? "docs/desk" : null;
const only = flags[flags.indexOf("--only") + 1] ?? "";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "isnad-"));
const read = (desk, ...args) => execFileSync(isnad, ["read", "--desk", desk, ...args], { stdio: "ignore" });
const servers = [];
const serve = (desk) => {
  const server = spawn(isnad, ["serve", "--desk", desk, "--port", "0", "--by", "Nadia"]);
  servers.push(server);
  return new Promise((done, failed) => {
    server.stdout.on("data", (data) => {
      const found = /http:\/\/[^/]+/.exec(data);
      if (found) done(found[0]);
    });
    server.on("exit", () => failed(new Error("the server ended")));
  });
};
const desk = join(folder, "desk.db");
read(desk, "corpus/pages");
execFileSync(isnad, ["watch", "add", "--desk", desk, "ASSAULT"], { stdio: "ignore" });
const base = await serve(desk);
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

const newPage = async ({ width = 1280, dark = false, script = true } = {}) => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(script);
  const features = [{ name: "prefers-reduced-motion", value: "reduce" }];
  if (dark) features.push({ name: "prefers-color-scheme", value: "dark" });
  await page.emulateMediaFeatures(features);
  page.problems = [];
  page.on("console", (m) => ["error", "warn"].includes(m.type()) && page.problems.push(m.text()));
  page.on("pageerror", (e) => page.problems.push(e.message));
  page.on("request", (r) => /^http:\/\/127\.0\.0\.1:/.test(r.url()) || r.url().startsWith("data:") || page.problems.push(`loads ${r.url()}`));
  page.on("dialog", (d) => { page.problems.push(`dialog ${d.message()}`); d.dismiss(); });
  return page;
};
const open = (page, path) => page.goto(new URL(path, base).href, { waitUntil: "load" });
const click = (page, selector) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(selector)]);
const text = (page, selector) => page.$eval(selector, (e) => e.textContent.trim());

// The strings of the corpus, which the tests of the server share; here the long ones are shorter.
const attempts = readFileSync(new URL("injection.jsonl", import.meta.url), "utf8").trim().split("\n")
  .map((line) => JSON.parse(line)).map(({ text, times = 1 }) => text.repeat(Math.min(times, 200)));
// A page whose policy is put out of force: a script that got into the mark-up would run.
const harmless = async () => {
  const page = await newPage();
  await page.setBypassCSP(true);
  return page;
};
// What stands in a page that no page of ours has.
const foreign = () => {
  const found = [];
  const own = /^(\/(?!\/)|#|https:\/\/[a-z.-]+\.example\b)/;
  if (document.scripts.length > 1) found.push("script");
  for (const e of document.querySelectorAll("iframe, object, embed, img, style, base, meta[http-equiv], frame, video, audio, template, math, image, foreignObject, animate, set, use")) found.push(e.localName);
  for (const e of document.querySelectorAll("*")) {
    for (const { name, value } of e.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(`${e.localName} ${name}`);
      if (/^(href|src|action|formaction|xlink:href)$/.test(name) && !own.test(value)) found.push(`${name}=${value}`);
    }
  }
  return found;
};
// Opens pages with the policy and without it; nothing runs, nothing is loaded, nothing breaks out.
const unharmed = async (server, paths, only) => {
  const queue = paths.map((path, i) => [path, i]);
  const work = async (kept, free) => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [path, i] = next;
      const page = only ?? (i % 4 ? free : kept);
      await open(page, server + path);
      assert.deepEqual(await page.evaluate(foreign), [], path);
      // The page of an error has no other fault than its status.
      const problems = page.problems.splice(0).filter((p) => !p.startsWith("Failed to load resource: the server responded with a status of 40"));
      assert.deepEqual(problems, [], path);
    }
  };
  if (only) return work(only, only);
  await Promise.all([0, 1, 2].map(async () => work(await newPage(), await harmless())));
};

const json = async (path) => (await fetch(base + path)).json();
const stories = (await json("/stories.json?sort=conflicts")).stories;
const largest = stories.reduce((a, b) => (b.pages > a.pages ? b : a));
const story = `/story/${largest.id}`;
const told = (await json(`${story}.json`)).stories[0];
const html = await (await fetch(base + story)).text();
const first = (pattern) => pattern.exec(html)?.[0].replaceAll("&amp;", "&");
const article = first(/\/article\/[0-9a-f]{12}/);
const people = (await json("/entities.json?kind=person")).entities;
const person = `/entity/${encodeURIComponent(people.find((e) => e.speaker > 0).id)}`;
const dyad = /\/ledger\/[^"]+\/[^"]+/.exec(await (await fetch(`${base}/ledger`)).text())?.[0];
const pages = {
  stories: "/", story, reports: `${story}/reports`, conflicts: `${story}/conflicts`, claims: `${story}/claims`,
  quotes: `${story}/quotes`, events: `${story}/events`, timeline: `${story}/timeline`, passages: first(/\/story\/[^"]+passages[^"]+/), article,
  quote: first(/\/quote\/[^"]+/), fact: first(/\/fact\/[^"]+/), names: "/entities", name: person,
  ledger: "/ledger", dyad, search: "/search?q=%D9%82%D8%A7%D9%81%D9%84%D8%A9", sources: "/sources",
  watches: "/watches", decisions: "/decisions", settings: "/settings", help: "/help", missing: "/nothing",
};

const tests = {
  async "from the list to a conflict to the sentence in its page"() {
    const page = await newPage();
    await open(page, "/?sort=conflicts");
    await click(page, `a[href="${story}"]`);
    const said = await text(page, "#conflicts .words a");
    await click(page, "#conflicts .words a");
    assert.equal(await page.$$eval("mark.at", (all) => all.map((e) => e.textContent).join("")), said);
    assert.deepEqual(page.problems, []);
  },
  async "a name is corrected and the correction taken back"() {
    const page = await newPage();
    await open(page, person);
    const before = await text(page, "h1 bdi");
    await page.type('input[name="name"]', "Test Name");
    await click(page, 'button[value="rename"]');
    assert.equal(await text(page, "h1 bdi"), "Test Name");
    assert.match(await text(page, ".history"), /Nadia/);
    await click(page, 'button[value="undo"]');
    assert.equal(await text(page, "h1 bdi"), before);
  },
  async "Arabic turns the page around and stays"() {
    const page = await newPage();
    await open(page, "/");
    await click(page, 'a[hreflang="ar"]');
    assert.equal(await page.$eval("html", (e) => getComputedStyle(e).direction), "rtl");
    await open(page, story);
    assert.equal(await page.$eval("html", (e) => e.dir), "rtl");
    const [origin, copy] = await page.$$eval(".tree rect", (all) => all.map((e) => e.getBoundingClientRect().x));
    assert.ok(Number.isFinite(origin) && Number.isFinite(copy));
  },
  async "the keyboard walks through stories, entries and marks"() {
    const page = await newPage();
    await open(page, "/");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const here = await page.$eval(".entry.here a", (e) => e.getAttribute("href"));
    await Promise.all([page.waitForNavigation(), page.keyboard.press("o")]);
    assert.equal(new URL(page.url()).pathname, here);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.press("Escape");
    await open(page, article);
    await page.keyboard.press("n");
    const one = await page.$eval("mark.here", (e) => e.id);
    await page.keyboard.press("n");
    await page.keyboard.press("p");
    assert.equal(await page.$eval("mark.here", (e) => e.id), one);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("?")]);
    assert.equal(new URL(page.url()).pathname, "/help");
  },
  async "everything works without script"() {
    const page = await newPage({ script: false });
    await open(page, story);
    await page.click("#claims summary");
    assert.ok(await page.$("#claims details[open]"));
    await open(page, person);
    await page.type('input[name="name"]', "Without Script");
    await click(page, 'button[value="rename"]');
    await click(page, 'button[value="undo"]');
    assert.ok((await page.$$(".history li")).length >= 2);
  },
  async "no page is wider than a small telephone"() {
    for (const lang of ["en", "ar"]) {
      const page = await newPage({ width: 320 });
      for (const [name, path] of Object.entries(pages)) {
        await open(page, `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} ${lang}: ${over} px too wide`);
      }
    }
  },
  async "axe finds nothing on any page, light and dark, in both languages"() {
    for (const dark of [false, true]) {
      for (const lang of ["en", "ar"]) {
        const page = await newPage({ dark });
        await page.setBypassCSP(true);
        for (const [name, path] of Object.entries(pages)) {
          await open(page, `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
          await page.evaluate(axe);
          const found = await page.evaluate(() => globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          }));
          const told = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
          assert.deepEqual(told, [], `${name} ${lang} ${dark ? "dark" : "light"}`);
        }
      }
    }
  },
  async "the policy of the pages is never broken"() {
    const page = await newPage();
    for (const path of Object.values(pages).filter((p) => p !== "/nothing")) await open(page, path);
    assert.deepEqual(page.problems, []);
  },
  async "what is watched is listed, added and taken away"() {
    const page = await newPage({ script: false });
    await open(page, "/watches");
    const before = (await page.$$(".ledger > .entry")).length;
    await page.type('input[name="what"]', "RUS PRK");
    await click(page, 'button[value="add"]');
    assert.equal((await page.$$(".ledger > .entry")).length, before + 1);
    const last = ".ledger > .entry:last-of-type";
    assert.match(await text(page, `${last} h2`), /RUS PRK/);
    await click(page, `${last} button[value="remove"]`);
    assert.equal((await page.$$(".ledger > .entry")).length, before);
    assert.deepEqual(page.problems, []);
  },
  async "a report is set apart from its story, and the decision taken back"() {
    const page = await newPage();
    const count = async () => (await json("/stories.json")).all;
    const before = await count();
    await open(page, `${story}/reports`);
    await page.click('form:has(button[value="part"]) input[name="page"]');
    await click(page, 'button[value="part"]');
    assert.equal(await count(), before + 1);
    await click(page, 'button[value="undo"]');
    assert.equal(await count(), before);
    assert.deepEqual(page.problems, []);
  },
  async "a run that reads pages shows how far it is"() {
    const own = join(folder, "run.db");
    read(own, "corpus/pages");
    const server = await serve(own);
    const reader = spawn(isnad, ["read", "--desk", own, "-"], { stdio: ["pipe", "ignore", "ignore"] });
    const line = (i) => `${JSON.stringify({ id: `run-${i}`, text: `The minister arrived in Cairo on Monday with ${i} men.` })}\n`;
    for (let i = 0; i < 200; i += 1) reader.stdin.write(line(i));
    const page = await newPage();
    let shown = "";
    for (let tries = 0; tries < 60 && !shown; tries += 1) {
      await open(page, `${server}/`);
      shown = await page.$eval("[data-run]", (e) => e.textContent).catch(() => "");
      await new Promise((done) => setTimeout(done, 250));
    }
    assert.match(shown, /being read/);
    reader.stdin.end();
    await new Promise((done) => reader.on("exit", done));
    await open(page, `${server}/`);
    assert.equal(await page.$("[data-run]"), null);
    assert.deepEqual(page.problems, []);
  },
  async "hundreds of strings that try to run do not, in titles, texts, quotes, captions, addresses"() {
    const own = join(folder, "evil.db");
    const pages = join(folder, "evil");
    mkdirSync(pages);
    const escaped = (t) => t.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
    const said = (t, i) => `The minister ${t} said on Monday: "We will ${t} sign the treaty". Gunmen killed ${i + 3} ${t} drivers near Cairo.`;
    // A story each: pages of one day in ten tell no story with those of another.
    const day = (i) => new Date(Date.UTC(2000, 0, 1 + 10 * i)).toISOString().slice(0, 10);
    const lines = attempts.map((t, i) => [t, i]).filter(([, i]) => i % 2).map(([t, i]) => JSON.stringify({
      id: `evil-${i} ${t.slice(0, 400)}`, title: `${t} minister visits ${t}`, outlet: t, byline: t,
      url: `https://safe.example/${i}?${t}`, published: day(i), text: said(t, i),
    }));
    writeFileSync(join(pages, "lines.jsonl"), lines.join("\n"));
    attempts.forEach((t, i) => i % 2 || writeFileSync(join(pages, `${i}.html`), `<!doctype html><html lang="en"><head><meta charset="utf-8">
      <title>${escaped(t)} minister visits</title><meta property="og:site_name" content="${escaped(t)}"><meta name="author" content="${escaped(t)}">
      <link rel="canonical" href="https://safe.example/h${i}?${escaped(t)}"><meta property="article:published_time" content="${day(i)}"></head>
      <body><article><h1>${escaped(t)} minister visits ${escaped(t)}</h1><figure><figcaption>${escaped(t)} at the palace. Photo: ${escaped(t)}</figcaption></figure>
      <p>${escaped(said(t, i))}</p><p>The talks went on until the evening, and the two sides agreed to meet again.</p></article></body></html>`));
    read(own, pages);
    const server = await serve(own);
    const get = async (path) => (await fetch(server + path)).text();
    const ids = (JSON.parse(await get("/stories.json"))).stories.map((s) => s.id);
    const paths = new Set(["/", "/?sort=conflicts", "/sources", "/sources?page=2", "/entities", "/ledger", "/stories?page=3"]);
    for (const id of ids) {
      paths.add(`/story/${id}`);
      for (const [path] of (await get(`/story/${id}`)).matchAll(/\/(article|quote|fact)\/[0-9a-f]{6,12}[^"#?]*/g)) paths.add(path);
    }
    attempts.filter((t) => t.length < 300).forEach((t, i) => {
      const at = encodeURIComponent(t.toWellFormed?.() ?? t);
      paths.add(["/search?q=", "/entities?name=", "/source/", "/nothing/", "/?sort="][i % 5] + at);
    });
    assert.ok(paths.size > 2 * attempts.length, `${paths.size} pages`);
    await unharmed(server, [...paths]);
  },
  async "hundreds of strings that try to run do not, as names and notes that people give"() {
    const own = join(folder, "named.db");
    read(own, "corpus/pages/04-courier.html");
    const server = await serve(own);
    const person = (await (await fetch(`${server}/entities.json?kind=person`)).json()).entities[0].id;
    const form = await (await fetch(`${server}/settings`)).text();
    const token = /name="token" value="([0-9a-f]+)"/.exec(form)[1];
    const send = (fields) => fetch(`${server}/decide`, {
      method: "POST", redirect: "manual", headers: { origin: server }, body: new URLSearchParams({ token, subject: person, ...fields }),
    });
    const path = `/entity/${encodeURIComponent(person)}`;
    const page = await harmless();
    const short = attempts.filter((t) => t.trim() && t.length <= 200);
    for (const [i, t] of short.entries()) {
      await send(i % 2 ? { kind: "note", text: t, who: t } : { kind: "rename", name: t });
      // Who is shown in the heading, in lists and on the pages that name it.
      await unharmed(server, [i % 4 ? path : "/entities"], page);
    }
    const sheets = Math.ceil(short.length / 100);
    await unharmed(server, ["/decisions", ...Array.from({ length: sheets }, (_, i) => `/decisions?page=${i + 1}`), path, "/"], page);
  },
  async "a story is one file that shows itself"() {
    const file = execFileSync(isnad, ["story", largest.id, "--desk", desk, "--html"], { encoding: "utf8" });
    const page = await newPage();
    page.removeAllListeners("request");
    page.on("request", (r) => r.url().startsWith("data:") || r.url().startsWith("about:") || page.problems.push(r.url()));
    await page.setContent(file, { waitUntil: "load" });
    assert.equal(await page.$eval("h1", (e) => e.textContent.trim()), told.title);
    assert.equal(await page.$$eval("form, script", (all) => all.length), 0);
    assert.deepEqual(page.problems, []);
  },
};

let failed = 0;
try {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    for (const lang of ["en", "ar"]) {
      const page = await newPage();
      for (const [name, path] of Object.entries(pages)) {
        await open(page, `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 2600));
        await page.setViewport({ width: 1280, height });
        await page.screenshot({ path: `${shots}/${name}-${lang}.png` });
        await page.setViewport({ width: 1280, height: 900 });
      }
    }
    for (const [name, options] of [["dark", { dark: true }], ["narrow", { width: 320 }]]) {
      const page = await newPage(options);
      await open(page, story);
      await page.setViewport({ width: options.width ?? 1280, height: 1800 });
      await page.screenshot({ path: `${shots}/story-${name}.png` });
    }
  }
  const wanted = ([name]) => !flags.includes("--only") || name.includes(only);
  for (const [name, test] of Object.entries(tests).filter(wanted)) {
    try {
      await test();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n${error.message}`);
    }
  }
} finally {
  await browser.close();
  servers.forEach((server) => server.kill());
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed ? `${failed} failed` : "all passed");
process.exit(failed ? 1 : 0);

// Walks through the desk of the sample pages as a reader does, and lets axe look at every page.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [isnad, ...flags] = process.argv.slice(2);
const shots = flags.includes("--shots") ? "docs/desk" : null;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "isnad-"));
const desk = join(folder, "desk.db");
const read = (...args) => execFileSync(isnad, ["read", "--desk", desk, ...args], { stdio: "ignore" });
read("corpus/pages");

const server = spawn(isnad, ["serve", "--desk", desk, "--port", "0", "--by", "Nadia"]);
const base = await new Promise((done, failed) => {
  server.stdout.on("data", (data) => {
    const found = /http:\/\/[^/]+/.exec(data);
    if (found) done(found[0]);
  });
  server.on("exit", () => failed(new Error("the server ended")));
});
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
  page.on("request", (r) => r.url().startsWith(base) || r.url().startsWith("data:") || page.problems.push(`loads ${r.url()}`));
  page.on("dialog", (d) => { page.problems.push(`dialog ${d.message()}`); d.dismiss(); });
  return page;
};
const open = (page, path) => page.goto(base + path, { waitUntil: "load" });
const click = (page, selector) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(selector)]);
const text = (page, selector) => page.$eval(selector, (e) => e.textContent.trim());

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
  stories: "/", story, passages: first(/\/story\/[^"]+passages[^"]+/), article,
  quote: first(/\/quote\/[^"]+/), fact: first(/\/fact\/[^"]+/), names: "/entities", name: person,
  ledger: "/ledger", dyad, search: "/search?q=%D9%82%D8%A7%D9%81%D9%84%D8%A9", sources: "/sources",
  decisions: "/decisions", settings: "/settings", help: "/help", missing: "/nothing",
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
  async "titles and texts that try to run do not"() {
    const evil = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "</title><script>alert(1)</script>", "javascript:alert(1)", "\u202egnp.x"];
    const lines = evil.map((e, i) => JSON.stringify({
      id: `evil-${i} ${e}`, title: `${e} minister visits ${e}`, outlet: e, url: `https://safe.example/${i}?${e}`, published: "2025-10-16",
      text: `The minister ${e} said on Monday: "We will ${e} sign the treaty". Gunmen killed ${i + 3} ${e} drivers near Cairo.`,
    }));
    const file = join(folder, "evil.jsonl");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(file, lines.join("\n"));
    read(file);
    const page = await newPage();
    await open(page, "/");
    const own = await page.$$eval(".stories h2 a", (all) => all.map((e) => e.getAttribute("href")));
    for (const path of [...own, "/search?q=minister", "/sources", "/entities"]) await open(page, path);
    const articles = await (await open(page, "/search?q=minister"), page.$$eval(".hits h2 a", (all) => all.map((e) => e.getAttribute("href"))));
    for (const path of articles) await open(page, path);
    assert.deepEqual(page.problems, []);
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
  for (const [name, test] of Object.entries(tests)) {
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
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed ? `${failed} failed` : "all passed");
process.exit(failed ? 1 : 0);

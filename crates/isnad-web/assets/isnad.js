// Keys, and what is new since the last visit. Every page works without this file.
"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  let entry = -1;
  let mark = -1;

  const show = (element) => {
    element.scrollIntoView({ block: "center" });
    const target = element.matches("a, summary, mark") ? element : element.querySelector("a, summary");
    if (element.matches("mark")) element.tabIndex = -1;
    (target || element).focus({ preventScroll: true });
  };

  const step = (selector, at, by) => {
    const list = all(selector).filter((e) => e.getClientRects().length);
    if (!list.length) return at;
    const next = Math.min(Math.max(at + by, 0), list.length - 1);
    list.forEach((e) => e.classList.remove("here"));
    list[next].classList.add("here");
    show(list[next]);
    return next;
  };

  const keys = {
    j: () => { entry = step(".entry", entry, 1); },
    k: () => { entry = step(".entry", entry, -1); },
    n: () => { mark = step("mark[id]", mark, 1); },
    p: () => { mark = step("mark[id]", mark, -1); },
    o: () => {
      const here = document.querySelector(".entry.here");
      const door = here && here.querySelector("summary, a");
      if (door) door.click();
    },
    "/": () => document.getElementById("q").focus(),
    "?": () => { location.href = "/help"; },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  // When each story was last seen is kept in this browser alone.
  const seen = (id, value) => {
    try {
      const old = localStorage.getItem("seen " + id);
      if (value) localStorage.setItem("seen " + id, value);
      return old;
    } catch { return null; }
  };
  const unveil = (element) => {
    const sign = element && element.querySelector(".new");
    if (sign) sign.hidden = false;
  };
  const story = document.querySelector("[data-story]");
  if (story) {
    const before = seen(story.dataset.story, story.dataset.changed);
    if (before) all("[data-added]").filter((e) => e.dataset.added > before).forEach(unveil);
  }
  all("[data-id]").forEach((e) => {
    const before = seen(e.dataset.id);
    if (before && e.dataset.changed > before) unveil(e);
  });

  // How far a run is, as long as it goes on.
  const run = document.querySelector("[data-run]");
  const follow = async () => {
    const state = await fetch("/status.json").then((answer) => answer.json()).catch(() => null);
    if (!state || !state.run) { run.hidden = true; return; }
    const bar = run.querySelector("progress");
    if (bar && state.run.share !== null) {
      bar.value = state.run.share;
      bar.nextElementSibling.textContent = `${Math.round(state.run.share * 100)}%`;
    }
    setTimeout(follow, 3000);
  };
  if (run) setTimeout(follow, 3000);

  // Forms that are sent by choosing.
  all("select[data-send]").forEach((e) => e.addEventListener("change", () => e.form.requestSubmit()));
})();

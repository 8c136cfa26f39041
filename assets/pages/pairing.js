/* The pairing page: asks for a code, shows it, and opens the wall once an administrator has typed it.
   It holds no secret: that is in a cookie which no script reads. Nobody stands before it: it asks for ever. */
(function () {
  "use strict";
  const page = document.querySelector("main.pairing");
  if (!page) return;  // every page loads every script
  page.dataset.stands = "";  // web/standing.py looks for it
  const EVERY = 2000, LATER = 15000, PATIENCE = 8000, EARLY = 30;  // ms, and s before a code's end
  const code = page.querySelector("[data-code]"), life = page.querySelector("[data-life]");
  const left = page.querySelector("[data-left]"), renewed = page.querySelector("[data-renewed]");
  const KEPT = "ops-pairing", QUICK = 60000;
  const NONE = {id: "", code: "", seconds: EARLY + 1};
  let kept = NONE, ends = 0, begun = -QUICK;

  async function ask(method) {
    try {
      const answer = await fetch("/api/wall/pairing", {method, cache: "no-store", signal: AbortSignal.timeout(PATIENCE)});
      return await answer.json();
    } catch {
      return {state: "lost"};
    }
  }
  /* Windows of one browser have one cookie: they show one code, and a page that is loaded anew shows it again. */
  function keep({id, code: text, seconds}) {
    kept = {id, code: text, seconds};
    begun = performance.now();
    try { localStorage.setItem(KEPT, JSON.stringify(kept)); } catch { /* no other window knows */ }
  }
  function recall(id) {
    try {
      if (kept.id !== id) kept = JSON.parse(localStorage.getItem(KEPT)) || NONE;
    } catch { /* as if there were none */ }
    if (kept.id !== id) kept = NONE;
  }
  function show(told) {
    page.dataset.state = told.state;
    if (told.look) document.documentElement.className = told.look + " of-pairing";
    const text = told.state === "waiting" ? kept.code : "";
    const [first, second] = code.children;
    first.textContent = text.slice(0, 3) || "–––";
    second.textContent = text.slice(3) || "–––";
    if (text) code.setAttribute("aria-label", [...text].join(" "));
    if (told.seconds !== undefined) ends = performance.now() + told.seconds * 1000;
    tick();
  }
  /* The steady clock: the screen's own time may be set meanwhile. */
  function tick() {
    const rest = Math.max(0, (ends - performance.now()) / 1000 - EARLY), isOn = page.dataset.state === "waiting";
    renewed.hidden = !isOn;
    life.style.transform = `scaleX(${isOn ? Math.min(1, rest / (kept.seconds - EARLY)) : 0})`;
    left.textContent = `${Math.floor(rest / 60)}:${String(Math.floor(rest % 60)).padStart(2, "0")}`;
  }
  async function turn() {
    let told = await ask("GET");
    if (page.dataset.served === "away" && !["away", "lost"].includes(told.state)) {
      location.reload();  // the store is back: this may be a wall already
      return;
    }
    if (told.state === "waiting") recall(told.id);
    if (told.state === "none" && performance.now() - begun < QUICK) {
      told = {state: "cookieless"};  // what was given a moment ago has not come back
      begun = -QUICK;
    } else if (told.state === "none" || (told.state === "waiting" && (!kept.code || told.seconds <= EARLY))) {
      told = await ask("POST");
      if (told.code) keep(told);
    }
    show(told);
    if (told.state === "in") location.replace(told.next);
    else setTimeout(turn, ["crowded", "cookieless"].includes(told.state) ? LATER : EVERY);
  }
  setInterval(tick, 1000);
  turn();
})();

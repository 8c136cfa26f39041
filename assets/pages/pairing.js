/* The pairing page: asks for a code, shows it, and opens the wall once an administrator has typed it.
   It holds no secret: that is in a cookie which no script reads. Nobody stands before it: it asks for ever. */
(function () {
  "use strict";
  const page = document.querySelector("main.pairing");
  if (!page) return;  // every page loads every script
  const EVERY = 2000, WHEN_CROWDED = 15000, PATIENCE = 8000, EARLY = 30;  // ms, and s before a code's end
  const code = page.querySelector("[data-code]"), life = page.querySelector("[data-life]");
  const left = page.querySelector("[data-left]"), renewed = page.querySelector("[data-renewed]");
  let shown = "", ends = 0, whole = 1;

  async function ask(method) {
    try {
      const answer = await fetch("/api/wall/pairing", {method, cache: "no-store", signal: AbortSignal.timeout(PATIENCE)});
      return await answer.json();
    } catch {
      return {state: "lost"};
    }
  }
  function show(told) {
    page.dataset.state = told.state;
    if (told.look) document.documentElement.className = told.look + " of-pairing";
    const text = told.state === "waiting" ? shown : "";
    const [first, second] = code.children;
    first.textContent = text.slice(0, 3) || "–––";
    second.textContent = text.slice(3) || "–––";
    if (told.code) code.setAttribute("aria-label", [...text].join(" "));
    if (told.seconds !== undefined) ends = performance.now() + told.seconds * 1000;
    tick();
  }
  /* The steady clock: the screen's own time may be set meanwhile. */
  function tick() {
    const rest = Math.max(0, (ends - performance.now()) / 1000 - EARLY), isOn = page.dataset.state === "waiting";
    renewed.hidden = !isOn;
    life.style.transform = `scaleX(${isOn ? Math.min(1, rest / whole) : 0})`;
    left.textContent = `${Math.floor(rest / 60)}:${String(Math.floor(rest % 60)).padStart(2, "0")}`;
  }
  async function turn() {
    let told = await ask("GET");
    if (page.dataset.served === "away" && !["away", "lost"].includes(told.state)) {
      location.reload();  // the store is back: this may be a wall already
      return;
    }
    if (told.state === "none" || (told.state === "waiting" && (!shown || told.seconds <= EARLY))) {
      told = await ask("POST");
      if (told.code) {
        shown = told.code;
        whole = told.seconds - EARLY;
      }
    }
    show(told);
    if (told.state === "in") location.replace(told.next);
    else setTimeout(turn, told.state === "crowded" ? WHEN_CROWDED : EVERY);
  }
  setInterval(tick, 1000);
  turn();
})();

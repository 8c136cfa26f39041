/* What is new or has become graver is heard, counted in the title, and told by the browser where that is permitted. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const MUTED = "ops-desk-muted", NOTES = "ops-desk-notices";
  /* the graver, the more and the higher: Hz, how often */
  const TONES = {extreme: [880, 3], severe: [740, 2], moderate: [587, 1], minor: [494, 1], unknown: [392, 1]};
  const LEAST = 1200;  // ms between two tones: a storm is no siren
  let audio = null, seen = null, rung = 0, name = "";

  const kept = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; } };
  const keep = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a browser that keeps nothing still rings */ } };
  const muted = () => kept(MUTED, ["minor"]);
  const heard = () => Boolean(audio) && audio.state === "running";
  desk.rung = [];  // what has rung, for whoever asks

  async function unlock() {
    audio = audio || new AudioContext();
    if (audio.state !== "running") await audio.resume();
    show();
  }
  function tone(severity) {
    if (!heard() || muted().includes(severity)) return;
    if (performance.now() - rung < LEAST) return;
    rung = performance.now();
    const [pitch, times] = TONES[severity] || TONES.unknown;
    for (let n = 0; n < times; n += 1) {
      const start = audio.currentTime + n * 0.28, source = audio.createOscillator(), loud = audio.createGain();
      source.frequency.value = pitch;
      source.type = "triangle";
      loud.gain.setValueAtTime(0, start);
      loud.gain.linearRampToValueAtTime(0.25, start + 0.02);
      loud.gain.exponentialRampToValueAtTime(0.001, start + 0.24);
      source.connect(loud).connect(audio.destination);
      source.start(start);
      source.stop(start + 0.26);
    }
  }
  function tell(one) {
    if (!kept(NOTES, false) || !("Notification" in window) || Notification.permission !== "granted" || muted().includes(one.severity)) return;
    const made = new Notification(desk.title(one), {body: [ops.severityWord(one.severity), one.unit_name].filter(Boolean).join(" · "), tag: "incident-" + one.id});
    made.onclick = () => {
      window.focus();
      desk.choose(one.id, true);
      made.close();
    };
  }
  function hear(board) {
    const newest = board.desk.newest || [], keys = newest.map((one) => `${one.id}|${one.step}|${one.at}`);
    if (seen !== null) {
      const fresh = newest.filter((_one, index) => !seen.has(keys[index]));
      if (fresh.length) {
        const gravest = [...fresh].sort((a, b) => ops.gravity(a.severity) - ops.gravity(b.severity))[0];
        desk.rung.push(gravest.severity);
        tone(gravest.severity);
        fresh.forEach(tell);
        say(fresh);
      }
    }
    seen = new Set(keys);
    const count = board.desk.unacknowledged;
    name = name || document.title.replace(/^\(\d+\) /, "");
    document.title = (count ? `(${count}) ` : "") + `${ops.t("Incidents")} · ${name}`;
  }
  /* the same for those who do not look */
  function say(fresh) {
    ops.text(desk.part("alert"), fresh.length === 1 ? ops.t("New: {title}", {title: desk.title(fresh[0])})
      : ops.t("{count} new incidents", {count: fresh.length}));
  }

  /* --- the switch -------------------------------------------------------------------------------------------------------- */
  function show() {
    const button = desk.part("sound"), all = muted().length >= ops.SEVERITIES.length;
    ops.text(button, !heard() ? ops.t("Sound is off: press to switch it on") : all ? ops.t("Muted") : ops.t("Sound"));
    button.classList.toggle("next", !heard());
    button.setAttribute("aria-expanded", String(Boolean(desk.root.querySelector(".sounds"))));
  }
  function panel() {
    const open = desk.root.querySelector(".sounds");
    if (open) open.remove();
    else desk.part("sound").parentElement.before(choices());
    show();
  }
  function choices() {
    const box = ops.element("div", "sounds chips");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", ops.t("Which severities are heard"));
    for (const severity of ops.SEVERITIES) {
      const button = ops.element("button");
      button.type = "button";
      button.append(ops.shape(severity), ops.element("span", "", ops.severityWord(severity)));
      button.setAttribute("aria-pressed", String(!muted().includes(severity)));
      button.addEventListener("click", () => {
        const now = muted(), silent = now.includes(severity);
        keep(MUTED, silent ? now.filter((one) => one !== severity) : [...now, severity]);
        button.setAttribute("aria-pressed", String(silent));
        if (silent) tone(severity);
        show();
      });
      box.append(button);
    }
    box.append(notes());
    return box;
  }
  function notes() {
    const button = ops.element("button", "", ops.t("Browser notices")), on = () => kept(NOTES, false) && "Notification" in window && Notification.permission === "granted";
    button.type = "button";
    button.setAttribute("aria-pressed", String(on()));
    button.addEventListener("click", async () => {
      if (on()) keep(NOTES, false);
      else if ("Notification" in window && await Notification.requestPermission() === "granted") keep(NOTES, true);
      else ops.text(button, ops.t("The browser does not permit notices"));
      button.setAttribute("aria-pressed", String(on()));
    });
    return button;
  }

  ops.onPage("desk", (root) => {
    const alert = ops.element("p", "spoken");
    alert.dataset.part = "alert";
    alert.setAttribute("role", "alert");
    root.append(alert);
    ops.part(root, "sound").addEventListener("click", () => (heard() ? panel() : unlock()));
    /* any press unlocks it as well: the browser asks for one */
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, (event) => {
      if (!heard() && !event.target.closest('[data-part="sound"]')) unlock();
    });
    desk.on("mount", show);
  });
  ops.draws("desk", ["desk"], (_root, board) => { if (board.desk) hear(board); });
})(window.ops = window.ops || {});

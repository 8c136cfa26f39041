/* Big files that are being made: asked for, and a tray at the edge of every page with how far they are. */
(function (ops) {
  "use strict";
  const MARK = "ops-exports", HIDDEN = "ops-exports-hidden", EVERY = 1000;
  let tray = null, timer = null;

  /* a KPI's records: fetched at once where they are few, else made beside; `address`: of the small one */
  ops.bigFile = async function (key, format, query, address) {
    try {
      const answer = await ops.post("/api/exports", {what: "records", key, format, query});
      const told = await answer.json().catch(() => ({}));
      if (answer.ok && told.job) {
        localStorage.setItem(MARK, "1");
        look();
      } else if (answer.ok) location.assign(told.address);
      else if (answer.status === 404) location.assign(address);  // no store stands behind this site: the direct way
      else ops.toast(told.told || ops.t("The file could not be asked for."));
    } catch {
      ops.toast(ops.t("The file could not be asked for."));
    }
  };
  ops.toast = function (text) {
    const box = place(), line = ops.element("p", "toast", text);
    box.append(line);
    setTimeout(() => { line.remove(); }, 12000);
  };
  const hidden = () => new Set(JSON.parse(localStorage.getItem(HIDDEN) || "[]"));
  function hide(id) {
    localStorage.setItem(HIDDEN, JSON.stringify([...hidden(), id].slice(-50)));
    look();
  }

  function place() {
    if (!tray || !tray.isConnected) {
      tray = ops.element("aside", "exports-tray");
      tray.setAttribute("aria-label", ops.t("Files"));
      tray.append(ops.element("ul"));
      document.body.append(tray);
    }
    return tray;
  }
  function make() {
    const made = ops.element("li"), bar = ops.element("progress");
    made.append(ops.element("b"), ops.element("span"), bar, ops.element("p", "deeds"));
    return made;
  }
  function said(job) {
    switch (job.state) {
      case "waiting": return ops.t("waits for its turn");
      case "running": return job.total ? ops.t("{done} of {total} rows", {done: ops.number(job.done), total: ops.number(job.total)}) : ops.t("is being counted");
      case "ready": return ops.t("ready: {count} rows", {count: ops.number(job.done)});
      case "cancelled": return ops.t("given up");
      default: return ops.t("could not be made: {why}", {why: job.error});
    }
  }
  function fill(row, job) {
    const [name, text, bar, deeds] = row.children, isOpen = ["waiting", "running"].includes(job.state);
    ops.text(name, `${job.name} (${job.format})`);
    ops.text(text, said(job));
    bar.hidden = !isOpen;
    bar.setAttribute("aria-label", name.textContent);
    bar.max = 1;
    if (job.total) bar.value = Math.min(1, job.done / job.total); else bar.removeAttribute("value");
    if (row.dataset.state === job.state) return;
    row.dataset.state = job.state;
    deeds.replaceChildren();
    if (isOpen) deeds.append(ops.button(ops.t("Give it up"), () => ops.request("DELETE", "/api/exports/" + job.id).then(look)));
    if (job.state === "ready") {
      const link = ops.element("a", "action", ops.t("Save the file"));
      Object.assign(link, {href: `/api/exports/${job.id}/file`});
      link.setAttribute("download", "");
      deeds.append(link);
    }
    if (!isOpen) deeds.append(ops.button(ops.t("Hide"), () => hide(job.id)));
  }

  async function look() {
    clearTimeout(timer);
    let jobs = [];
    try {
      const answer = await fetch("/api/exports");
      if (!answer.ok) return;
      jobs = (await answer.json()).jobs;
    } catch {
      timer = setTimeout(look, 5 * EVERY);
      return;
    }
    const gone = hidden(), shown = jobs.filter((job) => !gone.has(job.id));
    ops.list(place().firstChild, shown, (job) => job.id, make, fill);
    if (!shown.length) localStorage.removeItem(MARK);
    if (jobs.some((job) => ["waiting", "running"].includes(job.state))) timer = setTimeout(look, EVERY);
  }
  if (localStorage.getItem(MARK) && !document.documentElement.classList.contains("of-wall")) look();
  addEventListener("storage", (event) => { if (event.key === MARK && event.newValue) look(); });
})(window.ops = window.ops || {});

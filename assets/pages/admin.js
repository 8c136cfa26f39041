/* Administration: what its three parts share, and the list of displays. */
(function (ops) {
  "use strict";
  const parts = ops.adminParts = ops.adminParts || {};

  ops.when = (iso) => (iso ? `${ops.clock(Date.parse(iso))} ${ops.date(Date.parse(iso))}` : "–");
  /* rows: [[cell, …], …], each cell a text or an element; the first is the row's heading */
  ops.table = function (heads, rows) {
    const wide = ops.element("div", "wide"), made = ops.element("table"), head = made.createTHead().insertRow();
    for (const word of heads) {
      const cell = ops.element("th", "", word);
      cell.scope = "col";
      head.append(cell);
    }
    const body = made.createTBody();
    for (const cells of rows) {
      const row = body.insertRow();
      cells.forEach((told, place) => {
        const cell = ops.element(place ? "td" : "th");
        if (!place) cell.scope = "row";
        cell.dataset.head = heads[place];
        cell.append(told);
        row.append(cell);
      });
    }
    wide.append(made);
    return wide;
  };
  ops.read = async function (place, address) {
    try {
      const answer = await ops.request("GET", address);
      if (answer.ok) return await answer.json();
    } catch { /* told below */ }
    place.prepend(ops.element("p", "mistake", ops.t("It could not be read. Load the page again in a moment.")));
    return null;
  };
  /* A secret that is shown once, with what it is for. */
  ops.secret = function (title, text, hint) {
    const box = ops.element("section", "secret"), code = ops.element("code", "", text), said = ops.element("span", "said");
    said.setAttribute("role", "status");
    const copy = ops.button(ops.t("Copy"), async () => {
      try {
        await navigator.clipboard.writeText(text);
        ops.text(said, ops.t("Copied."));
      } catch {
        getSelection().selectAllChildren(code);
        ops.text(said, ops.t("Marked: copy it with Ctrl+C."));
      }
    });
    box.append(ops.element("h3", "", title), code, copy, said, ops.element("p", "hint", hint));
    box.tabIndex = -1;
    setTimeout(() => box.focus());
    return box;
  };

  parts.displays = function (place) {
    const list = ops.element("section"), aside = ops.element("aside");
    place.append(list, aside);
    async function fill() {
      const told = await ops.read(list, "/api/admin/displays");
      if (!told) return;
      const rows = told.displays.map((one) => {
        const revoke = ops.button(ops.t("Sign out for good"), async () => {
          const answer = await ops.request("DELETE", "/api/admin/displays/" + one.id);
          if (answer.ok) fill();
        });
        revoke.setAttribute("aria-label", ops.t("Sign out {name} for good", {name: one.name}));
        const state = one.revoked_at ? ops.t("signed out {time}", {time: ops.when(one.revoked_at)})
          : one.seen_at ? ops.t("seen {time}", {time: ops.when(one.seen_at)}) : ops.t("not seen yet");
        return [one.name, state, `${ops.when(one.created_at)} · ${one.created_by}`, one.revoked_at ? "" : revoke];
      });
      list.replaceChildren(rows.length
        ? ops.table([ops.t("Display"), ops.t("State"), ops.t("Made"), ops.t("Action")], rows)
        : ops.element("p", "hint", ops.t("No display yet. A display shows the wall and can do nothing else.")));
    }
    const form = ops.form([{name: "name", label: ops.t("Name, such as the room it hangs in")}], ops.t("Add a display"));
    ops.onSubmit(form, async (told) => {
      const made = await ops.sent(form, ops.post("/api/admin/displays", told));
      if (!made) return;
      form.reset();
      aside.querySelector(".secret")?.remove();
      aside.append(ops.secret(ops.t("Address for {name}", {name: made.name}),
        `${location.origin}/display?token=${made.token}`,
        ops.t("Open it once on that screen. It is shown only now; whoever has it sees the wall.")));
      fill();
    });
    aside.append(ops.element("h3", "", ops.t("Add a display")), form);
    fill();
  };

  ops.onPage("admin", (root) => {
    const place = ops.part(root, "admin");
    if (place) parts[place.dataset.partOf](place, JSON.parse(place.dataset.told));
  });
})(window.ops = window.ops || {});

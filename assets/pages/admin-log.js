/* The audit log: the newest first, filtered by who and what, and whether its chain holds. */
(function (ops) {
  "use strict";
  const parts = ops.adminParts = ops.adminParts || {};

  function detail(told) {
    return Object.entries(told).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join(" · ");
  }

  parts.log = function (place, told) {
    const head = ops.element("div", "log-head"), chain = ops.element("p", "chain"), list = ops.element("section"), file = ops.download("/api/tables/log.{format}");
    const form = ops.form([
      {name: "who", label: ops.t("Who")},
      {name: "action", label: ops.t("What"), options: [["", ops.t("everything")], ...told.actions]},
      {name: "subject", label: ops.t("About")},
    ], ops.t("Show"));
    chain.setAttribute("role", "status");
    head.append(form, chain, file);
    place.append(head, list);

    async function check() {
      ops.text(chain, ops.t("The chain is being checked …"));
      const found = await ops.read(place, "/api/admin/log/verified");
      if (!found) return;
      const {rows, broken, reason} = found.verified;
      chain.classList.toggle("wrong", broken !== null);
      ops.text(chain, broken === null ? ops.t("The chain holds: {rows} rows, none changed or missing.", {rows: ops.number(rows)})
        : reason === "missing" ? ops.t("The chain is broken: something is missing before row {row}.", {row: broken})
        : ops.t("The chain is broken: row {row} was changed.", {row: broken}));
    }
    async function show(before) {
      const asked = new URLSearchParams(new FormData(form));
      ops.fileIs(file, "/api/tables/log.{format}?" + asked);
      if (before) asked.set("before", before);
      const found = await ops.read(list, "/api/admin/log?" + asked);
      if (!found) return;
      const rows = found.entries.map((one) => [ops.when(one.at), one.who, one.action, one.subject, ops.element("small", "", detail(one.detail))]);
      const older = ops.element("p", "buttons");
      if (before) older.append(ops.button(ops.t("Newest"), () => show(0)));
      if (found.older) older.append(ops.button(ops.t("Older"), () => show(found.older)));
      list.replaceChildren(rows.length ? ops.table([ops.t("Time"), ops.t("Who"), ops.t("What"), ops.t("About"), ops.t("Detail")], rows)
        : ops.element("p", "hint", ops.t("Nothing was written down that fits.")), older);
    }
    ops.onSubmit(form, () => show(0));
    show(0);
    check();
  };
})(window.ops = window.ops || {});

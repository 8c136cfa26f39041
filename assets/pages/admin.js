/* Administration: what its three parts share. */
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

  ops.onPage("admin", (root) => {
    const place = ops.part(root, "admin");
    if (place) parts[place.dataset.partOf](place, JSON.parse(place.dataset.told));
  });
})(window.ops = window.ops || {});

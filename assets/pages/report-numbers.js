/* Beside a number of the sheets: what must be known of it, and why it changed. The number itself opens its records. */
(function (ops) {
  "use strict";
  const KPI = 'a[href^="/kpi/"]';
  const WAIT = 350;  // ms in which a pointer comes from the number to what stands beside it
  let box = null, of = null, leaving = null;

  function ways(link) {
    const made = ops.element("span", "number-ways"), url = new URL(link.getAttribute("href"), location.href);
    const opens = ops.element("a", "", ops.t("Open the records behind it")), why = ops.element("a", "", ops.t("Why did it change?"));
    opens.href = link.getAttribute("href");
    url.searchParams.delete("part");
    why.href = url.pathname + url.search + "#change";
    for (const one of [opens, why]) Object.assign(one, {target: "_blank", rel: "noopener"});
    if (link.title) made.append(ops.element("span", "", link.title));
    made.append(opens, why);
    return made;
  }
  function hide() {
    clearTimeout(leaving);
    if (box) box.remove();
    box = of = null;
  }
  function show(event) {
    const link = event.target.closest && event.target.closest(KPI);
    clearTimeout(leaving);
    if (box && (box.contains(event.target) || link === of)) return;
    if (!link && box && event.type === "pointerover") {
      leaving = setTimeout(hide, WAIT);
      return;
    }
    hide();
    if (!link || link.closest("[contenteditable], .number-ways")) return;
    of = link;
    box = ways(link);
    link.after(box);
    const sheet = link.closest(".sheet").getBoundingClientRect(), mine = box.getBoundingClientRect();
    if (mine.right > sheet.right) box.classList.add("to-left");
  }
  ops.onPage("report", (root) => {
    const sheets = ops.part(root, "report-sheets");
    sheets.addEventListener("pointerover", show);
    sheets.addEventListener("focusin", show);
    sheets.addEventListener("pointerleave", hide);
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box) return;
      const back = of;
      hide();
      back.focus();
      hide();
    });
  });
})(window.ops = window.ops || {});

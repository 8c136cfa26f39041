/* Personal data behind a record: asks why, which is written down, and shows them until the page is left. */
(function (ops) {
  "use strict";
  const why = () => ops.t("Why do you need them? It is written down with your name.");

  function ask(place) {
    const back = ops.button(ops.t("Cancel"), () => { form.replaceWith(button); button.focus(); });
    const form = ops.form([{name: "reason", label: why()}], ops.t("Show"), [back]);
    const button = place.querySelector("button");
    ops.onSubmit(form, async (told) => {
      const found = await ops.sent(form, ops.post(`/api/records/${place.dataset.record}/unmask`, told));
      if (!found) return;
      const list = ops.element("dl", "personal");
      for (const {name, value} of found.facts) list.append(ops.element("dt", "", name), ops.element("dd", "", value));
      form.replaceWith(found.facts.length ? list : ops.element("p", "hint", ops.t("No personal data were told.")));
    });
    button.replaceWith(form);
    form.elements.reason.focus();
  }
  function export_(button) {
    const back = ops.button(ops.t("Cancel"), () => { form.replaceWith(button); button.focus(); });
    const form = ops.form([{name: "reason", label: why()}], button.textContent, [back]);
    ops.onSubmit(form, ({reason}) => {
      const {address, key, format} = button.dataset, whole = address + (address.includes("?") ? "&" : "?") + new URLSearchParams({reason});
      ops.bigFile(key, format, whole.split("?")[1], whole);
      form.replaceWith(button);
    });
    button.replaceWith(form);
    form.elements.reason.focus();
  }
  ops.onPage("kpi-detail", (root) => root.addEventListener("click", (event) => {
    const place = event.target.closest('[data-part="unmask"]'), button = event.target.closest('[data-do="export-personal"]');
    if (place && event.target === place.querySelector("button") && !place.querySelector("form")) ask(place);
    if (button) export_(button);
  }));
})(window.ops = window.ops || {});

/* The page of targets: sends its form, says at each field what is wrong with it, and loses nothing entered. */
(function (ops) {
  "use strict";
  const NOTE = "ops-target-told";

  function fill(root) {
    for (const box of root.querySelectorAll("select[data-options]:empty")) {
      for (const [value, words] of JSON.parse(box.dataset.options)) {
        const chosen = value === box.dataset.chosen;
        box.append(new Option(words, value, chosen, chosen));
      }
    }
    const form = root.querySelector("form#target-form");
    const note = sessionStorage.getItem(NOTE);
    if (!form || !note) return;
    sessionStorage.removeItem(NOTE);
    const told = ops.element("p", "done", note);
    told.setAttribute("role", "status");
    form.before(told);
  }
  function tell(form, mistakes) {
    for (const place of form.querySelectorAll("[data-mistake]")) ops.text(place, "");
    for (const field of form.elements) field.removeAttribute("aria-invalid");
    for (const {field, told} of mistakes) {
      ops.text(form.querySelector(`[data-mistake="${field}"]`), told);
      const wrong = field && form.elements[field];
      if (!wrong) continue;
      wrong.setAttribute("aria-invalid", "true");
      wrong.setAttribute("aria-describedby", "mistake-" + field);
    }
    const first = mistakes.find((one) => one.field && form.elements[one.field]);
    if (first) form.elements[first.field].focus();
  }
  async function send(form, method, address, options) {
    const buttons = form.querySelectorAll("button");
    buttons.forEach((button) => { button.disabled = true; });
    try {
      const answer = await ops.request(method, address, options);
      const told = await answer.json();
      if (answer.ok) {
        sessionStorage.setItem(NOTE, told.told);
        location.assign("/targets?" + new URLSearchParams({kpi: form.elements.kpi.value}));
        return;
      }
      tell(form, told.mistakes || [{field: "", told: told.error}]);
    } catch {
      tell(form, [{field: "", told: ops.t("It could not be sent. What you entered is still here: try again in a moment.")}]);
    }
    buttons.forEach((button) => { button.disabled = false; });
  }

  ops.onPage("targets", (root) => {
    fill(root);
    new MutationObserver(() => fill(root)).observe(root, {childList: true, subtree: true});
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target, told = Object.fromEntries(new FormData(form));
      send(form, "POST", "/api/targets", {headers: {"Content-Type": "application/json"},
        body: JSON.stringify({...told, seen: form.dataset.seen})});
    });
    root.addEventListener("click", (event) => {
      const button = event.target.closest('[data-do="end"]');
      if (button) send(button.form, "DELETE", "/api/targets/" + button.form.dataset.seen, {});
    });
  });
})(window.ops = window.ops || {});

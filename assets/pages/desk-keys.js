/* Everything by key. A letter means nothing while one types; Escape leaves what is open, the innermost first. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const KEY_WORDS = {"j ↓": "next incident", "k ↑": "previous incident", Enter: "into the detail", "␣": "choose several", "/": "search", f: "filters",
    c: "new incident", l: "to the list", w: "whole map", z: "on the map", "?": "all keys", Esc: "leave", "Ctrl Enter": "send a form"};
  const typing = (element) => Boolean(element) && (/^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) && !/^(checkbox|radio|button)$/.test(element.type)
    || element.isContentEditable);

  function sheet(show) {
    const box = desk.part("keys"), open = show === undefined ? box.hidden : show;
    if (open && !box.firstChild) {
      const list = ops.element("dl");
      const rows = [...Object.entries(desk.letters).map(([action, letter]) => [letter, desk.actionWord(action)]),
        ...Object.entries(KEY_WORDS).map(([keys, words]) => [keys, ops.t(words)])];
      for (const [keys, words] of rows) {
        const term = ops.element("dt");
        keys.split(" ").forEach((key) => term.append(ops.element("kbd", "", key)));
        list.append(term, ops.element("dd", "", words));
      }
      const close = ops.element("button", "quiet", ops.t("Close this"));
      close.type = "button";
      close.append(ops.element("kbd", "", "Esc"));
      close.addEventListener("click", () => sheet(false));
      box.append(ops.element("h2", "", ops.t("All keys")), list, close);
    }
    box.hidden = !open;
    if (open) box.querySelector("button").focus();
    return true;
  }
  function escape() {
    if (!desk.part("keys").hidden) return sheet(false);
    const active = document.activeElement;
    if (active && active.getAttribute("aria-expanded") === "true" && active.getAttribute("role") === "combobox") return false;
    if (desk.openForm()) return desk.leaveForm();
    if (desk.isCreating()) return desk.leaveNew();
    if (typing(active)) {
      active.blur();
      return true;
    }
    if (!desk.root.querySelector("#desk-filters").hidden) {
      desk.openFilters(false);
      return true;
    }
    if (desk.list.ticked.size) desk.list.untick();
    else toList();
    return true;
  }
  function toList() {
    desk.tab("list");
    desk.root.querySelector("#desk-list").focus();
  }
  function toDetail() {
    if (!desk.chosen) desk.list.step(1);
    desk.tab("detail");
    desk.root.querySelector("#desk-detail").focus();
  }
  const KEYS = {
    j: () => desk.list.step(1), ArrowDown: () => desk.list.step(1), k: () => desk.list.step(-1), ArrowUp: () => desk.list.step(-1),
    Enter: toDetail, " ": () => desk.list.tick(desk.chosen), "/": () => desk.focusSearch(), f: () => desk.openFilters(), c: () => desk.create(),
    l: toList, w: () => desk.map.whole(), z: () => desk.map.goTo(), "?": () => sheet(),
  };

  function press(event) {
    if (event.key === "Escape") {
      if (escape()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const onButton = event.target.closest("button, a, [role=radio], input, [role=tab]");
    if (onButton && /^(Enter| )$/.test(event.key)) return;
    const inDetail = event.target.closest("#desk-detail");
    if (/^Arrow/.test(event.key) && (inDetail || event.target.closest(".leaflet-container, [role=radiogroup]"))) return;
    const action = Object.keys(desk.letters).find((one) => desk.letters[one] === event.key.toLowerCase());
    const run = KEYS[event.key] || (action && !event.shiftKey ? () => desk.act(action) : null);
    if (!run) return;
    event.preventDefault();
    run();
  }
  ops.onPage("desk", (root) => {
    document.addEventListener("keydown", press);
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      const run = {keys: () => sheet(), filters: () => desk.openFilters(), create: () => desk.create()}[button.dataset.do];
      if (run) run();
    });
    root.querySelector("#desk-list").tabIndex = -1;
  });
})(window.ops = window.ops || {});

/* The form of the KPI pages: drawn from one attribute, sent when something is chosen, its answer an address. */
(function (ops) {
  "use strict";
  const PAGES = ["kpi", "kpi-detail", "compare"];

  /* found with accents or without: "quan" is in "Quận" */
  ops.folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

  const input = (field, type) => {
    const made = ops.element("input");
    Object.assign(made, {type, name: field.name, value: field.value});
    return made;
  };
  const select = (field) => {
    const made = ops.element("select");
    made.name = field.name;
    for (const [value, words] of field.options) made.append(new Option(words, value, value === field.value, value === field.value));
    return made;
  };
  function dayOr(field) {
    const both = ops.element("span", "day-or"), choice = select(field);
    const day = input({name: field.name + "_day", value: field.day}, "date");
    const show = () => { day.hidden = choice.value !== field.other; };
    day.setAttribute("aria-label", field.label);
    choice.dataset.waits = field.other;
    choice.addEventListener("change", () => { show(); if (!day.hidden) day.focus(); });
    show();
    both.append(choice, day);
    return both;
  }

  ops.combo = (field) => combo(field);
  /* A choice among many, by typing: arrows go, Enter chooses, Escape leaves it as it was. With `most` several
     are chosen, each a chip that can be taken away; the value is one text, with commas between. */
  function combo(field) {
    const box = ops.element("span", "combo"), typed = ops.element("input"), list = ops.element("ul");
    const hidden = input(field, "hidden"), id = "combo-" + field.name, many = field.most || 0;
    const nameOf = (value) => (field.options.find((one) => one[0] === value) || ["", value])[1];
    const chosen = () => hidden.value.split(",").filter(Boolean);
    let shown = [], active = -1;
    list.id = id;
    list.setAttribute("role", "listbox");
    for (const [name, value] of Object.entries({type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-controls": id, "aria-autocomplete": "list", "aria-expanded": "false"})) typed.setAttribute(name, value);
    if (many) typed.placeholder = field.hint;
    const close = () => {
      list.hidden = true;
      typed.value = many ? "" : nameOf(hidden.value);
      typed.setAttribute("aria-expanded", "false");
      typed.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      active = index;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
      if (!list.children[index]) return;
      typed.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({block: "nearest"});
    };
    const open = (text) => {
      const wanted = ops.folded(text.trim()), taken = many ? chosen() : [];
      shown = field.options.filter((one) => ops.folded(one[1]).includes(wanted) && !taken.includes(one[0]));
      list.replaceChildren(...shown.map(([value, name], i) => {
        const item = ops.element("li", "", name);
        item.id = `${id}-${i}`;
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(value); });
        return item;
      }));
      list.hidden = !shown.length;
      typed.setAttribute("aria-expanded", String(!list.hidden));
      mark(wanted ? 0 : shown.findIndex((one) => one[0] === hidden.value));
    };
    const become = (value) => {
      const changed = value !== hidden.value;
      hidden.value = value;
      close();
      if (changed) hidden.dispatchEvent(new Event("change", {bubbles: true}));
    };
    const choose = (value) => become(many ? [...chosen(), value].join(",") : value);
    const chip = (value) => {
      const made = ops.element("button", "chip", nameOf(value));
      made.type = "button";
      made.setAttribute("aria-label", ops.t("Take away: {what}", {what: nameOf(value)}));
      made.addEventListener("click", () => become(chosen().filter((one) => one !== value).join(",")));
      return made;
    };
    typed.addEventListener("focus", () => typed.select());
    typed.addEventListener("click", () => open(""));
    typed.addEventListener("input", () => open(typed.value));
    typed.addEventListener("blur", close);
    typed.addEventListener("change", (event) => event.stopPropagation());
    typed.addEventListener("keydown", (event) => {
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (step) {
        event.preventDefault();
        if (list.hidden) open(""); else mark(Math.min(shown.length - 1, Math.max(0, active + step)));
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (shown[active]) choose(shown[active][0]);
      } else if (event.key === "Escape") close();
    });
    const place = ops.element("span", "typed");
    place.append(typed, list);
    if (many) box.classList.add("many");
    if (many) box.append(...chosen().map(chip));
    box.append(place, hidden);
    place.hidden = many > 0 && chosen().length >= many;
    close();
    return box;
  }

  const DRAWN = {select, combo, many: combo, day_or: dayOr, search: (field) => input(field, "search"), date: (field) => input(field, "date")};
  function labelled(field) {
    if (field.type === "hidden") return input(field, "hidden");
    const label = ops.element(field.most ? "div" : "label", "field of-" + field.name);  // chips are no part of a label
    label.append(ops.element("span", "", field.label), DRAWN[field.type](field));
    /* the words of a choice stand inside the label, and are no part of its name */
    label.querySelector("select, input:not([type=hidden])").setAttribute("aria-label", field.label);
    return label;
  }
  function draw(form) {
    const button = ops.element("button", "action", form.dataset.button);
    form.append(...JSON.parse(form.dataset.fields).map(labelled), button);
    form.addEventListener("formdata", tidy);
    form.addEventListener("change", changed);
  }

  /* What is sent: one text for the period, one for the map's day, and nothing that was not chosen. */
  function tidy({target, formData}) {
    const [first, last] = [formData.get("from"), formData.get("to")];
    if (target.dataset.period) formData.set(formData.has("periods") ? "periods" : "period", target.dataset.period);
    else if (first && last) formData.set("period", first <= last ? `${first}_${last}` : `${last}_${first}`);
    delete target.dataset.period;
    if (formData.get("on_day") && formData.get("on") === "other") formData.set("on", formData.get("on_day"));
    for (const name of ["from", "to", "kind", "on_day"]) formData.delete(name);
    for (const [name, value] of [...formData]) if (!value || value === "other") formData.delete(name);
  }
  function changed(event) {
    const field = event.target, form = field.form;
    if (!form || field.type === "search" || field.value === field.dataset.waits) return;
    if (field.name === "kind") form.dataset.period = field.value;
    if (field.type === "date" && !field.value) return;
    form.requestSubmit();
  }

  function mount(root) {
    const all = () => root.querySelectorAll("form.choose[data-fields]:empty").forEach(draw);
    all();
    new MutationObserver(all).observe(root, {childList: true, subtree: true});
    const nav = document.querySelector('.top nav a[href="/kpi"]');
    if (nav) nav.setAttribute("aria-current", "page");
  }
  PAGES.forEach((page) => ops.onPage(page, mount));
})(window.ops = window.ops || {});

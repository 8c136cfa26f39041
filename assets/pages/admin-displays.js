/* Administration of displays: the list, and beside it a screen to be paired or one to change. */
(function (ops) {
  "use strict";
  const parts = ops.adminParts = ops.adminParts || {};
  const NEW = {name: "", unit: "", look: "auto", scenes: null};

  function fields(told, held, isNew) {
    return [
      ...(isNew ? [{name: "code", label: ops.t("Code that the screen shows")}] : []),
      {name: "name", label: ops.t("Name, such as the room it hangs in"), value: held.name},
      {name: "unit", label: ops.t("Unit whose wall it shows"), options: told.units, value: held.unit || told.units[0][0]},
      {name: "look", label: ops.t("Look"), options: told.looks, value: held.look},
      ...ops.sceneFields(held.scenes || {}),
    ];
  }
  /* A form, and what reads it as the server wants it. */
  function made(told, city, held, isNew, word, others) {
    const form = ops.form(fields(told, held, isNew), word, others);
    const read = ops.sceneList(form, told, held.scenes || {}, city);
    const code = form.elements.code;
    if (code) Object.assign(code, {maxLength: 9, autocapitalize: "characters", className: "code"});
    return {form, entry: ({takeover_seconds: _seconds, ...entered}) => ({...entered, ...read()})};
  }
  function state(one) {
    if (one.revoked_at) return ops.t("signed out {time}", {time: ops.when(one.revoked_at)});
    return one.seen_at ? ops.t("seen {time}", {time: ops.when(one.seen_at)}) : ops.t("not seen yet");
  }
  function round(told, one) {
    const names = Object.fromEntries(told.scenes), own = one.scenes && one.scenes.scenes;
    return own ? own.map(({scene}) => names[scene]).join(" · ") : ops.t("as all walls");
  }

  parts.displays = function (place, told) {
    const list = ops.element("section"), aside = ops.element("aside");
    place.append(list, aside);
    let displays = [], city = null;

    async function fill() {
      const found = await ops.read(list, "/api/admin/displays");
      if (!found) return false;
      ({displays, city} = found);
      const looks = Object.fromEntries(told.looks);
      const rows = displays.map((one) => {
        const name = one.revoked_at ? one.name : ops.button(one.name, () => change(one.id), "link");
        return [name, one.unit_name, looks[one.look], round(told, one), state(one), `${ops.when(one.created_at)} · ${one.created_by}`];
      });
      list.replaceChildren(rows.length
        ? ops.table([ops.t("Display"), ops.t("Unit"), ops.t("Look"), ops.t("Scenes"), ops.t("State"), ops.t("Made")], rows)
        : ops.element("p", "hint", ops.t("No display yet. A display shows the wall and can do nothing else.")));
      return true;
    }
    /* said: what was done, for it stands in a form that is gone */
    function pair(said) {
      const {form, entry} = made(told, city, NEW, true, ops.t("Pair"));
      ops.onSubmit(form, async (entered) => {
        const done = await ops.sent(form, ops.post("/api/admin/displays/pair", entry(entered)));
        if (done && await fill()) pair(done.told);
      });
      const instead = ops.element("details"), address = ops.button(ops.t("Make an address instead"), async () => {
        const {code: _code, ...entered} = entry(Object.fromEntries(new FormData(form)));
        const done = await ops.sent(form, ops.post("/api/admin/displays", entered));
        if (!done || !await fill()) return;
        pair();
        aside.prepend(ops.secret(ops.t("Address for {name}", {name: entered.name}),
          `${location.origin}/display?token=${done.token}`,
          ops.t("Open it once on that screen. It is shown only now; whoever has it sees the wall.")));
      });
      instead.append(ops.element("summary", "", ops.t("The screen cannot show a code")),
        ops.element("p", "hint", ops.t("Fill in the form without the code; the screen then opens an address once.")), address);
      aside.replaceChildren(ops.element("h3", "", ops.t("Pair a screen")),
        ops.element("p", "hint", ops.t("Open {address} on the screen: it shows a code of six characters.", {address: location.host + "/wall"})),
        form, instead);
      if (said) ops.text(form.querySelector(".said"), said);
      form.elements.code.focus({preventScroll: true});
    }
    function change(id, said) {
      const one = displays.find((each) => each.id === id), address = "/api/admin/displays/" + id;
      const back = ops.button(ops.t("Pair a screen"), () => pair());
      const {form, entry} = made(told, city, one, false, ops.t("Save"), [back]);
      ops.onSubmit(form, async (entered) => {
        const done = await ops.sent(form, ops.post(address, entry(entered)));
        if (done && await fill()) change(id, done.told);
      });
      const deeds = ops.element("div", "buttons deeds"), out = ops.button(ops.t("Sign out for good"), async () => {
        const done = await ops.sent(form, ops.request("DELETE", address));
        if (done && await fill()) pair(done.told);
      });
      out.setAttribute("aria-label", ops.t("Sign out {name} for good", {name: one.name}));
      deeds.append(out);
      aside.replaceChildren(ops.element("h3", "", one.name), form, deeds);
      if (said) ops.text(form.querySelector(".said"), said);
      form.elements.name.focus();
    }
    fill().then((isRead) => { if (isRead) pair(); });
  };
})(window.ops = window.ops || {});

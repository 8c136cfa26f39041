/* Administration of keys of the open interface: the list, and beside it a new key or one to change. */
(function (ops) {
  "use strict";
  const parts = ops.adminParts = ops.adminParts || {};

  function fields(told, one) {
    const held = one || {name: "", unit: told.units[0][0], scopes: [], per_minute: 60};
    const units = told.units.some(([code]) => code === held.unit) ? told.units : [[held.unit, held.unit_name], ...told.units];
    return [
      {name: "name", label: ops.t("Name, such as the organisation that holds it"), value: held.name, fixed: Boolean(one)},
      {name: "unit", label: ops.t("Unit: reads of this and those below it"), options: units, value: held.unit},
      {name: "per_minute", label: ops.t("Requests a minute"), type: "number", value: held.per_minute},
      ...told.scopes.map(([scope, word]) => ({name: "scope_" + scope, label: word, type: "checkbox", value: held.scopes.includes(scope)})),
    ];
  }
  function state(one) {
    if (one.is_off) return ops.t("revoked");
    return one.used_at ? ops.t("used {time}", {time: ops.when(one.used_at)}) : ops.t("not used yet");
  }

  parts.keys = function (place, told) {
    const list = ops.element("section"), aside = ops.element("aside");
    const words = Object.fromEntries(told.scopes);
    let keys = [];
    place.append(list, aside);

    async function fill() {
      const found = await ops.read(list, "/api/admin/keys");
      if (!found) return false;
      keys = found.keys;
      const rows = keys.map((one) => [
        ops.button(one.name, () => edit(one.id), "link"), ops.element("code", "", one.hint + "…"), one.unit_name,
        one.scopes.length === told.scopes.length ? ops.t("all of it") : one.scopes.map((scope) => words[scope]).join(" · "), ops.number(one.per_minute), state(one), `${ops.when(one.made_at)} · ${one.made_by}`]);
      list.replaceChildren(rows.length
        ? ops.table([ops.t("Key"), ops.t("Begins with"), ops.t("Unit"), ops.t("May read"), ops.t("Requests a minute"), ops.t("State"), ops.t("Made")], rows)
        : ops.element("p", "hint", ops.t("No key yet. With a key, programs of others read figures and masked records at /api/v1.")));
      return true;
    }
    const secret = (name, token) => ops.secret(ops.t("Key for {name}", {name}), token,
      ops.t("It is shown only now. It is sent as the header “Authorization: Bearer …”; never write it into an address."));
    function show(title, ...more) {
      aside.replaceChildren(ops.element("h3", "", title), ...more);
    }
    function create(said) {
      const form = ops.form(fields(told, null), ops.t("Make the key"));
      ops.onSubmit(form, async (entry) => {
        const done = await ops.sent(form, ops.post("/api/admin/keys", entry));
        if (!done || !await fill()) return;
        create();
        aside.prepend(secret(entry.name, done.token));
      });
      const guide = ops.element("p", "hint"), link = ops.element("a", "", ops.t("What can be read, and how"));
      link.href = "/api/v1/";
      guide.append(link);
      show(ops.t("A new key"), form, guide);
      if (said) ops.text(form.querySelector(".said"), said);
      form.elements.name.focus({preventScroll: true});
    }
    function edit(id, said) {
      const one = keys.find((each) => each.id === id), address = "/api/admin/keys/" + id;
      const form = ops.form(fields(told, one), ops.t("Save"), [ops.button(ops.t("A new key"), () => create())]);
      ops.onSubmit(form, async ({name: _name, ...entry}) => {
        const done = await ops.sent(form, ops.post(address, entry));
        if (done && await fill()) edit(id, done.told);
      });
      const deeds = ops.element("div", "buttons deeds");
      deeds.append(ops.button(ops.t("Renew: another secret"), async () => {
        const done = await ops.sent(form, ops.post(address + "/renew", {}));
        if (!done || !await fill()) return;
        edit(id);
        aside.prepend(secret(one.name, done.token));
      }));
      if (one.is_off) form.querySelector(".primary").disabled = true;
      else deeds.append(ops.button(ops.t("Revoke the key"), async () => {
        const done = await ops.sent(form, ops.request("DELETE", address));
        if (done && await fill()) create(done.told);
      }));
      show(one.name, form, deeds);
      if (said) ops.text(form.querySelector(".said"), said);
      form.elements.unit.focus({preventScroll: true});
    }
    fill().then((isRead) => { if (isRead) create(); });
  };
})(window.ops = window.ops || {});

/* Administration of accounts: the list, and beside it one account to change or a new one. */
(function (ops) {
  "use strict";
  const parts = ops.adminParts = ops.adminParts || {};

  function state(one, now) {
    if (!one.active) return ops.t("locked");
    if (one.locked_until && one.locked_until > now) return ops.t("locked out until {time}", {time: ops.when(one.locked_until)});
    if (one.must_change) return ops.t("must choose a password");
    return ops.t("active");
  }
  const known = (pairs, value, word) => (pairs.some(([code]) => code === value) ? pairs : [[value, word], ...pairs]);

  function fields(told, one) {
    const held = one || {name: "", full_name: "", role: "officer", unit: told.units[0][0], may_unmask: false, subject: ""};
    return [
      {name: "name", label: ops.t("Name to sign in with"), value: held.name, fixed: Boolean(one)},
      {name: "full_name", label: ops.t("Full name"), value: held.full_name},
      {name: "role", label: ops.t("Role"), options: told.roles, value: held.role},
      {name: "unit", label: ops.t("Unit: works on this and those below it"), options: known(told.units, held.unit, held.unit_name), value: held.unit},
      {name: "may_unmask", label: ops.t("may see personal data, each time with a reason"), type: "checkbox", value: held.may_unmask},
      ...(one ? [] : [{name: "provider_only", label: ops.t("without a password: signs in at the provider"), type: "checkbox"}]),
      {name: "subject", label: ops.t("Identity at the sign-in provider (issuer, space, subject)"), value: held.subject},
    ];
  }
  function rightsOf(form, told) {
    const list = ops.element("ul", "rights");
    const show = () => list.replaceChildren(...told.rights[form.elements.role.value].map((word) => ops.element("li", "", word)));
    form.elements.role.addEventListener("change", show);
    show();
    form.querySelector(".of-role").after(list);
  }

  parts.accounts = function (place, told) {
    const list = ops.element("section"), aside = ops.element("aside");
    place.append(list, aside);
    let shown = [];

    async function fill() {
      const found = await ops.read(list, "/api/admin/accounts");
      if (!found) return;
      shown = found.accounts;
      const roles = Object.fromEntries(told.roles);
      const rows = shown.map((one) => {
        const open = ops.button(one.name, () => edit(one.name), "link");
        const what = ops.element("span", one.active && !(one.locked_until > found.now) ? "" : "off", state(one, found.now));
        return [open, one.full_name, roles[one.role] + (one.may_unmask ? " · " + ops.t("personal data") : ""), one.unit_name, what, ops.when(one.signed_in_at)];
      });
      list.replaceChildren(ops.table([ops.t("Name"), ops.t("Full name"), ops.t("Role"), ops.t("Unit"), ops.t("State"), ops.t("Last sign-in")], rows));
    }
    function show(title, form, ...more) {
      aside.replaceChildren(ops.element("h3", "", title), form, ...more);
      rightsOf(form, told);
    }
    function create() {
      const form = ops.form(fields(told, null), ops.t("Create the account"));
      ops.onSubmit(form, async (entry) => {
        const made = await ops.sent(form, ops.post("/api/admin/accounts", entry));
        if (!made) return;
        await fill();
        create();
        if (made.password) aside.prepend(password(made));
      });
      show(ops.t("A new account"), form);
    }
    const password = (made) => ops.secret(ops.t("First password of {name}", {name: made.name}), made.password,
      ops.t("Hand it over yourself. It is shown only now, and must be changed at the first sign-in."));

    function edit(name) {
      const one = shown.find((each) => each.name === name), address = "/api/admin/accounts/" + encodeURIComponent(name);
      const isLocked = !one.active || Boolean(one.failures);
      const back = ops.button(ops.t("New account"), create);
      const form = ops.form(fields(told, one), ops.t("Save"), [back]);
      ops.onSubmit(form, async ({name: _name, ...entry}) => { if (await ops.sent(form, ops.post(address, entry))) fill(); });
      const act = (deed, done) => async () => {
        const answer = await ops.sent(form, ops.post(`${address}/${deed}`, {}));
        if (!answer) return;
        await fill();
        done(answer);
      };
      const again = () => edit(name);
      const more = ops.element("div", "buttons deeds");
      more.append(
        ...(isLocked ? [ops.button(ops.t("Unlock"), act("unlock", again))] : []),
        ...(one.active ? [ops.button(ops.t("Lock"), act("lock", again))] : []),
        ops.button(ops.t("Reset the password"), act("password", (made) => { edit(name); aside.prepend(password(made)); })),
        ops.button(ops.t("Sign out everywhere"), act("end-sessions", () => {})));
      show(one.full_name || one.name, form, more);
      aside.querySelector("[name=full_name]").focus();
    }
    create();
    fill();
  };
})(window.ops = window.ops || {});

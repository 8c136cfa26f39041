/* The page of one's own account: another password, each mistake said at its field. */
(function (ops) {
  "use strict";
  ops.onPage("account", (root) => {
    const place = ops.part(root, "password-form");
    if (!place) return;
    const form = ops.form([
      {name: "old", label: ops.t("Present password"), type: "password", autocomplete: "current-password"},
      {name: "new", label: ops.t("New password"), type: "password", autocomplete: "new-password"},
      {name: "again", label: ops.t("New password once more"), type: "password", autocomplete: "new-password"},
    ], ops.t("Change the password"));
    place.replaceChildren(form);
    ops.onSubmit(form, async (told) => {
      const answer = await ops.sent(form, ops.post("/api/account/password", told));
      if (answer) location.assign("/");
    });
  });
})(window.ops = window.ops || {});

/* What the desk asks of the server and tells it. A refusal is {status, told, field, detail}: never an exception further in. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const config = JSON.parse(document.getElementById("ops-config").textContent);
  const LOST = () => ops.t("The server does not answer. What you entered is still here: try again in a moment.");

  async function ask(path, options) {
    let answer;
    try {
      answer = await fetch(path, options);
    } catch {
      return {status: 0, told: LOST()};
    }
    let told = null;
    try {
      told = await answer.json();
    } catch {
      return {status: answer.status, told: LOST()};
    }
    if (answer.ok) return {ok: true, status: answer.status, body: told};
    const error = told.error || {};
    return {status: answer.status, told: error.told || (typeof error === "string" ? error : LOST()),
      field: error.field || "", code: error.code || "", detail: told.detail || null};
  }
  const headers = (type) => ({"Content-Type": type, "X-CSRF": config.csrf || ""});

  desk.get = (path) => ask(path, {headers: {Accept: "application/json"}});
  desk.post = (path, body) => ask(path, {method: "POST", headers: headers("application/json"), body: JSON.stringify(body)});
  desk.remove = (path) => ask(path, {method: "DELETE", headers: headers("application/json")});
  desk.send = (path, file) => ask(path, {method: "POST", headers: headers(file.type || "application/octet-stream"), body: file});
})(window.ops = window.ops || {});

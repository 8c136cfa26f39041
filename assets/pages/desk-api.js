/* What the desk asks of the server and tells it. A refusal is {status, told, field, detail}: never an exception further in. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const LOST = () => ops.t("The server does not answer. What you entered is still here: try again in a moment.");

  async function read(asked) {
    let answer;
    try {
      answer = await asked;
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
  desk.get = async function (path) {
    const answer = await read(fetch(path, {headers: {Accept: "application/json"}}));
    if (answer.status === 401) ops.signedOut();
    return answer;
  };
  desk.post = (path, body) => read(ops.post(path, body));
  desk.remove = (path) => read(ops.request("DELETE", path));
  desk.send = (path, file) => read(ops.request("POST", path, {headers: {"Content-Type": file.type || "application/octet-stream"}, body: file}));
})(window.ops = window.ops || {});

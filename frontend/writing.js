// The form on which officers write: rows come and go, and commitments follow the clauses chosen, without leaving the page.
// Without a script the same buttons send the form, and the page comes back with the change.

const ROWS = /^(add|remove) (\S+)/;

// Sends the form as the button would and takes the one part that changes out of the answer.
async function renew(form, how, id, start) {
  const sent = new URLSearchParams(new FormData(form));
  sent.set("do", how);
  const answer = await fetch(window.location.href, { method: "POST", body: sent, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!answer.ok || !fresh || !old) return false;
  const known = new Set([...old.querySelectorAll("[id]")].map((element) => element.id));
  old.replaceWith(fresh);
  start({ scope: fresh });
  if (how.startsWith("add")) {
    [...fresh.querySelectorAll("input:not([type=hidden]), textarea, select")].find((element) => !known.has(element.id))?.focus();
  } else if (how.startsWith("remove")) {
    fresh.focus();
  }
  return true;
}

// The node cannot be reached, or can keep nothing: the page says so, holds what was typed, and tries again until it is kept. It is not
// left meanwhile: the browser's own page of errors would take the words away.
function stayWhileUnreachable(form, told) {
  let again;
  const failed = (event) => {
    if (event.type === "htmx:responseError" && event.detail.xhr.status < 500) return;
    told.hidden = false;
    again ??= setInterval(() => form.dispatchEvent(new Event("change")), 5000);
  };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.body.addEventListener(name, failed);
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    told.hidden = true;
    clearInterval(again);
    again = undefined;
  });
  form.addEventListener("submit", (event) => {
    if (told.hidden) return;
    event.preventDefault();
    told.scrollIntoView({ block: "nearest" });
  });
}

export function startWriting(start) {
  const form = document.querySelector("form[data-writing]");
  if (!form) return;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    const change = button && ROWS.exec(button.value);
    if (!change) return;
    event.preventDefault();
    renew(form, button.value, `f-${change[2].replaceAll(".", "-")}`, start)
      .catch(() => false)
      .then((done) => done || form.requestSubmit(button));
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-refreshes]") && document.getElementById("f-commitments")) {
      renew(form, "refresh", "f-commitments", start).catch(() => false);
    }
  });
  // Signed out meanwhile: the page says so while everything is still there.
  document.body.addEventListener("htmx:responseError", (event) => {
    if ([401, 403].includes(event.detail.xhr.status)) form.querySelector("[data-signed-out]").hidden = false;
  });
  stayWhileUnreachable(form, form.querySelector("[data-not-kept]"));
}

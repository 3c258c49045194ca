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
}

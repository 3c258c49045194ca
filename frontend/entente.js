// Starts the components that need a script. Every page also works without it.
import { initAll as startGovuk } from "./govuk-frontend.min.js";
import { initAll as startMoj } from "./moj-frontend.min.js";
import { startWriting } from "./writing.js";

// The components start only where the page says so; the strict policy allows no script in the page that would say it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

startGovuk();
startMoj();
startWriting(startGovuk);

// A list chosen from sends its form at once where the form asks for it; without a script its button does.
for (const form of document.querySelectorAll("form[data-send-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

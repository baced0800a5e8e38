/** What JavaScript adds to pages that work without it: filters that apply as they are chosen, progress that follows. */

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-live]")) {
  select.addEventListener("change", () => select.form?.requestSubmit());
}

const progress = document.querySelector<HTMLElement>("[data-progress]");
if (progress) followProgress(progress);

/** Replaces a part of the page by its newer self every second, where without script the whole page is asked again. */
function followProgress(part: HTMLElement): void {
  const timer = setInterval(async () => {
    const response = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const newer = page.querySelector<HTMLElement>("[data-progress]");
    if (newer) {
      part.innerHTML = newer.innerHTML;
      return;
    }
    clearInterval(timer);
    location.reload();
  }, 1000);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A file dropped on its form is the file chosen; the field shows its name as usual.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-drop]")) {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (input && event.dataTransfer && event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}

// Typing in the field of a choice chooses it.
for (const field of document.querySelectorAll<HTMLInputElement>("input[data-chooses]")) {
  field.addEventListener("input", () => {
    const choice = document.querySelector<HTMLInputElement>(`#${CSS.escape(field.dataset.chooses ?? "")}`);
    if (choice && field.value !== "") choice.checked = true;
  });
}

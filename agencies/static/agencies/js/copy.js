// A button that copies its own words (data-copy) or those of a field (data-copy-field); without a
// script, or where there is no clipboard (plain HTTP), the field is selected by hand.
for (const field of document.querySelectorAll("[data-select-whole]")) {
  field.addEventListener("focus", () => field.select());
}
for (const button of document.querySelectorAll("[data-copy], [data-copy-field]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copyField);
    await navigator.clipboard.writeText(field ? field.value : button.dataset.copy);
    const told = button.parentElement.querySelector("[data-copy-told]") ?? button;
    told.textContent = button.dataset.copied;
  });
}

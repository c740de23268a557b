for (const button of document.querySelectorAll("[data-al-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A button beside each text that is meant to be copied; without it, select and copy.
if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach((box) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.value);
      button.textContent = "Copied";
    });
    box.after(button);
  });
}

// A button beside each text that is meant to be copied; without it, select and copy.
if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach((box) => {
    const about = box.labels[0].textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${about}`);
    const said = document.createElement("span");
    said.className = "copied meta";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(box.value);
        said.textContent = "Copied";
      } catch {
        box.select();
        said.textContent = "The browser refused; the text is selected, copy it by hand";
      }
    });
    box.after(button, " ", said);
  });
}

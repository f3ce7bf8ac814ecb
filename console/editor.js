// What makes a textarea fit for code: Tab and Shift-Tab, indentation that stays, and which operation the caret is in.

const STEP = "  ";

export function editor(textarea) {
  let leaves = false; // after Escape, Tab goes to the next field: nobody is caught in the editor
  textarea.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      leaves = true;
    } else if (event.key === "Tab" && !leaves && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.shiftKey ? outdent(textarea) : indent(textarea);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      newLine(textarea);
    } else if (event.key !== "Shift" && event.key !== "Tab") {
      leaves = false;
    }
  });
  textarea.addEventListener("blur", () => (leaves = false));
}

/** The operation that the caret is in or behind: its kind, and its name when it has one. */
export function operationAt(text, caret) {
  const bare = text.replace(/#[^\n]*/g, (comment) => " ".repeat(comment.length));
  const found = [...bare.matchAll(/^\s*(query|mutation|subscription)\b\s*([_A-Za-z]\w*)?/gm)];
  const here = found.filter(({ index }) => index <= caret).pop() ?? found[0];
  return { kind: here?.[1] ?? "query", name: found.length > 1 ? here?.[2] : undefined };
}

// execCommand is the one way of typing that leaves Ctrl-Z working.
function type(textarea, text) {
  if (!document.execCommand("insertText", false, text)) textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
  textarea.dispatchEvent(new Event("input"));
}

function indent(textarea) {
  const { selectionStart: start, selectionEnd: end } = textarea;
  if (start === end) return type(textarea, STEP);
  eachLine(textarea, (line) => STEP + line);
}

function outdent(textarea) {
  eachLine(textarea, (line) => line.replace(/^ {1,2}/, ""));
}

function eachLine(textarea, change) {
  const { value, selectionStart, selectionEnd } = textarea;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  textarea.setSelectionRange(start, selectionEnd);
  const changed = value.slice(start, selectionEnd).split("\n").map(change).join("\n");
  type(textarea, changed);
  textarea.setSelectionRange(selectionStart === selectionEnd ? start + changed.length : start, start + changed.length);
}

function newLine(textarea) {
  const { value, selectionStart } = textarea;
  const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const margin = line.match(/^ */)[0];
  const opens = /[{([]\s*$/.test(line);
  const closes = opens && /^[})\]]/.test(value.slice(textarea.selectionEnd));
  type(textarea, `\n${margin}${opens ? STEP : ""}${closes ? `\n${margin}` : ""}`);
  if (closes) textarea.setSelectionRange(textarea.selectionStart - margin.length - 1, textarea.selectionStart - margin.length - 1);
}

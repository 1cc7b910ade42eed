// Just enough JSON for a skill: looks up members of an object, and quotes texts.

/** The text of a member's value as it stands in the object; empty when it is not there. */
export function member(object: string, name: string): string {
  const quoted = '"' + name + '"';
  let depth = 0;
  let i = 0;
  while (i < object.length) {
    const c = object.charCodeAt(i);
    if (c == 0x22) { // "
      const end = endOfText(object, i);
      if (depth == 1 && object.substring(i, end) == quoted && isKey(object, end)) {
        return value(object, object.indexOf(":", end) + 1);
      }
      i = end;
      continue;
    }
    if (c == 0x7b || c == 0x5b) depth++; // { [
    if (c == 0x7d || c == 0x5d) depth--; // } ]
    i++;
  }
  return "";
}

function isKey(object: string, at: i32): bool {
  while (at < object.length && object.charCodeAt(at) <= 0x20) at++;
  return at < object.length && object.charCodeAt(at) == 0x3a; // :
}

function endOfText(json: string, quote: i32): i32 {
  let i = quote + 1;
  while (i < json.length && json.charCodeAt(i) != 0x22) {
    i += json.charCodeAt(i) == 0x5c ? 2 : 1; // a backslash and what it stands before
  }
  return i + 1;
}

function value(json: string, from: i32): string {
  let depth = 0;
  let i = from;
  while (i < json.length) {
    const c = json.charCodeAt(i);
    if (c == 0x22) {
      i = endOfText(json, i);
      continue;
    }
    if (depth == 0 && (c == 0x2c || c == 0x7d || c == 0x5d)) break; // , } ]
    if (c == 0x7b || c == 0x5b) depth++;
    if (c == 0x7d || c == 0x5d) depth--;
    i++;
  }
  return json.substring(from, i).trim();
}

/** The text that a quoted value stands for, without escapes: enough for the values of choices. */
export function text(quoted: string): string {
  return quoted.length < 2 ? "" : quoted.substring(1, quoted.length - 1);
}

/** A text as a JSON value. */
export function quote(plain: string): string {
  return '"' + plain.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n") + '"';
}

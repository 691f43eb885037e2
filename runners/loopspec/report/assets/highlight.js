// Colours for Python and YAML, when a scenario is opened: cheaper than storing every token of every file.

const PYTHON = [
  ["comment", /#.*/y],
  ["string", /[rbfRBF]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y],
  ["keyword", /\b(?:def|class|async|await|with|as|for|in|if|elif|else|try|except|finally|raise|return|while|pass|lambda|not|and|or|is|import|from|yield|nonlocal|global|del|assert|break|continue)\b/y],
  ["constant", /\b(?:None|True|False|\d[\w.]*)\b/y],
  ["name", /[A-Za-z_]\w*(?=\()/y],
  ["", /\w+|\s+/y],
];
const YAML = [
  ["comment", /(?<=^|\s)#.*/my],
  ["string", /"(?:\\.|[^"\\\n])*"|'(?:''|[^'\n])*'/y],
  ["keyword", /[\w.-]+(?=:(?:\s|$))/ym],
  ["constant", /\b(?:null|true|false|\d[\w.]*)\b/y],
  ["", /[\w#]+|\s+/y],
];

function highlighted(text, rules) {
  const parts = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    let token = text[at];
    let kind = "";
    for (const [name, pattern] of rules) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match && match[0]) {
        token = match[0];
        kind = name;
        break;
      }
    }
    if (kind) {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(h("span", { class: `tok-${kind}` }, token));
    } else plain += token;
    at += token.length;
  }
  return [...parts, plain];
}

const code = (text, rules) => h("pre", { class: "code", tabindex: "0" }, h("code", {}, highlighted(text, rules)));

import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // Repeated boxes of a GET form share their name, and lists may bear a name.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // Roles are written where the stacked form of a table would lose them.
    "no-redundant-role": "off",
    "prefer-native-element": "off",
    // Titles carry the network's name; templates do not close void elements nor trim what they leave out.
    "long-title": "off",
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "require-sri": "off",
    "svg-focusable": "off",
  },
});

/** What is not valid in the HTML of a page: line, rule and message of each fault. */
export async function findHtmlFaults(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
}

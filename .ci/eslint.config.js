// What the linter asks of the scripts of pages.

import js from "@eslint/js";
import globals from "globals";

// What people wrote enters a page as text; HTML comes from our templates alone.
const AS_TEXT = ["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
  selector: `MemberExpression[property.name="${property}"]`,
  message: "Texts enter the page by textContent.",
}));

export default [
  { ...js.configs.recommended, files: ["static/**/*.js", "tests/js/**/*.js"] },
  {
    files: ["static/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-syntax": ["error", ...AS_TEXT],
    },
  },
  { files: ["tests/js/**/*.js"], languageOptions: { globals: globals.node } },
  {
    files: ["static/**/*.js", "tests/js/**/*.js"],
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
];

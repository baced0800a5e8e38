import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { XML_HEAD, xmlElement, xmlText } from "./xml.ts";

/** What a reader of XML finds in a document: the text and the attribute; throws where it is not well formed. */
function read(document: string): { text: string; attribute: string } {
  const parser = new SaxesParser({ xmlns: true });
  const found = { text: "", attribute: "" };
  parser.on("error", (error) => {
    throw error;
  });
  let inside = 0;
  parser.on("text", (text) => {
    if (inside > 0) found.text += text;
  });
  parser.on("closetag", () => {
    inside -= 1;
  });
  parser.on("opentag", (tag) => {
    inside += 1;
    found.attribute = tag.attributes.a?.value ?? "";
  });
  parser.write(document).close();
  return found;
}

describe("a text in XML", () => {
  test("comes out as it went in, without what XML cannot hold", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("]]>", "<![CDATA[", "&", "<", '"', "\u0000", "\ud800", "\uffff", "🙂", "\r\n", "\t"),
      }),
    );
    fc.assert(
      fc.property(words, (text) => {
        const kept = [...text.toWellFormed()]
          .filter((sign) => sign >= " " || "\t\n\r".includes(sign))
          .filter((sign) => sign !== "\ufffe" && sign !== "\uffff")
          .join("");
        const found = read(`${XML_HEAD}${xmlElement("e", { a: text }, xmlText(text))}`);
        expect(found.text).toBe(kept);
        // An attribute brings line ends and tabs down to spaces.
        expect(found.attribute).toBe(kept.replace(/[\n\t]/g, " "));
      }),
    );
  });

  test("is an empty element when it is nothing", () => {
    expect(xmlElement("e", { a: undefined })).toBe("<e/>");
  });
});

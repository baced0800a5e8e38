const REPLACED: [RegExp, string][] = [
  // What a program quotes is what it was given.
  [
    /"[^"\n]{1,400}"|«[^»\n]{1,400}»|“[^”\n]{1,400}”|`[^`\n]{1,400}`|(?<![\p{L}\p{N}])'[^'\n]{1,400}'(?![\p{L}\p{N}])/gu,
    "[…]",
  ],
  // A row as PostgreSQL repeats it.
  [/\(([a-z_, ]{1,200})\)=\([^)]{0,1000}\)/g, "($1)=[…]"],
  [/[\w.%+-]{1,64}(?:@|%40)[\p{L}\p{N}.-]{1,255}/gu, "[mail]"],
  [/\bpostgres(?:ql)?:\/\/\S+|\b(?:https?|smtps?):\/\/[^\s/]*:[^\s/]*@\S*/g, "[address]"],
  [/\?[^\s?]{1,2000}/g, "?[…]"],
  [/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g, "[address]"],
  [
    /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?=[0-9a-f:]{0,40}::)[0-9a-f]{0,4}(?::{1,2}[0-9a-f]{1,4}){1,7})(?![\w:])/gi,
    "[address]",
  ],
  [/(?<![\w+])(?:\+\d{1,3}[\s.]?|0)[1-9](?:[\s.-]?\d{2}){4}(?!\d)/g, "[phone]"],
  // A secret of a link, or a cookie; an identifier has its hyphens.
  [/(?<![\w-])(?![0-9a-f]{8}-)[A-Za-z0-9_-]{32,}(?![\w-])/g, "[secret]"],
];

/** A text without what may tell of somebody: what it quotes, mail addresses, phone numbers, addresses of devices, secrets. */
export const withoutPersonal = (text: string): string =>
  REPLACED.reduce((left, [pattern, by]) => left.replace(pattern, by), text);

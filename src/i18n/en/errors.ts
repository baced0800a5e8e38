import type { errors as french } from "../fr/errors.ts";

export const errors: typeof french = {
  titles: {
    400: "This request could not be read",
    403: "This page is not open to you",
    404: "This page does not exist",
    405: "This address is not used that way",
    409: "Somebody came first",
    413: "This file is too heavy",
    422: "Something is missing",
    500: "An error happened on our side",
    503: "Ancrage is not available for now",
  },
  texts: {
    400: "The address or the form holds a value we do not understand. Go back, check what is typed, then send it again: nothing was changed.",
    403: "Your role in this network does not allow you to see this page or to do this. Ask the person who administers the network.",
    404: "The address may have been copied wrongly, or the sheet has changed number. Search for it by title, place or partner.",
    405: "Go back to the previous page and use the button of its form.",
    409: "What you wanted to change has changed since the page was opened. Reload it, read it again, then start over: nothing was lost.",
    413: "It is over the size allowed. Take out images and useless sheets, save it as CSV, or split it into several files: a second import completes the first.",
    422: "Read the form again: what was typed is kept.",
    500: "Nothing was half recorded. Try again in a moment; if the error comes back, give the number below to the person who runs the server.",
    503: "The database does not answer, or the server is starting. Try again in a minute: your data are untouched.",
  },
  full: "The disk of the server is full",
  fullText:
    "Nothing was recorded, and nothing is lost. The person who runs the server has to make room; everything then goes on by itself.",
  kept: "What you typed is kept in this page. Leave it open and send it again in a minute.",
  resend: "Send again",
  reference: "Number of the error",
  back: "Back to the previous page",
  home: "Go to the home page",
  list: "Search the initiatives",
  limit: (size) => `Size allowed: ${size}.`,
  description: "The page asked for could not be shown.",
};

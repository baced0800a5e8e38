import type { about as french } from "../fr/about.ts";

export const about: typeof french = {
  accessibility: {
    title: "Accessibility",
    description:
      "Where Ancrage stands with regard to RGAA 4.1, how it is checked, and whom to tell about a difficulty.",
    lead: "Ancrage can be read without JavaScript, with a keyboard, with a screen reader, enlarged and printed.",
    state: "Status",
    stateText: [
      "Ancrage aims at conformance with the French accessibility standard (RGAA 4.1, that is WCAG 2.2 level AA). No third party has audited it yet: this page says what the team checks itself.",
    ],
    checks: "What is checked",
    checksAside: "At each change of the software",
    checksList: [
      "Each page, in each of its states, passes the axe tool without a defect, at widths of 360, 768 and 1,280 pixels, in light and dark.",
      "The contrast of text reaches level AAA; that of marks and field borders is over 3 to 1.",
      "A colour never carries information alone: each domain has its mark and its name.",
      "Everything can be done with the keyboard, in reading order, and where one stands can be seen.",
      "Each map and chart has a title, a description, and the same data as a table.",
      "Fields have a label, a hint and an error message tied to them.",
      "The PDF of reports follows the PDF/UA-1 standard; the same can be read on screen.",
    ],
    limits: "What we know is imperfect",
    limitsList: [
      "The statements from the field are in French, even in the English version; their language is marked.",
      "Maps are drawings: the table that follows them is the version to listen to.",
    ],
    help: "Tell us about a difficulty",
    helpText:
      "Write to the team that runs this network with the page, what you wanted to do and the tool you use. If no answer comes, you may turn to the French Defender of Rights.",
    defender: "Defender of Rights",
  },
  personalData: {
    title: "Personal data",
    description: "What Ancrage keeps about people, why, for how long, and your rights.",
    lead: "The safest data is that which is not collected. Ancrage describes initiatives and organisations, not people.",
    notKept: "What is not collected",
    notKeptList: [
      "No tracker, no visit statistics, no cookie to read the pages.",
      "No call to a third party: maps, fonts and images come from this server.",
      "The respondent column, when a file has one, is not carried into the sheets.",
    ],
    rights: "Your rights",
    rightsText:
      "You may ask to see, correct or erase what concerns you, from the data protection officer of the organisation that runs this network. You may also turn to the CNIL, the French data protection authority.",
    cnil: "CNIL",
  },
};

/** The folder under src/ that owns each table: the only one that writes it, unless listed below with a reason. */
export const OWNERS: Record<string, string> = {
  networks: "networks",
  campaigns: "imports",
  imports: "imports",
  column_mappings: "imports",
  initiatives: "initiatives",
  statements: "initiatives",
  figures: "initiatives",
  audiences: "initiatives",
  prospects: "initiatives",
  review_items: "initiatives",
  initiative_domains: "initiatives",
  initiative_actors: "initiatives",
  actors: "actors",
  studies: "studies",
  grids: "studies",
  grid_dimensions: "studies",
  domains: "studies",
  findings: "studies",
  finding_initiatives: "studies",
  strengths: "studies",
  strength_initiatives: "studies",
  codings: "studies",
  search_states: "search",
  search_documents: "search",
  search_bits: "search",
  search_words: "search",
  search_partners: "search",
  open_data_files: "open-data",
  duplicate_proposals: "duplicates",
  merges: "duplicates",
  reports: "reports",
  report_drafts: "reports",
  audit_heads: "platform",
  audit_entries: "platform",
};

/** The files that may name tables at all: a change of schema has no other place to visit. */
export const PLACES: RegExp[] = [
  /\.sql\.ts$/,
  /\/actions\/[^/]+\.ts$/,
  /^src\/platform\//,
  // A view puts together, for one page, what several domains hold.
  /^src\/web\/views\//,
  // One read each, of no use to anybody else.
  /^src\/(demonstration\/load-demonstration|cli\/doctor|imports\/rehearse)\.ts$/,
];

export type Crossing = { file: RegExp; tables: string[]; writes?: true; why: string };

/** Every place that names a table of another folder, and why it may. */
export const CROSSINGS: Crossing[] = [
  {
    file: /^src\/platform\/(action|database\/database)\.ts$/,
    tables: ["networks"],
    writes: true,
    why: "every action acts in a network, which is its tenant, and announces the network's new revision",
  },
  {
    file: /^src\/reports\/reports\.sql\.ts$/,
    tables: ["networks"],
    why: "a report is looked for by the bytes of its file, in any network; the revision says whether data moved since",
  },
  {
    file: /^src\/imports\/actions\/run-import\.ts$/,
    tables: ["networks"],
    why: "holds the row of the network while a file is written, so that two imports take turns",
  },
  {
    file: /^src\/networks\/networks\.sql\.ts$/,
    tables: ["initiatives", "initiative_domains", "statements", "campaigns"],
    why: "the list of networks counts what each holds, in one query for all",
  },
  {
    file: /^src\/actors\/actors\.sql\.ts$/,
    tables: ["initiative_actors", "initiatives"],
    why: "an actor is shown with the initiatives it takes part in, and the network of actors is drawn from them",
  },
  {
    file: /^src\/initiatives\/(actor-shelf|store-answers|store-readings)\.sql\.ts$/,
    tables: ["actors"],
    writes: true,
    why: "an import meets thousands of actors in one batch: they are found or made in the statement that ties them",
  },
  {
    file: /^src\/initiatives\/(neighbours|records|search|review)\.sql\.ts$/,
    tables: ["actors", "domains", "codings", "campaigns", "finding_initiatives"],
    why: "a sheet and a list show names of actors, domains and campaigns, and filter by them, in one query a page",
  },
  {
    file: /^src\/initiatives\/(actions\/classify-initiative|initiatives\.sql)\.ts$/,
    tables: ["domains"],
    why: "a domain is chosen by its key, which the study gives",
  },
  {
    file: /^src\/duplicates\/(comparables|merge|merges-list)\.sql\.ts$/,
    tables: ["initiatives", "initiative_domains", "statements", "initiative_actors", "actors", "audiences", "domains"],
    why: "candidates are found among a whole network by indexes on what initiatives say, without loading them",
  },
  {
    file: /^src\/duplicates\/(merge\.sql|actions\/(merge-initiatives|undo-merge))\.ts$/,
    tables: [
      "initiatives",
      "initiative_domains",
      "statements",
      "initiative_actors",
      "figures",
      "audiences",
      "prospects",
      "review_items",
      "finding_initiatives",
      "strength_initiatives",
    ],
    writes: true,
    why: "a merge moves everything that hangs on an initiative in one transaction, and takes it back in one",
  },
  {
    file: /^src\/search\/placed\.sql\.ts$/,
    tables: ["initiatives"],
    why: "a mark on a map bears the title and the place of its initiative, read in the query that finds it",
  },
  {
    file: /^src\/studies\/actions\/(load-codings|tie-findings)\.ts$/,
    tables: ["statements", "campaigns"],
    why: "codings and findings name answers by campaign and number",
  },
  {
    file: /^src\/studies\/(studies|ties)\.sql\.ts$/,
    tables: ["initiative_domains", "initiatives", "statements", "duplicate_proposals", "merges"],
    why: "a domain and a finding are shown with the initiatives that support them, merged ones counted once",
  },
  {
    file: /^src\/generation\/generated\.sql\.ts$/,
    tables: [
      "networks",
      "imports",
      "domains",
      "actors",
      "initiatives",
      "statements",
      "initiative_domains",
      "initiative_actors",
      "figures",
      "audiences",
      "prospects",
      "codings",
      "review_items",
    ],
    writes: true,
    why: "a made-up network is written in bulk, a thousand initiatives with all that hangs on them in ten statements",
  },
  {
    file: /^src\/open-data\/open-data\.sql\.ts$/,
    tables: ["networks", "initiatives"],
    why: "a description says since when a network exists, how many initiatives it holds and the first year they tell of",
  },
  {
    file: /^src\/search\/(facets|highlight|hits|index-initiatives|index-partners|titles)\.sql\.ts$/,
    tables: [
      "initiatives",
      "statements",
      "initiative_domains",
      "initiative_actors",
      "audiences",
      "prospects",
      "review_items",
      "actors",
      "domains",
      "codings",
    ],
    why: "the index is made from all that an initiative says, and shows the titles, texts and names it found",
  },
  {
    file: /^src\/initiatives\/neighbours\.sql\.ts$/,
    tables: ["search_documents", "search_partners", "search_words", "search_states"],
    why: "what is rare, and what stands near, is known by the index of the search",
  },
  {
    file: /^src\/demonstration\//,
    tables: ["networks", "initiatives", "merges"],
    why: "loading the demonstration twice must see what the first time left behind",
  },
  {
    file: /^src\/cli\/doctor\.ts$/,
    tables: ["networks", "imports", "reports"],
    why: "the doctor looks for work left unfinished, wherever it is",
  },
  {
    file: /^src\/web\/views\//,
    tables: ["initiatives", "initiative_domains", "imports", "audit_entries"],
    why: "the home page tells in one query what changed, whichever domain it is in",
  },
];

/** Why each difference between what the import reads and what the careful reader wrote remains; read by hand, one by one. */
export const REASONS: Record<string, string> = {
  "5 prospect":
    "“d’autres établissements” is read as another establishment (essaimage, by the corpus’ own rule); the careful reader knew they are of the same place",
  "14 partner":
    "the elected members are named inside a parenthesis; people there are kept as what is done, not as a partner",
  "15 carrier": "“mobilisation” is not read as carrying: nobody wrote that MGEN carries it",
  "15 partner": "follows from the carrier above",
  "17 partner": "“commerces et grandes surfaces” are two kinds of shops: cut in two",
  "18 carrier": "“co-construction” is not read as carrying: nobody wrote that MGEN carries it",
  "18 partner": "follows from the carrier above",
  "21 figure": "point 6 prevails: “des centaines” is an order of magnitude, 100 to 999",
  "22 prospect":
    "“d’autres centres … des environs” are other establishments: essaimage by the corpus’ own rule; the careful reader took them as the same place",
  "25 partner": "“adhérentes et militantes” are two publics: cut in two",
  "26 partner": "the same team under two wordings of its name",
  "28 kind": "a shop’s team without its statutes: “épicerie” reads as a company",
  "29 prospect": "what remains to be done (“ajuster les épreuves”) is read as a prospect of its own",
  "30 prospect":
    "absorbing a demand beyond the capacity is kept as “autre”: no more publics, themes or partners are named",
  "34 prospect":
    "“d’autres sections” reads as other territories; the careful reader kept the source’s word for more partners",
  "34 kind": "a proper name that says nothing of its kind: “autre”, with a doubt",
  "37 partner": "the members are named inside a parenthesis; people there are kept as what is done, not as a partner",
  "39 kind": "a proper name that says nothing of its kind: “autre”, with a doubt",
  "39 prospect": "“d’autres structures et d’autres publics” gives two readings, one of them as another establishment",
  "40 kind": "a proper name that says nothing of its kind: “autre”, with a doubt",
};

type Params = Record<string, string | number>;
type Told = { title: string; detail: (params: Params) => string };

export const api = {
  title: "API d’Ancrage",
  lead: "Lire par programme ce que les réseaux publient : sans compte, sans clé, depuis n’importe quel site.",
  description: "Les adresses, les filtres, les réponses et le vocabulaire de l’API d’Ancrage.",
  about:
    "API en lecture seule. Elle est la même pour tout le monde et ne connaît que ce que les réseaux publient. Les données sont en français.",
  start: "Commencer",
  startAside: "Un premier essai",
  startText: "Toutes les réponses sont en JSON. L’adresse de départ mène à toutes les autres :",
  formal: "Description complète pour les machines (OpenAPI 3.1)",
  paging: "Avancer de page en page",
  pagingText: [
    "Une liste donne 25 éléments, ou « limit » (100 au plus). L’adresse de la page suivante est dans « next » et dans l’en-tête Link ; elle est nulle à la fin.",
    "Suivez cette adresse telle quelle : le curseur qu’elle porte appartient à une liste, ses filtres et son ordre. Ce qui s’ajoute pendant la lecture ne décale rien. Triée par changement (« sort=recent »), une initiative modifiée pendant la lecture passe en tête et peut échapper.",
  ],
  caching: "Ne relire que ce qui a changé",
  cachingText:
    "Chaque réponse a un ETag, lié à l’état des données. Renvoyé dans If-None-Match, il vaut un 304 sans contenu tant que rien n’a changé.",
  rate: "Limites",
  rateText: (perMinute: number) =>
    perMinute === 0
      ? "Cette installation ne limite pas le nombre de requêtes."
      : `${perMinute} requêtes par minute et par adresse. Les en-têtes RateLimit-Policy et RateLimit disent ce qui reste (r) et dans combien de secondes le compte repart (t). Au-delà, la réponse 429 dit combien attendre dans Retry-After.`,
  rateBulk: "Pour tout prendre, les fichiers préparés valent mieux que mille requêtes :",
  bulkLink: "Fichiers de données ouvertes",
  errors: "Erreurs",
  errorsText:
    "Une erreur est un document « application/problem+json » (RFC 9457), en français ou en anglais selon Accept-Language : « detail » dit ce qui ne va pas et comment y remédier.",
  licence: "Licence",
  licenceText:
    "Chaque réseau choisit la licence de ses données : le champ « licence » de chaque initiative la nomme. S’il est nul, aucune n’a été choisie : on peut lire, mais réutiliser demande l’accord du réseau.",
  operations: "Adresses",
  operationsAside: "Toutes en GET",
  operationParameters: "Paramètres",
  heads: {
    parameter: "Paramètre",
    meaning: "Sens",
    field: "Champ",
    type: "Type",
    source: "D’où il vient",
    code: "Code",
  },
  example: "Exemple",
  answer: "Réponse",
  answers: (name: string) => `Répond : ${name}.`,
  repeatable: "peut être répété : l’un ou l’autre",
  byDefault: (value: string) => `par défaut ${value}`,
  vocabulary: "Vocabulaire",
  vocabularyAside: "Chaque champ, son sens, son unité, sa source",
  codes: "Codes",
  codesAside: "Les valeurs que prennent certains champs",
  codeLists: {
    qualifiers: "Réserves d’un chiffre",
    roles: "Rôles d’un acteur",
    kinds: "Sortes d’acteurs",
    prospects: "Sortes de perspectives",
    scales: "Échelles d’un lieu",
    placeStatus: "États d’un lieu",
  },
  none: "aucun",
  orNull: "ou nul",
  listOf: (type: string) => `liste de ${type}`,
  types: { string: "texte", number: "nombre", integer: "entier", boolean: "vrai ou faux", object: "objet" } as Record<
    string,
    string
  >,
  sources: {
    answer: "réponse du terrain, mot pour mot",
    reading: "lu par Ancrage dans la réponse ; ce qui a été rejeté n’y est pas",
    accepted: "lu dans la réponse, ou énoncé dans sa colonne, et accepté",
    person: "décidé par une personne du réseau",
    network: "dit par le réseau",
    code: "code officiel géographique de l’Insee",
    position: "positions des communes de GeoNames",
    computed: "calculé par Ancrage",
  } as Record<string, string>,
  problems: {
    parameters: {
      title: "Paramètre refusé",
      detail: ({ list }: Params) => String(list) || "La requête est mal formée.",
    },
    cursor: {
      title: "Curseur refusé",
      detail: () =>
        "Ce curseur est incomplet, a été modifié, ou vient d’une autre liste. Reprenez sans « cursor », puis suivez l’adresse « next » telle quelle.",
    },
    network: {
      title: "Réseau inconnu",
      detail: ({ network }: Params) =>
        `Aucun réseau publié ne s’appelle « ${network} ». /api/v1/networks les donne tous.`,
    },
    initiative: {
      title: "Initiative inconnue",
      detail: ({ key }: Params) => `Ce réseau ne publie aucune initiative « ${key} ».`,
    },
    actor: { title: "Acteur inconnu", detail: () => "Ce réseau ne publie aucun acteur de cet identifiant." },
    territory: {
      title: "Territoire inconnu",
      detail: ({ level, code }: Params) =>
        `Le code officiel géographique n’a pas de « ${level} » de code « ${code} ». Niveaux : commune, epci, departement, region.`,
    },
    address: {
      title: "Adresse inconnue",
      detail: () => "L’API n’a rien à cette adresse. /api/v1 mène à tout ce qu’elle a.",
    },
    method: {
      title: "Méthode refusée",
      detail: ({ method }: Params) => `L’API se lit seulement : GET ou HEAD, et non ${method}.`,
    },
    quota: {
      title: "Trop de requêtes",
      detail: ({ limit, seconds }: Params) =>
        `Vous avez dépassé ${limit} requêtes par minute. Attendez ${seconds} s. Pour tout prendre, préférez les fichiers de données ouvertes.`,
    },
    failed: {
      title: "Erreur d’Ancrage",
      detail: ({ reference }: Params) =>
        `Une erreur est survenue ici. Réessayez, puis signalez-la avec cette référence : ${reference}.`,
    },
    away: {
      title: "Momentanément indisponible",
      detail: () => "La base de données ne répond pas. Réessayez dans un instant.",
    },
  } as Record<
    | "parameters"
    | "cursor"
    | "network"
    | "initiative"
    | "actor"
    | "territory"
    | "address"
    | "method"
    | "quota"
    | "failed"
    | "away",
    Told
  >,
  faults: {
    unknown: (name: string) =>
      `Le paramètre « ${name} » n’existe pas ici ; la documentation (/api) donne ceux qui existent.`,
    refused: (name: string, expected: string) => `La valeur de « ${name} » est refusée. Attendu : ${expected}`,
  },
  parameters: {
    slug: "nom court du réseau, celui de son adresse.",
    key: "numéro de l’initiative dans son réseau ; celui d’une initiative fusionnée mène à celle qui reste.",
    q: "mots cherchés, 200 caractères au plus ; accents et majuscules sont indifférents, chaque mot doit s’y trouver.",
    domain: "clé d’un domaine du réseau (/domains les donne), ou « none » pour les initiatives sans domaine.",
    region: "code Insee d’une région (76 : Occitanie) ou d’une collectivité d’outre-mer (988).",
    departement: "code d’un département (46, 2A, 974).",
    epci: "SIREN d’une intercommunalité, neuf chiffres.",
    commune: "code Insee d’une commune, cinq caractères (et non le code postal).",
    partner: "identifiant d’un acteur (/actors les donne).",
    partner_kind: "sorte d’acteur qui prend part à l’initiative.",
    dimension: "clé d’une dimension de la grille, effective (note de 2 ou plus) selon un codeur au moins.",
    prospect: "sorte de perspective.",
    audience: "sorte de public.",
    year: "année de début, quatre chiffres, ou « none » quand elle n’est pas dite.",
    near: "lieu que le périmètre de l’initiative doit rencontrer : un code avec son niveau (commune:46042, epci:200023737, departement:46, region:76), un point « latitude,longitude », ou un nom qui ne désigne qu’un lieu.",
    radius: "rayon autour de ce lieu, en kilomètres, de 0 à 200 ; sans lui, le lieu même, ou 10 km autour d’un point.",
    sort: "ordre : « number » (par numéro, le seul que rien ne bouscule), « title », « recent » (dernier changement), « year ».",
    limit: "nombre d’éléments d’une page, entier de 1 à 100.",
    cursor: "là où commence la page : à prendre dans « next », jamais à composer.",
    kind: "sorte d’acteur.",
    level: "niveau du code officiel : commune, epci, departement ou region.",
    code: "code Insee, ou SIREN d’une intercommunalité.",
  } as Record<string, string>,
  operationWords: {
    index: { summary: "Point de départ", description: "Les adresses des autres ressources." },
    openapi: {
      summary: "Description de l’API",
      description: "Ce document, au format OpenAPI 3.1, en français ou en anglais selon Accept-Language.",
    },
    catalogue: {
      summary: "Catalogue des jeux de données",
      description: "Tous les jeux de données de l’installation et leurs fichiers, décrits par DCAT-AP 3 en JSON-LD.",
    },
    networks: { summary: "Réseaux qui publient", description: "Par ordre de nom court, avec leur licence." },
    network: { summary: "Un réseau", description: "Ce qu’il dit de lui-même, et combien d’initiatives il publie." },
    networkInitiatives: {
      summary: "Initiatives d’un réseau",
      description:
        "Les filtres de la liste ; plusieurs valeurs d’un filtre valent « l’une ou l’autre », plusieurs filtres « et ».",
    },
    initiative: {
      summary: "Une initiative",
      description: "Tout ce qui en est publié. Le numéro d’une initiative fusionnée répond 301 vers celle qui reste.",
    },
    actors: {
      summary: "Acteurs d’un réseau",
      description: "Organisations et groupes nommés par ses initiatives, par nom.",
    },
    domains: { summary: "Domaines d’un réseau", description: "Les thèmes de son étude, dans leur ordre." },
    networkFacets: {
      summary: "Décomptes d’un réseau",
      description:
        "Combien d’initiatives chaque valeur de chaque filtre garderait ; le choix fait dans un filtre ne réduit pas ses propres décomptes.",
    },
    initiatives: {
      summary: "Initiatives de l’espace commun",
      description: "Celles de tous les réseaux qui partagent, réseau après réseau.",
    },
    facets: {
      summary: "Décomptes de l’espace commun",
      description: "Les domaines et les dimensions sont propres à chaque réseau : ils ne sont pas décomptés ici.",
    },
    territory: {
      summary: "Un territoire",
      description: "Une entrée du code officiel géographique, et ce qui la contient.",
    },
  } as Record<string, { summary: string; description: string }>,
  statuses: {
    200: "Ce qui est demandé.",
    301: "L’initiative a été fusionnée : la réponse est à cette adresse.",
    304: "Rien n’a changé depuis la réponse que vous avez.",
    400: "Un paramètre ou un curseur est refusé.",
    404: "Rien de publié à cette adresse.",
    429: "Trop de requêtes : attendez le nombre de secondes de Retry-After.",
  } as Record<string, string>,
  headers: {
    ETag: "Nom de l’état des données ; à renvoyer dans If-None-Match.",
    "RateLimit-Policy": "Combien de requêtes (q) sont permises en combien de secondes (w).",
    RateLimit: "Combien il en reste (r), et dans combien de secondes le compte repart (t).",
    "Retry-After": "Secondes à attendre.",
    Link: "Adresses de la page suivante et de la première.",
    Location: "Adresse de l’initiative qui reste.",
  } as Record<string, string>,
  schemas: {
    Index: "Point de départ.",
    Network: "Réseau : l’organisation qui publie.",
    NetworkList: "Réseaux qui publient.",
    Initiative: "Initiative : ce que le terrain fait, tel que le réseau le connaît.",
    InitiativeList: "Page d’initiatives.",
    Place: "Lieu : les mots écrits, et les territoires lus dans ces mots.",
    Parents: "Territoires qui contiennent ceux qui sont nommés.",
    Point: "Point sur la carte, en degrés (WGS 84).",
    Partner: "Acteur qui prend part à l’initiative sans la porter.",
    Figure: "Chiffre : un intervalle, sa réserve et les mots d’où il vient.",
    Prospect: "Perspective : ce que l’initiative envisage.",
    Statement: "Réponse du terrain qui raconte l’initiative.",
    Domain: "Domaine : un thème de l’étude du réseau.",
    DomainList: "Domaines d’un réseau.",
    Actor: "Acteur : une organisation ou un groupe.",
    ActorList: "Page d’acteurs.",
    Facets: "Décomptes par valeur de chaque filtre.",
    FacetValue: "Une valeur d’un filtre et son décompte.",
    Territory: "Entrée du code officiel géographique.",
    Problem: "Erreur (RFC 9457).",
  } as Record<string, string>,
  fields: {
    Index: {
      name: "Nom du logiciel.",
      version: "Version de l’API.",
      documentation: "Cette documentation.",
      openapi: "Description pour les machines.",
      catalogue: "Catalogue DCAT.",
      networks: "Réseaux qui publient.",
      initiatives: "Initiatives de l’espace commun.",
      facets: "Décomptes de l’espace commun.",
    },
    Network: {
      slug: "Nom court, celui de son adresse.",
      name: "Nom.",
      description: "Présentation.",
      organisation: "Organisation dont c’est le réseau.",
      provenance: "D’où viennent ses données.",
      licence: "Licence de ses données ; nul : aucune n’a été choisie.",
      shared: "S’il figure dans l’espace commun.",
      initiatives: "Nombre d’initiatives publiées.",
      revision: "Numéro d’état : il grandit à chaque changement.",
      self: "Adresse dans l’API.",
      page: "Page à lire.",
      openData: "Page de ses fichiers.",
    },
    NetworkList: { total: "Nombre de réseaux.", items: "Les réseaux." },
    Initiative: {
      network: "Nom court du réseau.",
      key: "Numéro dans le réseau ; il ne change pas.",
      title: "Intitulé.",
      need: "Besoin auquel elle répond.",
      description: "Ce qu’elle fait.",
      impacts: "Effets observés.",
      domains: "Clés des domaines où elle est placée.",
      territory: "Lieu.",
      point: "Point sur la carte ; nul quand le lieu n’est pas reconnu.",
      since: "Année de début (« year ») ; nul quand elle n’est pas dite.",
      audiences: "Publics, dans les mots de la réponse.",
      carriers: "Noms des porteurs.",
      partners: "Partenaires, financeurs, hôtes et opérateurs.",
      figures: "Chiffres énoncés ou acceptés ; jamais additionnés entre eux.",
      prospects: "Perspectives.",
      statements: "Réponses qui la racontent ; plusieurs après une fusion.",
      licence: "Licence du réseau ; nul : aucune n’a été choisie.",
      updatedAt: "Dernier changement (ISO 8601, UTC).",
      self: "Adresse dans l’API.",
      page: "Fiche à lire.",
    },
    InitiativeList: {
      total: "Nombre d’initiatives retenues, toutes pages ensemble.",
      count: "Nombre d’initiatives de cette page.",
      next: "Adresse de la page suivante ; nul à la fin.",
      items: "Les initiatives.",
    },
    Place: {
      label: "Nom lu ; nul quand rien n’est reconnu.",
      words: "Lieu tel qu’écrit.",
      status: "État de la lecture.",
      scale: "Échelle.",
      regions: "Codes Insee des régions nommées.",
      departments: "Codes des départements nommés.",
      epci: "SIREN des intercommunalités nommées.",
      communes: "Codes Insee des communes nommées.",
      parents: "Ce qui contient les territoires nommés.",
      radiusKm: "Rayon autour du lieu, en kilomètres ; nul quand il n’est pas dit.",
    },
    Parents: {
      regions: "Codes Insee des régions.",
      departments: "Codes des départements.",
      epci: "SIREN des intercommunalités.",
    },
    Point: {
      lon: "Longitude, en degrés.",
      lat: "Latitude, en degrés.",
      exact: "Vrai pour une commune ; faux pour le centre d’un territoire plus large.",
    },
    Partner: {
      name: "Nom.",
      kind: "Sorte d’acteur.",
      generic: "Vrai pour un groupe dont personne ne répond en particulier (« associations de patients »).",
      roles: "Ce qu’il fait pour l’initiative.",
    },
    Figure: {
      text: "Les mots d’où il vient.",
      what: "Ce qui est compté.",
      min: "Borne basse, dans l’unité ; nul quand les mots n’en donnent pas.",
      max: "Borne haute, dans l’unité ; nul quand les mots n’en donnent pas.",
      qualifier: "Réserve.",
      unit: "Unité : le nom compté, « euros », « proportion » (1 vaut le tout), « fois », « ans », « km »…",
      period: "À quoi il se rapporte : « an », « mois », « 2023 », « depuis 2019 »…",
    },
    Prospect: { kind: "Sorte de perspective.", towards: "Vers où ou vers qui.", condition: "À quelle condition." },
    Statement: { number: "Numéro dans le fichier reçu.", campaign: "Campagne de réponses." },
    Domain: {
      key: "Clé.",
      name: "Nom.",
      definition: "Définition.",
      position: "Rang dans l’étude.",
      initiatives: "Nombre d’initiatives publiées.",
      page: "Page à lire.",
    },
    DomainList: { total: "Nombre de domaines.", items: "Les domaines." },
    Actor: {
      id: "Identifiant, pour le filtre « partner ».",
      name: "Nom.",
      kind: "Sorte d’acteur.",
      generic: "Vrai pour un groupe dont personne ne répond en particulier.",
      acronym: "Sigle.",
      place: "Lieu qui le distingue d’un homonyme.",
      initiatives: "Nombre d’initiatives où il prend part.",
      carries: "Nombre d’initiatives qu’il porte.",
      page: "Page à lire.",
    },
    ActorList: {
      total: "Nombre d’acteurs retenus, toutes pages ensemble.",
      count: "Nombre d’acteurs de cette page.",
      next: "Adresse de la page suivante ; nul à la fin.",
      items: "Les acteurs.",
    },
    Facets: { total: "Nombre d’initiatives retenues.", facets: "Pour chaque filtre, ses valeurs." },
    FacetValue: {
      value: "Valeur, telle que le filtre la prend.",
      label: "Nom à lire, quand il y en a un.",
      count: "Nombre d’initiatives.",
    },
    Territory: {
      level: "Niveau.",
      code: "Code.",
      name: "Nom.",
      population: "Habitants ; 0 quand aucun nombre n’est publié.",
      parents: "Ce qui le contient.",
      point: "Centre.",
      edition: "Édition du code officiel.",
      initiatives: "Initiatives de l’espace commun qui le nomment.",
    },
    Problem: {
      type: "Adresse qui nomme la sorte d’erreur, ou « about:blank ».",
      title: "Sorte d’erreur.",
      status: "Statut HTTP.",
      detail: "Ce qui ne va pas, et comment y remédier.",
      instance: "Adresse demandée.",
      code: "Code stable de l’erreur.",
      errors: "Un élément par paramètre refusé.",
    },
  } as Record<string, Record<string, string>>,
};

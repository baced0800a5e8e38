import type { AudienceCategory } from "../initiatives/audience-categories.ts";
import type { ProspectKind } from "../initiatives/prospects.ts";

/**
 * Words of the field, the most usual first in each list: they are drawn by rank, so that a search meets words that half
 * of the initiatives use and words that three of them use.
 */
const list = (text: string): string[] =>
  text
    .split("|")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** What initiatives are about, by domain of the made-up study, with the article. */
export const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  prevention: list(
    `la santé mentale|le sommeil|l’activité physique|la nutrition|la vaccination|les addictions|le sport-santé|la prévention bucco-dentaire|
    les premiers secours|le diabète|les écrans|l’équilibre alimentaire|la santé sexuelle|le dépistage des cancers|la prévention des chutes|
    l’audition|la vue|le souffle|le mal de dos|le stress au travail|le tabac|l’alcool|la santé des femmes|la ménopause|l’endométriose|
    la santé cardiovasculaire|l’hypertension|l’ostéoporose|la migraine|l’asthme de l’enfant|les gestes qui sauvent|la mémoire|
    la santé auditive au travail|les troubles musculosquelettiques|la voix des enseignants|l’hydratation`,
  ),
  "acces-aux-soins": list(
    `l’accès aux soins|la perte d’autonomie|l’accès aux droits|le renoncement aux soins|le handicap|la télémédecine|le parcours de soins|
    le maintien à domicile|les déserts médicaux|la santé des étudiants|la coordination des soins|les soins palliatifs|le retour à domicile|
    l’éducation thérapeutique|la périnatalité|les soins dentaires|l’appareillage auditif|les frais d’optique|l’hospitalisation à domicile|
    la maladie de Parkinson|l’autisme|les maladies rares|la drépanocytose|l’insuffisance rénale|l’après-cancer|la douleur chronique|
    l’interprétariat en santé|le transport des patients`,
  ),
  solidarites: list(
    `les aidants|l’isolement|le lien social|le harcèlement|la précarité étudiante|le répit|la précarité menstruelle|le deuil|la parentalité|
    le logement|les violences conjugales|la fracture numérique|l’entraide entre voisins|l’insertion professionnelle|le bénévolat|
    l’aide alimentaire|la lutte contre les discriminations|l’illettrisme|les familles monoparentales|la vie après la retraite|
    la solitude des jeunes|l’accueil des réfugiés|la mobilité solidaire|les vacances pour tous|le surendettement|le sans-abrisme|
    le mentorat|la médiation familiale|la transmission entre générations`,
  ),
  environnement: list(
    `la qualité de l’air|les jardins partagés|l’alimentation durable|les perturbateurs endocriniens|les pollens|le réemploi|la chaleur en ville|
    les mobilités douces|le gaspillage alimentaire|la biodiversité|l’eau|la précarité énergétique|le bruit|les circuits courts|
    la végétalisation des cours d’école|le compostage|les tiques|le moustique tigre|les espaces verts|le radon|la pollution lumineuse|
    la sobriété numérique|les zones humides|les haies|l’écoanxiété`,
  ),
  economie: list(
    `l’économie sociale et solidaire|les coopérations locales|l’entrepreneuriat solidaire|l’épicerie solidaire|l’emploi des seniors|
    les tiers-lieux|la monnaie locale|la finance solidaire|les achats responsables|l’habitat partagé|la culture pour tous|
    la relance des commerces de village|l’apprentissage|le mécénat de compétences|les ressourceries|la coopérative jeunesse|
    les recycleries sportives|la vie associative|le service civique|les groupements d’employeurs|l’autopartage|les conserveries solidaires`,
  ),
};

/** What an initiative is, with its article. */
export const FORMS: readonly string[] = list(
  `un atelier|une journée|un parcours|une permanence|un forum|une formation|un bus itinérant|un réseau d’entraide|une marche|
  un café-rencontre|une conférence|une consultation gratuite|un cycle d’ateliers|une campagne|un groupe de parole|une collecte|
  un jardin|un guichet unique|une équipe mobile|un théâtre-forum|un webinaire|un challenge|une exposition|une caravane|un ciné-débat|
  un guide pratique|une plateforme téléphonique|un programme|une course solidaire|un escape game|un service civique|une maison des aidants|
  un tiers-lieu|une boîte à outils|un podcast|un observatoire|un concours|un village santé|une halte-répit|une bourse d’échanges|
  un relais de quartier|une fresque|un serious game|une chorale|un colloque|un camion-cuisine|une ludothèque|un appel à projets|
  une résidence d’artiste|un rallye|un hackathon|une cousinade|un carnet de bord|un bibliobus|une bande dessinée|une webradio`,
);

/** Whom it is for, always in the plural, by category. */
export const PEOPLE: Readonly<Partial<Record<AudienceCategory, readonly string[]>>> = {
  habitants: list("habitants|riverains|citoyens|villageois"),
  eleves: list("élèves|lycéens|collégiens|écoliers|lycéennes"),
  etudiants: list("étudiants|apprentis|stagiaires|doctorants"),
  jeunes: list("jeunes|adolescents|jeunes adultes|mineurs"),
  "personnes-agees": list("retraités|seniors|personnes âgées|aînés|octogénaires"),
  familles: list("familles|parents|jeunes parents|couples|grands-parents"),
  aidants: list("aidants|aidants familiaux|proches aidants"),
  "agents-publics": list("agents publics|fonctionnaires|agents territoriaux|agents hospitaliers"),
  professionnels: list("enseignants|soignants|salariés|infirmiers|travailleurs sociaux|artisans|agriculteurs"),
  adherents: list("adhérents|sociétaires"),
  "benevoles-militants": list("bénévoles|militants"),
  enfants: list("enfants|tout-petits|nourrissons"),
  femmes: list("femmes|femmes enceintes|jeunes femmes"),
  malades: list("patients|malades chroniques|personnes diabétiques|convalescents"),
  "personnes-handicapees": list("personnes handicapées|malentendants|personnes autistes|malvoyants"),
  precaires: list("demandeurs d’emploi|personnes précaires|réfugiés|allocataires|sans-abri"),
};

/** What is said of them in a sentence; right after a feminine or a masculine noun. */
export const SITUATIONS: readonly string[] = list(
  `des zones rurales|sans médecin traitant|en situation de précarité|des quartiers prioritaires|loin des soins|du centre-ville|
  en difficulté numérique|en perte d’autonomie|des établissements publics|sans complémentaire santé|du bassin d’emploi|en horaires décalés|
  des hameaux de montagne|des communes isolées|du littoral|en logement social|sans voiture|du campus|du bout de la ligne|
  des aires d’accueil|en sortie d’hospitalisation|des lotissements récents|en résidence autonomie`,
);

/** Why: what these people lack. */
export const NEEDS: readonly string[] = list(
  `manquent de professionnels de santé|renoncent à des soins faute de moyens|connaissent mal leurs droits|
  disent ne pas savoir à qui s’adresser|souffrent de délais de rendez-vous trop longs|n’ont plus de visite depuis la fermeture du service|
  ne trouvent pas de lieu d’écoute|reçoivent peu d’information fiable|vivent loin de tout transport|bougent de moins en moins|
  demandent des rencontres près de chez eux|n’osent pas parler de leur santé|cumulent fatigue et anxiété|manquent de temps pour souffler|
  déplorent l’oubli des politiques publiques|peinent à utiliser les démarches en ligne|reportent leurs dépistages|mangent mal faute d’équipement|
  n’ont pas de solution de garde|redoutent le regard des autres|subissent le bruit et la chaleur|découvrent trop tard les aides qui existent|
  alertent sur la hausse des addictions|s’épuisent sans répit|n’ont plus de commerce ni de café|attendent plus d’un an une place en établissement|
  craignent de perdre leur logement|ont vu partir le dernier généraliste|échangent peu d’une génération à l’autre|méconnaissent les gestes de premiers secours|
  hésitent à se faire vacciner|paient de leur poche un matériel coûteux|signalent des conflits de voisinage|arrivent aux urgences faute d’autre recours|
  n’ont aucun lieu pour se retrouver|perdent confiance dans les institutions`,
);

/** What is done, in the third person, so that it follows its subject. */
export const DEEDS: readonly string[] = list(
  `propose des consultations gratuites|organise des ateliers animés par des professionnels|accompagne les personnes dans leurs démarches|
  réunit chaque mois les acteurs du territoire|forme des relais parmi les bénévoles|diffuse un guide pratique|ouvre une ligne d’écoute|
  met à disposition un local et du matériel|oriente vers les services de droit commun|offre un temps d’échange entre pairs|
  va à la rencontre des habitants|coordonne les professionnels du secteur|repère les situations fragiles|distribue des kits de prévention|
  installe un stand sur le marché|intervient dans les classes|organise des sorties collectives|prête des équipements|
  finance des séances de soutien psychologique|crée un annuaire des ressources locales|tient une permanence hebdomadaire|
  propose un bilan de santé complet|anime des groupes de parole|aide à remplir les dossiers|organise un dépistage ouvert à tous|
  recueille les besoins par questionnaire|fait se rencontrer les générations|forme les équipes éducatives|monte une pièce de théâtre avec les habitants|
  assure un transport à la demande|visite les personnes à domicile|cultive un potager commun|répare et redistribue du matériel médical|
  organise des cafés des aidants|propose des marches encadrées|met en relation bénévoles et familles|prépare des repas partagés|
  sensibilise les commerçants|crée des supports en facile à lire et à comprendre|traduit les documents en plusieurs langues|
  organise une course solidaire|enregistre des témoignages|expose les travaux des participants|anime une communauté en ligne|
  évalue la démarche avec une équipe de recherche|mutualise les achats de plusieurs structures|récupère les invendus du marché|
  plante des haies avec les écoles|mesure la qualité de l’air avec des capteurs|propose un hébergement de répit|
  remplace les aidants quelques heures|organise des vacances adaptées|facilite l’accès au sport sur ordonnance|
  adapte les exercices à chaque pathologie|équipe les salles de défibrillateurs|apprend à reconnaître les signes d’un AVC|
  collecte des protections hygiéniques|attribue des bourses|parraine des étudiants|tient une épicerie solidaire|
  livre des paniers de légumes|transforme les surplus en conserves|prépare au passage à la retraite|lutte contre le non-recours|
  ouvre un tiers-lieu de santé|héberge des consultations avancées|équipe un camion de télémédecine|forme aux gestes qui sauvent|
  anime des jeux de rôle|propose une médiation en cas de conflit|accueille les femmes victimes de violences|
  soutient les projets des associations|réunit un comité d’usagers|publie une lettre trimestrielle|remet un prix chaque année|
  construit une fresque avec les élèves|dresse la carte des ressources du quartier|initie à la cohérence cardiaque|
  propose des soins socio-esthétiques|anime des séances d’hypnose|organise des bains de forêt|fait découvrir la médiation animale|
  restaure des vélos donnés|organise un troc de plantes|monte une chorale de quartier|propose des cours de cuisine|
  installe des nichoirs et des hôtels à insectes|accorde des microcrédits|crée des emplois de proximité|initie à l’apiculture|
  réhabilite un ancien presbytère|fabrique des jeux en bois|tourne un documentaire|étudie les eaux de baignade`,
);

/** Means and doings of all sorts; the last ones are rare. */
export const MEANS: readonly string[] = list(
  `marche nordique|cuisine|jardinage|gymnastique douce|relaxation|théâtre|yoga|jeux de société|lecture à voix haute|vélo|natation|danse|chant|
  sophrologie|photographie|couture|informatique|peinture|pétanque|randonnée|musique|bricolage|écriture|aquagym|tai-chi|qi gong|poterie|
  échecs|arts plastiques|badminton|escalade|tricot|cirque|vidéo|podcast|méditation|Pilates|tir à l’arc|escrime|rugby à toucher|
  marche afghane|course d’orientation|aviron|canoë|équitation|médiation canine|slam|improvisation|conte|marionnettes|kamishibaï|origami|
  mosaïque|vannerie|sérigraphie|gravure|calligraphie|cyanotype|herbier|permaculture|lombricompostage|aquaponie|grainothèque|greffe de fruitiers|
  taille de haies|apiculture|ornithologie|astronomie|géocaching|slackline|parkour|capoeira|boccia|torball|handisport|basket fauteuil|
  sarbacane|swin golf|disc-golf|longe-côte|plongée|voile|char à voile|surf adapté|ski nordique|raquettes|luge|joëlette|tricycle|trottinette|
  patins à roulettes|double dutch|cerf-volant|modélisme|ferronnerie|ébénisterie|maçonnerie à la chaux|torchis|chaume|vitrail|émaux|
  reliure|typographie|linogravure|papier mâché|feutrage|dentelle|broderie|crochet|teinture végétale|tissage|macramé|
  accordéon|ukulélé|steel-drum|batucada|beatbox|gospel|chant polyphonique|bal folk|tango|biodanza|danse contemporaine|hip-hop|
  haïkus|correspondance|généalogie|collecte de mémoire|patois|langue des signes|braille|audiodescription|facile à lire|pictogrammes|
  réalité virtuelle|impression 3D|robotique|radio|télégraphie|cartographie participative|sciences participatives|microscope|kéfir|
  lactofermentation|levain|conserverie|pâtisserie|mijoté de légumineuses|algues|champignons|plantes sauvages|tisanes|miel|
  aromathérapie|réflexologie|shiatsu|hypnose|EMDR|luminothérapie|musicothérapie|art-thérapie|hortithérapie|équithérapie|zoothérapie|balnéothérapie|
  ergothérapie|psychomotricité|orthoptie|podologie|diététique|tabacologie|addictologie|gérontologie|oncologie|pédopsychiatrie|néonatalogie|
  télédermatologie|rétinographie|spirométrie|audiogramme|glycémie capillaire|tensiomètre|ostéodensitométrie|mammographie|frottis|
  don du sang|don de moelle|secourisme|brancardage|extincteurs|cybersécurité|monétique|microcrédit|coopération|gouvernance partagée|
  sociocratie|communication non violente|codéveloppement|design thinking|world café|cadavre exquis|photolangage|ikebana|bonsaï|ikigai`,
);

/** What came of it. */
export const EFFECTS: readonly string[] = list(
  `Les participants disent mieux connaître leurs droits|Les partenaires travaillent désormais ensemble|Le recours aux soins augmente|
  Les équipes se sentent moins seules|La démarche a changé le regard sur le sujet|Les demandes arrivent plus tôt|
  Plusieurs communes voisines se sont montrées intéressées|Des liens se sont noués entre voisins|Les délais de rendez-vous ont baissé|
  Les aidants dorment mieux|Un collectif d’habitants est né de l’action|Les enseignants reprennent les outils en classe|
  Les personnes reviennent d’une séance à l’autre|Les dépistages progressent|Les familles se parlent davantage|
  Les élus ont inscrit le sujet à leur ordre du jour|Des bénévoles se sont formés et animent à leur tour|Les urgences sont moins sollicitées|
  Les jeunes osent demander de l’aide|Le matériel sert plusieurs fois|Les déchets de la cantine ont diminué|
  La confiance envers les professionnels revient|Des emplois ont été créés|Le quartier a retrouvé un lieu de rencontre|
  Les soignants du secteur échangent chaque semaine|Les participants bougent plus au quotidien|Les achats locaux progressent|
  L’absentéisme recule|Les personnes isolées sortent de chez elles|Les dossiers aboutissent plus vite|La presse locale en a parlé|
  Les résidents attendent la visite avec impatience|Les espèces reviennent dans le jardin|L’action reste fragile faute de moyens humains|
  Les effets à long terme restent à mesurer|Peu d’hommes sont venus|La fréquentation a dépassé les attentes|La chaleur est mieux supportée en été`,
);

/** What comes next; `{place}` and `{people}` are filled, what is read in each stands beside. */
export const FUTURES: readonly { text: string; kind: ProspectKind; towards?: string; condition?: string }[] = [
  { text: "Nouvelle édition prévue l’an prochain", kind: "reconduction" },
  { text: "Étendre l’action à {place}", kind: "essaimage", towards: "{place}" },
  { text: "Pérennisation par une convention", kind: "perennisation" },
  { text: "Essaimage prévu dans les départements voisins", kind: "essaimage", towards: "les départements voisins" },
  { text: "Élargir aux {people}", kind: "elargissement", towards: "{people}" },
  {
    text: "Essaimage vers {place}",
    kind: "essaimage",
    towards: "{place}",
    condition: "si l’ARS confirme son soutien",
  },
  { text: "Dispositif pérennisé", kind: "perennisation" },
  { text: "Reconduction chaque année", kind: "reconduction" },
  {
    text: "Intégration au contrat local de santé de {place}",
    kind: "integration-politique-publique",
    towards: "contrat local de santé de {place}",
  },
  { text: "Action terminée", kind: "autre" },
  { text: "Évaluation en cours avec l’université", kind: "autre" },
  { text: "Recherche de nouveaux financements", kind: "autre" },
];

/** First parts of the names that people give to what they do. */
export const NAME_HEADS: readonly string[] = list(
  `Cap|Objectif|Ensemble|Les Clés|La Fabrique|Passerelle|Horizon|Le Relais|Vivre|La Ruche|Tandem|Escale|Le Comptoir|Les Semeurs|Trait d’union|
  La Parenthèse|Le Phare|Racines|L’Atelier|Les Ateliers|Le Fil|Un Pas vers|Le Souffle|Mosaïque|Les Sentiers|L’Élan|La Grange|Boussole|
  Tisserands|Le Kiosque|La Traverse|Les Passeurs|Arc-en-ciel|Le Carrefour|La Halte|Lanterne|Graines|Les Mains|L’Escargot|La Cabane|
  Colibri|Galopins|Le Préau|La Bulle|Tournesol|Les Éclaireurs|Le Gué|La Courte Échelle|Tambour battant|Les Vigies|Le Balcon|
  Alizé|Nénuphar|Chrysalide|L’Hirondelle|Le Métronome|Sablier|Le Pas de côté|Les Glaneurs|Girouette|L’Estuaire|Mandarine|
  Le Bastingage|Cerf-volant|La Pirogue|Zéphyr|Le Grand Merle|Les Pissenlits|Aubépine|Le Passe-muraille|Ficelle|Tamaris`,
);

/** Second parts of these names. */
export const NAME_TAILS: readonly string[] = list(
  `santé|solidarité|bien-être|autonomie|prévention|avenir|partage|équilibre|jeunesse|entraide|mémoire|vitalité|sport|culture|parole|répit|
  autrement|du quartier|des possibles|du territoire|en mouvement|pour tous|des générations|du cœur|de demain|des voisins|
  du vivre ensemble|de la vallée|en chemin|du mieux-être|des parents|en herbe|des rives|du plateau|du littoral|au jardin|de l’estran|
  des collines|en scène|du bocage|de la forêt|des cimes|à vélo|des quatre vents|du vieux port|sur le fil|à petits pas|du marais|
  des falaises|de l’autre rive|des vergers|au long cours|du canal|de la garrigue|des brumes|du soleil levant|de la presqu’île`,
);

/** What associations work for, after "pour": it makes names that are used a few times only. */
export const CAUSES: readonly string[] = list(
  `la santé|la solidarité|l’avenir|la jeunesse|les aidants|le lien social|l’autonomie|le sport|la culture|l’entraide|le partage|les familles|
  la mémoire|le répit|l’environnement|les aînés|la parole|l’insertion|le logement|les malades|la mobilité|la lecture|le réemploi|la forêt|
  les rivières|le patrimoine|les abeilles|le théâtre|la musique|les exilés`,
);

/** Groups nobody in particular answers for, with the kind of actor they are. */
export const GROUPS: readonly { name: string; kind: string }[] = [
  { name: "professionnels de santé", kind: "professionnels" },
  { name: "associations locales", kind: "association" },
  { name: "associations de patients", kind: "association" },
  { name: "collectivités locales", kind: "collectivite" },
  { name: "établissements scolaires", kind: "etablissement-scolaire" },
  { name: "médecins libéraux", kind: "professionnels" },
  { name: "clubs sportifs", kind: "association" },
  { name: "bénévoles", kind: "citoyens" },
  { name: "pharmaciens", kind: "professionnels" },
  { name: "bailleurs sociaux", kind: "autre" },
  { name: "infirmiers", kind: "professionnels" },
  { name: "commerçants", kind: "entreprise" },
];

/** Things counted, with how many there usually are. */
export const COUNTED: readonly { unit: string; usual: number }[] = [
  { unit: "personnes", usual: 150 },
  { unit: "participants", usual: 60 },
  { unit: "bénévoles", usual: 12 },
  { unit: "ateliers", usual: 10 },
  { unit: "élèves", usual: 120 },
  { unit: "familles", usual: 35 },
  { unit: "séances", usual: 8 },
  { unit: "dépistages", usual: 90 },
  { unit: "habitants", usual: 400 },
  { unit: "étudiants", usual: 130 },
  { unit: "aidants", usual: 25 },
  { unit: "communes", usual: 6 },
  { unit: "repas", usual: 300 },
  { unit: "professionnels", usual: 20 },
  { unit: "consultations", usual: 80 },
  { unit: "euros", usual: 8000 },
  { unit: "kits", usual: 250 },
  { unit: "vélos", usual: 40 },
];

/** Over which time. */
export const PERIODS: readonly { words: string; period: string }[] = [
  { words: "par an", period: "an" },
  { words: "par mois", period: "mois" },
  { words: "par semaine", period: "semaine" },
  { words: "depuis 2021", period: "depuis 2021" },
  { words: "en 2024", period: "2024" },
];

/** Places that say nothing to the official code, as people type them. */
export const VAGUE_PLACES: readonly string[] = list(
  "le secteur|tout le bassin de vie|nos communes|plusieurs sites|chez les partenaires|à distance",
);

/** Answers about figures that hold none. */
export const VAGUE_FIGURES: readonly string[] = list(
  "beaucoup de monde|fréquentation en hausse|chiffres à venir|bilan en cours|bonne participation",
);

/** Why a coder gave the score. */
export const JUSTIFICATIONS: readonly string[] = list(
  "[description] un fait précis l’établit|[besoin] le besoin est nommé|[impacts] l’effet est décrit|[partenaires] plusieurs acteurs sont cités|rien dans la fiche|[description] mention rapide",
);

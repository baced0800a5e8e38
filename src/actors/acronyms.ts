import type { ActorKind } from "./kinds.ts";

/** Where one body of this name exists: one for the country, one per region, académie, departement, epci, commune, or several in a place ("local"). */
export type Level = "national" | "region" | "academie" | "departement" | "epci" | "commune" | "local";

export interface KnownName {
  name: string;
  acronym: string | null;
  expansion: string | null;
  kind: ActorKind;
  level: Level;
  aliases: readonly string[];
  /** The letters are also a French word or have other readings: read only in capitals. */
  capitalsOnly: boolean;
  /** The acronym has several well-known readings, or its body several kinds. */
  ambiguous: boolean;
}

/*
 * One line per body: acronym or name | expansion | kind | level | aliases separated by ";" | flags.
 * Flags: "!" capitals only, "?" several readings, "n" the first column is a name and no acronym.
 */
const LINES = `
CPAM|Caisse primaire d'assurance maladie|securite-sociale|departement|Assurance maladie;Caisse primaire;Caisse d'assurance maladie;Sécu;Sécurité sociale
CNAM|Caisse nationale de l'assurance maladie|securite-sociale|national|CNAMTS|?
CGSS|Caisse générale de sécurité sociale|securite-sociale|departement|
CSSM|Caisse de sécurité sociale de Mayotte|securite-sociale|national|
CARSAT|Caisse d'assurance retraite et de la santé au travail|securite-sociale|region|Caisse de retraite et de santé au travail
CNAV|Caisse nationale d'assurance vieillesse|securite-sociale|national|Assurance retraite
CNSA|Caisse nationale de solidarité pour l'autonomie|securite-sociale|national|
MSA|Mutualité sociale agricole|securite-sociale|region|
CAF|Caisse d'allocations familiales|securite-sociale|departement|Allocations familiales;Caisse d'allocation familiale
URSSAF|Union de recouvrement des cotisations de sécurité sociale et d'allocations familiales|securite-sociale|region|
AGIRC-ARRCO||securite-sociale|national|Agirc Arrco
DSDEN|Direction des services départementaux de l'Éducation nationale|etat-agence|departement|Inspection académique;Direction académique;DASEN
ARS|Agence régionale de santé|etat-agence|region|Agence régionale de la santé
CROUS|Centre régional des œuvres universitaires et scolaires|etat-agence|academie|Centre régional des oeuvres universitaires
CNOUS|Centre national des œuvres universitaires et scolaires|etat-agence|national|
CREPS|Centre de ressources, d'expertise et de performance sportive|etat-agence|region|
DREETS|Direction régionale de l'économie, de l'emploi, du travail et des solidarités|etat-agence|region|DEETS
DDETS|Direction départementale de l'emploi, du travail et des solidarités|etat-agence|departement|DDETSPP;DDCS;DDCSPP
DEAL|Direction de l'environnement, de l'aménagement et du logement|etat-agence|region||!
DREAL|Direction régionale de l'environnement, de l'aménagement et du logement|etat-agence|region|
DRAJES|Délégation régionale académique à la jeunesse, à l'engagement et aux sports|etat-agence|region|Jeunesse et Sports;DRJSCS
SDJES|Service départemental à la jeunesse, à l'engagement et aux sports|etat-agence|departement|
DRAC|Direction régionale des affaires culturelles|etat-agence|region|
DRAAF|Direction régionale de l'alimentation, de l'agriculture et de la forêt|etat-agence|region|DAAF
DDT|Direction départementale des territoires|etat-agence|departement|DDTM
DDFE|Délégation départementale aux droits des femmes et à l'égalité|etat-agence|departement|Droits des femmes et à l'égalité;Délégation aux droits des femmes
ADEME|Agence de la transition écologique|etat-agence|national|
ANCT|Agence nationale de la cohésion des territoires|etat-agence|national|
ANAP|Agence nationale de la performance sanitaire et médico-sociale|etat-agence|national|
HAS|Haute Autorité de santé|etat-agence|national||!
INSERM|Institut national de la santé et de la recherche médicale|enseignement-superieur|national|
INRAE|Institut national de recherche pour l'agriculture, l'alimentation et l'environnement|enseignement-superieur|national|
CNRS|Centre national de la recherche scientifique|enseignement-superieur|national|
IRD|Institut de recherche pour le développement|enseignement-superieur|national||!
Santé publique France||etat-agence|national|SPF|n
France Travail||etat-agence|national|Pôle emploi;Pole-emploi|n
France Services||etat-agence|local|Maison France Services;Espace France Services;MSAP|n
Éducation nationale||etat-agence|national|Ministère de l'Éducation nationale|n
Police nationale||etat-agence|national||n
Gendarmerie nationale||etat-agence|national|Gendarmerie|n
Union européenne||etat-agence|national|Commission européenne;FEDER;FSE;Fonds social européen|n
Service civique||etat-agence|national|Agence du service civique|n
AGEFIPH||association|national|
FIPHFP||etat-agence|national|
Cap emploi||association|departement||n
PIMMS|Point information médiation multiservices|association|local|
RPE|Relais petite enfance|etablissement-sante-medicosocial|local||!
PAEJ|Point accueil écoute jeunes|association|local|
Maison des adolescents||etablissement-sante-medicosocial|departement|Maison des ados|n
Terre de Liens||association|national||n
Banque des Territoires||etat-agence|national|Caisse des Dépôts;Caisse des dépôts et consignations|n
OFB|Office français de la biodiversité|etat-agence|national|
ONF|Office national des forêts|etat-agence|national|
ONACVG|Office national des combattants et des victimes de guerre|etat-agence|national|ONAC
SPIP|Service pénitentiaire d'insertion et de probation|etat-agence|departement|
PJJ|Protection judiciaire de la jeunesse|etat-agence|departement|
préfecture||etat-agence|departement|Préfecture de département;préfet|n
sous-préfecture||etat-agence|local||n
rectorat||etat-agence|academie|Rectorat d'académie|n
académie||etat-agence|academie||n
mission locale||etat-agence|local|Missions locales;Mission locale pour l'emploi|n
CCI|Chambre de commerce et d'industrie|etat-agence|departement|
CMA|Chambre de métiers et de l'artisanat|etat-agence|departement|Chambre des métiers;Chambre des métiers et de l'artisanat|!
chambre d'agriculture||etat-agence|departement|Chambre départementale d'agriculture|n
CCAS|Centre communal d'action sociale|collectivite|commune|Centre d'action sociale
CIAS|Centre intercommunal d'action sociale|collectivite|epci|
EPCI|Établissement public de coopération intercommunale|collectivite|epci|intercommunalité
CC|Communauté de communes|collectivite|epci|Comcom;Com com|!
CA|Communauté d'agglomération|collectivite|epci|Agglo;Agglomération|!
communauté urbaine||collectivite|epci||n
métropole||collectivite|epci|Eurométropole|n
PETR|Pôle d'équilibre territorial et rural|collectivite|local|
SDIS|Service départemental d'incendie et de secours|collectivite|departement|
mairie||collectivite|commune|municipalité;ville;commune;conseil municipal|n
conseil départemental||collectivite|departement|Conseil général;département|n
conseil régional||collectivite|region|région|n
collectivité territoriale||collectivite|region||n
CD|Conseil départemental|collectivite|departement||!?
CR|Conseil régional|collectivite|region||!?
PMI|Protection maternelle et infantile|collectivite|departement|
MDPH|Maison départementale des personnes handicapées|collectivite|departement|MDA;Maison départementale de l'autonomie
CLS|Contrat local de santé|collectivite|local||!
CLSM|Conseil local de santé mentale|collectivite|local|
AMF|Association des maires de France|association|national||!
CFPPA|Conférence des financeurs de la prévention de la perte d'autonomie|autre|departement|Conférence des financeurs|?
ADIL|Agence départementale d'information sur le logement|association|departement|
CAUE|Conseil d'architecture, d'urbanisme et de l'environnement|association|departement|
CTG|Collectivité territoriale de Guyane|collectivite|national|Collectivité Territoriale de Guyane
CTM|Collectivité territoriale de Martinique|collectivite|national|Collectivité Territoriale de Martinique
CRT|Comité régional du tourisme|autre|region|
CDT|Comité départemental du tourisme|autre|departement||!
ADT|Agence départementale du tourisme|autre|departement||!
office de tourisme||autre|local|Office du tourisme;OT|n
office municipal des sports||association|commune|OMS|n
EHPAD|Établissement d'hébergement pour personnes âgées dépendantes|etablissement-sante-medicosocial|local|maison de retraite
ESAT|Établissement et service d'aide par le travail|etablissement-sante-medicosocial|local|
IME|Institut médico-éducatif|etablissement-sante-medicosocial|local|
ITEP|Institut thérapeutique, éducatif et pédagogique|etablissement-sante-medicosocial|local|
MAS|Maison d'accueil spécialisée|etablissement-sante-medicosocial|local||!
FAM|Foyer d'accueil médicalisé|etablissement-sante-medicosocial|local||!
SESSAD|Service d'éducation spéciale et de soins à domicile|etablissement-sante-medicosocial|local|
SSIAD|Service de soins infirmiers à domicile|etablissement-sante-medicosocial|local|
SAAD|Service d'aide et d'accompagnement à domicile|etablissement-sante-medicosocial|local|
SAVS|Service d'accompagnement à la vie sociale|etablissement-sante-medicosocial|local|
CMP|Centre médico-psychologique|etablissement-sante-medicosocial|local|
CMPP|Centre médico-psycho-pédagogique|etablissement-sante-medicosocial|local|
CAMSP|Centre d'action médico-sociale précoce|etablissement-sante-medicosocial|local|
CSAPA|Centre de soins, d'accompagnement et de prévention en addictologie|etablissement-sante-medicosocial|local|
CAARUD|Centre d'accueil et d'accompagnement à la réduction des risques|etablissement-sante-medicosocial|local|
CEGIDD|Centre gratuit d'information, de dépistage et de diagnostic|etablissement-sante-medicosocial|local|
CHU|Centre hospitalier universitaire|etablissement-sante-medicosocial|local|CHRU
CH|Centre hospitalier|etablissement-sante-medicosocial|local||!
CHS|Centre hospitalier spécialisé|etablissement-sante-medicosocial|local|
GHT|Groupement hospitalier de territoire|etablissement-sante-medicosocial|local|
SMR|Soins médicaux et de réadaptation|etablissement-sante-medicosocial|local|SSR
HAD|Hospitalisation à domicile|etablissement-sante-medicosocial|local||!
CLIC|Centre local d'information et de coordination|etablissement-sante-medicosocial|local||!
CRCDC|Centre régional de coordination des dépistages des cancers|etat-agence|region|
CHRS|Centre d'hébergement et de réinsertion sociale|etablissement-sante-medicosocial|local|
CADA|Centre d'accueil de demandeurs d'asile|etablissement-sante-medicosocial|local|
FJT|Foyer de jeunes travailleurs|etablissement-sante-medicosocial|local|
CPTS|Communauté professionnelle territoriale de santé|professionnels|local|
MSP|Maison de santé pluriprofessionnelle|etablissement-sante-medicosocial|local|Maison de santé pluridisciplinaire
DAC|Dispositif d'appui à la coordination|professionnels|local||!
URPS|Union régionale des professionnels de santé|professionnels|region|
IREPS|Instance régionale d'éducation et de promotion de la santé|association|region|Promotion Santé
CODES|Comité départemental d'éducation pour la santé|association|departement||!
CRESS|Chambre régionale de l'économie sociale et solidaire|association|region|CRES
IFSI|Institut de formation en soins infirmiers|enseignement-superieur|local|
IFAS|Institut de formation d'aides-soignants|enseignement-superieur|local|
IUT|Institut universitaire de technologie|enseignement-superieur|local|
INSPE|Institut national supérieur du professorat et de l'éducation|enseignement-superieur|academie|ESPE
CNFPT|Centre national de la fonction publique territoriale|etat-agence|national|
SSU|Service de santé universitaire|enseignement-superieur|local|SUMPPS;SSE;SUAPS
Arts et Métiers||enseignement-superieur|national|ENSAM;Conservatoire national des arts et métiers|n
MFR|Maison familiale rurale|etablissement-scolaire|local|
CFA|Centre de formation d'apprentis|etablissement-scolaire|local||!
GRETA||etablissement-scolaire|local|
EREA|Établissement régional d'enseignement adapté|etablissement-scolaire|local|
MGEN|Mutuelle générale de l'Éducation nationale|mutuelle|national|
MNT|Mutuelle nationale territoriale|mutuelle|national|
MGEFI|Mutuelle générale de l'économie, des finances et de l'industrie|mutuelle|national|
MMG|Mutuelle mieux-être|mutuelle|national||!
MNH|Mutuelle nationale des hospitaliers|mutuelle|national|
MGP|Mutuelle générale de la police|mutuelle|national|
MACIF|Mutuelle assurance des commerçants et industriels de France|mutuelle|national|
MAIF|Mutuelle assurance des instituteurs de France|mutuelle|national|
MATMUT||mutuelle|national|
MAAF||mutuelle|national|
MAE|Mutuelle assurance de l'éducation|mutuelle|national||!
MFP|Mutualité Fonction publique|mutuelle|national|
FNMF|Fédération nationale de la Mutualité Française|mutuelle|national|
Mutualité Française||mutuelle|national|UR Mutualité;Union régionale de la Mutualité Française;Mutualité|n
Harmonie Mutuelle||mutuelle|national|Harmonie Mutuelles|n
Groupe VYV||mutuelle|national|VYV|n
VYV 3||mutuelle|national|VYV3;VYV Trois|n
Aésio||mutuelle|national|Aésio mutuelle;Aesio Santé|n
AG2R La Mondiale||mutuelle|national|AG2R|n
Malakoff Humanis||mutuelle|national|Malakoff Médéric|n
Apivia||mutuelle|national|Apivia Macif Mutuelle|n
Groupama||mutuelle|national||n
Unéo||mutuelle|national||n
Solimut||mutuelle|national|Solimut Mutuelle de France|n
Écouter Voir||etablissement-sante-medicosocial|local|Centres Écouter Voir;Centre Écouter Voir|n
CODEP||association|departement||?
ADOSEN|Prévention Santé MGEN|association|national|ADOSEN Prévention Santé MGEN
L'ESPER|L'Économie sociale partenaire de l'École de la République|association|national|ESPER
Croix-Rouge|Croix-Rouge française|association|national|Croix-Rouge française;Croix Rouge Française|n
Ligue contre le cancer||association|national|Ligue nationale contre le cancer|n
Ligue de l'enseignement||association|national|FOL;Fédération des œuvres laïques|n
Secours populaire||association|national|Secours populaire français;Secours pop|n
Secours catholique||association|national||n
Emmaüs||association|national|Emmaüs France;Communauté Emmaüs|n
Restos du cœur||association|national|Restaurants du cœur;Restos du coeur;Resto du cœur|n
Planning familial||association|national|Mouvement français pour le planning familial;MFPF|n
Banque alimentaire||association|departement||n
Samu social||association|local||n
ATD Quart Monde||association|national||n
APF France handicap||association|national|Association des paralysés de France|n
Unicef||association|national||n
Médecins du monde||association|national||n
Médecins sans frontières||association|national||n
Habitat et Humanisme||association|national||n
Petits Frères des Pauvres||association|national||n
Lions Club||association|national|Lions|n
Rotary Club||association|national|Rotary|n
Soroptimist||association|national|Club Soroptimist|n
Association Valentin Haüy||association|national|Valentin Haüy|n
France Alzheimer||association|departement||n
France Rein||association|national||n
Addictions France||association|national|ANPAA|n
Vie Libre||association|national||n
Alcooliques anonymes||association|national||n
AFD|Association française des diabétiques|association|departement|Fédération française des diabétiques|!?
SOS Amitié||association|national||n
Unis-Cité||association|national|Unis Cité|n
Siel Bleu||association|national||n
Générations Mouvement||association|departement||n
Familles Rurales||association|departement||n
Fête de la Nature||association|national||n
France Nature Environnement||association|national|FNE|n
LPO|Ligue pour la protection des oiseaux|association|national|
CPIE|Centre permanent d'initiatives pour l'environnement|association|local|
GEM|Groupe d'entraide mutuelle|association|local||!
UNAFAM|Union nationale de familles et amis de personnes malades et/ou handicapées psychiques|association|departement|
UNAPEI|Union nationale des associations de parents de personnes handicapées mentales|association|national|
ADAPEI|Association départementale de parents et d'amis de personnes handicapées mentales|association|departement|APEI
UDAF|Union départementale des associations familiales|association|departement|
UNAF|Union nationale des associations familiales|association|national|
CDOS|Comité départemental olympique et sportif|association|departement|
CROS|Comité régional olympique et sportif|association|region||!
USEP|Union sportive de l'enseignement du premier degré|association|departement|
UFOLEP|Union française des œuvres laïques d'éducation physique|association|departement|
UNSS|Union nationale du sport scolaire|association|departement|
OCCE|Office central de la coopération à l'école|association|departement|
PEP|Pupilles de l'enseignement public|association|departement|ADPEP|!
Francas||association|departement||n
CEMEA|Centres d'entraînement aux méthodes d'éducation active|association|region|
FAS|Fédération des acteurs de la solidarité|association|region||!
CIDFF|Centre d'information sur les droits des femmes et des familles|association|departement|
JPA|Jeunesse au plein air|association|departement|Jeunesse au plein air
DDEN|Délégués départementaux de l'Éducation nationale|association|departement|
FCPE|Fédération des conseils de parents d'élèves|association|departement|
PEEP|Fédération des parents d'élèves de l'enseignement public|association|departement|
AFEV|Association de la fondation étudiante pour la ville|association|national|
ADMR|Aide à domicile en milieu rural|association|departement|
UNA|Union nationale de l'aide, des soins et des services aux domiciles|association|national||!
ADAVIE||association|national|
ALEFPA|Association laïque pour l'éducation, la formation, la prévention et l'autonomie|association|national|
APAJH|Association pour adultes et jeunes handicapés|association|departement|
AFM-Téléthon||association|national|AFM;AFM Téléthon|n
AIDES||association|national||n!
MJC|Maison des jeunes et de la culture|association|local|Maison des jeunes et de la culture
PTCE|Pôle territorial de coopération économique|autre|local|
AMAP|Association pour le maintien d'une agriculture paysanne|association|local|
CIVAM|Centre d'initiatives pour valoriser l'agriculture et le milieu rural|association|local|
ANPP||association|national|Association nationale des pôles territoriaux
SNCF||entreprise|national|
EDF||entreprise|national|
La Poste||entreprise|national|Groupe La Poste|n
TotalEnergies||entreprise|national|Total Énergies|n
Décathlon||entreprise|national||n
Leclerc||entreprise|national|E. Leclerc|n
Carrefour||entreprise|national||n
Intermarché||entreprise|national||n
Super U||entreprise|national|Hyper U;U Express|n
Auchan||entreprise|national||n
Lidl||entreprise|national||n
Orange||entreprise|national||n!
Engie||entreprise|national||n
Veolia||entreprise|national||n
Action Logement||entreprise|national||n
Biocoop||cooperative|national||n
CASDEN||cooperative|national|CASDEN Banque populaire
Crédit coopératif||cooperative|national||n
Crédit mutuel||cooperative|national||n
Crédit agricole||cooperative|national||n
Banque populaire||cooperative|national||n
Caisse d'Épargne||cooperative|region|Caisse d'Épargne et de Prévoyance|n
Enercoop||cooperative|national||n
UES|Union d'économie sociale|cooperative|local||!
Fondation de France||fondation|national||n
Fondation des hôpitaux||fondation|national|Fondation Hôpitaux de Paris|n
CFDT||syndicat|departement|
CGT||syndicat|departement|
UNSA||syndicat|departement|
FSU||syndicat|departement|
FO|Force ouvrière|syndicat|departement|Force ouvrière|!
FERC||syndicat|national|
SE-UNSA||syndicat|departement|SE UNSA
CSE|Comité social et économique|syndicat|local|
France Bleu||media|national||n
France 3||media|national||n
`;

/** The bodies the field names by an acronym or a usual name, with their expansion, kind and territorial level. */
export const KNOWN_NAMES: readonly KnownName[] = LINES.trim()
  .split("\n")
  .map((line) => {
    const [name = "", expansion = "", kind = "autre", level = "local", aliases = "", flags = ""] = line.split("|");
    return {
      name,
      acronym: flags.includes("n") ? null : name,
      expansion: expansion || null,
      kind: kind as ActorKind,
      level: level as Level,
      aliases: aliases.split(";").filter(Boolean),
      capitalsOnly: flags.includes("!"),
      ambiguous: flags.includes("?"),
    };
  });

/** Names whose commas or conjunctions belong to them, besides those of the bodies above. */
export const UNBREAKABLE: readonly string[] = [
  "jeunesse et sports",
  "jeunesse et des sports",
  "arts et métiers",
  "commerce et d'industrie",
  "commerce et de l'industrie",
  "métiers et de l'artisanat",
  "économie sociale et solidaire",
  "épargne et de prévoyance",
  "sanitaire et social",
  "sanitaires et sociaux",
  "sanitaires et médico-sociaux",
  "social et médico-social",
  "sociaux et médico-sociaux",
  "incendie et de secours",
  "incendie et secours",
  "eaux et forêts",
  "art et essai",
  "sciences et techniques",
  "transition écologique et solidaire",
  "accueil et d'orientation",
  "information et d'orientation",
  "olympique et sportif",
  "maternelle et infantile",
  "maternelle et élémentaire",
];

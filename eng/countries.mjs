// Writes runtime/Connectors.Runtime/Mapping/countries.txt: what a country is called and coded, one country a line,
//   <alpha-2> TAB <alpha-3> TAB <name>|<name>|...
// with the names in the languages below as Unicode CLDR has them, through Node's Intl.DisplayNames.
// Run it again for new languages or a newer CLDR:   node eng/countries.mjs
import { writeFileSync } from "node:fs";

const languages = ["en", "de", "fi", "sv", "fr", "it", "es", "nl", "da", "nb", "pl"];

// ISO 3166-1: alpha-2 and alpha-3 in one word.
const codes = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI
BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN
COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK
FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD
HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA
KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL
NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA
SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF
TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR
VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE`.trim().split(/\s+/);

// What people write and CLDR's own names miss.
const more = {
  CZ: ["Czech Republic", "Tschechische Republik"],
  GB: ["UK", "U.K.", "Great Britain", "Großbritannien", "Iso-Britannia", "Storbritannien", "Grande-Bretagne", "Gran Bretagna", "Gran Bretaña", "Groot-Brittannië"],
  MK: ["Macedonia"],
  NL: ["Holland", "The Netherlands"],
  TR: ["Turkey"],
  US: ["U.S.", "U.S.A.", "United States of America", "Vereinigte Staaten von Amerika"],
};

const displays = languages.flatMap((language) => [
  new Intl.DisplayNames([language], { type: "region", style: "long" }),
  new Intl.DisplayNames([language], { type: "region", style: "short" }),
]);

const fold = (text) => text.toUpperCase();
const owner = new Map(codes.flatMap((code) => [[code.slice(0, 2), code], [code.slice(2), code]]));
const named = codes.map((code) => {
  const alpha2 = code.slice(0, 2);
  const names = new Map();
  for (const name of [...displays.map((d) => d.of(alpha2)), ...(more[alpha2] ?? [])]) {
    const text = name.replaceAll(/[\u00a0\u202f]/g, " ").replaceAll("\u2019", "'").trim();
    if (!names.has(fold(text)) && !owner.has(fold(text))) {
      names.set(fold(text), text);
    }
  }

  return { alpha2, alpha3: code.slice(2), names };
});

// A name that two countries share in two languages says nothing.
const uses = new Map();
for (const { names } of named) {
  for (const key of names.keys()) {
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
}

const lines = named.map(({ alpha2, alpha3, names }) =>
  [alpha2, alpha3, [...names].filter(([key]) => uses.get(key) === 1).map(([, name]) => name).join("|")].join("\t"));
writeFileSync(new URL("../runtime/Connectors.Runtime/Mapping/countries.txt", import.meta.url), lines.join("\n") + "\n");
for (const [key, count] of uses) {
  if (count > 1) {
    console.log(`left out, shared by ${count}: ${key}`);
  }
}

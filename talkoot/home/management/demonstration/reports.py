"""Reports of the demonstration: their periods, days and states are its own, and their texts say so."""

from datetime import date

from talkoot.home.management.demonstration.people import DOMAIN
from talkoot.home.management.demonstration.reports_shape import Drafted, Reported, ReportedProject

OWN = "Jakso ja vaiheet ovat esittelyn omat: hankkeen oikeita maksatuskausia ei tiedetä."
OWN_FINAL = "Raportti on esittelyn oma, ei rahoittajalle annettu."
NOT_TOLD = "Lähteet eivät kerro tästä. (Teksti on esittelyn.)"
FROM_KT = "Lähde: KT:n esittely hankkeesta. Raportti on koottu esittelyä varten."

ETANA_ENEMMAN = ReportedProject(
    project="etana-enemman",
    by=f"etana@{DOMAIN}",
    sets=("monitoring", "final"),
    reports=(
        Reported(
            "period",
            date(2019, 1, 1),
            date(2019, 12, 31),
            {
                "activities": "Vuonna 2019 tehtiin alueellisia kokeiluja etäjohtamisesta, "
                "muutosjohtamisesta, etätyönohjauksesta ja etävertaistuesta.\n\nLähteet eivät kerro "
                "kokeilujen määrää eikä päiviä, joten rivejä ei ole ja luvut ovat nollia.",
                "indicators": "Valtakunnallisia tilaisuuksia ei vielä pidetty.",
                "risks": NOT_TOLD,
            },
            state="accepted",
            note=OWN,
        ),
        Reported(
            "period",
            date(2020, 1, 1),
            date(2020, 12, 31),
            {
                "activities": "Levitettiin valtakunnallisesti sitä, mikä vuoden 2019 kokeiluissa oli "
                "toiminut. KT tuli mukaan osatoteuttajaksi vuosiksi 2020–2021 ja nosti yhdessä TAMKin "
                "kanssa esiin kriisi- ja etäjohtamisen kysymyksiä.",
                "indicators": "Webinaarien, teemavalmennusten ja seminaarin päiviä ei tiedetä, vain "
                "että ne olivat vuosina 2020–2021. Ne lasketaan siksi jakson viimeisenä päivänä, "
                "31.12.2021.",
                "problems": "Koronavuosi siirsi kaikki tilaisuudet etäyhteyksille.",
            },
            state="accepted",
            note=OWN,
        ),
        Reported(
            "period",
            date(2021, 1, 1),
            date(2021, 12, 31),
            {
                "activities": "KT:n ja TAMKin kriisi- ja etäjohtamisen työssä järjestettiin sote- ja "
                "palvelualan esihenkilöille kahdeksan webinaaria, seitsemän teemavalmennusta ja yksi "
                "seminaari. KT, TAMK ja SAMK kokosivat kuntaorganisaatioista kehittämisryhmän, jonka "
                f"työpajoissa syntyi Luottamuksen työkirja.\n\n{FROM_KT}",
                "results": "Tilaisuuksiin osallistui etäyhteyksillä satoja ihmisiä. Osallistujien "
                "palautteen mukaan palvelu oli ajankohtaista ja hyödyllistä. Kymmenen pienryhmää eri "
                "puolilta Suomea sai vertaistukea.",
                "indicators": "Osallistumiset on laskettu läsnäoloriveistä. Rivien ihmiset on keksitty "
                "esittelyä varten.",
            },
            state="accepted",
            note=OWN,
            returned="KEKSITTY PALAUTUS: Kertokaa, miten hankkeesta ja sen rahoituksesta on viestitty. "
            "Viestinnän kohta on tyhjä.",
            mended={
                "communication": "Euroopan komissio valitsi hankkeen vuonna 2021 yhdeksi "
                "menestystarinakseen, ja hanke oli mukana Tutkitun tiedon teemavuoden 2021 ohjelmassa. "
                "Hankkeen sivut ovat osoitteessa etanaenemman.fi."
            },
            late_row="etana-enemman-webinaari-8",
        ),
        Reported(
            "period",
            date(2022, 1, 1),
            date(2022, 12, 31),
            {
                "activities": "Hankkeen viimeinen vuosi. " + NOT_TOLD,
                "indicators": "Korjaus edelliseen raporttiin: kahdeksannen webinaarin yksi osallistuja "
                "merkittiin läsnä olleeksi vasta raportin jälkeen. Myöhästynyt merkintä on keksitty "
                "esittelyä varten, jotta korjaus näkyisi.",
                "continuing": "Luottamuksen työkirja on maksutta ladattavissa.",
            },
            state="submitted",
            note=OWN,
        ),
        Reported(
            "final",
            date(2019, 1, 1),
            date(2022, 12, 31),
            {
                "activities": "Hanke kehitti sosiaali- ja terveysalan etäjohtamista, "
                "etätyönohjausta, etävertaistukea ja muutosjohtamista: alueelliset kokeilut 2019, "
                "valtakunnallinen levittäminen 2020–2021.",
                "results": "Tavoitteina olivat työhyvinvointi, työn hallinta ja tuottavuus. "
                "Tilaisuuksiin osallistui satoja ihmisiä, ja palautteen mukaan palvelu oli "
                f"ajankohtaista ja hyödyllistä.\n\n{FROM_KT}",
                "indicators": "Kaikki luvut avautuvat riveiksi. Videot on kirjattu käsin, koska "
                "niistä ei ole rivejä esittelyssä.",
                "communication": "Komission menestystarina 2021 ja Tutkitun tiedon teemavuoden ohjelma.",
                "problems": NOT_TOLD,
                "risks": NOT_TOLD,
                "horizontal": NOT_TOLD,
                "continuing": "Luottamuksen työkirja jää käyttöön: se on maksutta ladattavissa, ja "
                "esihenkilöt ja työyhteisöt voivat käyttää sitä arjen työssään.",
                "proposals": NOT_TOLD,
            },
            state="frozen",
            note=OWN_FINAL,
        ),
    ),
)

POHJOIS_SAVO = ReportedProject(
    project="pohjois-savo",
    by=f"pohjois-savo@{DOMAIN}",
    sets=("final",),
    reports=(
        Reported(
            "final",
            date(2007, 8, 1),
            date(2009, 9, 30),
            {
                "activities": "Hankkeeseen osallistui 22 kunnan sosiaalijohto. Laadittiin "
                "sosiaalijohtajan tehtävä- ja osaamiskuvaus ja järjestettiin koulutuksia muun muassa "
                "johtamisesta ja viestinnästä. Koulutusten materiaali on kansiossa osallistujakunnissa.",
                "results": "Alueellinen yhteistyö tiivistyi, ja maakunnallisiin työkokouksiin luotiin "
                "säännönmukaiset käytännöt. Yhteiset tapaamiset ovat lisänneet vertaistuen kokemusta.",
                "indicators": "Kuntalaisen Paras-seminaarissa oli lähes 90 osallistujaa; nimiä ei "
                "kirjattu. Työkokousten määrää lähde ei kerro, joten luku puuttuu eikä ole nolla.",
                "communication": "Hankkeen tuloksista kerrottiin Itä-Suomen sosiaalityöpäivillä 2009.",
                "problems": NOT_TOLD,
                "horizontal": NOT_TOLD,
                "continuing": "Tehtävä- ja osaamiskuvausta voi käyttää kehityskeskusteluissa, työnkuvien "
                "tarkistamisessa ja rekrytoinnissa. Työkokoukset kiertävät edelleen seutukunnilla.",
                "proposals": NOT_TOLD,
            },
            state="frozen",
            note=OWN_FINAL,
        ),
    ),
)

HUBITTAAKO = ReportedProject(
    project="hubittaako",
    by=f"hubittaako@{DOMAIN}",
    sets=("final",),
    reports=(
        Reported(
            "final",
            date(2020, 3, 2),
            date(2022, 2, 28),
            {
                "activities": "Pihtiputaalle perustettiin etätyökeskus HUBteekki entisen apteekin "
                "tiloihin. Kunnassa selvitettiin, mitä osaajia eri sektoreilla tulevaisuudessa tarvitaan.",
                "results": "Vuoden 2021 alusta keskuksessa aloitti 12 opiskelijaa tavoitteenaan "
                "sosionomin tutkinto; perheelliset ja työssä käyvät voivat opiskella lähellä kotia.",
                "indicators": "Luvut on kirjattu käsin, koska keskuksesta ja opintoryhmästä ei ole rivejä "
                "esittelyssä. Todisteet on keksitty.",
                "communication": NOT_TOLD,
                "problems": "Koronan takia tiloissa oli kymmenen hengen raja; kaksi erillistä tilaa "
                "auttoi noudattamaan sitä.",
                "horizontal": NOT_TOLD,
                "continuing": NOT_TOLD,
                "proposals": "Opiskelijoiden kanssa syntyi ajatuksia paikallisista tapahtumista.",
            },
            state="accepted",
            note=OWN_FINAL,
        ),
    ),
)

REPORTED = (ETANA_ENEMMAN, POHJOIS_SAVO, HUBITTAAKO)
DRAFTED = (
    Drafted(
        "near",
        f"near@{DOMAIN}",
        {
            "activities": "LUONNOS, KEKSITTY ESITTELYÄ VARTEN: Oppimistapahtumat ovat käynnissä. "
            "Osallistujat ja organisaatiot tulevat raporttiin riveistä.",
        },
        OWN,
    ),
    Drafted(
        "kangasala",
        f"kangasala@{DOMAIN}",
        {
            "activities": "LUONNOS, KEKSITTY ESITTELYÄ VARTEN: Vuoden hyvinvointityö kootaan tähän "
            "päättäjiä varten.",
        },
        "Jakso on esittelyn oma.",
    ),
)

"""Etänä enemmän: leading, supervising and supporting work from afar in social and health care."""

from talkoot.home.management.demonstration.shape import Honour, Partner, Said, Story, period
from talkoot.kit.languages import Texts

PRESENTED = "kt.fi"
REGISTER = "eura2014.fi, S21567"

ETANA_ENEMMAN = Story(
    slug="etana-enemman",
    owner="tamk",
    names=Texts(fi="Etänä enemmän – sotetyö uudistuu"),
    period=period("2019", "2022"),
    programme="esf-2014",
    basics={
        "short_names": Texts(fi="Etänä enemmän"),
        "code": "S21567",
        "priority": Texts(
            fi="3 Työllisyys ja työvoiman liikkuvuus",
            sv="3 Sysselsättning och arbetskraftens rörlighet",
            en="3 Employment and labour mobility",
        ),
        "specific_objective": Texts(
            fi="7.1 Tuottavuuden ja työhyvinvoinnin parantaminen",
            sv="7.1 Att förbättra produktiviteten och välbefinnandet i arbetet",
            en="7.1 Improving productivity and wellbeing at work",
        ),
        "summaries": Texts(
            fi="Valtakunnallinen hanke kehitti sosiaali- ja terveysalan etäjohtamista, "
            "etätyönohjausta, etävertaistukea ja muutosjohtamista. Toimintatapoja kokeiltiin ensin "
            "alueilla, ja toimiviksi osoittautuneet levitettiin koko maahan. Hankkeessa syntyi myös "
            "Luottamuksen työkirja, jonka voi ladata maksutta.",
            sv="Ett riksomfattande projekt som utvecklade distansledarskap, arbetshandledning på "
            "distans, kamratstöd på distans och förändringsledning inom social- och hälsovården. "
            "Arbetssätten prövades först regionalt, och det som fungerade spreds till hela landet. "
            "Projektet gav också en arbetsbok om förtroende (Luottamuksen työkirja), som kan laddas "
            "ner gratis.",
            en="A national project that developed remote leadership, remote supervision of work, "
            "remote peer support and change management in social and health care. Ways of working "
            "were first tried out in the regions, and those that worked were spread to the whole "
            "country. The project also made a workbook on trust (Luottamuksen työkirja), free to "
            "download.",
        ),
        "aims": Texts(
            fi="Työ on jaettu neljään työpakettiin: etäjohtaminen, muutosjohtaminen, etätyönohjaus "
            "ja etävertaistuki. Vuonna 2019 tehtiin alueellisia kokeiluja, ja vuosina 2020–2021 "
            "levitettiin valtakunnallisesti sitä, mikä oli toiminut.",
            sv="Arbetet är indelat i fyra arbetspaket: distansledarskap, förändringsledning, "
            "arbetshandledning på distans och kamratstöd på distans. År 2019 gjordes regionala "
            "försök, och 2020–2021 spreds det som hade fungerat i hela landet.",
            en="The work is divided into four work packages: remote leadership, change management, "
            "remote supervision of work and remote peer support. In 2019 there were regional "
            "pilots, and in 2020–2021 what had worked was spread nationally.",
        ),
        "web_address": "https://etanaenemman.fi/",
    },
    areas=("country-fi",),
    topics=(
        "remote-leadership",
        "change-management",
        "work-supervision",
        "crisis-communication",
        "wellbeing-at-work",
        "peer-support",
    ),
    target_groups=("managers", "social-and-health-professionals"),
    partners=(
        Partner("coordinator", "tamk"),
        Partner(
            "part_implementer",
            "kt",
            periods=((period("2020", "2021"), ""),),
            task=Texts(
                fi="Kriisi- ja etäjohtamisen kysymykset yhdessä TAMKin kanssa: tilaisuuksia "
                "esihenkilöille, asiantuntijavideoita sekä pienryhmien markkinointi ja kokoaminen.",
                sv="Frågor om kris- och distansledarskap tillsammans med TAMK: evenemang för chefer, "
                "expertvideor samt marknadsföring och sammansättning av smågrupper.",
                en="Questions of crisis and remote leadership together with TAMK: events for "
                "managers, expert videos, and recruiting and assembling small groups.",
            ),
        ),
        Partner(
            "part_implementer",
            "samk",
            task=Texts(
                fi="Kokosi KT:n ja TAMKin kanssa kuntaorganisaatioiden kehittämisryhmän, jonka "
                "työpajoissa syntyi Luottamuksen työkirja.",
                sv="Samlade tillsammans med KT och TAMK den utvecklingsgrupp av kommunala "
                "organisationer vars verkstäder gav Luottamuksen työkirja.",
                en="With KT and TAMK, assembled the development group of municipal organisations "
                "whose workshops made Luottamuksen työkirja.",
            ),
        ),
        Partner("part_implementer", "lapin-yliopisto"),
        Partner("part_implementer", "ita-suomen-yliopisto"),
        Partner("funder", "stm"),
    ),
    goals=(
        Texts(
            fi="Sote-alan henkilöstön työhyvinvoinnin lisääminen",
            sv="Att öka välbefinnandet i arbetet bland personalen inom social- och hälsovården",
            en="To increase the wellbeing at work of social and health care staff",
        ),
        Texts(
            fi="Työn hallinnan lisääminen",
            sv="Att öka kontrollen över det egna arbetet",
            en="To increase their control over their work",
        ),
        Texts(
            fi="Tuottavuuden lisääminen",
            sv="Att öka produktiviteten",
            en="To increase productivity",
        ),
    ),
    recognitions=(
        Honour(
            Texts(
                fi="Euroopan komission menestystarina",
                sv="En av Europeiska kommissionens framgångsberättelser",
                en="One of the European Commission's success stories",
            ),
            Texts(fi="Euroopan komissio", sv="Europeiska kommissionen", en="European Commission"),
            period("2021", "2021"),
        ),
        Honour(
            Texts(
                fi="Mukana Tutkitun tiedon teemavuoden ohjelmassa",
                sv="Med i programmet för temaåret för forskningsbaserad kunskap",
                en="Part of the programme of the theme year of researched knowledge",
            ),
            Texts(
                fi="Tutkitun tiedon teemavuosi",
                sv="Temaåret för forskningsbaserad kunskap",
                en="The theme year of researched knowledge",
            ),
            period("2021", "2021"),
        ),
    ),
    remarks=(
        Said(
            "period",
            Texts(
                fi="KT:n esittelyssä hanke kestää vuodet 2019–2022, ja rahoittajan tietopalvelussa "
                "suunniteltu aika on 1.1.2019–31.12.2022. Saman sivun varhaisemmassa versiossa "
                "hanke päättyy 28.2.2023.",
                sv="Enligt KT:s presentation pågår projektet 2019–2022, och i finansiärens register "
                "är den planerade tiden 1.1.2019–31.12.2022. I en tidigare version av samma sida "
                "slutar projektet 28.2.2023.",
                en="In KT's presentation the project lasts from 2019 to 2022, and the funder's "
                "register plans it for 1 January 2019 – 31 December 2022. An earlier copy of the "
                "same page has it end on 28 February 2023.",
            ),
            source=REGISTER,
            is_uncertain=True,
        ),
        Said(
            "funding",
            Texts(
                fi="Rahoittava viranomainen on sosiaali- ja terveysministeriö.",
                sv="Finansierande myndighet är social- och hälsovårdsministeriet.",
                en="The funding authority is the Ministry of Social Affairs and Health.",
            ),
            source=REGISTER,
        ),
        Said(
            "events",
            Texts(
                fi="KT:n osuudessa järjestettiin kahdeksan webinaaria, seitsemän teemavalmennusta ja "
                "yksi seminaari, joihin osallistui etänä satoja ihmisiä. Lisäksi tehtiin neljä "
                "asiantuntijavideota, ja 10 pienryhmää eri puolilta Suomea sai vertaistukea. "
                "Osallistujien palautteen mukaan palvelu oli ajankohtaista ja hyödyllistä.",
                sv="I KT:s andel ordnades åtta webbinarier, sju temacoachningar och ett seminarium, "
                "där hundratals människor deltog på distans. Dessutom gjordes fyra expertvideor, och "
                "10 smågrupper från olika håll i Finland fick kamratstöd. Enligt deltagarna var "
                "tjänsten aktuell och nyttig.",
                en="KT's share had eight webinars, seven theme coachings and one seminar, in which "
                "hundreds of people took part remotely. There were also four expert videos, and 10 "
                "small groups from all over Finland had peer support. The participants found the "
                "service timely and useful.",
            ),
            source=PRESENTED,
        ),
        Said(
            "all",
            Texts(
                fi="Tiedot on koottu hankkeen julkisista esittelyistä.",
                sv="Uppgifterna kommer från projektets offentliga presentationer.",
                en="The facts come from public presentations of the project.",
            ),
            source=f"{REGISTER}; {PRESENTED}; etanaenemman.fi",
        ),
    ),
)

"""NEAR: social work that starts from the person and brings communities in, in five countries."""

from talkoot.home.management.demonstration.shape import Partner, Said, Story, period
from talkoot.kit.languages import Texts

PROGRAMME_PAGE = "interregeurope.eu/near"
PRESENTED = "Projektipäällikön esittely, Sosiaalialan osaamiskeskus Verso"

NEAR = Story(
    slug="near",
    owner="verso",
    names=Texts(
        en="NEAR – NEw sociAl seRvices: innovative tools and skills for person-centered and "
        "community-based social models",
    ),
    period=period("2023", "2027"),
    programme="interreg-europe-2021",
    basics={
        "short_names": Texts(fi="NEAR", sv="NEAR", en="NEAR"),
        "summaries": Texts(
            fi="Kansainvälinen hanke, jossa tunnistetaan ja jaetaan sosiaalityön lähestymistapoja, "
            "jotka lähtevät ihmisestä itsestään ja ottavat yhteisöt mukaan. Mukana on alueita "
            "Espanjasta, Tšekistä, Belgiasta, Italiasta ja Suomesta. Suomessa hanketta tehdään "
            "Päijät-Hämeen hyvinvointialueella, Sosiaalialan osaamiskeskus Versossa.",
            sv="Ett internationellt projekt som identifierar och delar arbetssätt i socialt arbete "
            "som utgår från människan själv och tar med gemenskaperna. Regioner i Spanien, "
            "Tjeckien, Belgien, Italien och Finland deltar. I Finland görs arbetet i "
            "Päijänne-Tavastlands välfärdsområde, vid kompetenscentret Verso.",
            en="An international project that identifies and shares approaches to social work which "
            "start from the person and bring communities in. Regions of Spain, Czechia, Belgium, "
            "Italy and Finland take part. In Finland the work is done in the wellbeing services "
            "county of Päijät-Häme, at the centre of expertise Verso.",
            es="Proyecto internacional que identifica y comparte enfoques de trabajo social que "
            "parten de la persona e implican a la comunidad. Participan regiones de España, "
            "Chequia, Bélgica, Italia y Finlandia.",
            cs="Mezinárodní projekt, který hledá a sdílí přístupy v sociální práci, které vycházejí "
            "od člověka a zapojují komunitu. Účastní se ho regiony ze Španělska, Česka, Belgie, "
            "Itálie a Finska.",
            nl="Een internationaal project dat benaderingen in het sociaal werk zoekt en deelt die "
            "uitgaan van de mens en de gemeenschap erbij betrekken. Er doen regio's mee uit "
            "Spanje, Tsjechië, België, Italië en Finland.",
            it="Un progetto internazionale che individua e condivide approcci di lavoro sociale che "
            "partono dalla persona e coinvolgono la comunità. Partecipano regioni di Spagna, "
            "Cechia, Belgio, Italia e Finlandia.",
        ),
        "aims": Texts(
            fi="Alueet oppivat toisiltaan, miten sosiaalipalveluista tehdään yksilölähtöisiä ja "
            "yhteisöllisiä. Ne vierailevat toistensa luona, arvioivat toistensa työtä vertaisina ja "
            "kokoavat yhteen työvälineet, taidot ja koulutukset, jotka ovat osoittautuneet hyviksi.",
            sv="Regionerna lär sig av varandra hur socialservicen kan utgå från individen och bygga "
            "på gemenskap. De besöker varandra, granskar varandras arbete som jämlikar och samlar "
            "de verktyg, färdigheter och utbildningar som har visat sig vara bra.",
            en="The regions learn from one another how to make social services start from the person "
            "and build on the community. They visit one another, review one another's work as "
            "peers, and gather the tools, skills and training that have proved to be good.",
        ),
        "contact_role": Texts(
            fi="Projektipäällikkö (keksitty henkilö)",
            sv="Projektchef (påhittad person)",
            en="Project manager (an invented person)",
        ),
        "contact_email": "near@esimerkki.example",
        "web_address": "https://www.interregeurope.eu/near",
    },
    areas=("paijat-hame", "navarra", "vysocina", "mechelen", "country-it"),
    topics=("community-social-work", "person-centred-services", "competence-development"),
    target_groups=("social-and-health-professionals", "developers"),
    partners=(
        Partner("coordinator", "navarra"),
        Partner("partner", "paijat-hame-hyvinvointialue"),
        Partner("partner", "lab"),
        Partner("partner", "vysocina"),
        Partner("partner", "mechelen"),
        Partner(
            "partner",
            group_names=Texts(
                fi="Italian kansallinen kokemus",
                sv="Italiens nationella erfarenhet",
                en="National experience of Italy",
            ),
            group_size=1,
        ),
    ),
    goals=(
        Texts(
            fi="Viisi oppimistapahtumaa, joihin kuuluu opintovierailuja ja vertaisarvioinnin "
            "työpajoja",
            sv="Fem lärevenemang med studiebesök och verkstäder för kollegial granskning",
            en="Five learning events with study visits and peer review workshops",
        ),
        Texts(
            fi="Henkilöstövaihtoja alueiden välillä",
            sv="Personalutbyte mellan regionerna",
            en="Staff exchanges between the regions",
        ),
        Texts(
            fi="20 hyvää käytäntöä työvälineistä, taidoista ja koulutuksesta",
            sv="20 goda metoder för verktyg, färdigheter och utbildning",
            en="20 good practices on tools, skills and training",
        ),
        Texts(
            fi="Neljä alueellista nykytila-analyysia",
            sv="Fyra regionala lägesanalyser",
            en="Four regional diagnoses",
        ),
        Texts(
            fi="Yksi hankkeen opas",
            sv="En handbok från projektet",
            en="One project guide",
        ),
    ),
    remarks=(
        Said(
            "period",
            Texts(
                fi="Hankkeen oman esittelyn mukaan hanke kestää vuodet 2023–2027. "
                "LAB-ammattikorkeakoulun sivulla vuodet ovat 2023–2026.",
                sv="Enligt projektets egen presentation pågår projektet 2023–2027. På "
                "yrkeshögskolan LAB:s sida är åren 2023–2026.",
                en="The project's own presentation gives the years 2023–2027. The page of LAB "
                "University of Applied Sciences gives 2023–2026.",
            ),
            source="lab.fi",
            is_uncertain=True,
        ),
        Said(
            "partners",
            Texts(
                fi="Italia osallistuu hankkeen sivun mukaan kansallisella kokemuksellaan. Lähde ei "
                "nimeä organisaatiota.",
                sv="Enligt projektets sida deltar Italien med sin nationella erfarenhet. Källan "
                "namnger ingen organisation.",
                en="According to the project's page, Italy takes part with its national experience. "
                "The source names no organisation.",
            ),
            source=PROGRAMME_PAGE,
        ),
        Said(
            "goals",
            Texts(
                fi="Tavoitteiden luvut ovat lupauksia ohjelman sivulta. Kun työ tehdään, toteutuneet "
                "määrät lasketaan riveistä.",
                sv="Siffrorna i målen är löften från programmets sida. När arbetet görs räknas "
                "utfallet ur raderna.",
                en="The numbers in the goals are promises from the programme's page. As the work is "
                "done, what came of them is counted from rows.",
            ),
            source=PROGRAMME_PAGE,
        ),
        Said(
            "all",
            Texts(
                fi="Tiedot on koottu hankkeen julkisista esittelyistä.",
                sv="Uppgifterna kommer från projektets offentliga presentationer.",
                en="The facts come from public presentations of the project.",
            ),
            source=f"{PROGRAMME_PAGE}; lab.fi; {PRESENTED}",
        ),
    ),
)

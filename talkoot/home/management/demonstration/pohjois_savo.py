"""The management project of North Savo: the social services managers of 22 municipalities together."""

from talkoot.home.management.demonstration.shape import Partner, Said, Story, period
from talkoot.kit.languages import Texts

ABSTRACT = "Tiivistelmä, Itä-Suomen sosiaalityöpäivät 9.–10.11.2009"

POHJOIS_SAVO = Story(
    slug="pohjois-savo",
    owner="iso",
    names=Texts(fi="Pohjois-Savon sosiaalijohdon kehittämishanke"),
    period=period("1.8.2007", "30.9.2009"),
    basics={
        "short_names": Texts(fi="Pohjois-Savon sosiaalijohto"),
        "funding": "not_known",
        "summaries": Texts(
            fi="Pohjois-Savon 22 kunnan sosiaalijohto kehitti yhdessä työolojaan, johtamisen "
            "osaamista ja alueellista yhteistyötä. Hankkeessa laadittiin sosiaalijohtajan tehtävä- "
            "ja osaamiskuvaus, ja maakunnan työkokouksille sovittiin pysyvät käytännöt.",
            sv="Socialledningen i 22 kommuner i Norra Savolax utvecklade tillsammans sina "
            "arbetsförhållanden, sitt ledarskap och det regionala samarbetet. Projektet tog fram en "
            "uppgifts- och kompetensbeskrivning för socialdirektörer och kom överens om varaktiga "
            "rutiner för landskapets arbetsmöten.",
            en="The social services managers of 22 municipalities in North Savo developed together "
            "their working conditions, their leadership and their regional cooperation. The project "
            "wrote a description of a social director's tasks and competence, and agreed on lasting "
            "practices for the working meetings of the region.",
        ),
        "aims": Texts(
            fi="Tehtävä- ja osaamiskuvaus selkiyttää työnjakoa ja tekee sosiaalijohdon "
            "asiantuntijuuden näkyväksi kunnan päätöksenteossa. Sitä voi käyttää "
            "kehityskeskusteluissa, työnkuvien tarkistamisessa ja rekrytoinnissa.\n\n"
            "Työkokoukset kiertävät seutukunnalta toiselle, ja isäntävuorossa olevan seudun "
            "sosiaalijohtajat vastaavat ohjelmasta ja järjestelyistä. Yhteiset tapaamiset ovat "
            "lisänneet vertaistuen kokemusta.\n\n"
            "Koulutuksissa käsiteltiin muun muassa johtamista ja viestintää, ja koulutusaineistot "
            "koottiin kansioon jokaiseen osallistujakuntaan.",
            sv="Uppgifts- och kompetensbeskrivningen klargör arbetsfördelningen och gör "
            "socialledningens sakkunskap synlig i det kommunala beslutsfattandet. Den kan användas "
            "i utvecklingssamtal, när befattningsbeskrivningar ses över och vid rekrytering.\n\n"
            "Arbetsmötena går i tur mellan de ekonomiska regionerna, och socialdirektörerna i den "
            "region som är värd svarar för program och arrangemang. Kamratstödet upplevs ha ökat.\n\n"
            "Utbildningarna handlade bland annat om ledarskap och kommunikation, och materialet "
            "samlades i en mapp i varje deltagande kommun.",
            en="The description of tasks and competence makes the division of work clear and the "
            "expertise of social directors visible in municipal decisions. It can be used in "
            "development discussions, in reviews of job descriptions and in recruitment.\n\n"
            "The working meetings go round the sub-regions, and the social directors of the host in "
            "turn answer for programme and arrangements. Meeting one another has strengthened the "
            "feeling of peer support.\n\n"
            "There was training in leadership and communication, among other things, and its "
            "material was gathered in a folder for each participating municipality.",
        ),
    },
    areas=("region-pohjois-savo",),
    topics=("service-management", "competence-development", "peer-support", "regional-cooperation"),
    target_groups=("managers", "municipalities"),
    partners=(
        Partner("associated", "iso"),
        Partner("associated", "kuopion-yliopisto"),
        Partner(
            "participant",
            group_names=Texts(
                fi="Pohjois-Savon kuntia",
                sv="Kommuner i Norra Savolax",
                en="Municipalities in North Savo",
            ),
            group_size=22,
            task=Texts(
                fi="Kuntien sosiaalijohto osallistui hankkeeseen.",
                sv="Kommunernas socialledning deltog i projektet.",
                en="The social services managers of the municipalities took part.",
            ),
        ),
    ),
    goals=(
        Texts(
            fi="Sosiaalijohdon työolojen kehittäminen",
            sv="Att utveckla socialledningens arbetsförhållanden",
            en="To develop the working conditions of social services managers",
        ),
        Texts(
            fi="Johtamisen osaamisen vahvistaminen",
            sv="Att stärka kompetensen i ledarskap",
            en="To strengthen competence in leadership",
        ),
        Texts(
            fi="Alueellisen yhteistyön ja vertaistuen vahvistaminen",
            sv="Att stärka det regionala samarbetet och kamratstödet",
            en="To strengthen regional cooperation and peer support",
        ),
    ),
    remarks=(
        Said(
            "funding",
            Texts(
                fi="Lähde ei kerro, kuka hanketta rahoitti.",
                sv="Källan berättar inte vem som finansierade projektet.",
                en="The source does not say who funded the project.",
            ),
            source=ABSTRACT,
            is_uncertain=True,
        ),
        Said(
            "partners",
            Texts(
                fi="Lähde ei kerro, kuka hanketta hallinnoi, eikä nimeä osallistujakuntia. Tietoja "
                "pitää täällä yllä hankkeen yhteistyökumppani, Itä-Suomen sosiaalialan "
                "osaamiskeskus.",
                sv="Källan berättar inte vem som administrerade projektet och namnger inte de "
                "deltagande kommunerna. Uppgifterna sköts här av projektets samarbetspart, Östra "
                "Finlands kompetenscentrum inom det sociala området.",
                en="The source does not say who administered the project, nor does it name the "
                "participating municipalities. The facts are kept here by a cooperating partner, "
                "the Centre of Expertise in Social Welfare of Eastern Finland.",
            ),
            source=ABSTRACT,
            is_uncertain=True,
        ),
        Said(
            "events",
            Texts(
                fi="Hankkeessa järjestettiin Paras-seminaari, johon tuli lähes 90 osallistujaa "
                "kuntien kunta-, luottamushenkilö- ja sosiaalijohdosta, sekä loppuseminaari.",
                sv="Projektet ordnade ett Paras-seminarium med nästan 90 deltagare från kommunernas "
                "ledning, förtroendevalda och socialledning, samt ett slutseminarium.",
                en="The project held a Paras seminar with nearly 90 participants – municipal "
                "managers, elected members and social services managers – and a closing seminar.",
            ),
            source=ABSTRACT,
        ),
        Said(
            "all",
            Texts(
                fi="Tiedot on koottu yhdestä hankkeen tiivistelmästä.",
                sv="Uppgifterna kommer från ett enda sammandrag om projektet.",
                en="The facts come from a single abstract about the project.",
            ),
            source=ABSTRACT,
        ),
    ),
)

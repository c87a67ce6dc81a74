"""Invented participants: by the name of each one sees that there is no such person."""

from talkoot.home.management.demonstration.people import DOMAIN

FIRST = (
    "Koivu", "Kuusi", "Mänty", "Pihlaja", "Haapa", "Leppä", "Vaahtera", "Kataja", "Paju", "Jalava",
    "Lehmus", "Saarni", "Tuomi", "Raita", "Tammi", "Kanerva", "Vanamo", "Orvokki", "Apila", "Minttu",
)  # fmt: skip  # the list reads as one
SECOND = (
    "Esimerkki", "Malli", "Näyte", "Kokeilu", "Kuvitelma", "Satu", "Tarina", "Keksitty", "Harjoitus",
    "Luonnos", "Muunnelma", "Mielikuva", "Oletus", "Vertaus", "Hahmo", "Rooli", "Toivo", "Uni",
)  # fmt: skip  # the list reads as one
WORKPLACES = (
    "Esimerkkilän kunta (keksitty)",
    "Mallilan kaupunki (keksitty)",
    "Keksittylän sote-kuntayhtymä (keksitty)",
    "Näytteisten kunta (keksitty)",
    "Kuvitelman palvelut (keksitty)",
    "Luonnoslahden kaupunki (keksitty)",
    "Tarinajärven kunta (keksitty)",
)
MOST = len(FIRST) * len(SECOND)


def name_of(number: int) -> str:
    """The name of the participant of that number; there are MOST of them."""
    number %= MOST
    return f"Testi {FIRST[number % len(FIRST)]}-{SECOND[number // len(FIRST)]}"


def address_of(number: int) -> str:
    """The address of the same participant, which no mail reaches."""
    return f"osallistuja{number % MOST + 1:03d}@{DOMAIN}"


def workplace_of(number: int) -> str:
    return WORKPLACES[number % len(WORKPLACES)]

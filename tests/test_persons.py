"""Private data of persons are found in every field of ours, and numbers of documents, figures and dates are not taken for them."""

from pathlib import Path

import pytest

from build_tools.persons import private
from tests.conftest import ROOT, Damage

PRIVATE = {
    "an e-mail address": (
        "jane.doe+x@gmail.com",
        "write to jane@example.mx",
        "jane (at) gmail dot com",
        "jane [at] gmail [dot] com",
        "mailto:jane@x.org",
        "https://x.example/?mail=jane%40gmail.com",
        "ｊane＠gmail．com",
        "josé@correo.mx",
    ),
    "a telephone number": (
        "(202) 555-0143",
        "202-555-0143",
        "202.555.0143",
        "+1 202 555 0143",
        "+12025550143",
        "55 1234 5678",
        "+52 55 1234 5678",
        "+44 20 7946 0958",
        "+49 30 901820",
        "1-800-273-8255",
        "tel. 5512345678",
        "Teléfono: 614 123 45 67",
        "WhatsApp 2025550143",
        "Phone: 020 7946 0958",
        "(202) ５５５-0143",
    ),
    "a street address": (
        "12 Oak Street",
        "1600 Pennsylvania Avenue NW",
        "10B North 5th St., Springfield",
        "221 Martin Luther King Blvd.",
        "calle Hidalgo 45, col. Centro",
        "Paseo de la Reforma 505",
        "Av. Insurgentes Sur No. 1602",
        "rue de Rivoli 12",
        "P.O. Box 1697",
        "Apartado Postal 12",
    ),
    "a day of birth": (
        "born May 5, 1960",
        "born on the 5th of May 1960",
        "born in Tampico on 1960-05-05",
        "date of birth: 05/05/1960",
        "DOB 5 May 1960",
        "DOB05/05/1960",
        "b. 5 May 1960",
        "Née on May 5, 1960",
        "nació el 5 de mayo de 1960",
        "nacida en Tepetitán, el 13 de noviembre",
        "Fecha de nacimiento: 13/11/1953",
    ),
    "a national number of a person": (
        "CURP GOMC900101HDFRRL09",
        "GOMC900101HDFRRL09",
        "GOMC900101AB1",
        "123-45-6789",
        "SSN 123456789",
        "social insurance number: 046 454 286",
        "passport no. X1234567",
    ),
}
NOBODYS = (
    "80 to 90 percent",
    "2023-2024",
    "from 2023-03-27 to 2023-04-13",
    "2023-03-27/2023-04-13",
    "1:21-cv-11269-FDS, No. 22-1823",
    "GAO-21-322 and GAO/NSIAD-00-123456",
    "doi:10.1016/j.drugpo.2020.102998",
    "https://doi.org/10.15585/mmwr.mm7050e3",
    "ISBN 978-3-16-148410-0, ISSN 0028-0836",
    "33 U.S.C. 1342; Pub. L. 117-159, 136 Stat. 1313",
    "500,000-600,000 weapons, 107,477 deaths, 50,000 pounds, 10 billion dollars",
    "70,601 in 2021 and 71,238 in 2022",
    "U.S. fiscal year 2022, 14,700 pounds; 2,025,550,143",
    "Order 13 of 2019 05 03",
    "In 2023 Wall Street Journal reported; in 2008 Wall Street fell; in 2022 Supreme Court ruled",
    "10 Downing, 5th Avenue, the May 3 Street protest",
    "born in 1960, in Tampico",
    "the born-again deal of May 5",
    "Dobbs v. Jackson of June 24, 2022; in Borno on May 5; Nébéret, 5 de mayo",
    "Plan B. On May 5 they met",
    "calle Hidalgo in 2019",
    "@user@host.social, https://medium.com/@user.name/x, https://maps.example/@19.43,-99.13,15z",
    "me@example.org, liv@gazette.example",
    "[words](@ada-holm) and [@boats-2019]",
    "nbc-news-2023-03-27-near-deal",
    "H.R. 1234-5678, S. 123-45-678",
    "sha256 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
)


@pytest.mark.parametrize("what", PRIVATE)
def test_private_data_are_found(what: str) -> None:
    for text in PRIVATE[what]:
        told = [message for _, message in private(f"It says: {text}, and more.")]
        assert any(message.startswith(f"{what} stands here; ") for message in told), text


@pytest.mark.parametrize("text", NOBODYS)
def test_what_only_looks_like_them_is_not(text: str) -> None:
    assert list(private(text)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("actors/ada-holm.yaml", "Mayor of Lindholm", "Mayor of Lindholm, jane@gmail.com"),
        ("actors/ada-holm.yaml", "title: Mayor", "title: Mayor, (202) 555-0143"),
        ("actors/ada-holm.yaml", "type: person", "# lives at 12 Oak Street\ntype: person"),
        ("claims/boats-2019.yaml", "Thirty is a round number", "Call 202-555-0143"),
        ("documents/gazette-2019-05-03-dredging.yaml", "Printed under the title", "Asked jane@gmail.com"),
        ("documents/gazette-2019-05-03-dredging.yaml", "2019/05/03/dredging", "x?mail=jane@gmail.com"),
        ("commitments/town-dredging-2019.yaml", "undertaking: ", "undertaking: To 12 Oak Street. "),
        ("events/council-meeting-2019-05-02.yaml", "name: ", "name: At 12 Oak Street, "),
        ("briefings/who-pays.md", "agreed to dig", "of 12 Oak Street agreed to dig"),
        ("vocabulary.yaml", "Somebody else says", "jane@gmail.com says"),
        ("rubric.yaml", "definition: ", "definition: jane@gmail.com, "),
        ("site.yaml", "All of it is invented", "Write to jane@gmail.com"),
    ],
)
def test_they_are_found_in_every_field_of_ours(findings_of: Damage, file: str, old: str, new: str) -> None:
    found = [finding for finding in findings_of(file, old, new) if ": private-data: " in finding]
    assert len(found) == 1
    assert found[0].startswith(f"sources/{file}:")


def test_words_of_a_document_stand_as_it_has_them(findings_of: Damage, copy: Path) -> None:
    capture = copy / "captures/gazette-2019-05-03-dredging.txt"
    capture.write_text(capture.read_text("utf-8").replace("thirty-one boats", "202-555-0143 boats"), "utf-8")
    found = findings_of("claims/boats-2019.yaml", "counts thirty-one boats\n", "counts 202-555-0143 boats\n")
    assert not [finding for finding in found if "private-data" in finding]


def test_the_policy_says_what_the_finding_names() -> None:
    assert "\n## Living people\n" in (ROOT / "docs/policy.md").read_text("utf-8")

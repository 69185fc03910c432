import pytest
from fakes import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation.rewriting import rewrites, standalone

QWEN = "Prominent figures such as Justin Lin, head of Alibaba Group's Qwen series, have voiced a cautious outlook."


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["Who is Justin Lin?"], "What probability did he give?", "What probability did Justin Lin give?"),
        (["Who leads Qwen at Alibaba?"], "What probability did he give?", "What probability did Justin Lin give?"),
        (["Who is Yao Shunyu?"], "What is his salary?", "What is Yao Shunyu's salary?"),
        (["What is Kling?"], "Who made it?", "Who made Kling?"),
        (
            ["Tell me about Meta's takeover of Manus"],
            "Has it been approved?",
            "Has Meta's takeover of Manus been approved?",
        ),
        (
            ["How many models did the US develop in 2024?"],
            "And in China?",
            "How many models did China develop in 2024?",
        ),
        (["How much did China attract in 2024?"], "And the US?", "How much did the US attract in 2024?"),
        (["Who is Ida Brand?"], "Who told her?", "Who told Ida Brand?"),
        (["Who is Ida Brand?"], "Where is her mill?", "Where is Ida Brand's mill?"),
        (["Who is Ida Brand?"], "Which mill is hers?", "Which mill is Ida Brand's?"),
        (["What rose from 2022 to 2024?"], "And 2023?", "What rose from 2022 to 2023?"),
        (["How much did China and India attract?"], "And Japan?", "How much did Japan and India attract?"),
        (["How much did China attract in 2024?"], "What about 2023?", "How much did China attract in 2023?"),
        (["Who is Robin Li?", "What did he say?"], "And Joe Tsai?", "What did Joe Tsai say?"),
        (["Who is Justin Lin?", "What probability did he give?"], "Why?", "Why did Justin Lin give that probability?"),
    ],
)
def test_follow_ups_are_made_to_stand_alone(history: list[str], question: str, expected: str) -> None:
    assert standalone(question, history, lambda _: QWEN) == expected


@pytest.mark.parametrize(
    "question",
    [
        "When did the worldwide craze for AI take off?",
        "Which film comes up when machines are discussed?",
        "And who leads Tencent's AI?",
        "Is it harder for AI firms in China to raise money than for American ones?",
        "How many people attended the conference?",
        "What did Joe Tsai say about his company?",
        "What did Alibaba say when it released Qwen?",
        "",
    ],
)
def test_a_new_topic_is_left_exactly_as_it_is(question: str) -> None:
    assert standalone(question, ["Who is Justin Lin?", "What is Kling?"]) == question


def test_what_cannot_be_named_has_the_topic_beside_it() -> None:
    alone = standalone(
        "What happens in the pessimistic one?", ["Which three scenarios do feasibility reports draw up?"]
    )
    assert alone == "What happens in the pessimistic scenario that feasibility reports draw up?"


def test_a_long_conversation_asks_each_earlier_question_once() -> None:
    asked: list[str] = []

    def answer_of(question: str) -> str:
        asked.append(question)
        return "Nobody."

    standalone("Why?", ["Who is he?"] * 200, answer_of)
    assert len(asked) <= 8 and len(asked) == len(set(asked))
    assert len(standalone("Why?", ["Who leads Qwen?", *["Why?"] * 50])) < 60


def test_without_history_nothing_changes() -> None:
    assert standalone("What did he say?") == "What did he say?"
    assert standalone("Why?", ["", "  "]) == "Why?"


@pytest.mark.parametrize(
    ("earlier", "turn", "expected"),
    [
        (
            "How much is a tyre change for the Tesla Model 3?",
            "What about a service?",
            "a service for the Tesla Model 3?",
        ),
        ("Tesla Model 3 tyre change?", "What about a service?", "Tesla Model 3 service?"),
        ("How much is a ticket?", "and for students?", "How much is a ticket for students?"),
        ("What was the score in Leeds?", "What about in York?", "What was the score in York?"),
        (
            "When does the course for beginners start?",
            "and for advanced swimmers?",
            "the course for advanced swimmers start?",
        ),
        (
            "How much does the Basic plan cost per month?",
            "the same for Pro",
            "How much does the Pro plan cost per month?",
        ),
        ("What does the gym cost for adults?", "What about children?", "What does the gym cost for children?"),
        ("Do dogs need a vaccination?", "And cats?", "Do cats need a vaccination?"),
        ("Does quinine thin the blood?", "And beta blockers?", "Do beta blockers thin the blood?"),
        ("Can tenants keep dogs?", "And cats?", "Can tenants keep cats?"),
        ("What is the rent for the two-room flat?", "And the deposit?", "What is the deposit for the two-room flat?"),
        ("When are late returns charged?", "What about the fee?", "What is the fee for late returns?"),
        ("What is the boiling point of ethanol?", "And of methanol?", "What is the boiling point of methanol?"),
        ("What is the melting point of tin in Celsius?", "and lead?", "What is the melting point of lead in Celsius?"),
        ("When does the ferry from Oban to Mull leave?", "And back?", "When does the ferry from Mull to Oban leave?"),
        ("When does the mayor's term end?", "and for judges?", "When does the judges' term end?"),
        ("Who coaches the team on Mondays?", "And the referee?", "Who is the referee on Mondays?"),
        ("How much sleep do ten cats need?", "And twelve?", "How much sleep do twelve cats need?"),
        ("What does error code E4 mean?", "and E11?", "What does error code E11 mean?"),
        ("What does the red cable carry?", "And the blue one?", "What does the blue cable carry?"),
        ("Who won the first match?", "And the second?", "Who won the second match?"),
        ("How heavy is the largest planet?", "And the smallest?", "How heavy is the smallest planet?"),
        ("What is the weekly rent?", "And per month?", "What is the monthly rent?"),
        ("When is the pool open on Mondays?", "And on Fridays?", "When is the pool open on Fridays?"),
        ("What are the Monday hours?", "And on Fridays?", "What are the Friday hours?"),
        ("How many days can staff buy?", "And sell?", "How many days can staff sell?"),
        (
            "How do I reset my password?",
            "What if I forgot my address?",
            "How do I reset my password if I forgot my address?",
        ),
        ("What happens if I cancel early?", "And if I cancel late?", "What happens if I cancel late?"),
        ("How old is Tom Reed?", "and his wife?", "How old is Tom Reed's wife?"),
        ("Where does the chaplain live?", "what about her e-mail?", "What is the chaplain's e-mail?"),
    ],
)
def test_a_fragment_takes_the_place_of_its_own_kind(earlier: str, turn: str, expected: str) -> None:
    assert standalone(turn, [earlier]).endswith(expected)


@pytest.mark.parametrize(
    ("earlier", "turn", "expected"),
    [
        ("Where was the treaty signed?", "When?", "When was the treaty signed?"),
        ("When was the bridge opened?", "Who?", "Who was the bridge opened by?"),
        ("When was the bridge opened?", "And by whom?", "By whom was the bridge opened?"),
        ("When is the hearing?", "in which room?", "In which room is the hearing?"),
        ("Is smoking allowed on the balcony?", "Since when?", "Since when is smoking allowed on the balcony?"),
        ("Is smoking allowed on the balcony?", "Why not?", "Why isn't smoking allowed on the balcony?"),
        ("Can the landlord raise the rent?", "by how much?", "By how much can the landlord raise the rent?"),
        ("Can members bring guests?", "How many?", "How many guests can members bring?"),
        ("Who leads Acme at Harrow?", "Why?", "Why, in the case of Acme at Harrow?"),
    ],
)
def test_a_bare_question_word_asks_the_last_question_again(earlier: str, turn: str, expected: str) -> None:
    assert standalone(turn, [earlier]) == expected


@pytest.mark.parametrize(
    ("earlier", "turn", "expected"),
    [
        ("How tall is Mont Blanc?", "Where is it?", "Where is Mont Blanc?"),
        ("How high was the old tower?", "When did it lose its spire?", "When did the old tower lose its spire?"),
        ("Which sail was torn in May?", "Who mended it?", "Who mended the sail that was torn in May?"),
        (
            "Which metal are the bell and its frame cast in?",
            "Where is it mined?",
            "Where is the metal that the bell and its frame are cast in mined?",
        ),
        ("When were the bell and the clock made?", "Who sold them?", "Who sold the bell and the clock?"),
        ("Is there a spare key?", "What does it open?", "What does the spare key open?"),
        ("Should a tenant pay for a broken lamp?", "Who mends it?", "Who mends the broken lamp?"),
        (
            "What are the library's opening hours?",
            "Are they the same in May?",
            "Are the library's opening hours the same in May?",
        ),
        ("Which documents do I need?", "How long are they valid?", "How long are the documents that I need valid?"),
        ("Who is the treasurer of the club?", "How old is the person?", "How old is the treasurer of the club?"),
        ("What is the late fee for books?", "When does that fee apply?", "When does the late fee for books apply?"),
        (
            "Who wrote the report on floods?",
            "When was the report published?",
            "When was the report on floods published?",
        ),
        ("What is Kyoto?", "How old is that city?", "How old is Kyoto?"),
        ("What opened on May 3, 2021?", "What closed on that day?", "What closed on May 3, 2021?"),
        ("Which bus goes to Saltby?", "What does that one cost?", "What does the bus that goes to Saltby cost?"),
        ("Did both coders finish?", "What did the other one do?", "What did the other coder do?"),
        ("Where is the Grand Hotel?", "Who works there?", "Who works at the Grand Hotel?"),
        ("How many beds are there in the north wing?", "Who works there?", "Who works in the north wing?"),
        ("Which is larger, Berlin or Munich?", "How far apart are those two?", "How far apart are Berlin and Munich?"),
        ("What is the difference between Basic and Pro?", "What does the latter cost?", "What does Pro cost?"),
        ("Can tenants keep dogs?", "Can visitors do the same?", "Can visitors keep dogs?"),
        ("How do I return a parcel?", "How much does that cost?", "How much does it cost to return a parcel?"),
        ("What does it say about working from home?", "Is that allowed?", "Is working from home allowed?"),
        ("Who sits in court?", "What about the judge, how long does he serve?", "How long does the judge serve?"),
        ("Who is the president?", "Who is the second?", "Who is the second?"),
        ("Who was the first president?", "Who was the second?", "Who was the second president?"),
    ],
)
def test_what_points_back_is_spelled_out(earlier: str, turn: str, expected: str) -> None:
    assert standalone(turn, [earlier]) == expected


def test_the_other_one_is_the_one_of_two_that_was_not_asked_about() -> None:
    history = ["What is the difference between Basic and Pro?", "How much is Basic?"]
    assert standalone("How about the other one?", history) == "How much is Pro?"


@pytest.mark.parametrize(
    "question",
    [
        "How far is it from Oban to Mull?",
        "What do they charge for a scraped rim?",
        "My phone froze and the screen is black, how do I restart it?",
        "How may the airline proceed when too few people give up their seats?",
        "What was behind the person being filmed?",
        "Which python library do I need for the second sensor?",
        "ok, and when does award leave run out?",
        "tax office phone",
        "How many rooms are there?",
    ],
)
def test_what_its_own_question_names_is_left_alone(question: str) -> None:
    assert standalone(question, ["What is the deposit for the old camera?"]) == question


def test_a_turn_that_leaves_something_out_is_also_asked_as_typed() -> None:
    assert rewrites("Who collects it?", ["What is the late fee?"]) == (
        "Who collects the late fee?",
        "Who collects it in the case of the late fee?",
    )
    assert rewrites("how many died?", ["What happened at Cove End?"]) == (
        "how many died?",
        "How many died in the case of Cove End?",
    )
    assert rewrites("Which airline flies from Leeds to Rome?", ["What is the late fee?"]) == (
        "Which airline flies from Leeds to Rome?",
    )
    assert rewrites("Who collects it?") == ("Who collects it?",)


@given(st.lists(TEXTS, max_size=3), TEXTS)
def test_any_text_is_taken(history: list[str], turn: str) -> None:
    wordings = rewrites(turn, history)
    assert wordings[0] == standalone(turn, history) and len(set(wordings)) == len(wordings)
    assert standalone(turn, []) in (turn, turn.strip())

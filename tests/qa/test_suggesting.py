from index import PassageIndex
from qa import Answerer
from qa.suggesting import suggest


def test_examples_are_answered_by_the_documents_and_come_from_several(
    answerer: Answerer, seeds_index: PassageIndex
) -> None:
    examples = suggest(seeds_index, answerer)
    assert len(examples) == 4 == len(set(examples))
    answers = [answerer.ask(example) for example in examples]
    assert all(answer.answered for answer in answers)
    assert len({citation.document_id for answer in answers for citation in answer.findings[0].citations}) > 1

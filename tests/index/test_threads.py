from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index import PassageIndex, open_library


def test_threads_ask_while_documents_come_and_go(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(
            f"The mill number {number} was built by the brothers Hale in {1900 + number}."
        )
    index = PassageIndex(open_library(tmp_path / "library"))
    index.add([folder / "0.txt"])

    def ask(number: int) -> int:
        return len(index.search(f"Who built mill {number}?", 5)) + len(index.search_words("mill", 5))

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, number) for number in range(40)]
        index.add([folder])
        for summary in index.documents()[:6]:
            index.remove(summary.id)
        assert all(future.result() > 0 for future in asked)
    assert len(index.search("mill", 50)) == 6
    index.close()

"""Pages about made-up people and places, to try the page room on."""

from __future__ import annotations

PARAGRAPHS = (
    (
        "The bridge at Orlu was closed on Monday after two shells fell on the eastern bank, the "
        "regional governor, Ada Ibe, told reporters in the town hall."
    ),
    (
        "“We do not know who fired them,” Ibe said. “The river police heard the shells at dawn "
        "and closed the road within the hour, before the market opened.”"
    ),
    (
        "Residents of the eastern bank said that they had been told to leave by noon. About "
        "forty families spent the night in the school of Nembe, three kilometres to the north."
    ),
    (
        "The army denied that its guns had been firing. A spokesman said the nearest battery "
        "stood twenty kilometres away, and had been silent since the truce of last spring."
    ),
)
TITLE = "Bridge at Orlu closed after shells fall on eastern bank"
DECK = "Forty families spend the night in a school as the army denies that its guns were firing."
CAPTION = "The bridge at Orlu, seen from the western bank in a photograph of last year."


def page(
    *, head: str = "", before: str = "", inside: str = "", after: str = "", attributes: str = ""
) -> str:
    """An article page in HTML, with room for more around and inside the article."""
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    rest = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[2:])
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} | The Nembe Courier</title>
{head}</head><body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/world">World</a></li></ul></nav>
{before}<article {attributes}><h1>{TITLE}</h1><p class="standfirst">{DECK}</p>
<div class="byline">By Omar Sarr</div><time datetime="2023-05-08T09:30:00Z">8 May 2023</time>
<figure><img src="b.jpg"><figcaption>{CAPTION}</figcaption></figure>
<div class="body">{text}{inside}{rest}</div></article>{after}
<footer><p>© 2023 The Nembe Courier. All rights reserved.</p></footer></body></html>"""

